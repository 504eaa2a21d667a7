"""Requests to be in the register: a new entry, or a claim on one that is there, with papers and status checks.

Doors: `actions` for who asks, `decisions` for the desk; nothing else changes a request. The database keeps: one open
request per number and requester, a state that agrees with its dates, and that what is over stays over.
"""

import uuid
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Self

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from busan_se.accounts.encryption import EncryptedTextField
from busan_se.accounts.roles import Role, districts_of, has_role, reads_everything
from busan_se.audit.history import track
from busan_se.core.clock import office_due, today
from busan_se.core.korea import format_business_number
from busan_se.core.models import TimeStamped
from busan_se.files.models import StoredFile
from busan_se.reference.models import District
from enterprises.registration.workflow import DECIDED, FINAL, OPEN, WAITING, State
from enterprises.registry.models import Enterprise

__all__ = ["RegistrationRequest", "RequestFile", "StatusCheck"]

# The part that names the person whom the desk may ask.
CONTACT = "contact"

WHAT_IS_OVER_STAYS = pgtrigger.Protect(
    name="what_is_over_stays",
    operation=pgtrigger.Update,
    condition=pgtrigger.Q(old__state__in=[state.value for state in FINAL])
    & pgtrigger.Q(old__state__df=pgtrigger.F("new__state")),
)


class RequestQuerySet(models.QuerySet["RegistrationRequest"]):
    """Readings of the requests."""

    def visible_to(self, user: Any) -> Self:
        """Return what this user may read: one's own; staff what was handed in, an officer that of the own districts."""
        if not user.is_authenticated:
            return self.none()
        if user.is_superuser or has_role(user, Role.AUDITOR):
            return self
        return self.filter(_own(user) | _of_staff(user))

    def of_requester(self, user: Any) -> Self:
        """Return those that this user writes: as the person who asks, or as the officer who wrote it down for one."""
        return self.filter(_own(user)) if user.is_authenticated else self.none()

    def managed_by(self, user: Any) -> Self:
        """Return those on this staff member's desk: handed in, and of the officer's districts."""
        return self.filter(_of_staff(user))

    def open(self) -> Self:
        """Return those that are not over, drafts too."""
        return self.filter(state__in=OPEN)

    def to_remind(self, instant: datetime) -> Self:
        """Return those that wait to be mended and whose reminder is due at `instant`."""
        return self.filter(state=State.RETURNED, remind_at__lte=instant)

    def waiting(self) -> Self:
        """Return those that the desk has: being checked, or sent back to be mended."""
        return self.filter(state__in=WAITING)

    def rivals_of(self, request: "RegistrationRequest") -> Self:
        """Return the other requests that wait for the same entry or the same number."""
        same = Q(number_kind=request.number_kind, number=request.number) & ~Q(number="")
        if request.enterprise_id:
            same |= Q(enterprise=request.enterprise_id)
        return self.waiting().filter(same).exclude(pk=request.pk)

    def with_names(self) -> Self:
        """Load what the name of a request needs."""
        return self.select_related("enterprise", "district", "requester", "received_by", "decided_by")


def _own(user: Any) -> Q:
    return Q(requester=user) | Q(received_by=user)


def _of_staff(user: Any) -> Q:
    """Return what the user may read by office; matches nothing for somebody without one."""
    if reads_everything(user):
        return ~Q(state=State.DRAFT)
    districts = districts_of(user)
    if not districts:
        return Q(pk__in=[])
    return ~Q(state=State.DRAFT) & Q(district__in=districts)


@track(
    exclude=(
        *("answers", "consents", "contact_email", "contact_phone"),
        *("lock_version", "remind_at", "created_at", "updated_at"),
    )
)
class RegistrationRequest(TimeStamped):
    """One person's wish that an enterprise be in the register, or to be a member of one that is.

    `answers` holds what was written, part by part (`parts`). A request that staff wrote down for somebody
    (대리 접수) has `received_by`; without an account there is no `requester`. The office's handling period runs
    `clock_days` from `clock_from`; it rests while the request is sent back. `remind_at` is when the requester is
    reminded of `due_at`: empty once that was done, or where the time to mend is too short for it.
    Personal data: answers, contact_email, contact_phone (encrypted), consents, files (basis: the request and the
    consent given with it; kept 5 years after the decision). They stay out of the row history.
    """

    class Kind(models.TextChoices):
        """What is wished."""

        NEW = "new", _("New entry")
        CLAIM = "claim", _("Claim on an entry")

    class NumberKind(models.TextChoices):
        """Which number the enterprise has; the first three are kinds of `EnterpriseIdentifier`."""

        BUSINESS = "business", _("Business registration number")
        UNIQUE = "unique", _("Unique number of an organisation")
        REPORT = "report", _("Founding report number")
        NONE = "none", _("None of these")

    class Reception(models.TextChoices):
        """By which way it came to a desk that wrote it down."""

        VISIT = "visit", pgettext_lazy("reception", "Visit")
        PHONE = "phone", pgettext_lazy("reception", "Telephone")
        PAPER = "paper", pgettext_lazy("reception", "Post or fax")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT)
    number_kind = models.CharField(_("kind of number"), max_length=10, choices=NumberKind)
    number = models.CharField(_("number"), max_length=60, blank=True)
    requester = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="registration_requests",
        verbose_name=_("requested by"),
    )
    received_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("written down by"),
    )
    received_how = models.CharField(_("received by way of"), max_length=10, choices=Reception, blank=True)
    contact_email = models.EmailField(_("e-mail of the person who asks"), blank=True)
    contact_phone = EncryptedTextField(_("telephone of the person who asks"), blank=True, default="")
    district = models.ForeignKey(
        District, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("district")
    )
    enterprise = models.ForeignKey(
        Enterprise,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="registration_requests",
        verbose_name=_("enterprise"),
    )
    answers = models.JSONField(_("answers"), default=dict, blank=True)
    consents = models.JSONField(_("consents"), default=dict, blank=True)
    lock_version = models.PositiveIntegerField(default=1, editable=False)
    receipt_number = models.CharField(_("receipt number"), max_length=40, null=True, blank=True, unique=True)
    submitted_at = models.DateTimeField(_("submitted at"), null=True, blank=True)
    clock_from = models.DateField(_("handling period from"), null=True, blank=True)
    clock_days = models.PositiveSmallIntegerField(_("working days of the handling period"), default=0)
    open_parts = ArrayField(models.CharField(max_length=60), verbose_name=_("parts to be mended"), default=list)
    asked = models.TextField(_("what is to be mended"), blank=True)
    due_at = models.DateTimeField(_("to be mended until"), null=True, blank=True)
    remind_at = models.DateTimeField(_("reminder to mend"), null=True, blank=True, editable=False)
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("decided by")
    )
    reason = models.TextField(_("reason"), blank=True)
    ended_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)

    objects = RequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("registration request")
        verbose_name_plural = _("registration requests")
        ordering = ("-created_at", "pk")
        permissions = [("decide_registrationrequest", _("May decide on registration requests"))]
        indexes = [models.Index(fields=("state", "clock_from"), name="registration_queue")]
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_by=None) | Q(requester=None) | ~Q(decided_by=F("requester")),
                name="request_decided_by_another",
                violation_error_message=_("Nobody decides on the own request: another officer does."),
            ),
            models.UniqueConstraint(
                fields=("requester", "number_kind", "number"),
                condition=Q(state__in=OPEN, requester__isnull=False),
                name="registration_one_open_per_requester",
                violation_error_message=_("You have an open request for this number already."),
            ),
            models.UniqueConstraint(
                fields=("number_kind", "number"),
                condition=Q(state__in=OPEN, requester__isnull=True) & ~Q(number=""),
                name="registration_one_open_written_down",
                violation_error_message=_("A request for this number was written down already and is open."),
            ),
            models.CheckConstraint(condition=Q(state__in=State.values), name="registration_state_known"),
            models.CheckConstraint(
                condition=Q(requester__isnull=False) | Q(received_by__isnull=False),
                name="registration_somebody_asks",
                violation_error_message=_("A request has somebody who asks, or an officer who wrote it down."),
            ),
            models.CheckConstraint(
                condition=Q(received_by__isnull=True, received_how="")
                | (Q(received_by__isnull=False) & ~Q(received_how="")),
                name="registration_written_down_says_how",
                violation_error_message=_("Say by which way the request came."),
            ),
            models.CheckConstraint(
                condition=Q(number_kind="none", number="") | (~Q(number_kind="none") & ~Q(number="")),
                name="registration_number_fits_its_kind",
                violation_error_message=_("Enter the number, or say that there is none."),
            ),
            models.CheckConstraint(
                condition=~Q(number_kind__in=("business", "unique")) | Q(number__regex=r"^\d{10}$"),
                name="registration_number_is_digits",
                violation_error_message=_("Enter the ten digits of the number."),
            ),
            models.CheckConstraint(
                condition=~Q(kind="claim") & ~Q(state=State.APPROVED) | Q(enterprise__isnull=False),
                name="registration_names_its_enterprise",
                violation_error_message=_("A claim and an approval name the enterprise."),
            ),
            models.CheckConstraint(
                condition=Q(state=State.DRAFT, submitted_at__isnull=True, receipt_number__isnull=True)
                | (~Q(state=State.DRAFT) & Q(submitted_at__isnull=False, receipt_number__isnull=False)),
                name="registration_draft_xor_receipt",
                violation_error_message=_("A draft has no receipt; everything else has one."),
            ),
            models.CheckConstraint(
                condition=(Q(state=State.RETURNED, due_at__isnull=False) & ~Q(asked="") & ~Q(open_parts=[]))
                | (~Q(state=State.RETURNED) & Q(due_at__isnull=True, open_parts=[])),
                name="registration_returned_says_what_until",
                violation_error_message=_("Say what is to be mended, in which parts, and until when."),
            ),
            models.CheckConstraint(
                condition=(Q(state__in=DECIDED, decided_at__isnull=False, decided_by__isnull=False) & ~Q(reason=""))
                | (~Q(state__in=DECIDED) & Q(decided_at__isnull=True, decided_by__isnull=True, reason="")),
                name="registration_decided_with_reason",
                violation_error_message=_("A decision says who, when and why."),
            ),
            models.CheckConstraint(
                condition=Q(state=State.WITHDRAWN, ended_at__isnull=False)
                | (~Q(state=State.WITHDRAWN) & Q(ended_at__isnull=True)),
                name="registration_withdrawn_with_date",
                violation_error_message=_("A request that was withdrawn says when."),
            ),
        ]
        triggers = [WHAT_IS_OVER_STAYS]

    def __str__(self) -> str:
        """Return the receipt number, or what it is about."""
        return self.receipt_number or self.name

    @property
    def name(self) -> str:
        """Return the enterprise's name: that of the register, else what was written, else the number."""
        if self.enterprise_id and self.enterprise:
            return self.enterprise.name
        return str(self.answers.get("enterprise", {}).get("name", "")) or self.number_shown or str(_("No name yet"))

    @property
    def number_shown(self) -> str:
        """Return the number as it is written on paper; '' where there is none."""
        if self.number_kind == self.NumberKind.BUSINESS and self.number:
            return format_business_number(self.number)
        return self.number

    def said(self, part: str) -> dict[str, Any]:
        """Return what was written in one part; a personal telephone number is kept encrypted beside the answers."""
        said: dict[str, Any] = dict(self.answers.get(part, {}))
        if part == CONTACT and self.contact_phone:
            said["phone"] = self.contact_phone
        return said

    def keep(self, part: str, said: Mapping[str, Any]) -> None:
        """Take what was written in one part in place of what was there."""
        kept = dict(said)
        if part == CONTACT:
            self.contact_phone = kept.pop("phone", "")
        self.answers = {**self.answers, part: kept}

    @property
    def contact_name(self) -> str:
        """Return the name of the person whom the desk may ask."""
        return str(self.said(CONTACT).get("name", ""))

    @property
    def is_open(self) -> bool:
        """Return whether it is not over."""
        return self.state in OPEN

    @property
    def office_due_on(self) -> date | None:
        """Return the last day of the office's handling period; None while it does not run."""
        if self.state != State.SUBMITTED or self.clock_from is None:
            return None
        return office_due(self.clock_from, self.clock_days)

    @property
    def is_late(self) -> bool:
        """Return whether the office's handling period is over."""
        due = self.office_due_on
        return due is not None and due < today()

    def get_absolute_url(self) -> str:
        """Return where the requester looks at it."""
        return reverse("registration:detail", args=[self.pk])


class RequestFile(models.Model):
    """A paper of a request (`slot` is the key of what was asked for, see `parts.slots`)."""

    request = models.ForeignKey(RegistrationRequest, models.CASCADE, related_name="files")
    file = models.OneToOneField(StoredFile, models.PROTECT, related_name="registration_file")
    slot = models.CharField(max_length=60)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("paper of a request")
        verbose_name_plural = _("papers of a request")
        ordering = ("created_at", "pk")

    def __str__(self) -> str:
        """Return the name of the file."""
        return str(self.file)


class StatusCheck(models.Model):
    """What the national tax service says of a business number on a day: asked by the portal, or looked up by hand."""

    class Result(models.TextChoices):
        """The answers of the service (상태조회)."""

        OPERATING = "operating", pgettext_lazy("operating state", "Operating")
        DORMANT = "dormant", pgettext_lazy("operating state", "Dormant")
        CLOSED = "closed", pgettext_lazy("operating state", "Closed")
        UNREGISTERED = "unregistered", _("Not a registered number")

    request = models.ForeignKey(RegistrationRequest, models.CASCADE, related_name="status_checks")
    result = models.CharField(_("result"), max_length=12, choices=Result)
    by_hand = models.BooleanField(_("looked up by hand"))
    note = models.CharField(_("note"), max_length=200, blank=True)
    checked_at = models.DateTimeField(_("checked at"))
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("checked by")
    )

    class Meta:
        verbose_name = _("status check")
        verbose_name_plural = _("status checks")
        ordering = ("-checked_at", "-pk")

    def __str__(self) -> str:
        """Return the answer."""
        return str(self.get_result_display())

    @property
    def is_alive(self) -> bool:
        """Return whether the number belongs to a business that is not closed."""
        return self.result in {self.Result.OPERATING, self.Result.DORMANT}
