"""What the public board leaves out, in every month that it speaks of."""

import pytest

from busan_se.kpis.board import board
from busan_se.kpis.extensions import DISTRICT
from busan_se.kpis.models import Observation
from busan_se.kpis.publishing import withheld
from tests.factories.kpis import MeasureRunFactory, ObservationFactory

pytestmark = pytest.mark.django_db


def month(period, *counts):
    """Write a month with so many enterprises in each district; the total is their sum."""
    run = MeasureRunFactory(period=period)
    ObservationFactory(run=run, value=sum(counts), entities=sum(counts))
    for member, count in zip(("26110", "26350", "26380"), counts, strict=True):
        ObservationFactory(run=run, dimension=DISTRICT, member=member, value=count, entities=count)


@pytest.fixture
def standing():
    """Return a later month's standing, public or not: September tells a hidden cell, October is harmless."""
    month("2026-09", 1, 1, 1)
    month("2026-10", 7, 8, 9)
    return lambda public: board("2026-10", public=public).of("enterprises")


def test_a_total_withheld_in_its_month_is_in_no_later_trend_change_or_year(standing):
    public = standing(True)
    assert [month for month, row in public.trend if row] == ["2026-10"]
    assert public.change(1) is None
    assert [row.period for row in public.by_year.values()] == ["2026-10"]


def test_the_report_for_staff_has_it(standing):
    assert [month for month, row in standing(False).trend if row] == ["2026-09", "2026-10"]
    assert standing(False).change(1) == 21


def test_the_board_and_the_interface_withhold_the_same(standing):
    month("2026-08", 2, 4, 50)
    hidden = withheld(list(Observation.objects.all()))
    for period in ("2026-08", "2026-09", "2026-10"):
        shown = board(period).of("enterprises")
        told = {row.pk for row in shown.history.values()}
        told |= {cell.row.pk for cell in shown.breakdown[DISTRICT] if not cell.hidden}
        rows = Observation.objects.filter(period=period) | Observation.objects.totals()
        assert told == {row.pk for row in rows} - hidden
