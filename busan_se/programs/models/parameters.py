"""Rates, caps, ratios and head limits as dated rows, never as constants: they change from year to year."""

from datetime import date
from decimal import Decimal

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from busan_se.audit.history import track
from busan_se.core.models import TimeStamped
from busan_se.programs.models.plan import Program
from busan_se.programs.texts import BilingualModel, Translated


class Regulation(models.TextChoices):
    """The rules that money follows; they depend on its source (적용 규정)."""

    LOCAL_SUBSIDY = "local_subsidy", _("Local Subsidies Act")
    NATIONAL_SUBSIDY = "national_subsidy", _("Subsidies Act")
    AGREEMENT = "agreement", _("Agreement or fund rules")


class Unit(models.TextChoices):
    """What a parameter's value counts."""

    WON = "won", _("won")
    PERCENT = "percent", _("%")
    PERSONS = "persons", _("persons")
    DAYS = "days", _("days")
    MONTHS = "months", _("months")
    YEARS = "years", _("years")


class ParameterQuerySet(models.QuerySet["Parameter"]):
    """Values by day."""

    def valid_on(self, day: date) -> "ParameterQuerySet":
        """Return the rows that hold on `day`."""
        return self.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=day), valid_from__lte=day)

    def value_on(
        self, day: date, key: str, *, program: str = "", regulation: str = "", scope: str = ""
    ) -> Decimal | None:
        """Return the one value of `key` on `day` for a program code or a regulation, and a scope; None if not set."""
        owner = Q(program__code=program) if program else Q(program__isnull=True)
        return (
            self.valid_on(day)
            .filter(owner, key=key, regulation=regulation, scope=scope)
            .values_list("value", flat=True)
        ).first()


@track()
class Parameter(TimeStamped, BilingualModel):
    """One value of a rule for a time; both days are included, an open end means until further notice.

    It belongs to a program or to a regulation. `scope` narrows it (a qualification kind, "support-1" for the first
    time of support, …); '' is everybody. `verified` says that the value was read in the official text, not hearsay.
    """

    texts = ("label",)

    program = models.ForeignKey(
        Program, models.PROTECT, null=True, blank=True, related_name="parameters", verbose_name=_("program")
    )
    regulation = models.CharField(
        _("applicable rules"), max_length=20, blank=True, default="", choices=Regulation.choices
    )
    key = models.SlugField(_("key"), max_length=60)
    scope = models.SlugField(_("scope"), max_length=60, blank=True, default="")
    label_ko = models.CharField(_("name (Korean)"), max_length=200)
    label_en = models.CharField(_("name (English)"), max_length=200, blank=True)
    value = models.DecimalField(_("value"), max_digits=18, decimal_places=4)
    unit = models.CharField(_("unit"), max_length=10, choices=Unit.choices)
    valid_from = models.DateField(_("valid from"))
    valid_to = models.DateField(_("valid to"), null=True, blank=True, help_text=_("Empty: until further notice."))
    source = models.TextField(_("source"))
    verified = models.BooleanField(
        _("verified"), default=False, help_text=_("Read in the official text. Otherwise the page says so.")
    )

    objects = ParameterQuerySet.as_manager()

    label = Translated()

    class Meta:
        verbose_name = _("parameter")
        verbose_name_plural = _("parameters")
        ordering = ["key", "scope", "-valid_from"]
        constraints = [
            models.CheckConstraint(
                condition=Q(program__isnull=False, regulation="") | (Q(program__isnull=True) & ~Q(regulation="")),
                name="parameter_of_program_or_regulation",
                violation_error_message=_("Choose either a program or the applicable rules, not both."),
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="parameter_days_in_order",
                violation_error_message=_("The last day must not be before the first day."),
            ),
            models.CheckConstraint(
                condition=Q(value__gte=0),
                name="parameter_not_negative",
                violation_error_message=_("A parameter must not be negative."),
            ),
            # Each part of the scope is made NOT NULL here: one NULL would switch the exclusion off. F("program"), not
            # "program_id": a form's check puts values in by field name, and would compare each row with itself.
            ExclusionConstraint(
                name="parameter_no_overlap",
                expressions=[
                    (Coalesce(F("program"), Value(0), output_field=models.BigIntegerField()), RangeOperators.EQUAL),
                    (F("regulation"), RangeOperators.EQUAL),
                    (F("key"), RangeOperators.EQUAL),
                    (F("scope"), RangeOperators.EQUAL),
                    (Func(F("valid_from"), F("valid_to"), Value("[]"), function="daterange"), RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("There is a value for this key and scope in that time already."),
            ),
        ]

    def __str__(self) -> str:
        return self.label

    def clean(self) -> None:
        """Refuse days in the wrong order here already: PostgreSQL can't even ask whether such a period overlaps."""
        if self.valid_from and self.valid_to and self.valid_to < self.valid_from:
            raise ValidationError({"valid_to": _("The last day must not be before the first day.")})
