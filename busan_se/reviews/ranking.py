"""The ranking of a round: sums of sheets, means without extremes, bonus and penalty, ties decided and explained.

All in `Decimal`, points of the rubric; a mean is rounded half up to two places, as the lists of the city are.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise
from statistics import median

from django.utils.translation import gettext as _

from busan_se.reviews.models import Adjustment, Assignment, Case, Criterion, Round
from busan_se.reviews.workflow import SheetState

# Highest and lowest sums are left out from so many sheets on: three have to remain.
LEAST_FOR_DROPPING = 5
_PLACES = Decimal("0.01")


@dataclass
class Sheet:
    """One submitted sheet: points by criterion, and their weighted sum."""

    assignment: Assignment
    points: dict[int, Decimal]
    total: Decimal
    is_left_out: bool = False
    is_outlier: bool = False


@dataclass
class Ranked:
    """One case in the ranking; `rank` is 0 until there is a sheet. `words` say what decided a tie."""

    case: Case
    sheets: list[Sheet]
    means: dict[int, Decimal]
    mean: Decimal | None
    bonus: Decimal
    penalty: Decimal
    passes: bool
    has_quorum: bool
    rank: int = 0
    words: str = ""
    key: tuple[Decimal, ...] = field(default=())

    @property
    def final(self) -> Decimal | None:
        """Return the mean with bonus and penalty."""
        return None if self.mean is None else self.mean + self.bonus - self.penalty


def rank(round_: Round) -> list[Ranked]:
    """Return the live cases of the round by rank, those without any sheet last; five queries for any number."""
    criteria = list(Criterion.objects.filter(rubric=round_.rubric_id))
    scored = [row for row in criteria if row.kind == Criterion.Kind.SCORE]
    rows = [_ranked(case, round_, scored) for case in _cases_with_sheets(round_)]
    deciding = sorted((row for row in scored if row.tie_order), key=lambda row: row.tie_order)
    counted = [row for row in rows if row.final is not None]
    for row in counted:
        row.key = (row.final or Decimal(0), *(row.means[criterion.pk] for criterion in deciding))
    counted.sort(key=lambda row: (*(-part for part in row.key), row.case.number))
    for place, row in enumerate(counted, start=1):
        row.rank = place
    for above, below in pairwise(counted):
        _explain(above, below, deciding)
    return counted + [row for row in rows if row.final is None]


def _cases_with_sheets(round_: Round) -> Iterable[Case]:
    return round_.cases.live().prefetch_related(
        "assignments__panelist__user", "assignments__scores", "adjustments__criterion"
    )


def _ranked(case: Case, round_: Round, scored: Sequence[Criterion]) -> Ranked:
    rows = [row for row in case.assignments.all() if row.state == SheetState.SUBMITTED]
    sheets = [sheet_of(row, scored) for row in rows]
    mark_outliers(sheets, round_.outlier_points)
    if round_.rubric.drops_extremes:
        leave_out_extremes(sheets)
    counting = [sheet for sheet in sheets if not sheet.is_left_out]
    mean = _mean(sheet.total for sheet in counting)
    bonus, penalty = (_sum(case.adjustments.all(), kind) for kind in (Criterion.Kind.BONUS, Criterion.Kind.PENALTY))
    means = {row.pk: _mean(sheet.points[row.pk] * row.weight for sheet in counting) or Decimal(0) for row in scored}
    final = None if mean is None else mean + bonus - penalty
    passes = final is not None and final >= round_.rubric.pass_mark
    return Ranked(case, sheets, means, mean, bonus, penalty, passes, len(sheets) >= round_.quorum)


def sheet_of(row: Assignment, scored: Iterable[Criterion]) -> Sheet:
    """Return the points of a sheet (0 where none are given yet) and their weighted sum."""
    given = {score.criterion_id: score.points for score in row.scores.all()}
    points = {criterion.pk: given.get(criterion.pk, Decimal(0)) for criterion in scored}
    return Sheet(row, points, sum((points[criterion.pk] * criterion.weight for criterion in scored), Decimal(0)))


def mark_outliers(sheets: Sequence[Sheet], distance: Decimal) -> None:
    """Mark the sums that lie `distance` points or more from the median of their case, from three sheets on."""
    if len(sheets) < 3:
        return
    middle = median(sheet.total for sheet in sheets)
    for sheet in sheets:
        sheet.is_outlier = abs(sheet.total - middle) >= distance


def leave_out_extremes(sheets: Sequence[Sheet]) -> None:
    """Leave one highest and one lowest sum out, where enough others remain."""
    if len(sheets) < LEAST_FOR_DROPPING:
        return
    in_order = sorted(sheets, key=lambda sheet: (sheet.total, sheet.assignment.panelist_id))
    in_order[0].is_left_out = in_order[-1].is_left_out = True


def _mean(values: Iterable[Decimal]) -> Decimal | None:
    numbers = list(values)
    return (sum(numbers, Decimal(0)) / len(numbers)).quantize(_PLACES, ROUND_HALF_UP) if numbers else None


def _sum(rows: Iterable[Adjustment], kind: str) -> Decimal:
    weighted: Callable[[Adjustment], Decimal] = lambda row: row.points * row.criterion.weight  # noqa: E731
    return sum((weighted(row) for row in rows if row.criterion.kind == kind), Decimal(0))


def _explain(above: Ranked, below: Ranked, deciding: Sequence[Criterion]) -> None:
    """Say at both of a tie what put the one above the other."""
    if above.final != below.final:
        return
    for place, criterion in enumerate(deciding, start=1):
        if above.key[place] != below.key[place]:
            words = _("Tie with case %(other)s, decided by “%(criterion)s” (%(mine)s against %(theirs)s).")
            for row, other in ((above, below), (below, above)):
                facts = {"other": other.case.number, "criterion": criterion.label}
                facts |= {"mine": row.means[criterion.pk], "theirs": other.means[criterion.pk]}
                _add(row, words % facts)
            return
    for row, other in ((above, below), (below, above)):
        _add(row, _("Tie with case %(other)s in every criterion: by order of receipt.") % {"other": other.case.number})


def _add(row: Ranked, words: str) -> None:
    row.words = f"{row.words} {words}".strip()
