"""What the lines of a table question are made of, and the sums of a cost table."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal
from functools import cached_property
from typing import Any

from django.utils.dateparse import parse_date
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from busan_se.core.money import won
from busan_se.core.templatetags.portal import seoul_date
from busan_se.programs.call_forms import BASIS_MAX, MOST_ROWS, OWN, SOURCES, WORKER_COLUMNS

TABLES = ("table", "workers", "cost_table")
CELL_MAX = 200  # characters of a cell
ITEM, BASIS = "item", "basis"
Line = Mapping[str, Any]


def in_language(raw: Mapping[str, Any], name: str) -> str:
    """Return the text `name` of an entry in the reader's language; Korean where there is no English."""
    english = raw.get(f"{name}_en", "") if get_language() == "en" else ""
    return str(english or raw.get(f"{name}_ko", ""))


@dataclass(frozen=True)
class Option:
    """One of the answers to choose from."""

    key: str
    label: str


def options_of(rows: Sequence[Mapping[str, Any]]) -> tuple[Option, ...]:
    """Return the options of a list of `{"key", "label_ko", "label_en"}`."""
    return tuple(Option(row["key"], in_language(row, "label")) for row in rows)


@dataclass(frozen=True)
class Column:
    """One column: text, number, won, date or choice."""

    key: str
    kind: str
    label: str
    required: bool
    options: tuple[Option, ...] = ()
    max_length: int = CELL_MAX

    @classmethod
    def read(cls, raw: Mapping[str, Any]) -> "Column":
        """Return the column of one entry of the form."""
        options = options_of(raw.get("choices", ()))
        return cls(raw["key"], raw["type"], in_language(raw, "label"), bool(raw.get("required")), options)

    @property
    def is_number(self) -> bool:
        """Return whether its cells stand at the right."""
        return self.kind in ("number", "won")

    def as_text(self, cell: Any) -> str:
        """Return a stored cell as people read it."""
        if cell in (None, ""):
            return ""
        match self.kind:
            case "won":
                return won(cell)
            case "number":
                return f"{cell:,}"
            case "date":
                return seoul_date(parse_date(cell))
            case "choice":
                return next((option.label for option in self.options if option.key == cell), str(cell))
        return str(cell)


@dataclass(frozen=True)
class Shape:
    """The columns and limits of a table question; a cost table also names who pays and the own share it needs (%)."""

    columns: tuple[Column, ...]
    min_rows: int
    max_rows: int
    sources: tuple[str, ...] = ()
    own_share: Decimal | None = None

    @classmethod
    def read(cls, raw: Mapping[str, Any]) -> "Shape | None":
        """Return the shape of a question of the form, None for one that is no table."""
        if raw["type"] not in TABLES:
            return None
        sources = tuple(raw.get("sources", ()))
        share = raw.get("own_share_percent")
        return cls(
            _columns_of(raw, sources),
            raw.get("min_rows", 1 if raw.get("required") else 0),
            raw.get("max_rows", MOST_ROWS),
            sources,
            Decimal(str(share)) if share is not None else None,
        )

    def sums(self, lines: Sequence[Line]) -> "Sums | None":
        """Return the sums of a cost table's lines, None for another table."""
        return Sums(self, tuple(lines)) if self.sources else None


def _columns_of(raw: Mapping[str, Any], sources: Sequence[str]) -> tuple[Column, ...]:
    match raw["type"]:
        case "workers":
            return tuple(Column.read(column) for column in WORKER_COLUMNS)
        case "table":
            return tuple(Column.read(column) for column in raw["columns"])
    return (
        Column(ITEM, "choice", _("Cost item"), True, options_of(raw["items"])),
        Column(BASIS, "text", _("How it is calculated"), True, max_length=BASIS_MAX),
        *(Column(source, "won", str(SOURCES[source]), False) for source in sources),
    )


@dataclass(frozen=True)
class Sums:
    """What the lines of a cost table come to, in won; the same as the page adds up while somebody types."""

    shape: Shape
    lines: tuple[Line, ...]

    def line(self, line: Line) -> int:
        """Return what one line comes to (won)."""
        return sum(_amount(line, source) for source in self.shape.sources)

    @cached_property
    def by_source(self) -> dict[str, int]:
        """Return the sum of each column (won)."""
        return {source: sum(_amount(line, source) for line in self.lines) for source in self.shape.sources}

    @property
    def total(self) -> int:
        """Return the sum of all (won)."""
        return sum(self.by_source.values())

    @property
    def requested(self) -> int:
        """Return what is asked of others than the enterprise (won)."""
        return self.total - self.by_source.get(OWN, 0)

    @property
    def own_percent(self) -> Decimal:
        """Return the own share in % of the total, cut to two decimals: nothing is rounded up to what is needed."""
        share = Decimal(self.by_source.get(OWN, 0) * 100) / self.total if self.total else Decimal(0)
        return share.quantize(Decimal("0.01"), ROUND_FLOOR)

    @property
    def own_is_enough(self) -> bool:
        """Return whether the enterprise pays as much as the form asks."""
        needed = self.shape.own_share
        return needed is None or self.by_source.get(OWN, 0) * 100 >= needed * self.total

    @property
    def own_text(self) -> str:
        """Return the own share beside the one that is needed."""
        if OWN not in self.shape.sources:
            return ""
        if self.shape.own_share is None:
            return f"{shown_percent(self.own_percent)}%"
        return _("%(percent)s%% (at least %(needed)s%% needed)") % {
            "percent": shown_percent(self.own_percent),
            "needed": shown_percent(self.shape.own_share),
        }


def shown_percent(percent: Decimal) -> str:
    """Return 10.00 as "10", 12.50 as "12.5"."""
    return f"{percent.normalize():f}"


def _amount(line: Line, source: str) -> int:
    value = line.get(source)
    return value if isinstance(value, int) else 0
