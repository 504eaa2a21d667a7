"""The public list of a call's results: who was selected, with how much."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.dispatch import receiver
from django.http import HttpRequest

from busan_se.core.models import PublishedChange
from busan_se.programs.models import Call
from enterprises.applications.models import Application
from enterprises.applications.signals import application_ended, application_released
from enterprises.applications.workflow import Outcome, State
from enterprises.registry.panels import mask_name


@dataclass(frozen=True)
class Selected:
    """One line: the name, the page in the register ('' for a person), the amount (won)."""

    name: str
    url: str
    amount_won: int


def results(call: Call) -> Sequence[Selected]:
    """Return the announced selections of a call that nobody gave up, the highest amount first; people masked."""
    rows = Application.objects.filter(
        call=call, state=State.SELECTED, decision__released_at__isnull=False, decision__outcome=Outcome.SELECTED
    ).select_related("decision", "enterprise", "person")
    return [
        Selected(
            row.enterprise.name if row.enterprise else mask_name(row.applicant_name),
            row.enterprise.get_absolute_url() if row.enterprise and not row.enterprise.is_gone else "",
            row.decision.amount_won or 0,
        )
        for row in rows.order_by("-decision__amount_won", "enterprise__name", "pk")
    ]


def panel_context(call: Call, request: HttpRequest) -> dict[str, Any]:
    """Return the list for the page of a call, and its sum (won)."""
    rows = results(call)
    return {"selected": rows, "total_won": sum(row.amount_won for row in rows)}


@receiver([application_released, application_ended])
def show_at_once(**kwargs: Any) -> None:
    """Let the kept pages of visitors end: applications are not published, but this list of them is."""
    PublishedChange.objects.create()
