"""The document folder (서류함): papers of an enterprise, kept once with their days, attached again and again.

Doors: `actions` changes a document; nothing else does. The database keeps: one current document of each kind (of
certificates one of each name), days in their order, and that a document is replaced or taken out, not both.
"""

from datetime import date, timedelta
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from busan_se.accounts.roles import districts_of, reads_everything
from busan_se.audit.history import track
from busan_se.core.clock import today
from busan_se.core.models import TimeStamped
from busan_se.files.models import StoredFile
from enterprises.registry.models import Enterprise, Membership

__all__ = ["EnterpriseDocument"]

EXPIRES_SOON = timedelta(days=30)
# The age up to which calls usually take a paper that has no expiry date of its own: three months.
USUAL_AGE = timedelta(days=90)


class DocumentQuerySet(models.QuerySet["EnterpriseDocument"]):
    """Readings of the documents."""

    def visible_to(self, user: Any) -> Self:
        """Return what this user may read: members those of their enterprise, staff those of their districts."""
        if not user.is_authenticated:
            return self.none()
        if reads_everything(user):
            return self
        mine = Membership.objects.filter(user=user).values("enterprise")
        return self.filter(Q(enterprise__in=mine) | Q(enterprise__district__in=districts_of(user) or ()))

    def current(self) -> Self:
        """Leave out what was replaced or taken out."""
        return self.filter(replaced_at=None, withdrawn_at=None)

    def unused(self) -> Self:
        """Leave out what rows of other features point to: their evidence stays."""
        free = self.all()
        for relation in EnterpriseDocument._meta.related_objects:
            model = relation.related_model
            if model is not EnterpriseDocument and not hasattr(model, "pgh_tracked_model"):
                free = free.filter(**{f"{relation.name}__isnull": True})
        return free


@track(exclude=("file", "label", "created_at", "updated_at"))
class EnterpriseDocument(TimeStamped):
    """One paper of an enterprise. `issued_on` is empty where a paper came in by another way and nobody has said it yet.

    Personal data: file, label, added_by (basis: the wish of the enterprise; kept five years after it was replaced).
    """

    class Kind(models.TextChoices):
        """Which paper it is; those in `NAMED` have a name of their own in `label`."""

        BUSINESS = "business", _("Certificate of business registration")
        CORPORATE = "corporate", _("Extract of the corporate register")
        STATUTES = "statutes", _("Statutes")
        CERTIFICATE = "certificate", _("Certificate of a qualification")
        INSURANCE = "insurance", _("Proof of paid social insurance")
        TAX = "tax", _("Proof of paid national and local tax")
        ACCOUNTS = "accounts", _("Financial statements")
        OTHER = "other", _("Another document")

    class Standing(models.TextChoices):
        """Whether it is good today."""

        VALID = "valid", _("valid")
        EXPIRING = "expiring", _("expires soon")
        EXPIRED = "expired", pgettext_lazy("document", "expired")
        OLD = "old", _("issued long ago")
        UNDATED = "undated", _("no issue date")

    NAMED = (Kind.CERTIFICATE, Kind.OTHER)
    # Papers that say how things stood on a day: they are asked for fresh.
    AGEING = (Kind.CORPORATE, Kind.INSURANCE, Kind.TAX)

    enterprise = models.ForeignKey(Enterprise, models.PROTECT, related_name="documents", verbose_name=_("enterprise"))
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    label = models.CharField(_("name of the document"), max_length=100, blank=True)
    file = models.OneToOneField(
        StoredFile, models.PROTECT, related_name="enterprise_document", verbose_name=_("file"), editable=False
    )
    issued_on = models.DateField(_("issued on"), null=True, blank=True)
    expires_on = models.DateField(_("expires on"), null=True, blank=True)
    entered_on = models.DateField(_("added on"), default=today, editable=False)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("added by")
    )
    replaces = models.OneToOneField(
        "self", models.SET_NULL, null=True, blank=True, related_name="replaced_by", verbose_name=_("stands in place of")
    )
    replaced_at = models.DateTimeField(_("replaced at"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("taken out at"), null=True, blank=True)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        ordering = ("-created_at", "-pk")
        indexes = [
            models.Index(
                fields=("expires_on",),
                condition=Q(replaced_at=None, withdrawn_at=None),
                name="document_expiry",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=("enterprise", "kind", "label"),
                condition=Q(replaced_at=None, withdrawn_at=None) & ~Q(kind="other"),
                name="document_one_current_per_kind",
                violation_error_message=_("The folder has this document already: replace it there."),
            ),
            models.CheckConstraint(
                condition=Q(kind__in=("certificate", "other")) & ~Q(label="")
                | ~Q(kind__in=("certificate", "other")) & Q(label=""),
                name="document_named_where_needed",
                violation_error_message=_("Give a certificate, or another document, its name."),
            ),
            models.CheckConstraint(
                condition=Q(issued_on=None) | Q(issued_on__lte=F("entered_on")),
                name="document_not_issued_in_the_future",
                violation_error_message=_("The issue date is later than the day on which the document was added."),
            ),
            models.CheckConstraint(
                condition=Q(issued_on=None) | Q(expires_on=None) | Q(expires_on__gte=F("issued_on")),
                name="document_expires_after_issue",
                violation_error_message=_("A document cannot expire before it is issued."),
            ),
            models.CheckConstraint(
                condition=Q(replaced_at=None) | Q(withdrawn_at=None),
                name="document_replaced_or_taken_out",
                violation_error_message=_("A document is replaced or taken out, not both."),
            ),
        ]

    def __str__(self) -> str:
        return self.label or str(self.get_kind_display())

    @property
    def is_current(self) -> bool:
        """Return whether it is the one in force."""
        return self.replaced_at is None and self.withdrawn_at is None

    @property
    def standing(self) -> "EnterpriseDocument.Standing":
        """Return whether it is good today."""
        return self.standing_on(today())

    def standing_on(self, day: date) -> "EnterpriseDocument.Standing":
        """Return whether it is good on a day; the expiry date is the last good day."""
        if self.expires_on and self.expires_on < day:
            return self.Standing.EXPIRED
        if self.expires_on and self.expires_on - day <= EXPIRES_SOON:
            return self.Standing.EXPIRING
        if self.issued_on is None:
            return self.Standing.UNDATED
        ages = self.kind in self.AGEING and self.expires_on is None
        return self.Standing.OLD if ages and day - self.issued_on > USUAL_AGE else self.Standing.VALID
