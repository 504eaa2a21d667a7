"""What the pages of who asks show, gathered with a fixed number of queries each."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

from django.conf import settings
from django.forms import BoundField
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from busan_se.core.templatetags.portal import seoul_date, seoul_instant
from busan_se.files.types import DOCUMENTS_AND_PICTURES, TYPES, type_names
from enterprises.registration import letters, rules
from enterprises.registration.consents import CONSENTS, ConsentText
from enterprises.registration.forms import SubmitForm
from enterprises.registration.models import RegistrationRequest, RequestFile
from enterprises.registration.parts import MOST_FILES, Part, Problem, Slot, parts_of, problems, slots
from enterprises.registration.queries import files_by_slot
from enterprises.registration.workflow import DECIDED, State

STEPS = (
    gettext_lazy("Who can register"),
    gettext_lazy("Write the request"),
    gettext_lazy("Check and submit"),
    gettext_lazy("Receipt"),
)
TONES = {
    State.DRAFT: "warning",
    State.SUBMITTED: "information",
    State.RETURNED: "danger",
    State.APPROVED: "success",
    State.REJECTED: "gray",
    State.WITHDRAWN: "gray",
}


@dataclass(frozen=True)
class Task:
    """One part in the list of parts: how far it is, and where it is written ('' where it is closed)."""

    part: Part
    url: str
    state: str
    tone: str


@dataclass(frozen=True)
class Row:
    """One answer or paper to be read."""

    part: Part
    anchor: str
    label: Any
    text: str
    files: Sequence[RequestFile] = ()
    problem: str = ""
    is_open: bool = False


@dataclass(frozen=True)
class RequestPage:
    """A request: its parts, what is missing, what was said, how far it is."""

    request: RegistrationRequest
    arrived: datetime
    form: SubmitForm | None = None
    form_steps: tuple[Any, ...] = field(default=STEPS, init=False)

    @cached_property
    def files(self) -> dict[str, list[RequestFile]]:
        """Return the papers by what was asked for."""
        return files_by_slot(self.request)

    @cached_property
    def problems(self) -> list[Problem]:
        """Return what is missing or wrong."""
        return problems(self.request, self.files)

    @cached_property
    def open_parts(self) -> set[str]:
        """Return the keys of what can be written now."""
        return rules.open_parts(self.request) if self.is_writable else set()

    @property
    def is_writable(self) -> bool:
        """Return whether it can be written now."""
        return rules.is_writable(self.request, self.arrived)

    @property
    def tasks(self) -> list[Task]:
        """Return the parts with their states."""
        wrong = {problem.part.key for problem in self.problems}
        return [self._task(part, part.key in wrong) for part in parts_of(self.request)]

    def _task(self, part: Part, wrong: bool) -> Task:
        begun = bool(self.request.said(part.key)) if part.form else bool(self.files)
        is_open = part.key in self.open_parts
        url = reverse("registration:part", args=[self.request.pk, part.key]) if is_open else ""
        if not is_open:
            return Task(part, url, pgettext("part of a request", "Closed"), "gray")
        if self.request.state == State.RETURNED:
            return Task(part, url, pgettext("request", "To be mended"), "danger")
        if not wrong:
            return Task(part, url, _("Done"), "success")
        return Task(part, url, _("Begun"), "warning") if begun else Task(part, url, _("Not begun"), "gray")

    @property
    def next_url(self) -> str:
        """Return where the next thing is to be done: the first part that is not whole, else the check."""
        wrong = [problem.part.key for problem in self.problems if problem.part.key in self.open_parts]
        if wrong:
            return reverse("registration:part", args=[self.request.pk, wrong[0]])
        return reverse("registration:check", args=[self.request.pk])

    @cached_property
    def rows(self) -> list[Row]:
        """Return all answers and papers in their order."""
        wrong = {(problem.part.key, problem.anchor): problem.text for problem in self.problems}
        return [row for part in parts_of(self.request) for row in self._rows_of(part, wrong)]

    def _rows_of(self, part: Part, wrong: dict[tuple[str, str], str]) -> list[Row]:
        if part.form:
            texts = part.form(self.request).texts
            is_open = part.key in self.open_parts
            return [
                Row(part, f"id_{name}", label, text, (), wrong.get((part.key, f"id_{name}"), ""), is_open)
                for name, label, text in texts
            ]
        return [
            Row(
                part,
                f"id_{slot.key}",
                slot.label,
                "",
                self.files.get(slot.key, []),
                wrong.get((part.key, f"id_{slot.key}"), ""),
                slot.part_key in self.open_parts,
            )
            for slot in slots(self.request)
        ]

    @property
    def consents(self) -> list[tuple[ConsentText, BoundField]]:
        """Return each consent with its box; none for a request that was mended."""
        form = self.form
        return [(text, form[text.purpose]) for text in CONSENTS if form and text.purpose in form.fields]

    @property
    def facts(self) -> list[tuple[str, Any]]:
        """Return what it is about, as (label, text) pairs."""
        request = self.request
        return [
            (_("Receipt number"), request.receipt_number),
            (_("Kind of request"), request.get_kind_display()),
            (_("Enterprise"), request.name),
            (request.get_number_kind_display() if request.number else _("Number"), request.number_shown or _("None")),
            (_("Received"), _("%(when)s (Seoul time)") % {"when": seoul_instant(request.submitted_at)}
             if request.submitted_at else ""),
            (_("Written down by"), _written_down(request)),
        ]  # fmt: skip

    @property
    def tone(self) -> str:
        """Return the colour of the badge."""
        return TONES[State(self.request.state)]

    @property
    def next(self) -> str:
        """Return what a decision means, '' while there is none."""
        return letters.next_after(self.request) if self.request.state in DECIDED else ""

    @property
    def may_withdraw(self) -> bool:
        """Return whether it can be taken back."""
        return self.request.state in {State.SUBMITTED, State.RETURNED}

    @property
    def steps(self) -> list[tuple[str, str, str]]:
        """Return the timeline: (label, text, done | current | ahead)."""
        request = self.request
        received = (_("Received"), seoul_instant(request.submitted_at), "done")
        match request.state:
            case State.SUBMITTED:
                return [received, (_("Papers are checked"), self._check_text, "current"), _ahead()]
            case State.RETURNED:
                until = _("Mend the named parts until %(until)s.") % {"until": seoul_instant(request.due_at)}
                return [received, (pgettext("request", "To be mended"), until, "current"), _ahead()]
            case State.WITHDRAWN:
                return [received, (_("Withdrawn"), seoul_instant(request.ended_at), "done")]
        decided = (str(State(request.state).label), seoul_instant(request.decided_at), "done")
        return [received, (_("Papers are checked"), "", "done"), decided]

    @property
    def _check_text(self) -> str:
        who = _("The district office and the city check the papers.")
        due = self.request.office_due_on
        assert due
        if self.request.is_late:
            return f"{who} " + _("The answer was due on %(due)s. We are late: please call the desk.") % {
                "due": seoul_date(due)
            }
        return f"{who} " + _("You get the answer by %(due)s.") % {"due": seoul_date(due)}


def _ahead() -> tuple[str, str, str]:
    return (_("Decision"), _("It comes by mail and shows here, with the reason."), "ahead")


def _written_down(request: RegistrationRequest) -> str:
    if not request.received_by:
        return ""
    return f"{request.received_by.name} ({request.get_received_how_display()})"


@dataclass(frozen=True)
class Paper:
    """One paper on the page of papers: what is there, and a place for the next file."""

    slot: Slot
    files: Sequence[RequestFile]
    error: str = ""
    is_open: bool = True

    @property
    def takes_more(self) -> bool:
        """Return whether another file can be added."""
        return self.is_open and len(self.files) < MOST_FILES

    @property
    def accept(self) -> str:
        """Return the file name endings for the browser's file dialog."""
        return ",".join(suffix for kind in TYPES.values() for suffix in kind.suffixes)

    @property
    def limits(self) -> str:
        """Return what it takes, said before anybody chooses."""
        return _("%(types)s, up to %(limit)s each; at most %(n)s.") % {
            "types": type_names(DOCUMENTS_AND_PICTURES),
            "limit": filesizeformat(settings.UPLOAD_MAX_BYTES),
            "n": MOST_FILES,
        }


def papers(page: RequestPage, errors: dict[str, str]) -> list[Paper]:
    """Return the papers of a request with what is there."""
    return [
        Paper(slot, page.files.get(slot.key, []), errors.get(slot.key, ""), slot.part_key in page.open_parts)
        for slot in slots(page.request)
    ]


def list_row(request: RegistrationRequest) -> dict[str, Any]:
    """Return what a list shows of one request."""
    return {"request": request, "state": State(request.state).label, "tone": TONES[State(request.state)]}
