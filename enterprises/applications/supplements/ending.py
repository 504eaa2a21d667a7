"""What the application's own steps ask of its supplements: small, so that nothing of them is needed there."""

from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from busan_se.core.clock import now
from busan_se.core.errors import Refused
from enterprises.applications.models import Application
from enterprises.applications.rules import stated
from enterprises.applications.supplements.models import State, Supplement

# What arrived in time may still wait for a worker (core.arrival believes so long a queue).
_ON_ITS_WAY = timedelta(minutes=2)


def check_settled(application: Application) -> None:
    """Raise Refused ("supplement_open") while something may still be mended; one that is late holds up nothing."""
    moment = now() - _ON_ITS_WAY
    supplement = Supplement.objects.open().filter(application=application, due_at__gte=moment).first()
    if supplement:
        raise Refused(
            _("Something may be mended until %(until)s: decide after that, or close it first.")
            % {"until": stated(supplement.due_at)},
            "supplement_open",
        )


def close_open(application: Application, reason: str) -> None:
    """Close what nobody answered, if there is something: the application goes another way. The row must be locked."""
    for supplement in Supplement.objects.select_for_update().open().filter(application=application):
        supplement.state, supplement.closed_at, supplement.closed_reason = State.CLOSED, now(), reason[:300]
        supplement.remind_at = None
        supplement.save(update_fields=["state", "closed_at", "closed_reason", "remind_at", "updated_at"])


def amounts_asked(applications: Iterable[Application]) -> dict[UUID, int | None]:
    """Return what each application asks for now (won): as the last supplement that changed it says, else as submitted.

    One query.
    """
    asked = {application.pk: application.requested_won for application in applications}
    mended = Supplement.objects.filter(application__in=asked, state=State.ANSWERED, requested_won__isnull=False)
    return asked | dict(mended.order_by("answered_at").values_list("application", "requested_won"))
