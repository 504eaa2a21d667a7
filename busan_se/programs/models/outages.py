"""Times in which the portal could not be used, and the official papers of a call."""

from typing import Any

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils.translation import gettext_lazy as _

from busan_se.files.models import StoredFile
from busan_se.programs.models.calls import Call


class Outage(models.Model):
    """From when to when the portal could not be used, and how that is known. Door: `outages.record`; never changes."""

    started_at = models.DateTimeField(_("from"))
    ended_at = models.DateTimeField(_("until"))
    ground = models.TextField(_("what happened, and how it is known"))
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("recorded by")
    )
    created_at = models.DateTimeField(_("recorded at"), auto_now_add=True)

    class Meta:
        verbose_name = _("outage")
        verbose_name_plural = _("outages")
        ordering = ["-started_at"]
        permissions = [("record_outage", _("Can record outages and so extend calls"))]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_at__gt=F("started_at")),
                name="outage_ends_after_start",
                violation_error_message=_("The end must be later than the beginning."),
            ),
            models.CheckConstraint(
                condition=~Q(ground=""), name="outage_has_ground", violation_error_message=_("Write the reason.")
            ),
            # The same outage recorded by two desks would extend every call twice.
            ExclusionConstraint(
                name="outage_no_overlap",
                expressions=[
                    (Func(F("started_at"), F("ended_at"), Value("[)"), function="tstzrange"), RangeOperators.OVERLAPS)
                ],
                violation_error_message=_("An outage of this time was recorded already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.started_at:%Y-%m-%d %H:%M} – {self.ended_at:%Y-%m-%d %H:%M}"

    def clean(self) -> None:
        """Refuse instants in the wrong order here already: PostgreSQL can't even ask whether such a time overlaps."""
        if self.started_at and self.ended_at and self.ended_at <= self.started_at:
            raise ValidationError({"ended_at": _("The end must be later than the beginning.")})


class CallFileQuerySet(models.QuerySet["CallFile"]):
    """Readings of the papers."""

    def visible_to(self, user: Any) -> "CallFileQuerySet":
        """Return the papers of the calls that `user` may see."""
        return self.filter(call__in=Call.objects.visible_to(user))


class CallFile(models.Model):
    """An official paper of a call (공고문, 서식 …): public as soon as the call is published."""

    class Kind(models.TextChoices):
        """What the paper is."""

        NOTICE = "notice", _("Official notice (공고문)")
        TEMPLATE = "template", _("Form to fill in (서식)")
        OTHER = "other", _("Other paper")

    call = models.ForeignKey(Call, models.CASCADE, related_name="files", verbose_name=_("call"))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.NOTICE)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="call_files", verbose_name=_("file"))
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("added by"))
    created_at = models.DateTimeField(_("added at"), auto_now_add=True)

    objects = CallFileQuerySet.as_manager()

    class Meta:
        verbose_name = _("paper of a call")
        verbose_name_plural = _("papers of a call")
        ordering = ["created_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=["notice", "template", "other"]), name="call_file_kind_known"),
        ]

    def __str__(self) -> str:
        return self.file.name
