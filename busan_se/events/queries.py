"""What the pages of events show, each in a fixed number of queries."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from itertools import groupby

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from busan_se.core.clock import now, seoul
from busan_se.core.extensions import Text
from busan_se.events.models import Attendance, Event, Registration, SeatOffer, Session
from busan_se.events.workflow import State

# Phase of a session → its label and the tone of its badge.
PHASES: dict[str, tuple[Text, str]] = {
    "open": (gettext_lazy("Registration open"), "success"),
    "full": (gettext_lazy("Full: waiting list"), "warning"),
    "coming": (gettext_lazy("Registration opens soon"), "information"),
    "running": (gettext_lazy("Taking place"), "primary"),
    "closed": (gettext_lazy("Registration closed"), "gray"),
    "over": (gettext_lazy("Over"), "gray"),
    "cancelled": (gettext_lazy("Does not take place"), "danger"),
}


@dataclass(frozen=True)
class SessionRow:
    """A session that people register for, with its further dates."""

    session: Session
    dates: Sequence[Session]
    phase: str

    @property
    def label(self) -> Text:
        """Return the phase in words."""
        return PHASES[self.phase][0]

    @property
    def tone(self) -> str:
        """Return the tone of the phase's badge."""
        return PHASES[self.phase][1]

    @property
    def takes_registrations(self) -> bool:
        """Return whether the button is there."""
        return self.phase in {"open", "full"}

    @property
    def seats_left(self) -> int | None:
        """Return how many seats are left; None where that matters no more."""
        return self.session.seats_left if self.phase in {"open", "full", "coming"} else None

    @property
    def seats(self) -> str:
        """Return how many seats are left, in words; '' where that matters no more."""
        if self.seats_left is None:
            return ""
        values = {"left": self.seats_left, "all": self.session.capacity}
        return _("%(left)d of %(all)d seats left") % values


@dataclass(frozen=True)
class EventCard:
    """An event in a list: the phase of the session that matters most, its first date to come."""

    event: Event
    rows: Sequence[SessionRow]

    @property
    def leading(self) -> SessionRow:
        """Return the session whose phase says most about the event."""
        order = list(PHASES)
        return min(self.rows, key=lambda row: order.index(row.phase))

    @property
    def starts_at(self) -> datetime:
        """Return the date that the list is ordered by, where it has one."""
        at = getattr(self.event, "next_at", None) or getattr(self.event, "last_at", None)
        return at or self.leading.session.starts_at


def session_rows(event: Event, instant: datetime) -> list[SessionRow]:
    """Return the sessions with seats of an event from `with_sessions`, each with all its dates, in order of time."""
    rows = []
    for session in event.listed_sessions:  # type: ignore[attr-defined]
        session.event = event
        if session.has_seats:
            further = [date for date in event.listed_sessions if date.part_of_id == session.pk]  # type: ignore[attr-defined]
            rows.append(SessionRow(session, [session, *further], session.phase_at(instant)))
    return rows


def cards(events: Iterable[Event], instant: datetime) -> list[EventCard]:
    """Return a card for each event from `with_sessions` that has sessions."""
    found = (EventCard(event, session_rows(event, instant)) for event in events)
    return [card for card in found if card.rows]


def by_month(found: Iterable[EventCard]) -> list[tuple[datetime, list[EventCard]]]:
    """Group cards, already in the order of their dates, by the month in Seoul; each with an instant of that month."""
    groups = groupby(found, key=lambda card: f"{seoul(card.starts_at):%Y-%m}")
    months = [list(rows) for _month, rows in groups]
    return [(seoul(rows[0].starts_at), rows) for rows in months]


# State of a registration → the tone of its badge.
TONES = {
    State.UNCONFIRMED: "gray",
    State.WAITING: "warning",
    State.OFFERED: "information",
    State.SEATED: "success",
    State.CANCELLED: "gray",
    State.LAPSED: "gray",
    State.CALLED_OFF: "danger",
}


@dataclass(frozen=True)
class OwnRow:
    """A registration in a list of its person."""

    registration: Registration

    @property
    def label(self) -> Text:
        """Return the state in words."""
        return State(self.registration.state).label

    @property
    def tone(self) -> str:
        """Return the tone of the state's badge."""
        return TONES[State(self.registration.state)]


def own_rows(registrations: Iterable[Registration]) -> list[OwnRow]:
    """Return the rows of a list of own registrations."""
    return [OwnRow(registration) for registration in registrations]


@dataclass(frozen=True)
class StatusPage(OwnRow):
    """How a registration stands, and what its person can do now."""

    instant: datetime

    @cached_property
    def offer(self) -> SeatOffer | None:
        """Return the offer that can still be accepted."""
        offer = self.registration.open_offer
        return offer if offer and offer.expires_at > self.instant else None

    @property
    def place_in_line(self) -> int:
        """Return the place in line, 0 for who does not wait."""
        return self.registration.place_in_line

    @cached_property
    def dates(self) -> list[Session]:
        """Return all dates of the session."""
        session = self.registration.session
        further = list(session.further_dates.order_by("starts_at", "pk"))
        return [session, *further]

    @property
    def can_cancel(self) -> bool:
        """Return whether the person may still give it back."""
        return self.registration.is_live and self.instant < self.registration.session.starts_at


@dataclass(frozen=True)
class ParticipantsPage:
    """Who comes to one date, who was there, and who waits, for the desk."""

    session: Session

    @cached_property
    def lead(self) -> Session:
        """Return the session that people registered for."""
        return self.session.part_of or self.session

    @cached_property
    def seated(self) -> list[Registration]:
        """Return who has a seat, by name, each with `marks`: the attendance on this date."""
        marks = Prefetch("attendances", Attendance.objects.filter(session=self.session), "marks")
        rows = Registration.objects.filter(session=self.lead, state=State.SEATED)
        return list(rows.prefetch_related(marks).order_by("name", "pk"))

    @cached_property
    def in_line(self) -> list[Registration]:
        """Return who has an open offer or waits, in the order of the line."""
        rows = Registration.objects.filter(session=self.lead, state__in=(State.OFFERED, State.WAITING))
        return list(rows.order_by("queued_at", "pk"))

    @property
    def present(self) -> set[int]:
        """Return the keys of those who were marked as there."""
        return {row.pk for row in self.seated for mark in row.marks if mark.present}  # type: ignore[attr-defined]

    @property
    def is_marked(self) -> bool:
        """Return whether somebody marked the attendance of this date."""
        return any(row.marks for row in self.seated)  # type: ignore[attr-defined]


def without_attendance() -> QuerySet[Session]:
    """Return dates that are over, had participants, and whose attendance nobody marked."""
    over = Session.objects.filter(ends_at__lte=now(), cancelled_at__isnull=True, event__published_at__isnull=False)
    lead = Registration.objects.filter(
        Q(session=OuterRef("pk")) | Q(session=OuterRef("part_of")), state=State.SEATED, redacted_at__isnull=True
    )
    marked = Attendance.objects.filter(session=OuterRef("pk"))
    return over.filter(Exists(lead), ~Exists(marked))
