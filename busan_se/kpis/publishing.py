"""Which figures may leave the house: the rule of the public page, for any set of rows."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from busan_se.kpis.extensions import TOTAL
from busan_se.kpis.models import Observation
from busan_se.kpis.suppression import SMALL, hidden_cells, reveals

# (indicator, month) → dimension → member → enterprises behind it
Tables = Mapping[tuple[int, str], Mapping[str, Mapping[str, int]]]


def withheld(rows: Sequence[Observation]) -> frozenset[int]:
    """Return the keys of those of `rows` that are not published, whichever part of a table they are: one query.

    A cell with one or two enterprises and the complements that would tell it; a total that is small itself, or that
    would tell what is hidden in a breakdown of its month.
    """
    tables = _tables(rows)
    return frozenset(row.pk for row in rows if _is_withheld(row, tables[row.indicator_id, row.period]))


def _is_withheld(row: Observation, table: Mapping[str, Mapping[str, int]]) -> bool:
    if row.dimension != TOTAL:
        return row.member in hidden_cells(table[row.dimension])
    return 0 < row.entities < SMALL or any(reveals(cells) for name, cells in table.items() if name != TOTAL)


def _tables(rows: Iterable[Observation]) -> Tables:
    """Return the whole tables that the rows are cells of."""
    months = {(row.indicator_id, row.period) for row in rows}
    found: dict[tuple[int, str], dict[str, dict[str, int]]] = defaultdict(lambda: defaultdict(dict))
    cells = Observation.objects.current().filter(
        indicator__in={indicator for indicator, _period in months}, period__in={period for _indicator, period in months}
    )
    columns = ("indicator_id", "period", "dimension", "member", "entities")
    for indicator, period, dimension, member, entities in cells.values_list(*columns):
        found[indicator, period][dimension][member] = entities
    return found
