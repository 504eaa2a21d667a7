"""Measuring a month, and closing one."""

import hashlib
import inspect
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from busan_se.core.clock import month_bounds, now, today
from busan_se.core.errors import Refused
from busan_se.core.registry import registered
from busan_se.kpis.extensions import Figure, Measure
from busan_se.kpis.models import Closing, Indicator, MeasureRun, Observation

if TYPE_CHECKING:
    from busan_se.accounts.models import User

Cell = tuple[str, str]


def measure_of(code: str) -> Measure:
    """Return the registered measure of an indicator. Raises Refused (`no_measure`) if no feature counts this."""
    for measure in registered(Measure):
        if measure.code == code:
            return measure
    raise Refused(_("No part of the portal measures the indicator %(code)s.") % {"code": code}, code="no_measure")


def code_version(measure: Measure) -> str:
    """Return which code counts: the measure's module and a hash of its source, so that a changed formula shows."""
    module = measure.function.__module__
    source = inspect.getsource(sys.modules[module])
    return f"{module}@{hashlib.sha256(source.encode()).hexdigest()[:12]}"


def observe(indicator: Indicator, period: str, *, correction: str = "") -> MeasureRun:
    """Measure one indicator for one month, write what is new or changed, and return the finished run.

    The same figures again write nothing. A changed figure is a new revision: in an open month by itself, in a closed
    one only with `correction`, the reason. Two runs at once wait for each other, so that each figure is written once.
    Raises Refused (`not_over`) before the month's end in Seoul, (`closed`) for a change without a reason in a closed
    month, and whatever the measure raises; the run keeps the error.
    """
    as_of = month_bounds(period)[1]
    if as_of >= today():
        raise Refused(_("The month %(period)s is not over yet.") % {"period": period}, code="not_over")
    measure = measure_of(indicator.code)
    run = MeasureRun.objects.create(
        indicator=indicator, period=period, started_at=now(), code_version=code_version(measure)
    )
    try:
        with transaction.atomic():
            Indicator.objects.select_for_update(no_key=True).get(pk=indicator.pk)
            _finish(run, measure, list(measure.function(as_of)), correction)
    except Exception as problem:
        run.finished_at, run.error = now(), str(problem) or type(problem).__name__
        run.save(update_fields=["finished_at", "error"])
        raise
    return run


def _finish(run: MeasureRun, measure: Measure, figures: Sequence[Figure], correction: str) -> None:
    run.changed = _write(run, figures, correction)
    run.rows_read = sum(figure.rows for figure in figures if not figure.dimension)
    run.includes_demo = measure.includes_demo()
    run.finished_at = now()
    run.save(update_fields=["changed", "rows_read", "includes_demo", "finished_at"])


def _write(run: MeasureRun, figures: Sequence[Figure], correction: str) -> int:
    rows = Observation.objects.filter(indicator=run.indicator, period=run.period).order_by("revision")
    newest = {(row.dimension, row.member): row for row in rows}
    known = {cell: row for cell, row in newest.items() if row.is_current}
    found = {cell: Figure(0, 0, 0, *cell) for cell in known} | {(row.dimension, row.member): row for row in figures}
    changed = {cell: figure for cell, figure in found.items() if not _same(known.get(cell), figure)}
    closed = Closing.objects.filter(period=run.period).exists()
    if changed and closed and not correction:
        raise Refused(
            _("The month %(period)s is closed and would change: give the reason of the correction.")
            % {"period": run.period},
            code="closed",
        )
    replaced = [known[cell].pk for cell in changed if cell in known]
    Observation.objects.filter(pk__in=replaced).update(is_current=False)
    written = [_revision(run, newest.get(cell), figure, correction, closed) for cell, figure in changed.items()]
    return len(Observation.objects.bulk_create(written))


def _same(known: Observation | None, figure: Figure) -> bool:
    return known is not None and (known.value, known.numerator, known.denominator, known.entities) == (
        figure.value,
        figure.numerator,
        figure.denominator,
        figure.entities,
    )


def _revision(
    run: MeasureRun, before: Observation | None, figure: Figure, correction: str, closed: bool
) -> Observation:
    reason = correction or _("Facts recorded after the last measurement changed the figure.")
    return Observation(
        indicator=run.indicator,
        period=run.period,
        dimension=figure.dimension,
        member=figure.member,
        value=figure.value,
        numerator=figure.numerator,
        denominator=figure.denominator,
        entities=figure.entities,
        revision=before.revision + 1 if before else 1,
        reason=reason if before else correction,
        measured_at=run.started_at,
        frozen_at=run.started_at if closed else None,
        run=run,
    )


def refuse_closing(period: str) -> None:
    """Raise Refused if the month can't be closed: `closed` already, or `not_measured` for every active indicator."""
    if Closing.objects.filter(period=period).exists():
        raise Refused(_("The month %(period)s is closed already.") % {"period": period}, code="closed")
    measured = Observation.objects.current().totals().filter(period=period).values("indicator")
    missing = ", ".join(str(indicator) for indicator in Indicator.objects.active().exclude(pk__in=measured))
    if missing:
        raise Refused(_("Not measured for this month yet: %(names)s.") % {"names": missing}, code="not_measured")


@transaction.atomic
def close_period(period: str, by: "User") -> Closing:
    """Freeze all figures of a month; return the closing. Raises what `refuse_closing` raises."""
    list(Indicator.objects.select_for_update(no_key=True).order_by("pk"))  # `observe` locks its own: none is under way
    refuse_closing(period)
    closing = Closing.objects.create(period=period, closed_at=now(), closed_by=by)
    Observation.objects.filter(period=period, frozen_at=None).update(frozen_at=closing.closed_at)
    return closing


def observe_all(period: str, *, again: bool = False, correction: str = "") -> list[MeasureRun]:
    """Measure every active indicator for a month and return the finished runs, in order.

    Without `again` only those that lack a finished run. Raises what `observe` raises.
    """
    done: Any = () if again else MeasureRun.objects.finished().filter(period=period).values("indicator")
    indicators = Indicator.objects.active().exclude(pk__in=done)
    return [observe(indicator, period, correction=correction) for indicator in indicators]
