"""Applications that came in elsewhere (보탬e, SEIS, 구·군 방문, 이메일) and were entered by staff."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from busan_se.audit.history import track
from busan_se.core.models import TimeStamped
from busan_se.files.models import StoredFile
from busan_se.programs.models.calls import Reception
from enterprises.applications.models import Application

__all__ = ["ReceivedApplication", "ReceivedFile"]


class ReceivedQuerySet(models.QuerySet["ReceivedApplication"]):
    """Readings of what was entered."""

    def visible_to(self, user: Any) -> Self:
        """Return those whose application this user may read."""
        return self.filter(application__in=Application.objects.visible_to(user))


@track(exclude=("note",))
class ReceivedApplication(TimeStamped):
    """How an application came in that the portal did not receive itself. Door: `receiving.actions.enter`."""

    application = models.OneToOneField(
        Application, models.CASCADE, related_name="received", verbose_name=_("application")
    )
    how = models.CharField(_("received at"), max_length=12, choices=Reception.choices)
    note = models.CharField(_("note"), max_length=500, blank=True)
    source = models.CharField(_("list and line"), max_length=200, blank=True)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("entered by")
    )

    objects = ReceivedQuerySet.as_manager()

    class Meta:
        verbose_name = _("application received elsewhere")
        verbose_name_plural = _("applications received elsewhere")
        ordering = ["-created_at", "-pk"]
        permissions = [("enter_application", _("Can enter applications that were received elsewhere"))]
        constraints = [
            models.CheckConstraint(
                condition=Q(how__in=Reception.values) & ~Q(how=Reception.PORTAL), name="received_elsewhere"
            ),
        ]

    def __str__(self) -> str:
        return str(self.application)


class ReceivedFile(models.Model):
    """A paper that came in with it."""

    received = models.ForeignKey(ReceivedApplication, models.CASCADE, related_name="files")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="received_files")

    class Meta:
        verbose_name = _("paper received elsewhere")
        verbose_name_plural = _("papers received elsewhere")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["received", "file"], name="received_file_once")]

    def __str__(self) -> str:
        return str(self.file)
