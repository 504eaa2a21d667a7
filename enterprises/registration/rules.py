"""Who may do what with a request, and what of it is open: small questions."""

from datetime import datetime
from typing import Any

from busan_se.core.clock import seoul
from enterprises.registration.models import RegistrationRequest
from enterprises.registration.parts import FILES, parts_of, slots
from enterprises.registration.workflow import State

DECIDE = "enterprises.decide_registrationrequest"


def may_decide(user: Any) -> bool:
    """Return whether this user may decide on requests of the own desk."""
    return bool(user.is_active and user.has_perm(DECIDE))


def is_writable(request: RegistrationRequest, arrived: datetime) -> bool:
    """Return whether it can be written by who asks: a draft, or one sent back, until its stated instant."""
    if request.state == State.RETURNED:
        return request.due_at is not None and arrived <= request.due_at
    return request.state == State.DRAFT


def open_parts(request: RegistrationRequest) -> set[str]:
    """Return the keys of the parts and papers that can be written: all of a draft, the named ones of one sent back."""
    if request.state == State.DRAFT:
        return {*(part.key for part in parts_of(request)), *(slot.part_key for slot in slots(request))}
    if request.state != State.RETURNED:
        return set()
    named = set(request.open_parts)
    return named | {FILES.key} if any(key.startswith("file:") for key in named) else named


def year_of(instant: datetime) -> int:
    """Return the year in Seoul, for a receipt number."""
    return seoul(instant).year
