"""The list of participants as staff take it out."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from busan_se.core.exports import Column
from busan_se.events.models import Registration, Session
from busan_se.events.workflow import State

_CHUNK = 1000

COLUMNS = (
    Column(_("Name"), lambda row: row.name),
    Column(_("Contact"), lambda row: str(row.reachable) if row.contact else ""),
    Column(_("State"), lambda row: row.get_state_display()),
    Column(_("Came in"), lambda row: row.get_via_display()),
    Column(_("In line since"), lambda row: row.queued_at),
    Column(_("Dates attended"), lambda row: row.attended),
)


def export_rows(session: Session) -> Iterator[Any]:
    """Yield the registrations of a session, in the order of the line, with the number of dates attended."""
    rows = Registration.objects.filter(session=session).exclude(state=State.UNCONFIRMED)
    attended = Count("attendances", filter=Q(attendances__present=True))
    return rows.annotate(attended=attended).order_by("queued_at", "pk").iterator(chunk_size=_CHUNK)
