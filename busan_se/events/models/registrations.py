"""Who registers for a session, the seats offered to those who wait, the links of people without an account, who came.

Doors: `events.actions`; every change happens under the lock of the session's row.
"""

import uuid
from datetime import datetime, timedelta
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from busan_se.accounts.encryption import EncryptedTextField
from busan_se.accounts.models import User
from busan_se.accounts.roles import districts_of
from busan_se.audit.history import track
from busan_se.core.models import TimeStamped
from busan_se.events.models.events import Session
from busan_se.events.triggers import COUNT_SEATS
from busan_se.events.workflow import LIVE, State
from busan_se.notifications.contacts import Contact

# So long after the last date of a session the personal data of its participants are kept (see `events.retention`).
RETENTION = timedelta(days=365)
# A registration whose contact nobody confirmed goes away.
UNCONFIRMED_KEPT = timedelta(days=1)


class Via(models.TextChoices):
    """How a registration came in."""

    WEB = "web", _("By the portal")
    PHONE = "phone", _("By telephone (entered by staff)")
    VISIT = "visit", _("In person (entered by staff)")


class RegistrationQuerySet(models.QuerySet["Registration"]):
    """Registrations; the line of those who wait is the order of `queued_at`."""

    def visible_to(self, user: Any) -> Self:
        """Return the own ones of `user`; for staff who may view registrations, those of their districts' events."""
        if not user.is_authenticated:
            return self.none()
        if not (user.is_staff and user.has_perm("events.view_registration")):
            return self.filter(user=user)
        codes = districts_of(user)
        return self if codes is None else self.filter(Q(session__event__district__in=codes) | Q(user=user))

    def of_person(self, user: Any) -> Self:
        """Return the confirmed registrations of this account."""
        return self.filter(user=user).exclude(state=State.UNCONFIRMED) if user.is_authenticated else self.none()

    def live(self) -> Self:
        """Return those that hold a seat, are offered one, or wait for one."""
        return self.filter(state__in=LIVE)

    def waiting(self) -> Self:
        """Return those in line, the first one first."""
        return self.filter(state=State.WAITING).order_by("queued_at", "pk")

    def ahead_of(self, registration: "Registration") -> Self:
        """Return those that wait before `registration` in its line."""
        own = Q(queued_at__lt=registration.queued_at) | Q(queued_at=registration.queued_at, pk__lt=registration.pk)
        return self.filter(own, session=registration.session_id, state=State.WAITING)

    def with_session(self) -> Self:
        """Return registrations with session and event."""
        return self.select_related("session__event__district")

    def out_of_date(self, instant: datetime) -> Self:
        """Return those whose personal data is not needed any more at `instant`."""
        before = instant - RETENTION
        later = Session.objects.filter(part_of=OuterRef("session"), ends_at__gt=before)
        return self.filter(redacted_at__isnull=True, session__ends_at__lte=before).exclude(Exists(later))


@track(exclude=("user", "name", "contact", "contact_digest"))
class Registration(TimeStamped):
    """One person's place in one session, or in the line for it. A person has one live registration for a session.

    Personal data: name, contact (encrypted), account; basis: the consent given with it (`consent_version`); kept for
    one year after the last date of the session (`RETENTION`), then redacted by `events.retention`.
    """

    reference = models.UUIDField(_("reference"), default=uuid.uuid4, unique=True, editable=False)
    session = models.ForeignKey(Session, models.PROTECT, related_name="registrations", verbose_name=_("session"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="registrations",
        verbose_name=_("account"),
    )
    name = models.CharField(_("name"), max_length=60)
    channel = models.CharField(_("kind of contact"), max_length=10)
    contact = EncryptedTextField(_("contact"), blank=True)
    contact_digest = models.CharField(_("keyed hash of the contact"), max_length=64, blank=True, editable=False)
    state = models.CharField(_("state"), max_length=12, choices=State, default=State.UNCONFIRMED)
    via = models.CharField(_("came in"), max_length=10, choices=Via, default=Via.WEB)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("entered by"),
    )
    language = models.CharField(
        _("language of letters"), max_length=2, choices=User.Language, default=User.Language.KOREAN
    )
    consent_version = models.CharField(_("version of the consent"), max_length=20)
    consented_at = models.DateTimeField(_("consent given"))
    queued_at = models.DateTimeField(_("in line since"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    ended_reason = models.CharField(_("why it ended"), max_length=300, blank=True)
    redacted_at = models.DateTimeField(_("personal data removed"), null=True, blank=True)

    objects: ClassVar[RegistrationQuerySet] = RegistrationQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("registration")
        verbose_name_plural = _("registrations")
        ordering = ["session", "queued_at", "pk"]
        triggers = [COUNT_SEATS]
        indexes = [
            models.Index(fields=["session", "queued_at", "id"], name="registration_line", condition=Q(state="waiting")),
            models.Index(fields=["user", "-created_at"], name="registration_of_person"),
        ]
        constraints = [
            models.UniqueConstraint(
                name="registration_contact_once_per_session",
                fields=["session", "contact_digest"],
                condition=Q(state__in=LIVE, redacted_at__isnull=True),
                violation_error_message=_("This person is registered for this session already."),
            ),
            models.UniqueConstraint(
                name="registration_account_once_per_session",
                fields=["session", "user"],
                condition=Q(state__in=LIVE),
                violation_error_message=_("This person is registered for this session already."),
            ),
            models.CheckConstraint(
                name="registration_confirmed_is_in_line",
                condition=Q(state="unconfirmed", queued_at__isnull=True)
                | ~Q(state="unconfirmed") & Q(queued_at__isnull=False),
            ),
            models.CheckConstraint(
                name="registration_ended_has_time",
                condition=Q(state__in=("cancelled", "lapsed", "called_off"), ended_at__isnull=False)
                | Q(state__in=("unconfirmed", *LIVE), ended_at__isnull=True),
            ),
            models.CheckConstraint(
                name="registration_by_staff_names_who",
                condition=Q(via="web", entered_by__isnull=True) | ~Q(via="web") & Q(entered_by__isnull=False),
            ),
            models.CheckConstraint(
                name="registration_has_contact_until_redacted",
                condition=Q(redacted_at__isnull=False, name="", contact="", contact_digest="", user__isnull=True)
                | Q(redacted_at__isnull=True) & ~Q(contact_digest=""),
            ),
        ]

    def __str__(self) -> str:
        return self.name or str(_("(personal data removed)"))

    def get_absolute_url(self) -> str:
        """Return the page of the registration for a signed-in person."""
        return reverse("events:registration", args=[self.reference])

    @property
    def reachable(self) -> Contact:
        """Where the person is told something."""
        return Contact(self.channel, self.contact)

    @property
    def is_live(self) -> bool:
        return self.state in LIVE

    @property
    def holds_seat(self) -> bool:
        return self.state == State.SEATED

    @property
    def open_offer(self) -> "SeatOffer | None":
        """The offer that waits for an answer, expired ones too."""
        return self.offers.filter(answer="").first() if self.state == State.OFFERED else None

    @property
    def place_in_line(self) -> int:
        """1 for the first who waits; 0 for who does not wait."""
        if self.state != State.WAITING:
            return 0
        return Registration.objects.ahead_of(self).count() + 1


class SeatOffer(models.Model):
    """A seat offered to somebody who waited, until a stated instant. Also kept when no process notices the expiry."""

    class Answer(models.TextChoices):
        ACCEPTED = "accepted", _("accepted")
        DECLINED = "declined", _("declined")
        EXPIRED = "expired", _("expired")
        WITHDRAWN = "withdrawn", _("withdrawn: the session was cancelled")

    registration = models.ForeignKey(
        Registration, models.CASCADE, related_name="offers", verbose_name=_("registration")
    )
    made_at = models.DateTimeField(_("offered"))
    expires_at = models.DateTimeField(_("expires"))
    answer = models.CharField(_("answer"), max_length=10, choices=Answer, blank=True)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)

    class Meta:
        verbose_name = _("offered seat")
        verbose_name_plural = _("offered seats")
        ordering = ["-made_at", "-pk"]
        indexes = [models.Index(fields=["expires_at"], name="seat_offer_expiry", condition=Q(answer=""))]
        constraints = [
            models.UniqueConstraint(name="seat_offer_open_once", fields=["registration"], condition=Q(answer="")),
            models.CheckConstraint(name="seat_offer_lasts", condition=Q(expires_at__gt=F("made_at"))),
            models.CheckConstraint(
                name="seat_offer_answered_has_time",
                condition=Q(answer="", answered_at__isnull=True) | ~Q(answer="") & Q(answered_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.registration_id} → {self.expires_at:%Y-%m-%d %H:%M}"


class RegistrationLink(models.Model):
    """A secret link for a person without an account, kept as a hash. Doors: `links.new_link`, `links.follow`."""

    registration = models.ForeignKey(Registration, models.CASCADE, related_name="links", verbose_name=_("registration"))
    token_hash = models.CharField(_("hash of the token"), max_length=64, unique=True)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    class Meta:
        verbose_name = _("link to a registration")
        verbose_name_plural = _("links to registrations")

    def __str__(self) -> str:
        return f"{self.registration_id}: {self.token_hash[:8]}"


class Attendance(TimeStamped):
    """Whether somebody was there on one date. Door: `actions.mark_attendance`."""

    registration = models.ForeignKey(
        Registration, models.CASCADE, related_name="attendances", verbose_name=_("registration")
    )
    session = models.ForeignKey(Session, models.CASCADE, related_name="attendances", verbose_name=_("date"))
    present = models.BooleanField(_("was there"))
    marked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("marked by")
    )

    class Meta:
        verbose_name = _("attendance")
        verbose_name_plural = _("attendances")
        constraints = [
            models.UniqueConstraint(name="attendance_once_per_date", fields=["registration", "session"]),
        ]

    def __str__(self) -> str:
        return f"{self.registration_id} {self.session_id}: {self.present}"
