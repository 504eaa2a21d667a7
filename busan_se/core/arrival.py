"""When a request arrived: a deadline is checked against this, not against when a worker had time for it."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse

from busan_se.core.clock import database_skew, now

# A proxy's stamp is believed within these bounds: so long a request may have waited, so far its clock may be ahead.
_LONGEST_QUEUE = timedelta(seconds=120)
_PROXY_AHEAD = timedelta(seconds=1)
# "t=1764723600.123" (nginx, seconds), or milliseconds or microseconds without a point.
_STAMP = re.compile(r"(?:t=)?([0-9]{10})(?:\.?([0-9]{1,6}))?")


class ArrivalMiddleware:
    """Sets `request.arrived_at`; stands first. `X-Request-Start` counts only where TRUST_REQUEST_START says so.

    Until the session is read the user is a stranger, so that an early refusal (a wrong host, broken text) has its page.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        received = now()
        stamp = _proxy_stamp(request) if settings.TRUST_REQUEST_START else None
        believable = stamp is not None and received - _LONGEST_QUEUE <= stamp <= received + _PROXY_AHEAD
        request.arrived_at = min(stamp, received) if stamp is not None and believable else received  # type: ignore[attr-defined]
        request.user = AnonymousUser()
        return self.get_response(request)


def arrived_at(request: HttpRequest) -> datetime:
    """Return when `request` arrived, in UTC and on the database's clock (by which closings are kept)."""
    stamp: datetime = getattr(request, "arrived_at", None) or now()
    return stamp + database_skew()


def _proxy_stamp(request: HttpRequest) -> datetime | None:
    match = _STAMP.fullmatch(request.META.get("HTTP_X_REQUEST_START", "").strip())
    if not match:
        return None
    seconds, fraction = match.groups(default="0")
    return datetime.fromtimestamp(int(seconds), UTC) + timedelta(microseconds=int(fraction.ljust(6, "0")))
