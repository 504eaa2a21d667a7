"""What the pages of the applicant show, gathered with a fixed number of queries each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from busan_se.core.clock import seoul
from busan_se.core.errors import Refused
from busan_se.core.money import won_short
from busan_se.programs.eligibility import QUALIFICATION, Term, terms_of_call
from busan_se.programs.models import Call
from enterprises.applications import folder, letters, rules
from enterprises.applications.consents import REQUIRED, ConsentText
from enterprises.applications.content import applicant_of
from enterprises.applications.forms import AnswersForm, SubmitForm
from enterprises.applications.models import Application, ApplicationFile
from enterprises.applications.questions import Question, Questions
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
        own_share = f"{call.own_share_percent.normalize():f} %" if call.own_share_percent is not None else ""
        kinds = rules.kind_names(call)
        return [
            (_("Who may apply"), ", ".join(kinds) if kinds else _("Every social economy enterprise of the register")),
            (_("Applications received"), f"{rules.stated(call.opens_at)} – {rules.stated(call.closes_at)}"),
            (_("Amount"), _amounts(call)),
            (_("Own share"), own_share),
            (_("To be selected"), _("%(n)s enterprises") % {"n": call.selections} if call.selections else ""),
            (_("Whom to ask"), f"{call.program.desk} {call.program.phone}"),
        ]

    @property
    def terms(self) -> list[Term]:
        """Return the conditions of the call beside the qualifications."""
        return [term for term in terms_of_call(self.call) if term.key != QUALIFICATION]

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


@dataclass(frozen=True)
class Item:
    """One question on the page: a field to write in, or a place for files with what is attached."""

    question: Question
    field: BoundField | None
    files: list[ApplicationFile]
    error: str = ""
    choices: Sequence[folder.Choice] = ()


def blank_form(application: Application, questions: Questions) -> AnswersForm:
    """Return the form with what was saved."""
    return AnswersForm(questions, initial={**application.answers, "lock_version": application.lock_version})


@dataclass(frozen=True)
class EditPage:
    """A draft being written."""

    form_steps = STEPS

    application: Application
    form: AnswersForm
    file_errors: Mapping[str, str]
    arrived: datetime

    @cached_property
    def items(self) -> list[Item]:
        """Return the questions in the order of the form."""
        attached = files_by_slot(self.application)
        choices = folder.choices(self.application, self.form.questions.files, attached, seoul(self.arrived).date())
        return [
            Item(
                question,
                None if question.is_file else self.form[question.key],
                attached.get(question.key, []),
                self.file_errors.get(question.key, ""),
                choices.get(question.key, ()),
            )
            for question in self.form.questions.all
        ]

    @property
    def applicant(self) -> list[tuple[str, str]]:
        """Return what the register says of the applicant."""
        return applicant_facts(applicant_of(self.application))

    @property
    def refusal(self) -> str:
        """Return why it could not be submitted now, '' if it could."""
        return refusal_at(self.application.call, self.arrived)

    @property
    def desk(self) -> str:
        """Return whom to ask."""
        return letters.desk(self.application)


def files_by_slot(application: Application) -> dict[str, list[ApplicationFile]]:
    """Return the attached files by question, oldest first."""
    found: dict[str, list[ApplicationFile]] = {}
    for row in application.files.select_related("file", "document"):
        found.setdefault(row.slot, []).append(row)
    return found


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
    """One answer to be read."""

    question: Question
    text: str
    files: list[ApplicationFile]
    problem: str

    @property
    def anchor(self) -> str:
        """Return the id of the control on the page where it is written."""
        return f"id_{self.question.key}"


def rows_of(application: Application, *, checked_on: date | None = None) -> list[Row]:
    """Return all answers as text, in the order of the form; with what stands against submission on a day."""
    questions = Questions(application.version)
    attached = files_by_slot(application)
    problems = _problems(application, questions, attached, checked_on) if checked_on else {}
    return [
        Row(
            question,
            question.as_text(application.answers.get(question.key)),
            attached.get(question.key, []),
            problems.get(question.key, ""),
        )
        for question in questions.all
    ]


def _problems(
    application: Application, questions: Questions, attached: Mapping[str, list[ApplicationFile]], on: date
) -> dict[str, str]:
    files = (row for rows in attached.values() for row in rows)
    return questions.problems(application.answers, attached) | folder.problems(questions, files, on)


@dataclass(frozen=True)
class ConflictPage:
    """Two texts of one draft: what this window sent, and what was saved in the meantime."""

    application: Application
    form: AnswersForm

    @property
    def rows(self) -> list[tuple[Question, str, str]]:
        """Return (question, sent, saved) where the two differ."""
        sent, saved = self.form.answers, self.application.answers
        return [
            (question, question.as_text(sent.get(question.key)), question.as_text(saved.get(question.key)))
            for question in self.form.questions.written
            if sent.get(question.key) != saved.get(question.key)
        ]

    @property
    def mine(self) -> AnswersForm:
        """Return a hidden form that saves what was sent over what is there now."""
        return AnswersForm(
            self.form.questions, initial={**self.form.answers, "lock_version": self.application.lock_version}
        )


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
    def rows(self) -> list[Row]:
        """Return the answers with their problems."""
        return rows_of(self.application, checked_on=seoul(self.arrived).date())

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
