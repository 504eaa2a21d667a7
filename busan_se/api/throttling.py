"""How often one address, and one token, may ask."""

import math
import time
from typing import Any

from django.conf import settings
from django.core.cache import cache
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle

from busan_se.accounts.lockout import client_ip

_WINDOW_SECONDS = 60


class AddressThrottle(BaseThrottle):
    """`API_REQUESTS_PER_MINUTE` for each address in each minute of the clock, counted in the cache.

    A request without an address (made inside the house) is not counted.
    """

    def allow_request(self, request: Request, view: Any) -> bool:
        """Count the request; return whether there is room for it."""
        address = client_ip(request._request)
        if address is None:
            return True
        return _count(address) <= settings.API_REQUESTS_PER_MINUTE

    def wait(self) -> float:
        """Return the seconds until the next minute begins."""
        return math.ceil(_WINDOW_SECONDS - time.time() % _WINDOW_SECONDS)


class TokenThrottle(AddressThrottle):
    """`API_TOKEN_REQUESTS_PER_MINUTE` for each token, from wherever it is used; a browser's session is not counted."""

    def allow_request(self, request: Request, view: Any) -> bool:
        """Count the request; return whether there is room for it."""
        token = getattr(request.auth, "pk", None)
        return token is None or _count(f"token:{token}") <= settings.API_TOKEN_REQUESTS_PER_MINUTE


def _count(asker: str) -> int:
    """Add one to this minute's counter of an asker and return it: one trip to the cache, but for the first time."""
    key = f"busan_se.api.requests:{asker}:{int(time.time()) // _WINDOW_SECONDS}"
    try:
        return cache.incr(key)
    except ValueError:  # there is none yet
        return 1 if cache.add(key, 1, 2 * _WINDOW_SECONDS) else cache.incr(key)
