"""The register of a day as a table; every line says which day it is about."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from busan_se.core.exports import Column
from enterprises.registry.lookups import codes
from enterprises.registry.models import State


def columns(day: date) -> Sequence[Column]:
    """Return the columns of the list of a day. No personal data."""
    return (
        Column(gettext_lazy("As-of day"), lambda _row: day),
        Column(gettext_lazy("No."), lambda row: row.pk),
        Column(gettext_lazy("Name (of today)"), lambda row: row.name),
        Column(gettext_lazy("District on that day"), district_name),
        Column(gettext_lazy("District is from a later source"), lambda row: row.district_is_later),
        Column(gettext_lazy("Qualifications on that day"), kind_names),
        Column(gettext_lazy("Operating state on that day"), lambda row: State(row.state_then).label),
        Column(gettext_lazy("State since"), lambda row: row.state_since),
        Column(gettext_lazy("Demo data"), lambda row: row.is_demo),
    )


def district_name(row: Any) -> str:
    """Return the district on that day; '' where none is known."""
    return district_label(row.district_then) if row.district_then else ""


def district_label(code: str | None) -> str:
    """Return the name of a district by its code."""
    return str(codes().districts[code]) if code else _("Without district")


def kind_names(row: Any) -> str:
    """Return the qualifications that were in force."""
    return ", ".join(str(codes().kinds[kind]) for kind in row.kinds_then)
