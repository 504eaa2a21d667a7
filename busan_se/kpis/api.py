"""Indicators and observations in the open interface. Small cells stay as hidden as on the page."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from busan_se.api.extensions import ApiResource
from busan_se.api.fields import NumberField
from busan_se.core.clock import month_bounds
from busan_se.kpis.filters import DIMENSIONS, WHOLE, IndicatorFilter, ObservationFilter
from busan_se.kpis.models import Frequency, Indicator, Observation, Unit
from busan_se.kpis.publishing import withheld


@dataclass(frozen=True)
class PublishedFigure:
    """A figure as it may be told: without any number where it is withheld."""

    row: Observation
    is_suppressed: bool

    @property
    def dimension(self) -> str:
        """The breakdown, `total` for none."""
        return self.row.dimension or WHOLE

    @property
    def as_of(self) -> date:
        """The day that the figure speaks of: the last one of its month."""
        return month_bounds(self.row.period)[1]

    @property
    def value(self) -> Decimal | None:
        """The value."""
        return None if self.is_suppressed else self.row.value

    @property
    def numerator(self) -> int | None:
        """The enterprises in it."""
        return None if self.is_suppressed else self.row.numerator

    @property
    def denominator(self) -> int | None:
        """The enterprises that should be in it."""
        return None if self.is_suppressed else self.row.denominator

    @property
    def measured_at(self) -> datetime:
        """When it was measured."""
        return self.row.measured_at


class TargetSerializer(serializers.Serializer):
    """What is wanted at the end of a year."""

    year = serializers.IntegerField(help_text=_("Year at whose end it is wanted."))
    value = NumberField(help_text=_("What is wanted, in the unit of the indicator."))
    is_interpolated = serializers.BooleanField(help_text=_("Computed between two sourced values, not in the plan."))
    source_ko = serializers.CharField(help_text=_("Source (Korean)."))
    source_en = serializers.CharField(help_text=_("Source (English)."))


class DefinitionSerializer(serializers.Serializer):
    """What a figure counts."""

    code = serializers.CharField(help_text=_("Code; it never changes."))
    name_ko = serializers.CharField(help_text=_("Name (Korean)."))
    name_en = serializers.CharField(help_text=_("Name (English)."))
    unit = serializers.ChoiceField(choices=Unit.choices, help_text=_("What its numbers are."))
    definition_ko = serializers.CharField(help_text=_("Definition (Korean)."))
    definition_en = serializers.CharField(help_text=_("Definition (English)."))


class IndicatorSerializer(DefinitionSerializer):
    """An indicator (지표): what is counted, how, and what is wanted."""

    formula_ko = serializers.CharField(help_text=_("Formula (Korean)."))
    formula_en = serializers.CharField(help_text=_("Formula (English)."))
    source_ko = serializers.CharField(help_text=_("Source of the rows (Korean)."))
    source_en = serializers.CharField(help_text=_("Source of the rows (English)."))
    desk_ko = serializers.CharField(help_text=_("Desk in charge (Korean)."))
    desk_en = serializers.CharField(help_text=_("Desk in charge (English)."))
    frequency = serializers.ChoiceField(choices=Frequency.choices, help_text=_("How often it is measured."))
    baseline_year = serializers.IntegerField(allow_null=True, help_text=_("Year of the baseline."))
    baseline_value = NumberField(allow_null=True, help_text=_("Baseline, in the unit of the indicator."))
    baseline_source_ko = serializers.CharField(help_text=_("Source of the baseline (Korean)."))
    baseline_source_en = serializers.CharField(help_text=_("Source of the baseline (English)."))
    targets = TargetSerializer(source="targets.all", many=True, help_text=_("What is wanted, year by year."))
    updated_at = serializers.DateTimeField(help_text=_("When the entry changed last: its as-of time."))


class ObservationSerializer(serializers.Serializer):
    """An observation (실적): one figure of one month."""

    indicator = DefinitionSerializer(source="row.indicator", help_text=_("What is counted, with unit and definition."))
    period = serializers.CharField(source="row.period", help_text=_("Month, YYYY-MM."))
    as_of = serializers.DateField(help_text=_("Day that the figure speaks of: the last one of the month."))
    dimension = serializers.ChoiceField(choices=DIMENSIONS, help_text=_("Breakdown that the figure is of."))
    member = serializers.CharField(
        source="row.member",
        help_text=_("Member of the breakdown: code of a district or kind, a year, none for not known; empty: total."),
    )
    value = NumberField(allow_null=True, help_text=_("Figure in the unit of the indicator; null: not published."))
    numerator = serializers.IntegerField(allow_null=True, help_text=_("Enterprises in the figure, where some report."))
    denominator = serializers.IntegerField(allow_null=True, help_text=_("Enterprises that should be in it."))
    is_suppressed = serializers.BooleanField(
        help_text=_("Not published: fewer than three enterprises, or a figure that would reveal such a one.")
    )
    revision = serializers.IntegerField(source="row.revision", help_text=_("1 at first; a correction counts up."))
    measured_at = serializers.DateTimeField(help_text=_("When it was measured."))
    includes_demo = serializers.BooleanField(
        source="row.run.includes_demo", help_text=_("Whether invented rows (demo data) are counted.")
    )


def public_indicators() -> QuerySet[Indicator]:
    """Return the indicators that the page shows."""
    return Indicator.objects.active().prefetch_related("targets")


def public_observations() -> QuerySet[Observation]:
    """Return the valid figures of those indicators."""
    rows = Observation.objects.current().filter(indicator__is_active=True)
    return rows.select_related("indicator", "run")


def published(rows: Sequence[Any]) -> Iterable[PublishedFigure]:
    """Return the rows without the numbers that are withheld."""
    hidden = withheld(rows)
    return [PublishedFigure(row, row.pk in hidden) for row in rows]


_DEFINITION = {
    "code": "enterprises_by_qualification",
    "name_ko": "사회적경제기업 (자격별 합계)",
    "name_en": "Social economy enterprises (sum of qualifications)",
    "unit": "qualifications",
    "definition_ko": "기준일에 유효한 자격의 수입니다. 자격이 둘인 기업은 두 번 셉니다(중복 포함).",
    "definition_en": "Qualifications in force on the as-of day. An enterprise with two is counted twice.",
}

INDICATORS = ApiResource(
    name="indicators",
    label=_("Indicators"),
    description=_("What is counted for the plan, by which definition, and what is wanted."),
    rows=public_indicators,
    serializer=IndicatorSerializer,
    filterset=IndicatorFilter,
    sort=("code",),
    key="code",
    order=40,
    example={
        **_DEFINITION,
        "formula_ko": "유효한 자격의 수(기업이 폐업·해산하지 않았고 다른 기업에 합쳐지지 않은 경우)",
        "formula_en": "number of qualifications in force whose enterprise is not closed or dissolved",
        "source_ko": "포털의 기업 등록부: 자격, 운영 상태",
        "source_en": "the portal's register: qualifications, operating states",
        "desk_ko": "부산광역시 사회적경제 담당 부서",
        "desk_en": "Social economy desk, Busan Metropolitan City",
        "frequency": "monthly",
        "baseline_year": 2022,
        "baseline_value": 1495,
        "baseline_source_ko": "부산일보 2023.03.22. 보도(제2차 부산광역시 사회적경제 육성계획)",
        "baseline_source_en": "Busan Ilbo, 2023-03-22, on the second social economy plan of Busan",
        "targets": [
            {
                "year": 2027,
                "value": 2100,
                "is_interpolated": False,
                "source_ko": "부산일보 2023.03.22. 보도(제2차 부산광역시 사회적경제 육성계획)",
                "source_en": "Busan Ilbo, 2023-03-22, on the second social economy plan of Busan",
            }
        ],
        "updated_at": "2026-01-02T09:00:00+09:00",
    },
)

OBSERVATIONS = ApiResource(
    name="observations",
    label=_("Observations"),
    description=_("What was found, month by month, the newest first: totals and breakdowns, in their valid revision."),
    rows=public_observations,
    serializer=ObservationSerializer,
    filterset=ObservationFilter,
    sort=("-period", "indicator__code", "dimension", "member"),
    published=published,
    order=50,
    example={
        "indicator": _DEFINITION,
        "period": "2026-10",
        "as_of": "2026-10-31",
        "dimension": "district",
        "member": "26350",
        "value": 152,
        "numerator": None,
        "denominator": None,
        "is_suppressed": False,
        "revision": 1,
        "measured_at": "2026-11-01T00:05:00+09:00",
        "includes_demo": True,
    },
)
