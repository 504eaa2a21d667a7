"""What lists, receipts and the status page show of applications that were handed in, and drafts in a list."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from busan_se.core.clock import seoul
from busan_se.core.money import won
from enterprises.applications import letters, rules
from enterprises.applications.models import Application, Decision
from enterprises.applications.pages import STEPS, Part, applicant_facts, parts_of
from enterprises.applications.workflow import WORKFLOW, State

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
        return str(self.application.shown_state.label)

    @property
    def tone(self) -> str:
        """Return the colour of the badge."""
        return TONES[self.application.shown_state]

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

    @property
    def steps(self) -> list[tuple[str, str, str]]:
        """Return the timeline: (label, text, done | current | ahead)."""
        application, decision = self.application, self.decision
        assert application.submitted_at
        received = _("We received it at %(when)s. Receipt number %(number)s.") % {
            "when": rules.stated(application.submitted_at),
            "number": application.receipt_number,
        }
        steps = [(_("Received"), received, "done")]
        if decision and decision.released_at:
            steps.append((_("Review of applications"), _("The review is finished."), "done"))
            announced = _("Announced at %(when)s.") % {"when": rules.stated(decision.released_at)}
            steps.append((_("Result: %(result)s") % {"result": decision.get_outcome_display()}, announced, "done"))
        elif not application.ended_at:
            steps.append((_("Review of applications"), self._review, "current"))
            steps.append(
                (pgettext("application", "Result"), _("It comes by mail and shows here, with the reason."), "ahead")
            )
        if application.ended_at:
            steps.append((str(State(application.state).label), rules.stated(application.ended_at), "done"))
        return steps

    @property
    def _review(self) -> str:
        call = self.application.call
        return _("%(desk)s checks the papers and reviews all applications after the call closes (%(when)s).") % {
            "desk": call.program.desk,
            "when": rules.stated(call.closes_at),
        }


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
