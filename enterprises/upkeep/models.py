"""Whether an entry is still right: when members said so, and how often they want to be asked.

Doors: `actions` writes both; rows are never changed, the newest counts.
"""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from busan_se.accounts.roles import reads_everything
from busan_se.core.clock import today
from enterprises.registry.models import Enterprise, Membership

__all__ = ["Cadence", "Confirmation"]


class UpkeepQuerySet(models.QuerySet[Any]):
    """Readings of what members said."""

    def visible_to(self, user: Any) -> Self:
        """Return those of the user's own enterprises, and of those on the user's desk."""
        if not user.is_authenticated:
            return self.none()
        if reads_everything(user):
            return self
        mine = Membership.objects.filter(user=user).values("enterprise")
        desk = Enterprise.objects.managed_by(user) if user.is_staff else Enterprise.objects.none()
        return self.filter(Q(enterprise__in=mine) | Q(enterprise__in=desk.values("pk")))


class Said(models.Model):
    """Something that a member said for an enterprise. Personal data: by (kept as long as the entry, without name)."""

    enterprise = models.ForeignKey(Enterprise, models.CASCADE, verbose_name=_("enterprise"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("said by")
    )
    created_at = models.DateTimeField(_("recorded at"), auto_now_add=True)

    objects = UpkeepQuerySet.as_manager()

    class Meta:
        abstract = True


class Confirmation(Said):
    """A member said on this day that the entry is right."""

    day = models.DateField(_("confirmed on"), default=today)

    class Meta:
        verbose_name = _("confirmation of an entry")
        verbose_name_plural = _("confirmations of entries")
        default_related_name = "confirmations"
        ordering = ("-day", "-pk")
        indexes = [models.Index(fields=("enterprise", "-day"), name="confirmation_newest")]

    def __str__(self) -> str:
        return f"{self.enterprise} {self.day:%Y.%m.%d.}"


class Cadence(Said):
    """How often the owner wants to be asked whether the entry is right, from now on."""

    class Every(models.IntegerChoices):
        """Months from one question to the next."""

        NEVER = 0, pgettext_lazy("how often", "Never")
        QUARTER = 3, _("Every 3 months")
        HALF_YEAR = 6, _("Every 6 months")
        YEAR = 12, _("Every 12 months")

    # Asked of those who never chose.
    USUAL = Every.YEAR

    months = models.PositiveSmallIntegerField(_("how often"), choices=Every)

    class Meta:
        verbose_name = _("choice how often to be asked")
        verbose_name_plural = _("choices how often to be asked")
        default_related_name = "cadences"
        ordering = ("-pk",)
        constraints = [
            models.CheckConstraint(
                condition=Q(months__in=(0, 3, 6, 12)),
                name="cadence_is_offered",
                violation_error_message=_("Choose one of the offered intervals."),
            )
        ]

    def __str__(self) -> str:
        return str(self.get_months_display())
