"""Grades that a measurement gave an enterprise, by date. Qualifications themselves are models of the registry."""

from datetime import date
from typing import Any, Self

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from busan_se.accounts.roles import reads_everything
from busan_se.audit.history import track
from busan_se.core.clock import today
from busan_se.core.models import TimeStamped
from enterprises.registry.models import Enterprise, Membership

__all__ = ["Grade"]

# From this day on the social value index has five grades, before it had four (press, 2025-03-30 and 2025-08-01).
FIVE_GRADES_FROM = date(2025, 1, 1)


class GradeQuerySet(models.QuerySet["Grade"]):
    """Readings of the grades."""

    def visible_to(self, user: Any) -> Self:
        """Return those of the user's own enterprises, and of those on the user's desk."""
        if not user.is_authenticated:
            return self.none()
        if reads_everything(user):
            return self
        mine = Membership.objects.filter(user=user).values("enterprise")
        desk = Enterprise.objects.managed_by(user) if user.is_staff else Enterprise.objects.none()
        return self.filter(Q(enterprise__in=mine) | Q(enterprise__in=desk.values("pk")))


@track()
class Grade(TimeStamped):
    """What a measurement said of an enterprise on a day, and by which paper the desk knows. Written at the desk.

    사회적가치지표 (SVI): 탁월 from 90 points, 우수 from 75; 양호, 미흡, 취약 below (until 2024: 보통, 미흡). The cut
    lines below 75 were found in no source, so that points and grade are taken as the paper states them.
    """

    class Scheme(models.TextChoices):
        """Which measurement."""

        SVI = "svi", _("Social value index (SVI)")

    class Value(models.TextChoices):
        """The grades of the measurement, the best first."""

        OUTSTANDING = "outstanding", pgettext_lazy("grade", "Outstanding")
        EXCELLENT = "excellent", pgettext_lazy("grade", "Excellent")
        GOOD = "good", pgettext_lazy("grade", "Good")
        FAIR = "fair", pgettext_lazy("grade", "Fair")
        LACKING = "lacking", pgettext_lazy("grade", "Insufficient")
        WEAK = "weak", pgettext_lazy("grade", "Weak")

    enterprise = models.ForeignKey(Enterprise, models.CASCADE, related_name="grades", verbose_name=_("enterprise"))
    scheme = models.CharField(_("measurement"), max_length=10, choices=Scheme, default=Scheme.SVI)
    value = models.CharField(_("grade"), max_length=12, choices=Value)
    points = models.DecimalField(
        _("points"),
        max_digits=4,
        decimal_places=1,
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
        help_text=_("0 to 100, where the paper states them."),
    )
    assessed_on = models.DateField(_("day of the result"))
    source = models.CharField(_("source"), max_length=200, help_text=_("E.g. result notice of the agency, its date."))

    objects = GradeQuerySet.as_manager()

    class Meta:
        verbose_name = _("grade")
        verbose_name_plural = _("grades")
        ordering = ("-assessed_on", "-pk")
        constraints = [
            models.UniqueConstraint(
                fields=("enterprise", "scheme", "assessed_on"),
                name="grade_one_a_day",
                violation_error_message=_("There is a grade of this day already."),
            ),
            models.CheckConstraint(
                condition=Q(points=None) | Q(points__gte=0, points__lte=100),
                name="grade_points_to_hundred",
                violation_error_message=_("Points go from 0 to 100."),
            ),
            models.CheckConstraint(
                condition=Q(assessed_on__lt=FIVE_GRADES_FROM, value__in=("outstanding", "excellent", "fair", "lacking"))
                | Q(
                    assessed_on__gte=FIVE_GRADES_FROM,
                    value__in=("outstanding", "excellent", "good", "lacking", "weak"),
                ),
                name="grade_of_its_time",
                violation_error_message=_(
                    "The measurement did not give this grade at that time: until 2024 outstanding, excellent, fair, "
                    "insufficient; from 2025 outstanding, excellent, good, insufficient, weak."
                ),
            ),
            models.CheckConstraint(condition=~Q(source=""), name="grade_has_source"),
        ]

    def __str__(self) -> str:
        return f"{self.get_scheme_display()} {self.get_value_display()}"

    def clean(self) -> None:
        """Refuse days to come."""
        if self.assessed_on and self.assessed_on > today():
            raise ValidationError({"assessed_on": _("This day is still to come.")})
