"""What lists, receipts and the status page show of applications that were handed in, and drafts in a list."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from busan_se.core.clock import now, seoul, today
from busan_se.core.money import won
from busan_se.core.templatetags.portal import seoul_date
from enterprises.applications import letters, timeline
from enterprises.applications.models import Application, Decision
from enterprises.applications.objections.models import Objection
from enterprises.applications.objections.rules import last_day
from enterprises.applications.pages import STEPS, Part, applicant_facts, parts_of
from enterprises.applications.rules import stated
from enterprises.applications.supplements.models import Supplement
from enterprises.applications.supplements.reading import supplements_of
from enterprises.applications.workflow import ANNOUNCED, WORKFLOW, State

TONES = {
    State.DRAFT: "warning",
    State.SUBMITTED: "information",
    State.SELECTED: "success",
    State.NOT_SELECTED: "gray",
    State.INELIGIBLE: "gray",
    State.WITHDRAWN: "gray",
    State.GIVEN_UP: "gray",
}


@dataclass(frozen=True)
class StatusPage:
    """How far an application has come, as its applicant may know it."""

    form_steps = STEPS

    application: Application
    may_edit: bool

    @cached_property
    def decision(self) -> Decision | None:
        """Return the decision once it is released."""
        found = Decision.objects.filter(application=self.application, released_at__isnull=False)
        return found.select_related("commitment").first()

    @cached_property
    def parts(self) -> list[Part]:
        """Return what was submitted, by section."""
        return parts_of(self.application)

    @cached_property
    def supplements(self) -> list[Supplement]:
        """Return what the desk asked to mend, in its order."""
        return supplements_of(self.application)

    @property
    def supplement(self) -> Supplement | None:
        """Return what is to be mended now."""
        return next((row for row in self.supplements if row.state == Supplement.State.OPEN), None)

    @property
    def supplement_is_late(self) -> bool:
        """Return whether the time to mend it is over."""
        return self.supplement is not None and self.supplement.is_late_at(now())

    @property
    def applicant(self) -> list[tuple[str, str]]:
        """Return the applicant's data as submitted."""
        return applicant_facts(self.application.applicant)

    @property
    def ending(self) -> str:
        """Return how the applicant can end it now: "withdraw", "give_up" (as long as money is reserved) or ''."""
        allowed = WORKFLOW.allowed(self.application.state) if self.may_edit else ()
        if "give_up" in allowed and not self._is_reserved:
            return ""
        return next((action for action in ("withdraw", "give_up") if action in allowed), "")

    @property
    def _is_reserved(self) -> bool:
        commitment = self.decision.commitment if self.decision else None
        return commitment is not None and commitment.reserved > 0

    @property
    def state_label(self) -> str:
        """Return the state in words, as the applicant may know it."""
        return _("Being mended") if self.supplement else str(self.application.shown_state.label)

    @property
    def tone(self) -> str:
        """Return the colour of the badge."""
        return "warning" if self.supplement else TONES[self.application.shown_state]

    @property
    def receipt_facts(self) -> list[tuple[str, Any]]:
        """Return what the receipt certifies, as (label, text) pairs."""
        return receipt_facts(self.application)

    @property
    def next(self) -> str:
        """Return what the result means for the applicant."""
        return letters.next_after(self.decision.outcome) if self.decision else ""

    @property
    def desk(self) -> str:
        """Return whom to ask."""
        return letters.desk(self.application)

    @cached_property
    def objection(self) -> Objection | None:
        """Return the objection to the result."""
        return Objection.objects.filter(decision=self.decision).first() if self.decision else None

    @property
    def objection_until(self) -> date | None:
        """Return the last day for an objection, while the applicant can still object."""
        if self.decision is None or self.objection or not self.may_edit or self.application.state not in ANNOUNCED:
            return None
        last = last_day(self.decision)
        return last if today() <= last else None

    @property
    def possible(self) -> list[str]:
        """Return what the applicant can do now, a sentence each."""
        mending, found = self.supplement if self.may_edit else None, list[str]()
        if mending and not self.supplement_is_late:
            found.append(_("Mend what the desk named, until %(until)s.") % {"until": stated(mending.due_at)})
        if mending:
            found.append(_("Ask for more time to mend it."))
        if last := self.objection_until:
            found.append(_("Object to the result until %(day)s.") % {"day": seoul_date(last)})
        if self.ending == "withdraw":
            found.append(_("Withdraw the application until the result is out."))
        elif self.ending == "give_up":
            found.append(_("Give the selection up if you can't take part."))
        return [*found, _("Read what you submitted below, or download it with the receipt.")]

    @property
    def steps(self) -> list[timeline.Step]:
        """Return the timeline: (label, text, done | current | ahead)."""
        return timeline.steps(self.application, self.decision, self.supplements, self.objection)


def receipt_facts(application: Application) -> list[tuple[str, str]]:
    """Return what the receipt certifies, as (label, text) pairs."""
    assert application.submitted_at
    return [
        (_("Receipt number"), application.receipt_number or ""),
        (_("Received"), _("%(when)s (Seoul time)") % {"when": f"{seoul(application.submitted_at):%Y.%m.%d. %H:%M:%S}"}),
        (_("Applicant"), application.applicant.get("name", "")),
        (_("Business registration number"), application.applicant.get("business_number", "")),
        (_("Submitted by"), application.submitted_by.name if application.submitted_by else ""),
        (_("Amount applied for"), won(application.requested_won) if application.requested_won is not None else ""),
        (_("Files"), ", ".join(row.file.name for row in application.files.select_related("file"))),
        (_("Content hash (SHA-256)"), application.content_hash),
    ]


def list_row(application: Application) -> dict[str, Any]:
    """Return what a list shows of one application."""
    return {
        "application": application,
        "state": State(application.shown_state).label,
        "tone": TONES[application.shown_state],
        "url": application.get_absolute_url(),
        "call_url": reverse("programs:call", args=[application.call.number]),
    }
