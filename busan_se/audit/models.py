"""The log of looks at personal data, its seals and its monthly reviews. Row history: see `history`."""

from typing import Any, ClassVar

import pgtrigger
from django.conf import settings
from django.contrib.postgres.indexes import BrinIndex
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _


def _append_only() -> pgtrigger.Trigger:
    return pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)


def _no_truncate() -> pgtrigger.Trigger:
    return pgtrigger.Trigger(
        name="no_truncate",
        level=pgtrigger.Statement,
        when=pgtrigger.Before,
        operation=pgtrigger.Truncate,
        func="RAISE EXCEPTION 'Cannot empty table %', TG_TABLE_NAME;",
    )


class AccessLogQuerySet(models.QuerySet["AccessLog"]):
    def visible_to(self, user: Any) -> "AccessLogQuerySet":
        """All of it for who may view the log, nothing for others."""
        return self.all() if user.has_perm("audit.view_accesslog") else self.none()


class AccessLog(models.Model):
    """One look at, or download of, personal data: who, when, from where, whose, what was done.

    The five are those of a 접속기록 (개인정보의 안전성 확보조치 기준): `user` with `account`, `at`, `ip`, `subject`,
    `action` with `reason`. Door: `access.log_access`. The database refuses changes, deletions and emptying the table;
    `seals` finds what was changed all the same. `user` is a number without a constraint and `account` the address at
    that time: the row outlives the account.
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
    account = models.CharField(_("account"), max_length=254, blank=True)
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
        triggers = [_append_only(), _no_truncate()]

    def __str__(self) -> str:
        return f"{self.get_action_display()}: {self.subject}"


class AccessSeal(models.Model):
    """The fingerprint of one range of the access log, chained to the one before. Door: `seals.seal_new`.

    `rows_digest` covers the rows from `first` to `last`; `digest` covers that, the other fields and the digest of the
    seal before. The database refuses changes; seals stay when the rows of their range are pruned after two years.
    """

    first = models.BigIntegerField(_("first row"))
    last = models.BigIntegerField(_("last row"))
    rows = models.PositiveIntegerField(_("number of rows"))
    oldest_at = models.DateTimeField(_("oldest row"))
    newest_at = models.DateTimeField(_("newest row"))
    rows_digest = models.CharField(_("digest of the rows (SHA-256)"), max_length=64)
    digest = models.CharField(_("digest (SHA-256)"), max_length=64, unique=True)
    previous = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("seal before")
    )
    made_at = models.DateTimeField(_("sealed"), db_default=Now(), editable=False)

    class Meta:
        verbose_name = _("seal of the access log")
        verbose_name_plural = _("seals of the access log")
        ordering = ["-last"]
        constraints = [
            models.UniqueConstraint(name="access_seal_follows_once", fields=["previous"], nulls_distinct=False),
            models.CheckConstraint(
                name="access_seal_holds_rows",
                condition=Q(rows__gt=0, first__lte=F("last"), oldest_at__lte=F("newest_at")),
                violation_error_message=_("A seal covers at least one row."),
            ),
        ]
        triggers = [_append_only(), _no_truncate()]

    def __str__(self) -> str:
        return f"{self.first}–{self.last}"


class AccessReview(models.Model):
    """One month's access log, looked through by the officer in charge (월 1회 점검). Door: `reviews.record_review`.

    `seal` is the newest one of that moment: a seal that somebody saw cannot go away unnoticed.
    """

    month = models.DateField(_("month"), unique=True)
    note = models.CharField(_("what was found"), max_length=1000)
    accesses = models.PositiveIntegerField(_("accesses"))
    unusual = models.PositiveIntegerField(_("people with something unusual"))
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("reviewed by")
    )
    reviewed_at = models.DateTimeField(_("reviewed"), db_default=Now(), editable=False)
    seal = models.ForeignKey(
        AccessSeal, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("newest seal")
    )

    class Meta:
        verbose_name = _("review of the access log")
        verbose_name_plural = _("reviews of the access log")
        ordering = ["-month"]
        constraints = [
            models.CheckConstraint(
                name="access_review_of_a_month",
                condition=Q(month__day=1),
                violation_error_message=_("A review is of one month: give its first day."),
            ),
            models.CheckConstraint(
                name="access_review_has_note",
                condition=~Q(note=""),
                violation_error_message=_("Write down what you found, if only that nothing was unusual."),
            ),
        ]
        triggers = [_append_only()]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m}"
