"""What an outage does to calls: everybody gets the time back, by one formula that the page states.

A call of this portal is touched when the outage lies in its last LAST_DAYS days. Its closing moves by the length of the
outage, rounded up to full hours; where the outage lies in the last 24 hours, at least to 18:00 of the next working day.
What has passed when the outage is recorded is given from then on.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from busan_se.core.clock import SEOUL, is_working_day, now, seoul
from busan_se.core.errors import Refused
from busan_se.core.templatetags.portal import seoul_instant
from busan_se.programs.actions import extend_call
from busan_se.programs.models import Call, Outage
from busan_se.programs.models.calls import Reception

LAST_DAYS = timedelta(days=3)
LAST_HOURS = timedelta(hours=24)
CLOSING_HOUR = time(18)


@dataclass(frozen=True)
class Moved:
    """A call that an outage touches, and when it would close."""

    call: Call
    closes_at: datetime


def formula() -> str:
    """Return the rule in words, as the desk and the public read it."""
    return _(
        "Calls of this portal whose last %(days)s days are touched by an outage close later by its length, rounded up "
        "to full hours; where it touches the last %(hours)s hours, not before 18:00 of the next working day. Where "
        "that has passed when the outage is recorded, it is 18:00 of the next working day from then."
    ) % {"days": LAST_DAYS.days, "hours": int(LAST_HOURS.total_seconds()) // 3600}


def new_closing(closes_at: datetime, started_at: datetime, ended_at: datetime, at: datetime) -> datetime | None:
    """Return when a call closes after an outage that is recorded `at`; None where the outage does not touch it."""
    if not (started_at < closes_at and ended_at > closes_at - LAST_DAYS):
        return None
    hours = -(-(ended_at - started_at) // timedelta(hours=1))
    later = closes_at + timedelta(hours=hours)
    in_last_hours = ended_at > closes_at - LAST_HOURS
    # Recorded so late that the time given back is over: it is given again from now on.
    if not in_last_hours and later > at:
        return later
    last = max(closes_at, ended_at) if later > at else max(closes_at, ended_at, at)
    return max(later, datetime.combine(_next_working_day(seoul(last).date()), CLOSING_HOUR, SEOUL))


def _next_working_day(day: date) -> date:
    day += timedelta(days=1)
    while not is_working_day(day):
        day += timedelta(days=1)
    return day


def touched(outage: Outage, at: datetime) -> list[Moved]:
    """Return the calls that the outage touches with their new closings, in order of their keys."""
    calls = Call.objects.standing().filter(
        reception=Reception.PORTAL,
        opens_at__lt=outage.ended_at,
        closes_at__gt=outage.started_at,
        closes_at__lt=outage.ended_at + LAST_DAYS,
    )
    found = ((call, new_closing(call.closes_at, outage.started_at, outage.ended_at, at)) for call in calls)
    return sorted((Moved(call, later) for call, later in found if later), key=lambda moved: moved.call.pk)


@transaction.atomic
def record(outage: Outage, by: Any) -> Sequence[Call]:
    """Keep an outage and extend the calls that it touches, all or none; return these calls.

    Raises Refused ("not_over") for one that is not over, ValidationError for one that was recorded already.
    """
    instant = now()
    if outage.ended_at > instant:
        raise Refused(_("The end lies ahead. Record an outage when it is over."), "not_over")
    outage.recorded_by = by
    outage.full_clean()
    outage.save(force_insert=True)
    reason = _("Outage of the portal, %(from)s – %(until)s: %(ground)s") % {
        "from": seoul_instant(outage.started_at),
        "until": seoul_instant(outage.ended_at),
        "ground": outage.ground,
    }
    return [extend_call(moved.call, moved.closes_at, reason, by, outage=outage) for moved in touched(outage, instant)]
