"""What staff write on the card of an enterprise (기업 이력카드): consultations, notes, and which desk is in charge.

Doors: `actions`. The database keeps here: a next step has a due day, only a next step is done, a correction belongs to
a consultation, one desk in charge at a time.
"""

from datetime import timedelta
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from busan_se.audit.history import track
from busan_se.core.clock import now, today
from busan_se.core.models import TimeStamped
from enterprises.registry.models import Enterprise

__all__ = ["Consultation", "Correction", "DeskInCharge", "Note"]

EDITABLE_FOR = timedelta(days=7)


class OfEnterpriseQuerySet(models.QuerySet[Any]):
    """Rows that belong to an enterprise and are read by its desks alone."""

    def visible_to(self, user: Any) -> Self:
        """Return those of the enterprises on this user's desk; nothing for people who have no desk."""
        if not user.has_perm(f"{self.model._meta.app_label}.view_{self.model._meta.model_name}"):
            return self.none()
        return self.filter(enterprise__in=Enterprise.objects.managed_by(user))


class ConsultationQuerySet(OfEnterpriseQuerySet):
    """Readings of the consultations."""

    def open(self) -> Self:
        """Return those whose next step is still to be done, the most urgent first."""
        return self.filter(next_due__isnull=False, next_done_on=None).order_by("next_due", "pk")


class Written(TimeStamped):
    """Something that a staff member wrote about an enterprise; its author may change it for seven days."""

    enterprise = models.ForeignKey(Enterprise, models.CASCADE, verbose_name=_("enterprise"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("written by"))

    class Meta:
        abstract = True
        default_related_name = "%(class)ss"

    def is_editable_by(self, user: Any) -> bool:
        """Return whether the user wrote it, not longer than seven days ago."""
        return bool(self.by_id == user.pk and now() < self.created_at + EDITABLE_FOR)


@track()
class Consultation(Written):
    """One talk with an enterprise: what was said, and what follows until when.

    After seven days it stays as it was written; what was wrong is told by a `Correction`.
    Personal data: said, next_step (basis: the duty to support the enterprise; kept as long as its entry).
    """

    class Channel(models.TextChoices):
        """How they spoke."""

        VISIT = "visit", pgettext_lazy("consultation", "Visit")
        PHONE = "phone", pgettext_lazy("consultation", "Telephone")
        ONLINE = "online", pgettext_lazy("consultation", "Online")
        OTHER = "other", pgettext_lazy("consultation", "Other way")

    class Topic(models.TextChoices):
        """What it was about."""

        QUALIFICATION = "qualification", pgettext_lazy("consultation", "Certification and designation")
        PROGRAM = "program", pgettext_lazy("consultation", "Support programs")
        FINANCE = "finance", pgettext_lazy("consultation", "Money and grants")
        SALES = "sales", pgettext_lazy("consultation", "Sales and public purchasing")
        STAFF = "staff", pgettext_lazy("consultation", "Jobs and labour")
        MANAGEMENT = "management", pgettext_lazy("consultation", "Management, accounts and law")
        OTHER = "other", pgettext_lazy("consultation", "Another matter")

    day = models.DateField(pgettext_lazy("consultation", "day"), default=today)
    channel = models.CharField(_("how"), max_length=10, choices=Channel)
    topic = models.CharField(_("topic"), max_length=15, choices=Topic)
    said = models.TextField(_("what was said"), max_length=2000)
    next_step = models.CharField(_("next step"), max_length=200, blank=True)
    next_due = models.DateField(_("due day"), null=True, blank=True)
    next_done_on = models.DateField(_("done on"), null=True, blank=True, editable=False)

    objects = ConsultationQuerySet.as_manager()

    class Meta(Written.Meta):
        abstract = False
        verbose_name = _("consultation")
        verbose_name_plural = _("consultations")
        ordering = ("-day", "-pk")
        indexes = [
            models.Index(fields=("enterprise", "-day", "-id"), name="consultation_newest"),
            models.Index(
                fields=("by", "next_due"),
                name="consultation_open",
                condition=Q(next_due__isnull=False, next_done_on=None),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(said=""),
                name="consultation_says_something",
                violation_error_message=_("Write what was said."),
            ),
            models.CheckConstraint(
                condition=Q(next_step="", next_due=None) | (~Q(next_step="") & Q(next_due__isnull=False)),
                name="consultation_step_has_due_day",
                violation_error_message=_("A next step needs a due day, and a due day needs a next step."),
            ),
            models.CheckConstraint(
                condition=Q(next_due=None) | Q(next_due__gte=F("day")),
                name="consultation_due_after_day",
                violation_error_message=_("The due day lies before the day of the consultation."),
            ),
            models.CheckConstraint(
                condition=Q(next_done_on=None) | ~Q(next_step=""),
                name="consultation_only_a_step_is_done",
                violation_error_message=_("There is no next step that could be done."),
            ),
            models.CheckConstraint(
                condition=Q(channel__in=["visit", "phone", "online", "other"]), name="consultation_channel_known"
            ),
            models.CheckConstraint(
                condition=Q(topic__in=["qualification", "program", "finance", "sales", "staff", "management", "other"]),
                name="consultation_topic_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day:%Y.%m.%d.} {self.get_topic_display()}"

    @property
    def is_open(self) -> bool:
        """Return whether something follows that is not done."""
        return self.next_due is not None and self.next_done_on is None

    @property
    def is_late(self) -> bool:
        """Return whether what follows should have been done before today."""
        return self.is_open and self.next_due < today()  # type: ignore[operator]


@track()
class Correction(TimeStamped):
    """What was wrong in a consultation that may not be changed any more.

    Personal data: text (as in the consultation).
    """

    consultation = models.ForeignKey(
        Consultation, models.CASCADE, related_name="corrections", verbose_name=_("consultation")
    )
    text = models.TextField(_("correction"), max_length=1000)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("written by"))

    class Meta:
        verbose_name = _("correction of a consultation")
        verbose_name_plural = _("corrections of consultations")
        ordering = ("created_at", "pk")
        constraints = [
            models.CheckConstraint(
                condition=~Q(text=""),
                name="correction_says_something",
                violation_error_message=_("Write what is right."),
            )
        ]

    def __str__(self) -> str:
        return self.text


@track()
class Note(Written):
    """A short note of a staff member for colleagues.

    Personal data: text (basis: the duty to support the enterprise; kept as long as its entry).
    """

    text = models.CharField(_("note"), max_length=500)

    objects = OfEnterpriseQuerySet.as_manager()

    class Meta(Written.Meta):
        abstract = False
        verbose_name = pgettext_lazy("enterprise", "note")
        verbose_name_plural = pgettext_lazy("enterprise", "notes")
        ordering = ("-created_at", "-pk")
        constraints = [
            models.CheckConstraint(
                condition=~Q(text=""), name="note_says_something", violation_error_message=_("Write the note.")
            )
        ]

    def __str__(self) -> str:
        return self.text


class DeskInChargeQuerySet(OfEnterpriseQuerySet):
    """Readings of the desks in charge."""

    def current(self) -> Self:
        """Return those in charge now."""
        return self.filter(until=None)


@track()
class DeskInCharge(TimeStamped):
    """Which staff member is in charge of an enterprise, from when to when, and why it changed."""

    enterprise = models.ForeignKey(
        Enterprise, models.CASCADE, related_name="desks_in_charge", verbose_name=_("enterprise")
    )
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("staff member")
    )
    since = models.DateTimeField(_("since"), default=now)
    until = models.DateTimeField(_("until"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=300)
    end_reason = models.CharField(_("reason of the end"), max_length=300, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("changed by"))

    objects = DeskInChargeQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("enterprise", "desk in charge")
        verbose_name_plural = pgettext_lazy("enterprise", "desks in charge")
        ordering = ("-since", "-pk")
        constraints = [
            models.UniqueConstraint(
                fields=("enterprise",),
                condition=Q(until=None),
                name="deskincharge_one_at_a_time",
                violation_error_message=_("Another staff member is in charge of this enterprise."),
            ),
            models.CheckConstraint(
                condition=Q(until=None, end_reason="") | (Q(until__gte=F("since")) & ~Q(end_reason="")),
                name="deskincharge_ends_with_reason",
                violation_error_message=_("Say since when and why somebody is no longer in charge."),
            ),
            models.CheckConstraint(
                condition=~Q(reason=""), name="deskincharge_has_reason", violation_error_message=_("Say why.")
            ),
        ]

    def __str__(self) -> str:
        return str(self.officer)


def card_url(enterprise: int) -> str:
    """Return the address of the card of the enterprise with this key."""
    return reverse("admin:enterprises_enterprise_card", args=[enterprise])
