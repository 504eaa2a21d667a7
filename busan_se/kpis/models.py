"""What is counted, what is wanted, what was found, the run that found it, and the reports made of it."""

from typing import Any

import pgtrigger
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from busan_se.accounts.roles import Role
from busan_se.audit.history import track
from busan_se.core.clock import today
from busan_se.core.models import TimeStamped
from busan_se.core.registry import registered
from busan_se.files.models import StoredFile
from busan_se.kpis.extensions import Measure
from busan_se.kpis.periods import last_closed, validate_period

PLAN_YEARS = [MinValueValidator(2000), MaxValueValidator(2099)]


def last_month() -> str:
    """Return the last month that is over in Seoul: a new report begins with it."""
    return last_closed(today())


class Unit(models.TextChoices):
    """What an indicator's numbers are."""

    ENTERPRISES = "enterprises", _("enterprises")
    QUALIFICATIONS = "qualifications", _("qualifications")
    PEOPLE = "people", _("people")
    WON = "won", _("won")


class Frequency(models.TextChoices):
    """How often an indicator is measured."""

    MONTHLY = "monthly", _("monthly")


class PeriodField(models.CharField):
    """A month, `2026-10`."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        kwargs.update(max_length=7, validators=[validate_period])
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]


class Translated:
    """A text in the current language from the columns `<name>_ko` and `<name>_en`; Korean where English is empty."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __get__(self, row: Any, owner: type) -> Any:
        """Return the text of a row; the class has none."""
        if row is None:
            return self
        english: str = getattr(row, f"{self.name}_en") if get_language() == "en" else ""
        korean: str = getattr(row, f"{self.name}_ko")
        return english or korean


class IndicatorQuerySet(models.QuerySet["Indicator"]):
    """Readings of indicators."""

    def active(self) -> "IndicatorQuerySet":
        """Those that are measured now."""
        return self.filter(is_active=True)


@track()
class Indicator(TimeStamped):
    """What is counted. The measure of the same code is registered by the feature that owns the rows."""

    code = models.SlugField(_("code"), max_length=50, unique=True)
    name_ko = models.CharField(_("name (Korean)"), max_length=100)
    name_en = models.CharField(_("name (English)"), max_length=100)
    definition_ko = models.TextField(_("definition (Korean)"))
    definition_en = models.TextField(_("definition (English)"))
    formula_ko = models.TextField(_("formula (Korean)"))
    formula_en = models.TextField(_("formula (English)"))
    unit = models.CharField(_("unit"), max_length=20, choices=Unit)
    source_ko = models.CharField(_("source of the rows (Korean)"), max_length=200)
    source_en = models.CharField(_("source of the rows (English)"), max_length=200, blank=True)
    desk_ko = models.CharField(_("desk in charge (Korean)"), max_length=100)
    desk_en = models.CharField(_("desk in charge (English)"), max_length=100, blank=True)
    frequency = models.CharField(_("frequency"), max_length=10, choices=Frequency, default=Frequency.MONTHLY)
    baseline_year = models.PositiveSmallIntegerField(_("baseline year"), null=True, blank=True, validators=PLAN_YEARS)
    baseline_value = models.DecimalField(_("baseline value"), max_digits=20, decimal_places=2, null=True, blank=True)
    baseline_source_ko = models.CharField(_("source of the baseline (Korean)"), max_length=300, blank=True)
    baseline_source_en = models.CharField(_("source of the baseline (English)"), max_length=300, blank=True)
    is_active = models.BooleanField(_("measured"), default=True)
    order = models.PositiveSmallIntegerField(_("order"), default=100)

    objects = IndicatorQuerySet.as_manager()

    class Meta:
        verbose_name = _("indicator")
        verbose_name_plural = _("indicators")
        ordering = ["order", "code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(baseline_year__isnull=True, baseline_value__isnull=True)
                | Q(baseline_year__isnull=False, baseline_value__isnull=False) & ~Q(baseline_source_ko=""),
                name="kpis_indicator_baseline_whole",
                violation_error_message=_("Give the baseline's year, value and source together, or none of them."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Refuse an indicator that nothing measures."""
        known = {measure.code for measure in registered(Measure)}
        if self.is_active and self.code not in known:
            raise ValidationError(
                {
                    "code": _("No part of the portal measures this. Known: %(codes)s.")
                    % {"codes": ", ".join(sorted(known))}
                }
            )

    name = Translated("name")
    definition = Translated("definition")
    formula = Translated("formula")
    source = Translated("source")
    desk = Translated("desk")
    baseline_source = Translated("baseline_source")


@track()
class Target(TimeStamped):
    """What is wanted at the end of a year, and who says so."""

    indicator = models.ForeignKey(
        Indicator, verbose_name=_("indicator"), on_delete=models.PROTECT, related_name="targets"
    )
    year = models.PositiveSmallIntegerField(_("year"), validators=PLAN_YEARS)
    value = models.DecimalField(
        pgettext_lazy("number", "value"), max_digits=20, decimal_places=2, validators=[MinValueValidator(0)]
    )
    is_interpolated = models.BooleanField(
        _("interpolated"), default=False, help_text=_("Computed between two sourced values, not printed in the plan.")
    )
    source_ko = models.CharField(_("source (Korean)"), max_length=300)
    source_en = models.CharField(_("source (English)"), max_length=300, blank=True)

    class Meta:
        verbose_name = pgettext_lazy("indicator", "target")
        verbose_name_plural = pgettext_lazy("indicator", "targets")
        ordering = ["indicator", "year"]
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "year"],
                name="kpis_target_once",
                violation_error_message=_("This indicator has a target for this year already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator} {self.year}"

    source = Translated("source")


class MeasureRunQuerySet(models.QuerySet["MeasureRun"]):
    """Readings of runs."""

    def finished(self) -> "MeasureRunQuerySet":
        """Those that came to a good end."""
        return self.filter(finished_at__isnull=False, error="")


class MeasureRun(models.Model):
    """One measurement of one indicator for one month. Made by `kpis.actions.observe` only.

    A run without an end was killed or is under way; its month stays due.
    """

    indicator = models.ForeignKey(Indicator, verbose_name=_("indicator"), on_delete=models.PROTECT, related_name="runs")
    period = PeriodField(_("month"))
    started_at = models.DateTimeField(_("started"))
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)
    rows_read = models.PositiveIntegerField(_("rows read"), null=True, blank=True)
    changed = models.PositiveIntegerField(_("figures changed"), null=True, blank=True)
    code_version = models.CharField(_("version of the measure"), max_length=100)
    includes_demo = models.BooleanField(_("demo data counted"), default=False)
    error = models.TextField(_("error"), blank=True)

    objects = MeasureRunQuerySet.as_manager()

    class Meta:
        verbose_name = _("measurement run")
        verbose_name_plural = _("measurement runs")
        ordering = ["-started_at", "-pk"]
        indexes = [models.Index(fields=["period", "indicator"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(finished_at__isnull=True) | Q(finished_at__gte=F("started_at")),
                name="kpis_run_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator} {self.period}"


class Closing(models.Model):
    """A month that staff closed: its figures are frozen; a correction is a new revision with a reason.

    Made by `kpis.actions.close_period` only.
    """

    period = PeriodField(_("month"), unique=True)
    closed_at = models.DateTimeField(_("closed"))
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("closed by"), on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("closed month")
        verbose_name_plural = _("closed months")
        ordering = ["-period"]

    def __str__(self) -> str:
        return self.period


class ObservationQuerySet(models.QuerySet["Observation"]):
    """Readings of observations."""

    def current(self) -> "ObservationQuerySet":
        """The valid revision of each figure."""
        return self.filter(is_current=True)

    def totals(self) -> "ObservationQuerySet":
        """The figures that are not a breakdown."""
        return self.filter(dimension="")


class Observation(models.Model):
    """One figure of one month. Written by `kpis.actions.observe`; the database lets nobody change a value.

    The triggers allow two changes: the current revision gives way to the next, and an open row is frozen.
    `entities` is the number of enterprises behind the figure: below three it is not published.
    """

    indicator = models.ForeignKey(
        Indicator, verbose_name=_("indicator"), on_delete=models.PROTECT, related_name="observations"
    )
    period = PeriodField(_("month"))
    dimension = models.CharField(_("dimension"), max_length=20, blank=True)
    member = models.CharField(_("member"), max_length=40, blank=True)
    value = models.DecimalField(pgettext_lazy("number", "value"), max_digits=20, decimal_places=2)
    numerator = models.BigIntegerField(_("numerator"), null=True, blank=True)
    denominator = models.BigIntegerField(_("denominator"), null=True, blank=True)
    entities = models.PositiveIntegerField(_("enterprises behind it"))
    revision = models.PositiveSmallIntegerField(_("revision"), default=1)
    reason = models.TextField(_("reason"), blank=True)
    is_current = models.BooleanField(_("current"), default=True)
    measured_at = models.DateTimeField(_("measured"))
    frozen_at = models.DateTimeField(_("frozen"), null=True, blank=True)
    run = models.ForeignKey(MeasureRun, verbose_name=_("run"), on_delete=models.PROTECT, related_name="observations")

    objects = ObservationQuerySet.as_manager()

    class Meta:
        verbose_name = _("observation")
        verbose_name_plural = _("observations")
        ordering = ["-period", "indicator", "dimension", "member", "-revision"]
        indexes = [models.Index(fields=["period", "indicator", "dimension"])]
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "period", "dimension", "member", "revision"], name="kpis_observation_revision"
            ),
            models.UniqueConstraint(
                fields=["indicator", "period", "dimension", "member"],
                condition=Q(is_current=True),
                name="kpis_observation_one_current",
            ),
            models.CheckConstraint(
                condition=Q(revision=1) | Q(revision__gt=1) & ~Q(reason=""), name="kpis_revision_has_reason"
            ),
            models.CheckConstraint(
                condition=Q(dimension="", member="") | ~Q(dimension="") & ~Q(member=""),
                name="kpis_dimension_has_member",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="values_never_change",
                operation=pgtrigger.Update,
                when=pgtrigger.Before,
                func="""
                    IF (NEW.indicator_id, NEW.period, NEW.dimension, NEW.member, NEW.value, NEW.numerator,
                        NEW.denominator, NEW.entities, NEW.revision, NEW.reason, NEW.measured_at, NEW.run_id)
                       IS DISTINCT FROM
                       (OLD.indicator_id, OLD.period, OLD.dimension, OLD.member, OLD.value, OLD.numerator,
                        OLD.denominator, OLD.entities, OLD.revision, OLD.reason, OLD.measured_at, OLD.run_id)
                       OR (OLD.frozen_at IS NOT NULL AND NEW.frozen_at IS DISTINCT FROM OLD.frozen_at)
                       OR (NEW.is_current AND NOT OLD.is_current) THEN
                        RAISE EXCEPTION 'An observation never changes: write a new revision.';
                    END IF;
                    RETURN NEW;
                """,
            ),
            pgtrigger.Trigger(
                name="frozen_rows_stay",
                operation=pgtrigger.Delete,
                when=pgtrigger.Before,
                condition=pgtrigger.Q(old__frozen_at__isnull=False),
                func="RAISE EXCEPTION 'The figures of a closed month stay.';",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator} {self.period} {self.member}".rstrip()


@track()
class Report(TimeStamped):
    """A recurring report: which indicators, for whom, since when."""

    code = models.SlugField(_("code"), max_length=50, unique=True)
    name_ko = models.CharField(_("name (Korean)"), max_length=100)
    name_en = models.CharField(_("name (English)"), max_length=100)
    indicators = models.ManyToManyField(Indicator, verbose_name=_("indicators"), related_name="reports")
    recipient_role = models.CharField(
        _("sent to everybody with the role"), max_length=20, choices=Role, blank=True, default=Role.CITY_STAFF
    )
    recipients = models.ManyToManyField(
        settings.AUTH_USER_MODEL, verbose_name=_("also sent to"), blank=True, related_name="+"
    )
    first_period = PeriodField(_("first month"), default=last_month)
    is_active = models.BooleanField(_("made every month"), default=True)

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name

    name = Translated("name")


class ReportIssueQuerySet(models.QuerySet["ReportIssue"]):
    """Readings of issues."""

    def finished(self) -> "ReportIssueQuerySet":
        """Those whose files are there."""
        return self.filter(finished_at__isnull=False)


class ReportIssue(models.Model):
    """One issue of a report: its files and the figures in them. Made by `kpis.reports.building` only."""

    report = models.ForeignKey(Report, verbose_name=_("report"), on_delete=models.PROTECT, related_name="issues")
    period = PeriodField(_("month"))
    revision = models.PositiveSmallIntegerField(_("revision"), default=1)
    digest = models.CharField(
        _("hash of the contents"), max_length=64, help_text=_("SHA-256 of all that the files say.")
    )
    observations = models.ManyToManyField(Observation, verbose_name=_("observations used"), related_name="issues")
    pdf = models.ForeignKey(
        StoredFile, verbose_name="PDF", on_delete=models.PROTECT, null=True, blank=True, related_name="report_pdf_of"
    )
    xlsx = models.ForeignKey(
        StoredFile, verbose_name="XLSX", on_delete=models.PROTECT, null=True, blank=True, related_name="report_xlsx_of"
    )
    started_at = models.DateTimeField(_("started"))
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)
    error = models.TextField(_("error"), blank=True)

    objects = ReportIssueQuerySet.as_manager()

    class Meta:
        verbose_name = _("report issue")
        verbose_name_plural = _("report issues")
        ordering = ["-period", "report", "-revision"]
        constraints = [
            models.UniqueConstraint(fields=["report", "period", "revision"], name="kpis_issue_once"),
            models.CheckConstraint(
                condition=Q(finished_at__isnull=True) | Q(pdf__isnull=False, xlsx__isnull=False, error=""),
                name="kpis_issue_finished_with_files",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.report} {self.period}"
