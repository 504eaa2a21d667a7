"""Grants as the law makes them public."""

from typing import Any

from django.db.models import Sum

from busan_se.core.clock import today
from finance.subsidies.models import Grant, GrantQuerySet
from finance.subsidies.workflow import State

# 지방보조금법 시행령 §11조의2: who is granted 5,000,000 won or more in a year, within four months of its end.
DISCLOSED_FROM_WON = 5_000_000


def disclosed_years() -> list[int]:
    """Return the fiscal years that are over and have grants to enterprises, newest first."""
    years: Any = _of_past_years().values_list("commitment__envelope__fiscal_year", flat=True)
    return sorted(set(years.order_by().distinct()), reverse=True)


def disclosed(year: int) -> GrantQuerySet:
    """Return the grants of a year of the enterprises that got DISCLOSED_FROM_WON or more in it, with their names."""
    rows = _of_past_years().filter(commitment__envelope__fiscal_year=year)
    sums = rows.order_by().values("application__enterprise").annotate(total=Sum("decision__amount_won"))
    large = sums.filter(total__gte=DISCLOSED_FROM_WON).values("application__enterprise")
    return rows.filter(application__enterprise__in=large).with_names().select_related("decision")


def _of_past_years() -> GrantQuerySet:
    granted = Grant.objects.filter(state=State.GRANTED, application__enterprise__isnull=False)
    return granted.filter(commitment__envelope__fiscal_year__lt=today().year)
