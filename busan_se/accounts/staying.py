"""Who writes stays signed in: a session that is used lasts on from its last use."""

import time

from django.conf import settings
from django.http import HttpRequest

from busan_se.accounts.roles import needs_second_factor

_KEPT = "kept_at"
_WRITE_EVERY_SECONDS = 60


def keep_signed_in(request: HttpRequest) -> int:
    """Let the session last on from now; return after how many seconds without a request it ends."""
    now = int(time.time())
    if now - request.session.get(_KEPT, 0) >= _WRITE_EVERY_SECONDS:
        request.session[_KEPT] = now  # a changed session is saved with a new end
    whole = settings.SESSION_COOKIE_AGE - _WRITE_EVERY_SECONDS
    return min(whole, settings.STAFF_IDLE_SECONDS) if needs_second_factor(request.user) else whole
