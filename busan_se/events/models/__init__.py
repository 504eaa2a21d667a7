"""Events with their sessions, and who registers for them."""

from busan_se.events.models.events import Event, EventQuerySet, Kind, Session, SessionQuerySet
from busan_se.events.models.registrations import (
    Attendance,
    Registration,
    RegistrationLink,
    RegistrationQuerySet,
    SeatOffer,
    Via,
)

__all__ = [
    "Attendance",
    "Event",
    "EventQuerySet",
    "Kind",
    "Registration",
    "RegistrationLink",
    "RegistrationQuerySet",
    "SeatOffer",
    "Session",
    "SessionQuerySet",
    "Via",
]
