"""What the pages of the applicant show, gathered with a fixed number of queries each."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property

from django.forms import BoundField
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from busan_se.accounts.models import User
from busan_se.core.clock import seoul
from busan_se.core.errors import Refused
from busan_se.core.money import won_short
from busan_se.programs.eligibility import Term, terms_of_call
from busan_se.programs.models import Call
from enterprises.applications import folder, letters, rules
from enterprises.applications.consents import REQUIRED, ConsentText
from enterprises.applications.content import applicant_of
from enterprises.applications.forms import SubmitForm
from enterprises.applications.models import Application, ApplicationFile
from enterprises.applications.prefill import Origin
from enterprises.applications.questions import Grid, Question, Questions, Section
from enterprises.applications.supplements import reading
from enterprises.registry.models import Membership

STEPS = (
    gettext_lazy("Before you start"),
    gettext_lazy("Write the application"),
    gettext_lazy("Check and submit"),
    gettext_lazy("Receipt"),
)


def refusal_at(call: Call, instant: datetime) -> str:
    """Return why the portal takes no application for the call at `instant`, '' if it does."""
    try:
        rules.check_open(call, instant)
    except Refused as error:
        return str(error)
    return ""


@dataclass(frozen=True)
class StartPage:
    """Who may apply, what is needed, and for which of the person's enterprises."""

    form_steps = STEPS

    call: Call
    memberships: Sequence[Membership]
    arrived: datetime

    @cached_property
    def candidates(self) -> list[rules.Candidate]:
        """Return one candidate for each membership of the person."""
        return rules.candidates(self.call, self.memberships, self.arrived)

    @cached_property
    def refusal(self) -> str:
        """Return why nobody can apply now, '' if one can."""
        return refusal_at(self.call, self.arrived)

    @property
    def blocked(self) -> list[rules.Candidate]:
        """Return the candidates for which no application can be started, each with what stands against it."""
        return [candidate for candidate in self.candidates if not candidate.may_start]

    @property
    def may_start(self) -> bool:
        """Return whether there is an enterprise for which an application can be started."""
        return not self.refusal and any(candidate.may_start for candidate in self.candidates)

    @property
    def facts(self) -> list[tuple[str, str]]:
        """Return the terms of the call as (label, text) pairs; those that the call does not set are empty."""
        call = self.call
        own_share = f"{call.own_share_percent.normalize():f}%" if call.own_share_percent is not None else ""
        return [
            (_("Who may apply"), "" if self.terms else _("Every social economy enterprise of the register")),
            (_("Applications received"), f"{rules.stated(call.opens_at)} – {rules.stated(call.closes_at)}"),
            (_("Amount"), _amounts(call)),
            (_("Own share"), own_share),
            (_("To be selected"), _("%(n)s enterprises") % {"n": call.selections} if call.selections else ""),
            (_("Whom to ask"), f"{call.program.desk} {call.program.phone}"),
        ]

    @cached_property
    def terms(self) -> list[Term]:
        """Return the conditions of the call, as its own page shows them."""
        return terms_of_call(self.call)

    @property
    def questions(self) -> list[Question]:
        """Return what the form asks for."""
        return Questions(self.call.current_version).all if self.call.current_version else []


def _amounts(call: Call) -> str:
    if call.amount_min and call.amount_max:
        return f"{won_short(call.amount_min)} – {won_short(call.amount_max)}"
    if call.amount_max:
        return _("Up to %(amount)s") % {"amount": won_short(call.amount_max)}
    return _("From %(amount)s") % {"amount": won_short(call.amount_min)} if call.amount_min else ""


def files_by_slot(application: Application) -> dict[str, list[ApplicationFile]]:
    """Return the attached files by question, oldest first."""
    found: dict[str, list[ApplicationFile]] = {}
    for row in application.files.select_related("file", "document"):
        found.setdefault(row.slot, []).append(row)
    return found


@dataclass(frozen=True)
class Written:
    """Who wrote an answer last, and when."""

    name: str
    at: datetime | None


def writers(application: Application, keys: Iterable[str] | None = None) -> dict[str, Written]:
    """Return who wrote each answer last, by question; for all that somebody typed if `keys` is None. One query."""
    asked = application.written.keys() if keys is None else set(keys)
    marks = {key: mark for key, mark in application.written.items() if "by" in mark and key in asked}
    names = dict(User.objects.filter(pk__in={mark["by"] for mark in marks.values()}).values_list("pk", "name"))
    return {
        key: Written(names.get(mark["by"], _("Somebody")), parse_datetime(mark["at"])) for key, mark in marks.items()
    }


def last_written(application: Application, keys: Iterable[str] | None = None) -> Written | None:
    """Return who wrote last, and when; None where nobody typed anything yet."""
    found = [row for row in writers(application, keys).values() if row.at]
    return max(found, key=lambda row: row.at or datetime.min, default=None)


def applicant_facts(applicant: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return the applicant's data as (label, text) pairs."""
    labels = {
        "name": _("Name"),
        "business_number": _("Business registration number"),
        "representative": _("Representative"),
        "district": _("District"),
        "address": _("Address"),
        "phone": _("Telephone"),
    }
    return [(label, applicant.get(key, "")) for key, label in labels.items()]


@dataclass(frozen=True)
class Row:
    """One answer to be read; a table as `grid` too. `section` is the page on which it is written.

    `mended` are the answers of supplements, in their order; the answer itself stays as it was submitted.
    """

    question: Question
    section: int
    text: str
    grid: Grid | None
    files: list[ApplicationFile]
    problem: str
    origin: str = ""
    mended: list[reading.Mended] = field(default_factory=list)

    @property
    def anchor(self) -> str:
        """Return the id of the control on the page where it is written."""
        return self.question.anchor


@dataclass(frozen=True)
class Part:
    """The answers of one section."""

    section: Section
    rows: list[Row]


def parts_of(application: Application, *, checked_on: date | None = None) -> list[Part]:
    """Return all answers to what is asked, by section; with what stands against submission on a day."""
    questions = Questions(application.version)
    attached = files_by_slot(application)
    problems = problems_of(application, questions, attached, checked_on) if checked_on else {}
    shown, mended = questions.shown(application.answers), reading.mended(application)
    parts = [
        Part(
            section,
            [
                _row(application, section, question, attached, problems, mended)
                for question in section.questions
                if question.key in shown
            ],
        )
        for section in questions.sections
    ]
    return [part for part in parts if part.rows]


def rows_of(application: Application) -> list[Row]:
    """Return all answers to what is asked, in the order of the form."""
    return [row for part in parts_of(application) for row in part.rows]


def _row(
    application: Application,
    section: Section,
    question: Question,
    attached: Mapping[str, list[ApplicationFile]],
    problems: Mapping[str, str],
    mended: Mapping[str, list[reading.Mended]],
) -> Row:
    answer = application.answers.get(question.key)
    grid = question.grid(answer)
    return Row(
        question,
        section.number,
        "" if grid else question.as_text(answer),
        grid,
        attached.get(question.key, []),
        problems.get(question.key, ""),
        origin_of(application, question.key),
        mended.get(question.key, []),
    )


def origin_of(application: Application, key: str) -> str:
    """Return where an answer came from that nobody typed or looked at yet, '' for any other."""
    found = application.written.get(key, {}).get("from")
    return str(Origin(found).label) if found else ""


def problems_of(
    application: Application, questions: Questions, attached: Mapping[str, list[ApplicationFile]], on: date
) -> dict[str, str]:
    """Return what stands against submission on a day, by question."""
    shown = questions.shown(application.answers)
    files = (row for slot, rows in attached.items() if slot in shown for row in rows)
    found = questions.problems(application.answers, attached) | folder.problems(questions, files, on)
    if amount := rules.amount_problem(application):
        found.setdefault(*amount)
    return found


@dataclass(frozen=True)
class CheckPage:
    """All that would be submitted, what is missing, and the consents."""

    form_steps = STEPS

    application: Application
    arrived: datetime
    may_edit: bool
    form: SubmitForm

    @property
    def consents(self) -> list[tuple[ConsentText, BoundField]]:
        """Return each consent with its box."""
        return [(text, self.form[text.purpose]) for text in REQUIRED]

    @cached_property
    def parts(self) -> list[Part]:
        """Return the answers with their problems, by section."""
        return parts_of(self.application, checked_on=seoul(self.arrived).date())

    @property
    def rows(self) -> list[Row]:
        """Return the answers with their problems."""
        return [row for part in self.parts for row in part.rows]

    @cached_property
    def last(self) -> Written | None:
        """Return who wrote last, and when."""
        return last_written(self.application)

    @cached_property
    def applicant(self) -> list[tuple[str, str]]:
        """Return what the register says of the applicant."""
        return applicant_facts(applicant_of(self.application))

    @cached_property
    def refusal(self) -> str:
        """Return why it can't be submitted now, '' if it can."""
        return refusal_at(self.application.call, self.arrived)

    @property
    def problems(self) -> list[Row]:
        """Return the answers that something is wrong with."""
        return [row for row in self.rows if row.problem]

    @property
    def may_submit(self) -> bool:
        """Return whether the button is there."""
        return self.may_edit and not self.refusal and not self.problems

    @property
    def desk(self) -> str:
        """Return whom to ask."""
        return letters.desk(self.application)
