"""What is not about the social economy: times of a row, and long work."""

import uuid
from datetime import timedelta
from typing import Any, ClassVar

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

# A running job beats every few seconds (see `jobs`); without a beat for so long, its process is taken for dead.
STALE_AFTER = timedelta(minutes=2)


class TimeStamped(models.Model):
    """When a row was made and last saved, in UTC. `QuerySet.update()` leaves `updated_at` alone: name it there."""

    created_at = models.DateTimeField(_("created"), auto_now_add=True, editable=False)
    updated_at = models.DateTimeField(_("changed"), auto_now=True, editable=False)

    class Meta:
        abstract = True


class JobQuerySet(models.QuerySet["Job"]):
    def visible_to(self, user: Any) -> "JobQuerySet":
        """Jobs that `user` started; all of them for staff."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        return self.all() if user.is_staff else self.filter(created_by=user)

    def free(self) -> "JobQuerySet":
        """Jobs that a worker may take: waiting, or running without a sign of life."""
        dead = Q(state=Job.State.RUNNING, heartbeat_at__lt=timezone.now() - STALE_AFTER)
        return self.filter(dead | Q(state=Job.State.QUEUED))

    def queue_again(self) -> int:
        """Let the failed ones wait for a worker again; return how many."""
        return self.filter(state=Job.State.FAILED).update(
            state=Job.State.QUEUED, queued_at=timezone.now(), finished_at=None, error="", done=0, total=None
        )


class Job(models.Model):
    """One piece of long work, the same one for the same kind and key.

    Doors: `jobs.enqueue` makes it, `jobs.running` takes it, reports and ends it. The row is the truth; Celery's message
    only wakes a worker, and `jobs.wake_forgotten` sends it again where it was lost.
    """

    class State(models.TextChoices):
        QUEUED = "queued", _("waiting")
        RUNNING = "running", _("running")
        SUCCEEDED = "succeeded", _("done")
        FAILED = "failed", _("failed")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(_("kind"), max_length=80)
    key = models.CharField(_("key"), max_length=200)
    title = models.CharField(_("title"), max_length=200, blank=True)
    task = models.CharField(_("task"), max_length=200, blank=True)
    args = models.JSONField(_("arguments"), default=list, blank=True, encoder=DjangoJSONEncoder)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.QUEUED)
    attempts = models.PositiveIntegerField(_("attempts"), default=0)
    done = models.PositiveBigIntegerField(_("done"), default=0)
    total = models.PositiveBigIntegerField(_("total"), null=True, blank=True)
    result = models.JSONField(_("result"), default=dict, blank=True, encoder=DjangoJSONEncoder)
    error = models.TextField(_("error"), blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="jobs",
        verbose_name=_("started by"),
    )
    created_at = models.DateTimeField(_("created"), default=timezone.now, editable=False)
    queued_at = models.DateTimeField(_("queued"), default=timezone.now, editable=False)
    started_at = models.DateTimeField(_("started"), null=True, blank=True)
    heartbeat_at = models.DateTimeField(_("last sign of life"), null=True, blank=True)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)

    objects: ClassVar[JobQuerySet] = JobQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("job")
        verbose_name_plural = _("jobs")
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(
                name="job_once_per_kind_and_key",
                fields=["kind", "key"],
                violation_error_message=_("This job exists already."),
            ),
            models.CheckConstraint(
                name="job_finished_when_ended",
                condition=Q(state__in=["succeeded", "failed"], finished_at__isnull=False)
                | Q(state__in=["queued", "running"], finished_at__isnull=True),
                violation_error_message=_("Only an ended job has a time of its end."),
            ),
            models.CheckConstraint(
                name="job_running_has_heartbeat",
                condition=~Q(state="running") | Q(heartbeat_at__isnull=False, started_at__isnull=False),
                violation_error_message=_("A running job has a sign of life."),
            ),
        ]
        indexes = [
            models.Index(F("state"), F("queued_at"), name="job_unfinished", condition=~Q(state="succeeded")),
        ]

    def __str__(self) -> str:
        return self.title or f"{self.kind} {self.key}"

    def get_absolute_url(self) -> str:
        return reverse("core:job", args=[self.pk])

    @property
    def is_over(self) -> bool:
        """Whether nothing more will happen without a new start."""
        return self.state in {self.State.SUCCEEDED, self.State.FAILED}


class PublishedChange(models.Model):
    """A statement that wrote rows which anonymous pages may show, visible once it is committed; written by triggers.

    Only the set of ids matters: see `page_cache`.
    """

    class Meta:
        verbose_name = _("published change")
        verbose_name_plural = _("published changes")
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.pk)
