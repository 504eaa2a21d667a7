"""Figures in templates."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import template

from busan_se.kpis import formatting

register = template.Library()


@register.filter
def shown(value: Decimal, unit: str) -> str:
    """435000000000 → "4,350억 원"."""
    return formatting.shown(value, unit)


@register.filter
def exact(value: Decimal, unit: str) -> str:
    """1495 → "1,495개", won to the last digit."""
    return formatting.exact(value, unit)


@register.filter
def month_name(period: str) -> str:
    """2026-10 → "2026년 10월"."""
    return formatting.month_name(period)


@register.filter
def thousands(number: int | None) -> str:
    """1350 → "1,350"; nothing for nothing."""
    return "" if number is None else f"{number:,}"


@register.filter
def table_cell(value: Any) -> str:
    """A value of a row: numbers with commas (years without), days as they are written here."""
    if isinstance(value, date):
        return f"{value:%Y.%m.%d.}"
    return f"{value:,}" if isinstance(value, int) and abs(value) >= 10_000 else str(value)
