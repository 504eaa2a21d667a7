"""Events and their sessions. What is open follows from the clock; how many seats are taken is counted by a trigger.

Doors: `events.actions.publish`, `set_capacity`, `cancel_session`, `link_dates`.
"""

from datetime import datetime
from typing import Any, ClassVar, Self

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Exists, F, Max, Min, OuterRef, Prefetch, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from busan_se.accounts.roles import districts_of
from busan_se.audit.history import track
from busan_se.core.clock import now, seoul
from busan_se.core.models import TimeStamped
from busan_se.core.registry import registered
from busan_se.core.search.functions import search_text
from busan_se.core.search.matching import matching
from busan_se.events.extensions import EventPage
from busan_se.events.triggers import KEEP_COUNTER
from busan_se.programs.texts import BilingualModel, Translated
from busan_se.reference.models import District


class Kind(models.TextChoices):
    """What sort of event it is."""

    COURSE = "course", _("Course")
    BRIEFING = "briefing", _("Briefing")
    FORUM = "forum", _("Forum")
    MATCHING = "matching", _("Matching day")
    FAIR = "fair", _("Fair")
    MEETING = "meeting", _("Meeting")


class EventQuerySet(models.QuerySet["Event"]):
    """Events by what the clock says; no flag is stored."""

    def visible_to(self, user: Any) -> Self:
        """Return published events; staff who may view events also see the drafts of their districts."""
        if not (getattr(user, "is_staff", False) and user.has_perm("events.view_event")):
            return self.published()
        codes = districts_of(user)
        return self if codes is None else self.filter(Q(published_at__isnull=False) | Q(district__in=codes))

    def managed_by(self, user: Any) -> Self:
        """Return the events on the desk of a staff member: those of the own districts for district staff."""
        codes = districts_of(user)
        return self if codes is None else self.filter(district__in=codes)

    def published(self) -> Self:
        """Return events that were published."""
        return self.filter(published_at__isnull=False)

    def with_words(self, words: str) -> Self:
        """Return the events whose title or summary holds every one of `words`, in either language."""
        return self.filter(matching(words))

    def upcoming_at(self, instant: datetime) -> Self:
        """Return events with a session that is not over at `instant`, with its start as `next_at`."""
        ahead = Q(sessions__ends_at__gt=instant)
        return self.annotate(next_at=Min("sessions__starts_at", filter=ahead)).filter(next_at__isnull=False)

    def past_at(self, instant: datetime) -> Self:
        """Return events all of whose sessions are over at `instant`, with the last end as `last_at`."""
        return self.annotate(last_at=Max("sessions__ends_at")).filter(last_at__lte=instant)

    def open_at(self, instant: datetime) -> Self:
        """Return events that take registrations at `instant`: a session has not begun and is not cancelled."""
        ahead = Session.objects.bookable_at(instant).filter(event=OuterRef("pk"))
        return self.filter(Exists(ahead), registration_opens_at__lte=instant, registration_closes_at__gt=instant)

    def coming_at(self, instant: datetime) -> Self:
        """Return events whose registration begins after `instant`."""
        return self.filter(registration_opens_at__gt=instant)

    def closed_at(self, instant: datetime) -> Self:
        """Return events that take no registrations any more at `instant`."""
        return self.filter(registration_opens_at__lte=instant).exclude(pk__in=self.model.objects.open_at(instant))

    def with_sessions(self) -> Self:
        """Return events with their district and all sessions (`listed_sessions`) in the order of time."""
        sessions = Session.objects.order_by("starts_at", "pk")
        return self.select_related("district").prefetch_related(Prefetch("sessions", sessions, "listed_sessions"))


@track(exclude=("search_text",))
class Event(TimeStamped, BilingualModel):
    """Something people come to; taking part is free. Shown once it is published; cancelled session by session."""

    texts: tuple[str, ...] = ("title", "summary", "body", "place", "audience")

    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    title_ko = models.CharField(_("title (Korean)"), max_length=200)
    title_en = models.CharField(_("title (English)"), max_length=200, blank=True)
    summary_ko = models.TextField(_("summary (Korean)"), help_text=_("One or two sentences for lists."))
    summary_en = models.TextField(_("summary (English)"), blank=True)
    body_ko = models.TextField(_("program (Korean)"), blank=True)
    body_en = models.TextField(_("program (English)"), blank=True)
    audience_ko = models.CharField(_("who may come (Korean)"), max_length=200)
    audience_en = models.CharField(_("who may come (English)"), max_length=200, blank=True)
    district = models.ForeignKey(
        District,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("district"),
        help_text=_("Empty: for the whole city, or online."),
    )
    place_ko = models.CharField(_("place (Korean)"), max_length=200, blank=True)
    place_en = models.CharField(_("place (English)"), max_length=200, blank=True)
    online_url = models.URLField(
        _("web address of the online event"), blank=True, help_text=_("Shown only to who is registered.")
    )
    registration_opens_at = models.DateTimeField(_("registration opens"))
    registration_closes_at = models.DateTimeField(_("registration closes"))
    offer_hours = models.PositiveSmallIntegerField(
        _("an offered seat is kept for (hours)"),
        default=24,
        validators=[MinValueValidator(1), MaxValueValidator(240)],
        help_text=_("Then it is offered to the next in line. Never longer than until the beginning."),
    )
    desk = models.CharField(_("desk in charge"), max_length=100)
    phone = models.CharField(_("telephone of the desk"), max_length=30)
    published_at = models.DateTimeField(_("published at"), null=True, blank=True, editable=False)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("published by"),
    )
    is_demo = models.BooleanField(_("demo data"), default=False, editable=False)

    search_text = models.GeneratedField(
        expression=search_text(
            ("title_ko", "title_en"), ("summary_ko", "summary_en", "body_ko", "body_en", "audience_ko", "audience_en")
        ),
        output_field=models.TextField(),
        db_persist=True,
    )

    objects: ClassVar[EventQuerySet] = EventQuerySet.as_manager()  # type: ignore[assignment]

    title, summary, body = Translated(), Translated(), Translated()
    audience, place = Translated(), Translated()

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ["-registration_opens_at", "-pk"]
        permissions = [("publish_event", _("Can publish events and cancel sessions"))]
        constraints = [
            models.CheckConstraint(name="event_kind_known", condition=Q(kind__in=Kind.values)),
            models.CheckConstraint(
                name="event_registration_opens_before_closes",
                condition=Q(registration_opens_at__lt=F("registration_closes_at")),
                violation_error_message=_("Registration must open before it closes."),
            ),
            models.CheckConstraint(
                name="event_has_place_or_address",
                condition=~Q(place_ko="") | ~Q(online_url=""),
                violation_error_message=_("Say where it is: enter a place, or the web address of an online event."),
            ),
            models.CheckConstraint(
                name="event_offer_hours_in_range",
                condition=Q(offer_hours__range=(1, 240)),
                violation_error_message=_("An offered seat is kept for 1 to 240 hours."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return the event's page: the one that a strategy registered for its kind, else the general one."""
        own = next((page for page in registered(EventPage) if page.kind == self.kind), None)
        return reverse(own.url_name if own else "events:detail", args=[self.pk])

    @property
    def is_online(self) -> bool:
        """Whether there is no place to go to."""
        return not self.place_ko


class SessionQuerySet(models.QuerySet["Session"]):
    """Sessions; those with seats of their own are the ones people register for."""

    def visible_to(self, user: Any) -> Self:
        """Return the sessions of the events that `user` may see."""
        return self.filter(event__in=Event.objects.visible_to(user))

    def managed_by(self, user: Any) -> Self:
        """Return the sessions on the desk of a staff member."""
        codes = districts_of(user)
        return self if codes is None else self.filter(event__district__in=codes)

    def with_seats(self) -> Self:
        """Return sessions that people register for: no further dates of another."""
        return self.filter(part_of__isnull=True)

    def bookable_at(self, instant: datetime) -> Self:
        """Return sessions with seats that have not begun at `instant` and are not cancelled."""
        return self.with_seats().filter(starts_at__gt=instant, cancelled_at__isnull=True)


@track(exclude=("taken",))
class Session(TimeStamped):
    """One date. With a capacity people register for it; without, it is a further date of the session `part_of`.

    `taken` counts seats taken or offered; it is moved by registrations alone (trigger), and never above the capacity.
    """

    event = models.ForeignKey(Event, models.CASCADE, related_name="sessions", verbose_name=_("event"))
    label_ko = models.CharField(_("name (Korean)"), max_length=100, blank=True)
    label_en = models.CharField(_("name (English)"), max_length=100, blank=True)
    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"))
    capacity = models.PositiveIntegerField(
        _("seats"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("Empty: a further date of the session before it, for the same people."),
    )
    part_of = models.ForeignKey(
        "self",
        models.CASCADE,
        null=True,
        blank=True,
        editable=False,
        related_name="further_dates",
        verbose_name=_("further date of"),
    )
    taken = models.PositiveIntegerField(_("seats taken"), default=0, editable=False)
    cancelled_at = models.DateTimeField(_("cancelled at"), null=True, blank=True, editable=False)
    cancel_reason = models.CharField(_("reason of the cancellation"), max_length=300, blank=True, editable=False)

    objects: ClassVar[SessionQuerySet] = SessionQuerySet.as_manager()  # type: ignore[assignment]

    label = Translated()

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        ordering = ["starts_at", "pk"]
        triggers = [KEEP_COUNTER]
        indexes = [models.Index(fields=["starts_at", "id"], name="session_start")]
        constraints = [
            models.CheckConstraint(
                name="session_begins_before_it_ends",
                condition=Q(starts_at__lt=F("ends_at")),
                violation_error_message=_("A session must begin before it ends."),
            ),
            models.CheckConstraint(
                name="session_has_seats_or_is_part",
                condition=Q(part_of__isnull=True, capacity__gte=1) | Q(part_of__isnull=False, capacity__isnull=True),
                violation_error_message=_("Enter the seats of the first session; further dates share them."),
            ),
            models.CheckConstraint(
                name="session_seats_not_over",
                condition=Q(capacity__isnull=True, taken=0) | Q(taken__gte=0, taken__lte=F("capacity")),
                violation_error_message=_("More seats than that are taken or offered already."),
            ),
            models.CheckConstraint(
                name="session_cancelled_with_reason",
                condition=Q(cancelled_at__isnull=True, cancel_reason="")
                | Q(cancelled_at__isnull=False) & ~Q(cancel_reason=""),
            ),
        ]

    def __str__(self) -> str:
        return " ".join(filter(None, (self.event.title, self.label, f"{seoul(self.starts_at):%Y-%m-%d %H:%M}")))

    @property
    def is_cancelled(self) -> bool:
        return self.cancelled_at is not None

    @property
    def has_seats(self) -> bool:
        """Whether people register for it."""
        return self.part_of_id is None

    @property
    def seats_left(self) -> int:
        """Seats nobody has taken or been offered, never below 0."""
        return max((self.capacity or 0) - self.taken, 0)

    def phase_at(self, instant: datetime) -> str:
        """Return cancelled, over, running, coming (registration opens later), closed, full or open."""
        if self.is_cancelled:
            return "cancelled"
        if instant >= self.starts_at:
            return "over" if instant >= self.ends_at else "running"
        if instant < self.event.registration_opens_at:
            return "coming"
        if instant >= self.event.registration_closes_at:
            return "closed"
        return "open" if self.seats_left else "full"

    @property
    def phase(self) -> str:
        """The phase now."""
        return self.phase_at(now())
