"""Announcements: decisions that go out together, with the city's own document, at once or at a set time.

Doors: `announcing.actions`.
"""

from datetime import datetime
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from busan_se.audit.history import track
from enterprises.applications.models import Decision
from enterprises.applications.workflow import State

__all__ = ["PlannedRelease"]


class PlannedReleaseQuerySet(models.QuerySet["PlannedRelease"]):
    """Readings of the planned announcements."""

    def waiting(self) -> Self:
        """Return those whose decision still waits for its release."""
        return self.filter(decision__released_at__isnull=True, decision__application__state=State.DECIDED)

    def due(self, instant: datetime) -> Self:
        """Return those that are to go out by `instant`, in the order of their time."""
        return self.waiting().filter(release_at__lte=instant).order_by("release_at", "decision__application")

    def of_call(self, call: Any) -> Self:
        """Return those of one call."""
        return self.filter(decision__application__call=call)


@track()
class PlannedRelease(models.Model):
    """When a decision is to be announced, and with which document of the city's own system."""

    decision = models.OneToOneField(
        Decision, models.CASCADE, related_name="planned_release", verbose_name=_("decision")
    )
    release_at = models.DateTimeField(_("to be announced at"))
    document_number = models.CharField(_("approval document number"), max_length=60, blank=True)
    approved_on = models.DateField(_("approved on"), null=True, blank=True)
    effective_on = models.DateField(_("effective on"), null=True, blank=True)
    planned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("planned by")
    )
    planned_at = models.DateTimeField(_("planned at"))

    objects = PlannedReleaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("planned announcement")
        verbose_name_plural = _("planned announcements")
        ordering = ("release_at", "pk")
        indexes = [models.Index(fields=("release_at",), name="planned_release_due")]
        constraints = [
            models.CheckConstraint(
                condition=Q(release_at__gt=F("planned_at")),
                name="planned_release_ahead",
                violation_error_message=_("This instant is past: choose a later one, or announce at once."),
            ),
        ]

    def __str__(self) -> str:
        """Return the decision."""
        return str(self.decision)
