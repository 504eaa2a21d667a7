"""What observations can be narrowed by."""

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from busan_se.core.fields import SafeCharField
from busan_se.kpis.extensions import DISTRICT, QUALIFICATION, TOTAL, YEAR
from busan_se.kpis.models import Indicator, Observation
from busan_se.kpis.periods import validate_period

WHOLE = "total"  # how the total is called outside, where an empty dimension would read as "any"
DIMENSIONS = (
    (WHOLE, _("the whole city")),
    (DISTRICT, _("by district")),
    (QUALIFICATION, _("by kind of qualification")),
    (YEAR, _("by business year")),
)


class PeriodFormField(forms.CharField):
    """A month, `2026-10`."""

    default_validators = [validate_period]
    json_pattern = r"^(20[0-9]{2}-(0[1-9]|1[0-2]))?$"


class PeriodFilter(django_filters.CharFilter):
    """A filter for one month."""

    field_class = PeriodFormField


class MemberFilter(django_filters.CharFilter):
    """A filter for one member of a breakdown."""

    field_class = SafeCharField


class IndicatorFilter(django_filters.FilterSet):
    """There are few indicators: nothing to narrow them by."""

    class Meta:
        model = Indicator
        fields: tuple[str, ...] = ()


class ObservationFilter(django_filters.FilterSet):
    """Indicator, month, breakdown and member of it."""

    indicator = django_filters.ModelChoiceFilter(
        queryset=lambda request: Indicator.objects.active(), to_field_name="code", label=_("Indicator")
    )
    month = PeriodFilter(field_name="period", label=_("Month"))
    dimension = django_filters.ChoiceFilter(choices=DIMENSIONS, method="of_dimension", label=_("Breakdown"))
    member = MemberFilter(label=_("Member of the breakdown: code of a district or kind, or a year"), max_length=40)

    class Meta:
        model = Observation
        fields: tuple[str, ...] = ()

    def of_dimension(self, rows: QuerySet[Observation], name: str, value: str) -> QuerySet[Observation]:
        return rows.filter(dimension=TOTAL if value == WHOLE else value)
