"""What a list said: one batch per file, one row per line of it, and what each row did."""

import uuid
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from busan_se.accounts.roles import districts_of
from busan_se.reference.models import District
from enterprises.imports.layouts import layout_named
from enterprises.registry.models import Enterprise

__all__ = ["ImportBatch", "ImportRow"]


class ImportBatchQuerySet(models.QuerySet["ImportBatch"]):
    """Questions about lists."""

    def visible_to(self, user: Any) -> Self:
        """Return those of this staff member's desk: all, or those of the officer's districts."""
        districts = districts_of(user)
        return self.all() if districts is None else self.filter(district__in=districts)


class ImportBatch(models.Model):
    """One official list. Doors: `actions.receive`, `check`, `apply`, `decide` and `undoing.undo`; a file applies once.

    `state` moves from received to checked and applied, and from there to undone; failed says in `error` why the file
    can't be read. `counts` are by outcome, and "elsewhere" for lines about other cities and provinces, which are not
    kept. `district` is whose register it is; None for lists of the whole city or country.
    """

    class State(models.TextChoices):
        """How far the batch came."""

        RECEIVED = "received", pgettext_lazy("list", "Received")
        CHECKED = "checked", _("Checked")
        APPLIED = "applied", _("Applied")
        FAILED = "failed", _("Failed")
        UNDONE = "undone", _("Undone")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    layout = models.CharField(_("layout"), max_length=40, blank=True)
    file = models.ForeignKey(
        "files.StoredFile", verbose_name=_("file"), on_delete=models.PROTECT, related_name="import_batches"
    )
    file_sha256 = models.CharField(_("file hash"), max_length=64)
    as_of = models.DateField(_("as-of day"))
    district = models.ForeignKey(
        District, verbose_name=_("district"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.RECEIVED)
    error = models.TextField(_("what went wrong"), blank=True)
    counts = models.JSONField(_("counts"), default=dict)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("started by"), null=True, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    applied_at = models.DateTimeField(_("applied at"), null=True, blank=True)
    undone_at = models.DateTimeField(_("undone at"), null=True, blank=True)
    undo_reason = models.CharField(_("why it was undone"), max_length=300, blank=True)
    is_demo = models.BooleanField(_("demo data"), default=False, editable=False)
    job = models.ForeignKey("core.Job", verbose_name=_("job"), null=True, on_delete=models.SET_NULL, related_name="+")

    objects = ImportBatchQuerySet.as_manager()

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["file_sha256"],
                condition=Q(state="applied"),
                name="importbatch_file_applies_once",
                violation_error_message=_("This file was applied already."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=["applied", "undone"], applied_at__isnull=False)
                | (~Q(state__in=["applied", "undone"]) & Q(applied_at__isnull=True)),
                name="importbatch_applied_has_time",
            ),
            models.CheckConstraint(
                condition=(Q(state="undone", undone_at__isnull=False) & ~Q(undo_reason=""))
                | (~Q(state="undone") & Q(undone_at__isnull=True)),
                name="importbatch_undone_has_reason",
                violation_error_message=_("Say why the list is undone."),
            ),
        ]

    def __str__(self) -> str:
        label = layout_named(self.layout).label if self.layout else _("List")
        return f"{label} {self.as_of:%Y.%m.%d.}"


class ImportRow(models.Model):
    """One line of a batch: what was read, what it would do, and once it is `written` what it did (`did`).

    Doubtful lines wait for a decision: `actions.decide`. Rows of the outcome "ended" stand for no line: they are behind
    the last one, one for each qualification that the list no longer names. `did` is what the undoing needs, in the
    words of `writing`.
    """

    class Outcome(models.TextChoices):
        """What came of the row."""

        NEW = "new", _("New")
        CHANGED = "changed", _("Changed")
        UNCHANGED = "unchanged", _("Unchanged")
        DOUBTFUL = "doubtful", _("To be matched")
        ENDED = "ended", _("Ended")
        REJECTED = "rejected", _("Rejected")

    class Decision(models.TextChoices):
        """What staff said of a doubtful line; APART leaves it out, and keeps a qualification that would end."""

        OPEN = "", _("Not decided")
        MATCH = "match", _("The same enterprise")
        NEW = "new", _("A new enterprise")
        APART = "apart", _("Keep apart")

    batch = models.ForeignKey(ImportBatch, verbose_name=_("import"), on_delete=models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField(_("row"))
    raw = models.JSONField(_("as read"))
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome)
    reason = models.TextField(_("reason"), blank=True)
    enterprise = models.ForeignKey(
        Enterprise,
        verbose_name=_("enterprise"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="import_rows",
    )
    changes = models.JSONField(_("changes"), default=dict)
    candidates = models.JSONField(_("may be one of"), default=list)
    decision = models.CharField(_("decision"), max_length=5, choices=Decision, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("decided by"), null=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(_("decided at"), null=True)
    written = models.BooleanField(_("written"), default=False)
    did = models.JSONField(_("what it did"), default=dict)

    class Meta:
        verbose_name = _("import row")
        verbose_name_plural = _("import rows")
        ordering = ["batch", "number"]
        constraints = [
            models.UniqueConstraint(fields=["batch", "number"], name="importrow_once_per_batch"),
            models.CheckConstraint(
                condition=Q(decision="", decided_at=None) | (~Q(decision="") & Q(decided_at__isnull=False)),
                name="importrow_decision_has_time",
            ),
            models.CheckConstraint(
                condition=~Q(decision="match") | Q(enterprise__isnull=False) | Q(written=True),
                name="importrow_match_names_whom",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.get_outcome_display()}"
