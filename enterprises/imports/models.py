"""What a list said: one batch per file, one row per line of it."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from enterprises.registry.models import Enterprise

__all__ = ["ImportBatch", "ImportRow"]


class ImportBatch(models.Model):
    """One official list. Doors: `actions.receive`, `check` and `apply`; a file applies once.

    `state` moves from received to checked and applied; failed says in `error` why the file can't be read.
    """

    class State(models.TextChoices):
        """How far the batch came."""

        RECEIVED = "received", _("Received")
        CHECKED = "checked", _("Checked")
        APPLIED = "applied", _("Applied")
        FAILED = "failed", _("Failed")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    layout = models.CharField(_("layout"), max_length=40, blank=True)
    file = models.ForeignKey(
        "files.StoredFile", verbose_name=_("file"), on_delete=models.PROTECT, related_name="import_batches"
    )
    file_sha256 = models.CharField(_("file hash"), max_length=64)
    as_of = models.DateField(_("as-of day"))
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.RECEIVED)
    error = models.TextField(_("what went wrong"), blank=True)
    counts = models.JSONField(_("counts"), default=dict)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("started by"), null=True, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    applied_at = models.DateTimeField(_("applied at"), null=True, blank=True)
    job = models.ForeignKey("core.Job", verbose_name=_("job"), null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["file_sha256"],
                condition=models.Q(state="applied"),
                name="importbatch_file_applies_once",
                violation_error_message=_("This file was applied already."),
            ),
            models.CheckConstraint(
                condition=models.Q(state="applied", applied_at__isnull=False)
                | (~models.Q(state="applied") & models.Q(applied_at__isnull=True)),
                name="importbatch_applied_has_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.layout} {self.as_of:%Y-%m-%d}"


class ImportRow(models.Model):
    """One line of a batch: what was read, and what it did or would do."""

    class Outcome(models.TextChoices):
        """What came of the row."""

        NEW = "new", _("New")
        CHANGED = "changed", _("Changed")
        UNCHANGED = "unchanged", _("Unchanged")
        REJECTED = "rejected", _("Rejected")
        DOUBTFUL = "doubtful", _("To be matched")

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

    class Meta:
        verbose_name = _("import row")
        verbose_name_plural = _("import rows")
        ordering = ["batch", "number"]
        constraints = [models.UniqueConstraint(fields=["batch", "number"], name="importrow_once_per_batch")]

    def __str__(self) -> str:
        return f"{self.number}: {self.get_outcome_display()}"
