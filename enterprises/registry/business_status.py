"""The national tax service's look-up of business numbers (국세청 사업자등록 상태조회), behind one small client.

The client posts `{"b_no": [number]}` to BUSINESS_STATUS_URL (of the public data portal) with BUSINESS_STATUS_KEY, and
reads `b_stt_cd`: 01 계속사업자, 02 휴업자, 03 폐업자, empty for a number that is not registered. Answers are kept six
hours.
Without an address, BUSINESS_STATUS_FAKE (development, tests) answers by the number itself; without either nobody is
asked, and staff look the number up by hand.
"""

import json
import urllib.request
from collections.abc import Callable
from http.client import HTTPException
from urllib.parse import urlencode

from django.conf import settings
from django.core.cache import cache
from django.utils.translation import gettext_lazy as _

from busan_se.core.errors import Refused

TIMEOUT_SECONDS = 5
_KEPT_SECONDS = 6 * 60 * 60
_MEANING = {"01": "operating", "02": "dormant", "03": "closed", "": "unregistered"}
# What the fake says to a number whose ninth digit is one of these; to all others that the business is at work.
_FAKE = {"7": "dormant", "8": "closed", "9": "unregistered"}


def can_be_asked() -> bool:
    """Return whether this portal has somebody to ask."""
    return bool(settings.BUSINESS_STATUS_URL or settings.BUSINESS_STATUS_FAKE)


def status_of(number: str) -> str:
    """Return "operating", "dormant", "closed" or "unregistered" for the ten digits of a business number.

    Raises Refused ("no_answer") when the service can't be reached, takes too long, or says something else.
    """
    key = f"business-status:{number}"
    known: str | None = cache.get(key)
    if known is None:
        known = _asker()(number)
        cache.set(key, known, _KEPT_SECONDS)
    return known


def _asker() -> Callable[[str], str]:
    return ask if settings.BUSINESS_STATUS_URL else answer_as_fake


def ask(number: str) -> str:
    """Ask the service itself. Raises Refused ("no_answer")."""
    request = urllib.request.Request(  # noqa: S310 - the address is the operator's setting
        f"{settings.BUSINESS_STATUS_URL}?{urlencode({'serviceKey': settings.BUSINESS_STATUS_KEY})}",
        data=json.dumps({"b_no": [number]}).encode(),
        headers={"Content-Type": "application/json", "Accept": "application/json"},
        method="POST",
    )
    try:
        with urllib.request.urlopen(request, timeout=TIMEOUT_SECONDS) as answer:  # noqa: S310
            (row,) = json.load(answer)["data"]
            return _MEANING[row["b_stt_cd"]]
    except (OSError, HTTPException, ValueError, KeyError, TypeError) as error:
        raise Refused(
            _("The tax service does not answer now. Try again later, or look the number up by hand."), "no_answer"
        ) from error


def answer_as_fake(number: str) -> str:
    """Stand for the service in development: the ninth digit decides, see `_FAKE`."""
    return _FAKE.get(number[8], "operating")
