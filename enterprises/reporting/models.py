"""The yearly business report of an enterprise: what the sales figure is summed from."""

from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from busan_se.accounts.roles import districts_of
from busan_se.audit.history import track
from busan_se.core.models import TimeStamped
from enterprises.registry.models import Enterprise, Membership

if TYPE_CHECKING:
    from datetime import datetime

__all__ = ["BusinessReport"]

FIRST_YEAR = 2007  # the first certifications under the Social Enterprise Promotion Act


class BusinessReportQuerySet(models.QuerySet["BusinessReport"]):
    """Readings of business reports."""

    def visible_to(self, user: Any) -> Self:
        """Staff see their districts' reports, members those of their enterprises, others none."""
        if not user.is_authenticated:
            return self.none()
        mine = Q(enterprise__in=Membership.objects.filter(user=user).values("enterprise"))
        if not user.is_staff:
            return self.filter(mine)
        districts = districts_of(user)
        return self if districts is None else self.filter(enterprise__district__in=districts)

    def valid_before(self, instant: "datetime") -> Self:
        """The figures that were valid just before an instant: accepted by then, and replaced only later if at all."""
        return self.filter(Q(superseded_at=None) | Q(superseded_at__gte=instant), accepted_at__lt=instant)

    def waiting(self) -> Self:
        """Those that staff have yet to check."""
        return self.filter(state=BusinessReport.State.SUBMITTED)


@track()
class BusinessReport(TimeStamped):
    """One enterprise's year. Changes state only through `enterprises.reporting.actions`.

    A corrected figure is a new report: accepting it supersedes the old one, whose dates stay, so that a month measured
    again counts what was known then. `recorded_at` is when the portal learned of the figures.
    """

    class State(models.TextChoices):
        SUBMITTED = "submitted", _("being checked")
        ACCEPTED = "accepted", _("accepted")
        RETURNED = "returned", _("sent back")
        SUPERSEDED = "superseded", _("replaced by a correction")

    enterprise = models.ForeignKey(
        Enterprise, verbose_name=_("enterprise"), on_delete=models.PROTECT, related_name="business_reports"
    )
    year = models.PositiveSmallIntegerField(
        _("business year"), validators=[MinValueValidator(FIRST_YEAR), MaxValueValidator(2099)]
    )
    sales_won = models.BigIntegerField(_("sales (won)"), validators=[MinValueValidator(0)])
    employees = models.PositiveIntegerField(_("paid workers at the end of the year"))
    vulnerable_employees = models.PositiveIntegerField(_("of these, from vulnerable groups"), default=0)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.SUBMITTED)
    recorded_at = models.DateTimeField(_("recorded"))
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("recorded by"), on_delete=models.SET_NULL, null=True, related_name="+"
    )
    accepted_at = models.DateTimeField(_("accepted"), null=True, blank=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("accepted by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    superseded_at = models.DateTimeField(_("replaced"), null=True, blank=True)
    return_reason = models.TextField(_("why it was sent back"), blank=True)

    objects = BusinessReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("business report")
        verbose_name_plural = _("business reports")
        ordering = ["-year", "enterprise"]
        indexes = [models.Index(fields=["year", "accepted_at"])]
        constraints = [
            models.UniqueConstraint(
                fields=["enterprise", "year"],
                condition=Q(state="accepted"),
                name="reporting_one_accepted",
                violation_error_message=_("This enterprise has an accepted report for this year already."),
            ),
            models.UniqueConstraint(
                fields=["enterprise", "year"],
                condition=Q(state="submitted"),
                name="reporting_one_being_checked",
                violation_error_message=_("A report of this enterprise for this year is being checked already."),
            ),
            models.CheckConstraint(
                condition=Q(sales_won__gte=0),
                name="reporting_sales_not_negative",
                violation_error_message=_("Sales can't be negative."),
            ),
            models.CheckConstraint(
                condition=Q(vulnerable_employees__lte=F("employees")),
                name="reporting_vulnerable_within_employees",
                violation_error_message=_("The workers from vulnerable groups can't be more than all workers."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=["submitted", "returned"], accepted_at__isnull=True, superseded_at__isnull=True)
                | Q(state="accepted", accepted_at__isnull=False, superseded_at__isnull=True)
                | Q(state="superseded", accepted_at__isnull=False, superseded_at__gte=F("accepted_at")),
                name="reporting_state_and_dates_agree",
            ),
            models.CheckConstraint(
                condition=~Q(state="returned") | ~Q(return_reason=""), name="reporting_return_has_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.enterprise} {self.year}"
