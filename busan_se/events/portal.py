"""What events show elsewhere."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import chain
from typing import Any

from django.db.models import Count, Exists, F, Min, OuterRef, Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from busan_se.accounts.roles import Role, RoleGrant
from busan_se.core.clock import now
from busan_se.core.extensions import (
    ClockEdge,
    ConsistencyCheck,
    DemoSeed,
    Found,
    HomePart,
    MenuEntry,
    MyPanel,
    Schedule,
    SearchHit,
    SearchSource,
    Sweeper,
    Todo,
    TodoSource,
)
from busan_se.core.registry import register
from busan_se.core.schedules import daily_at
from busan_se.core.search.ranking import Reason, first_found
from busan_se.events import actions, demo, personal, queries, reminders
from busan_se.events.api import EVENTS
from busan_se.events.models import Event, Registration, SeatOffer, Session
from busan_se.events.workflow import HOLDING, State

ON_HOME = 3
ON_MY_PAGE = 5


def next_events(request: HttpRequest) -> dict[str, Any]:
    """Return the events that come next."""
    instant = now()
    events = Event.objects.published().with_sessions().upcoming_at(instant).order_by(F("next_at"), "pk")
    return {"cards": queries.cards(events[:ON_HOME], instant)}


def my_context(request: HttpRequest) -> dict[str, Any]:
    """Return the person's registrations for sessions that are not over, the next one first."""
    own = Registration.objects.of_person(request.user).live().with_session().filter(session__ends_at__gt=now())
    return {"rows": queries.own_rows(own.order_by("session__starts_at", "pk")[:ON_MY_PAGE])}


def my_todos(user: Any) -> Sequence[Todo]:
    """Return the seats offered to this user, the one that expires first on top."""
    offers = SeatOffer.objects.filter(
        registration__user=user, registration__state=State.OFFERED, answer="", expires_at__gt=now()
    )
    return [
        Todo(
            _("Accept the seat: %(event)s") % {"event": offer.registration.session.event.title},
            offer.registration.get_absolute_url(),
            offer.expires_at,
        )
        for offer in offers.select_related("registration__session__event").order_by("expires_at")
    ]


def staff_todos(user: Any) -> Sequence[Todo]:
    """Return how many dates lack their attendance, and the sessions to come with people in line."""
    if not user.has_perm("events.change_attendance"):
        return ()
    desk = reverse("admin:events_session_changelist")
    unmarked = queries.without_attendance().managed_by(user).count()  # type: ignore[attr-defined]
    todos = [Todo(_("Sessions without attendance"), f"{desk}?when=unmarked", count=unmarked)] if unmarked else []
    sessions = Session.objects.managed_by(user).bookable_at(now()).select_related("event")
    waiting = sessions.annotate(n=Count("registrations", filter=Q(registrations__state=State.WAITING))).filter(n__gt=0)
    return todos + [
        Todo(
            _("Waiting list: %(event)s") % {"event": session.event.title},
            reverse("admin:events_session_participants", args=[session.pk]),
            session.starts_at,
            session.n,
        )
        for session in waiting.order_by("starts_at", "pk")
    ]


def next_registration_edge(instant: datetime) -> datetime | None:
    """Return when registration for an event opens or closes next."""
    events = Event.objects.published().filter(registration_closes_at__gt=instant)
    opens = Min("registration_opens_at", filter=Q(registration_opens_at__gt=instant))
    return min(filter(None, events.aggregate(opens=opens, closes=Min("registration_closes_at")).values()), default=None)


def next_session_edge(instant: datetime) -> datetime | None:
    """Return when a session begins or ends next.

    That the offer of a seat expires is none: the seat stays taken until the line moves on, which writes.
    """
    sessions = Session.objects.filter(event__published_at__isnull=False, ends_at__gt=instant)
    starts = Min("starts_at", filter=Q(starts_at__gt=instant))
    return min(filter(None, sessions.aggregate(starts=starts, ends=Min("ends_at")).values()), default=None)


def search_events(words: str, user: Any, limit: int) -> Found:
    """Return published events and courses that hold every word, the newest first."""
    rows = Event.objects.published().with_words(words)
    order = ("-registration_opens_at", "-pk")
    best, count = first_found(rows, words, limit, names=("title_ko", "title_en"), order=order)
    hits = [
        SearchHit(row.title, row.get_absolute_url(), row.summary, row.get_kind_display(), Reason(row.found_by).label)
        for row in best
    ]
    return Found(hits, count)


def event_names() -> Iterable[str]:
    """Yield the titles of published events and courses."""
    return chain.from_iterable(Event.objects.published().values_list("title_ko", "title_en"))


def seats_that_differ() -> Iterable[str]:
    """Yield a sentence for each session whose counter is not the number of its seats taken and offered."""
    held = Count("registrations", filter=Q(registrations__state__in=HOLDING))
    for session in Session.objects.annotate(held=held).exclude(held=F("taken")):
        yield f"Session {session.pk}: {session.taken} seats counted, {session.held} registrations hold one."


def offers_without_seat() -> Iterable[str]:
    """Yield a sentence for each registration that is offered a seat without an offer that waits for an answer."""
    offers = SeatOffer.objects.filter(registration=OuterRef("pk"), answer="")
    for registration in Registration.objects.filter(state=State.OFFERED).exclude(Exists(offers)):
        yield f"Registration {registration.reference}: a seat is offered, but no offer is open."


register(
    MenuEntry(
        "events",
        gettext_lazy("Events and learning"),
        "events:list",
        description=gettext_lazy("Briefings, forums and courses: what you can join, and when."),
        order=40,
    )
)
register(MenuEntry("event-list", gettext_lazy("All events"), "events:list", parent="events", order=1))
register(HomePart("events", "events/_home.html", next_events, order=15))
register(MyPanel("events", "events/_my_panel.html", my_context, order=30))
register(TodoSource("events.offers", "my", my_todos, order=5))
register(TodoSource("events.desk", "staff", staff_todos, order=30))
register(SearchSource("events", gettext_lazy("Events and courses"), search_events, order=30, names=event_names))
register(EVENTS)
register(ClockEdge("events.registration", next_registration_edge))
register(ClockEdge("events.sessions", next_session_edge))
register(Sweeper("events.lines", actions.move_on_everywhere))
register(
    Schedule(
        "events.reminders",
        gettext_lazy("Reminders of tomorrow's events"),
        daily_at("events.reminders", reminders.HOUR),
        reminders.remind_of_tomorrow,
    )
)
for declared in personal.DECLARED:
    register(declared)
register(ConsistencyCheck("events.seats", seats_that_differ))
register(ConsistencyCheck("events.offers", offers_without_seat))
register(DemoSeed("events", demo.plant, demo.remove, order=50))

_SEES = tuple(f"events.view_{model}" for model in ("event", "session", "registration", "attendance"))
_WORKS = ("events.add_registration", "events.change_registration", "events.change_attendance")
_EDITS = (
    *(f"events.{verb}_{model}" for verb in ("add", "change", "delete") for model in ("event", "session")),
    "events.publish_event",
)
register(RoleGrant(Role.CITY_STAFF, (*_SEES, *_WORKS, *_EDITS)))
register(RoleGrant(Role.CENTRE_STAFF, (*_SEES, *_WORKS, *_EDITS)))
register(RoleGrant(Role.DISTRICT_STAFF, (*_SEES, *_WORKS)))
