"""What the pages of a list show: changes in words, candidates beside a doubtful line, which registers are in."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.utils.translation import gettext as _

from busan_se.accounts.roles import districts_of
from busan_se.core.clock import today
from busan_se.core.korea import format_business_number
from busan_se.reference.models import District
from enterprises.imports.layouts import cooperatives, layout_named
from enterprises.imports.models import ImportBatch, ImportRow
from enterprises.registry.lookups import codes
from enterprises.registry.models import Enterprise, EnterpriseIdentifier, Qualification

MONTHS = 6
_PREFIX = "row-"


def label_of(name: str) -> str:
    """Return what a change is called: a field of the enterprise, of its qualification, or a number."""
    prefix, _line, rest = name.partition("_")
    if prefix == "number":
        return str(EnterpriseIdentifier.Kind(rest).label)
    if prefix == "qualification":
        names = {"": _("qualification"), "end": _("end of the qualification")}
        field: Any = None if rest in names else Qualification._meta.get_field(rest)
        return names.get(rest) or f"{_('qualification')}: {field.verbose_name}"
    others = {
        "industry": _("industry as listed"),
        "main_product": _("main product"),
        "service_field": _("field of social service"),
        "legal_form": _("legal form"),
    }
    if name in others:
        return others[name]
    try:
        return str(Enterprise._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
    except FieldDoesNotExist:
        return name


def value_of(name: str, value: Any) -> str:
    """Return a value in words: names for codes, yes and no, "–" for nothing."""
    if value in ("", None, []):
        return "–"
    if name == "qualification":
        return str(codes().kinds.get(value, value))
    if name == "district":
        return str(codes().districts.get(value, value))
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def changes_of(row: ImportRow) -> list[tuple[str, str, str]]:
    """Return (label, before, after) of each change of a line."""
    return [
        (label_of(name), value_of(name, old), value_of(name, new)) for name, (old, new) in sorted(row.changes.items())
    ]


@dataclass(frozen=True)
class ShownRow:
    """A line of a list as the page shows it; `candidates` and `open` only where something is to be decided."""

    row: ImportRow
    changes: Sequence[tuple[str, str, str]]
    candidates: Sequence[Enterprise]
    open: bool
    read: str

    @property
    def field(self) -> str:
        """Return the name of the field with the decision."""
        return f"{_PREFIX}{self.row.pk}"

    @property
    def chosen(self) -> str:
        """Return the decision as the field has it."""
        is_match = self.row.decision == ImportRow.Decision.MATCH
        return f"match-{self.row.enterprise_id}" if is_match else self.row.decision

    @property
    def choices(self) -> list[tuple[str, str, Enterprise | None]]:
        """Return (value, label, candidate) of what may be decided."""
        if self.row.outcome == ImportRow.Outcome.ENDED:
            return [("", _("End it on the as-of day"), None), ("apart", _("Keep the qualification"), None)]
        return [
            *((f"match-{one.pk}", _("The same as"), one) for one in self.candidates),
            ("new", _("A new enterprise"), None),
            ("apart", _("Keep apart: leave this line out"), None),
            ("", _("Not decided yet"), None),
        ]


def shown(rows: Sequence[ImportRow], batch: ImportBatch) -> list[ShownRow]:
    """Return the lines of a page; two queries for all candidates."""
    layout = layout_named(batch.layout) if batch.layout else None
    columns = (*layout.required, *layout.optional) if layout else ()
    known = _candidates({pk for row in rows for pk in row.candidates})
    return [
        ShownRow(
            row,
            changes_of(row),
            [known[pk] for pk in row.candidates if pk in known],
            _is_open(row, batch),
            " · ".join(row.raw[column] for column in columns if column in row.raw),
        )
        for row in rows
    ]


def _is_open(row: ImportRow, batch: ImportBatch) -> bool:
    if row.written:
        return False
    if row.outcome == ImportRow.Outcome.ENDED:
        return batch.state == ImportBatch.State.CHECKED
    states = {ImportBatch.State.CHECKED, ImportBatch.State.APPLIED}
    return row.outcome == ImportRow.Outcome.DOUBTFUL and batch.state in states


def _candidates(ids: set[int]) -> dict[int, Enterprise]:
    found = Enterprise.objects.select_related("district").only("name", "address", "district").in_bulk(ids)
    numbers = EnterpriseIdentifier.objects.filter(enterprise__in=ids, kind="business", valid_to=None).order_by("value")
    for pk, value in numbers.values_list("enterprise", "value"):
        found[pk].shown_number = format_business_number(value)  # type: ignore[attr-defined]
    return found


def decisions(data: Mapping[str, str]) -> Iterator[tuple[int, str, int | None]]:
    """Yield (row, decision, enterprise) of a posted page; what is no decision is passed over."""
    for name, value in data.items():
        key = name.removeprefix(_PREFIX)
        decision, _dash, enterprise = value.partition("-")
        whom = int(enterprise) if _is_key(enterprise) else None
        if name.startswith(_PREFIX) and _is_key(key) and decision in ImportRow.Decision.values:
            yield int(key), decision, whom


def _is_key(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 19


@dataclass(frozen=True)
class RegisterLine:
    """The registers of one district by month, newest first; None where there is none."""

    district: District
    batches: Sequence[ImportBatch | None]

    @property
    def is_missing(self) -> bool:
        """Return whether this month's register is not applied."""
        return self.batches[0] is None or self.batches[0].state != ImportBatch.State.APPLIED


def months(day: date) -> list[date]:
    """Return the first days of the month of a day and of those before, newest first."""
    first, found = day.replace(day=1), []
    for _month in range(MONTHS):
        found.append(first)
        first = (first - timedelta(days=1)).replace(day=1)
    return found


def registers(user: Any) -> list[RegisterLine]:
    """Return which districts of this desk have handed in their registers: two queries."""
    own, firsts = districts_of(user), months(today())
    districts = District.objects.all() if own is None else District.objects.filter(pk__in=own)
    lists = ImportBatch.objects.filter(layout=cooperatives.LAYOUT.key, as_of__gte=firsts[-1]).exclude(
        state__in=[ImportBatch.State.FAILED, ImportBatch.State.UNDONE]
    )
    # An applied one speaks for its month, whatever was uploaded after it.
    newest = {
        (batch.district_id, batch.as_of.replace(day=1)): batch
        for batch in sorted(lists, key=lambda one: (one.state == ImportBatch.State.APPLIED, one.as_of, one.created_at))
    }
    return [RegisterLine(one, [newest.get((one.pk, first)) for first in firsts]) for one in districts]


def last_day_of_month(day: date) -> date:
    """Return until when the register of the month of a day is due."""
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
