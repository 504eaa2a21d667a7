"""A course is an event: seats, line, attendance and letters are those of `busan_se.events`."""

from typing import Any, ClassVar, Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from busan_se.audit.history import track
from busan_se.events.models import Event, EventQuerySet, Kind
from busan_se.programs.models import Program
from busan_se.programs.texts import Translated
from busan_se.reference.models import LifeStage

__all__ = ["Course"]

PROGRAM = "lifecycle-education"


def usual_program() -> int | None:
    """Return the key of the plan's program of courses for every age."""
    return Program.objects.filter(code=PROGRAM).values_list("pk", flat=True).first()


class CourseQuerySet(EventQuerySet):
    """Courses, with the readings of events. (Its type says Event, which a course is.)"""

    def for_lists(self) -> Self:
        """Return courses with dates, district and life stages, in a fixed number of queries."""
        return self.with_sessions().prefetch_related("stages")


@track(exclude=[field.name for field in Event._meta.fields], related_name="course_history")
class Course(Event):
    """What one learns, for whom, and what it takes to complete it; dates and seats are those of the event.

    Enrolling is registering for the event's session. Whether somebody completed it follows from the attendance.
    """

    texts = (*Event.texts, "learn")

    stages = models.ManyToManyField(LifeStage, related_name="courses", verbose_name=_("life stages"))
    program = models.ForeignKey(
        Program, models.PROTECT, related_name="courses", default=usual_program, verbose_name=_("program")
    )
    teacher = models.CharField(_("teacher"), max_length=60)
    learn_ko = models.TextField(_("what one learns (Korean)"))
    learn_en = models.TextField(_("what one learns (English)"), blank=True)
    completion_percent = models.PositiveSmallIntegerField(
        _("completed by attending (% of the dates)"),
        default=80,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
    )

    objects: ClassVar[CourseQuerySet] = CourseQuerySet.as_manager()  # type: ignore[assignment]

    learn = Translated()

    class Meta:
        verbose_name = _("course")
        verbose_name_plural = _("courses")
        ordering = ["-registration_opens_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="course_completion_is_percent",
                condition=Q(completion_percent__range=(1, 100)),
                violation_error_message=_("Enter a percentage between 1 and 100."),
            )
        ]

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.kind = Kind.COURSE
        super().save(*args, **kwargs)

    def needed_of(self, dates: int) -> int:
        """Return how many of so many dates one must attend to complete the course."""
        return -(-dates * self.completion_percent // 100)
