"""Uploaded and generated files. Private: `queries.readable_by` decides, from what the owners of the file say."""

import uuid
from datetime import datetime
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


def storage_path(instance: "StoredFile", filename: str) -> str:
    """Return where the bytes go: a name that nobody gave and nothing serves."""
    return f"{timezone.now():%Y/%m}/{instance.pk}"


class StoredFileQuerySet(models.QuerySet["StoredFile"]):
    def without_owner(self) -> "StoredFileQuerySet":
        """Files that no row of any app points to."""
        free = self.all()
        for relation in StoredFile._meta.related_objects:
            free = free.filter(**{f"{relation.name}__isnull": True})
        return free

    def older_than(self, instant: datetime) -> "StoredFileQuerySet":
        """Files that were stored before `instant`."""
        return self.filter(created_at__lt=instant)


class StoredFile(models.Model):
    """One file, as it was received. Doors: `actions.store_upload`, `actions.store_bytes`; it never changes afterwards.

    Rows that own it point to it with PROTECT; a file without an owner expires after 24 hours.
    Personal data: name and content as the owner row says; kept as long as the owner row.
    """

    class ScanState(models.TextChoices):
        NOT_SCANNED = "not_scanned", _("not scanned")
        CLEAN = "clean", _("no virus found")
        INFECTED = "infected", _("virus found")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(_("kind"), max_length=40)
    name = models.CharField(_("name"), max_length=200)
    content_type = models.CharField(_("type"), max_length=100)
    size = models.PositiveBigIntegerField(_("size in bytes"))
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    scan_state = models.CharField(
        _("virus scan"), max_length=12, choices=ScanState.choices, default=ScanState.NOT_SCANNED
    )
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("stored by")
    )
    issued_on = models.DateField(_("issued on"), null=True, blank=True)
    expires_on = models.DateField(_("expires on"), null=True, blank=True)
    created_at = models.DateTimeField(_("stored"), default=timezone.now, editable=False)
    file = models.FileField(_("file"), upload_to=storage_path, max_length=100, editable=False)

    objects: ClassVar[StoredFileQuerySet] = StoredFileQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("file")
        verbose_name_plural = _("files")
        ordering = ["-created_at"]
        indexes = [
            models.Index(fields=["created_at"], name="stored_file_created"),
            models.Index(fields=["sha256"], name="stored_file_sha256"),
        ]
        constraints = [
            models.CheckConstraint(
                name="stored_file_not_empty", condition=Q(size__gt=0), violation_error_message=_("The file is empty.")
            ),
            models.CheckConstraint(
                name="stored_file_hashed",
                condition=Q(sha256__regex=r"^[0-9a-f]{64}$"),
                violation_error_message=_("The hash of the file is missing."),
            ),
            models.CheckConstraint(
                name="stored_file_expires_after_issue",
                condition=Q(issued_on__isnull=True) | Q(expires_on__isnull=True) | Q(expires_on__gte=F("issued_on")),
                violation_error_message=_("A document cannot expire before it is issued."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("files:download", args=[self.pk])
