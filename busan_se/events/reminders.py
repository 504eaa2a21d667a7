"""A letter the day before, to everybody who has a seat."""

from datetime import datetime, timedelta

from busan_se.core.clock import SEOUL
from busan_se.events import letters
from busan_se.events.models import Registration, Session
from busan_se.events.workflow import State

HOUR = 9  # of the day before, in Seoul


def remind_of_tomorrow(period: str) -> int:
    """Remind the participants of each date on the day after `period` ("2026-12-01"); return how many.

    Again is safe: a letter leaves once.
    """
    begins = datetime.strptime(period, "%Y-%m-%d").replace(tzinfo=SEOUL) + timedelta(days=1)
    dates = Session.objects.filter(
        starts_at__gte=begins,
        starts_at__lt=begins + timedelta(days=1),
        cancelled_at__isnull=True,
        event__published_at__isnull=False,
    )
    return sum(_remind(session) for session in dates.select_related("event"))


def _remind(session: Session) -> int:
    lead = session.part_of_id or session.pk
    seated = Registration.objects.filter(session=lead, state=State.SEATED).select_related("user", "session__event")
    for registration in seated:
        letters.remind(registration, session)
    return len(seated)
