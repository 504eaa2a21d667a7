"""How long an account may rest, and who was told that it rests too long."""

from datetime import date
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from busan_se.audit.history import track
from busan_se.core.models import TimeStamped


class IdlePeriodQuerySet(models.QuerySet["IdlePeriod"]):
    def in_force(self, day: date) -> "IdlePeriod | None":
        """Return the rule that holds on a day, None where no rule holds yet: then no account is closed."""
        return self.filter(valid_from__lte=day).order_by("-valid_from").first()


@track()
class IdlePeriod(TimeStamped):
    """From a day on: after how many days without a sign-in an account is told, and how many days later it closes.

    The law names no period since the one-year rule of 2012–2023 ended: the operator decides (확인 필요).
    """

    valid_from = models.DateField(_("valid from"), unique=True)
    notice_after_days = models.PositiveIntegerField(_("days without a sign-in until the notice"))
    close_after_days = models.PositiveIntegerField(_("days from the notice until the account is closed"))
    source = models.CharField(_("basis"), max_length=300)

    objects: ClassVar[Any] = IdlePeriodQuerySet.as_manager()

    class Meta:
        verbose_name = _("period of inactive accounts")
        verbose_name_plural = _("periods of inactive accounts")
        ordering = ["-valid_from"]
        constraints = [
            models.CheckConstraint(
                name="idle_period_gives_time",
                condition=Q(notice_after_days__gte=30, close_after_days__gte=14),
                violation_error_message=_(
                    "Leave at least 30 days until the notice, and 14 days from the notice until the account is closed."
                ),
            )
        ]

    def __str__(self) -> str:
        return f"{self.valid_from:%Y.%m.%d.} {self.notice_after_days} + {self.close_after_days}"


class IdleNotice(models.Model):
    """Somebody was told that the account rests and will be closed. A sign-in after it makes it void. Door: `idle`."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="idle_notice", verbose_name=_("user")
    )
    sent_at = models.DateTimeField(_("sent"))
    closes_on = models.DateField(_("account closes on"))

    class Meta:
        verbose_name = _("notice to an inactive account")
        verbose_name_plural = _("notices to inactive accounts")
        indexes = [models.Index(fields=["closes_on"], name="idle_notice_due")]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.closes_on:%Y.%m.%d.}"
