"""The log of looks at personal data. Row history lives beside each tracked model, see `history`."""

from typing import Any, ClassVar

import pgtrigger
from django.conf import settings
from django.contrib.postgres.indexes import BrinIndex
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _


class AccessLogQuerySet(models.QuerySet["AccessLog"]):
    def visible_to(self, user: Any) -> "AccessLogQuerySet":
        """All of it for who may view the log, nothing for others."""
        return self.all() if user.has_perm("audit.view_accesslog") else self.none()


class AccessLog(models.Model):
    """One look at, or download of, personal data: who, when, from where, whose, what for.

    Door: `access.log_access`. The database refuses changes and deletions. The account is a number without a constraint:
    the row outlives the account. Personal data: ip and account; basis 접속기록 (안전성 확보조치 기준); kept 2 years.
    """

    class Action(models.TextChoices):
        VIEW = "view", _("looked at")
        DOWNLOAD = "download", _("downloaded")
        EXPORT = "export", _("exported a list")
        CHANGE = "change", _("changed")

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.DO_NOTHING,
        null=True,
        blank=True,
        db_constraint=False,
        related_name="+",
        verbose_name=_("user"),
    )
    at = models.DateTimeField(_("time"), db_default=Now(), editable=False)
    ip = models.GenericIPAddressField(_("from address"), null=True, blank=True)
    subject = models.CharField(_("whose data"), max_length=200)
    action = models.CharField(_("action"), max_length=10, choices=Action.choices)
    reason = models.CharField(_("reason"), max_length=300, blank=True)

    objects: ClassVar[AccessLogQuerySet] = AccessLogQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("access to personal data")
        verbose_name_plural = _("accesses to personal data")
        ordering = ["-pk"]
        indexes = [
            BrinIndex(fields=["at"], name="access_log_at"),
            models.Index(fields=["subject", "at"], name="access_log_subject"),
            models.Index(fields=["user", "at"], name="access_log_user"),
        ]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.get_action_display()}: {self.subject}"
