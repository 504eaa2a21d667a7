"""What an enterprise is certified, designated or recognised as, and when."""

from datetime import date
from typing import Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Cast, Least
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from busan_se.audit.history import track
from busan_se.core.models import TimeStamped
from busan_se.reference.models import QualificationKind
from enterprises.registry.tally import MARK_QUALIFICATION


class QualificationQuerySet(models.QuerySet["Qualification"]):
    """Questions about qualifications."""

    def valid_on(self, day: date) -> Self:
        """Return those in force on the day."""
        return self.filter(period__contains=day)


@track(exclude=("period",))
class Qualification(TimeStamped):
    """One 자격 of an enterprise. `valid_to` is its last day; `ended_on` the first day on which it was gone before that.

    `period` is the half-open range that follows: whether it is valid on a day is asked of it, never stored.
    `start_is_known` is false where a list gave no date: then `valid_from` is the day on which a source first said so.
    """

    class Ending(models.TextChoices):
        """How it ended before its last day."""

        CANCELLED = "cancelled", pgettext_lazy("end of a qualification", "Cancelled")
        RETURNED = "returned", pgettext_lazy("end of a qualification", "Returned")
        EXPIRED = "expired", pgettext_lazy("end of a qualification", "Period over")
        DISSOLVED = "dissolved", pgettext_lazy("end of a qualification", "Enterprise dissolved")
        ABSENT = "absent", pgettext_lazy("end of a qualification", "Not in the list of this day")

    enterprise = models.ForeignKey(
        "enterprises.Enterprise",
        models.CASCADE,
        verbose_name=_("enterprise"),
        related_name="qualifications",
        db_index=False,
    )
    kind = models.ForeignKey(QualificationKind, verbose_name=_("kind"), on_delete=models.PROTECT, related_name="+")
    number = models.CharField(_("number"), max_length=60, blank=True)
    issuer = models.CharField(_("issued by"), max_length=100, blank=True)
    grade = models.CharField(_("type or grade"), max_length=60, blank=True)
    valid_from = models.DateField(_("valid from"))
    start_is_known = models.BooleanField(_("first day is known"), default=True)
    valid_to = models.DateField(_("last day"), null=True, blank=True)
    ended_on = models.DateField(_("ended on"), null=True, blank=True)
    ended_how = models.CharField(_("how it ended"), max_length=10, choices=Ending, blank=True)
    period = models.GeneratedField(
        expression=Func(
            F("valid_from"),
            Least(
                # The casts are for validation, which puts a bare NULL in place of an empty day.
                Func(Cast(F("valid_to"), models.DateField()), Value(1), arg_joiner=" + ", template="(%(expressions)s)"),
                Cast(F("ended_on"), models.DateField()),
            ),
            Value("[)"),
            function="daterange",
        ),
        output_field=DateRangeField(),
        db_persist=True,
    )

    objects = QualificationQuerySet.as_manager()

    class Meta:
        verbose_name = _("qualification")
        verbose_name_plural = _("qualifications")
        # Whether an enterprise holds one on a day is asked for each row of every list: the index alone answers.
        indexes = [models.Index(fields=["enterprise"], include=["period"], name="qualification_held")]
        triggers = [MARK_QUALIFICATION]
        ordering = ["-valid_from", "kind"]
        constraints = [
            ExclusionConstraint(
                name="qualification_no_overlap",
                expressions=[
                    ("enterprise", RangeOperators.EQUAL),
                    ("kind", RangeOperators.EQUAL),
                    ("period", RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("The enterprise holds this qualification in part of this time already."),
            ),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                name="qualification_from_before_to",
                violation_error_message=_("The last day lies before the first."),
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=F("valid_from")),
                name="qualification_from_before_end",
                violation_error_message=_("The day of its end lies before the first day."),
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None, ended_how="") | (Q(ended_on__isnull=False) & ~Q(ended_how="")),
                name="qualification_end_has_reason",
                violation_error_message=_("Say both on which day and how it ended."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.number}".strip()

    def clean(self) -> None:
        """Refuse days in the wrong order here already: PostgreSQL can't even ask whether such a period overlaps."""
        for name in ("valid_to", "ended_on"):
            day = getattr(self, name)
            if day and self.valid_from and day < self.valid_from:
                raise ValidationError({name: _("This day lies before the first day.")})
