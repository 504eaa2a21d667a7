"""Exclusions from support (참여제한): from when to when, and by what. Door: the desk of `eligibility.admin`."""

from datetime import date
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from busan_se.audit.history import track
from busan_se.core.models import TimeStamped
from enterprises.registry.models import Enterprise

__all__ = ["Sanction"]


class SanctionQuerySet(models.QuerySet["Sanction"]):
    """Readings of the exclusions."""

    def visible_to(self, user: Any) -> Self:
        """Return those of the enterprises on this staff member's desk."""
        return self.filter(enterprise__in=Enterprise.objects.managed_by(user))

    def valid_on(self, day: date) -> Self:
        """Return those in force on a day: the last day is included, the day of a lifting is not."""
        still = Q(valid_to__isnull=True) | Q(valid_to__gte=day)
        return self.filter(still, Q(lifted_on__isnull=True) | Q(lifted_on__gt=day), valid_from__lte=day)


@track()
class Sanction(TimeStamped):
    """One enterprise is shut out of support for a time (지방보조금법 §32: 5, 3 or 2 years by ground).

    Never deleted: one that was lifted says since when and why.
    """

    enterprise = models.ForeignKey(Enterprise, models.CASCADE, related_name="sanctions", verbose_name=_("enterprise"))
    ground = models.CharField(
        _("ground"), max_length=300, help_text=_("Article of the law and what happened, as the decision says it.")
    )
    document_number = models.CharField(_("document number of the decision"), max_length=60, blank=True)
    valid_from = models.DateField(_("first day"))
    valid_to = models.DateField(_("last day"), null=True, blank=True, help_text=_("Empty: until further notice."))
    lifted_on = models.DateField(
        _("lifted on"), null=True, blank=True, help_text=_("From this day on it does not stand any more.")
    )
    lifted_reason = models.CharField(_("why it was lifted"), max_length=300, blank=True)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False, verbose_name=_("entered by")
    )

    objects = SanctionQuerySet.as_manager()

    class Meta:
        verbose_name = _("exclusion from support")
        verbose_name_plural = _("exclusions from support")
        ordering = ["-valid_from", "-pk"]
        indexes = [models.Index(fields=["enterprise", "valid_from"], name="sanction_of_enterprise")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(ground=""), name="sanction_has_ground", violation_error_message=_("Write the ground.")
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="sanction_days_in_order",
                violation_error_message=_("The last day must not be before the first day."),
            ),
            models.CheckConstraint(
                condition=Q(lifted_on__isnull=True, lifted_reason="")
                | (Q(lifted_on__gte=F("valid_from")) & ~Q(lifted_reason="")),
                name="sanction_lifted_with_reason",
                violation_error_message=_("Say both from which day it is lifted, not before its first one, and why."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.enterprise} {self.valid_from:%Y.%m.%d.}"
