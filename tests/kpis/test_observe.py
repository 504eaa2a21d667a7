"""Measuring a month: once, again, corrected, closed."""

from datetime import date

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from busan_se.core.errors import Refused
from busan_se.core.registry import registered
from busan_se.kpis import actions
from busan_se.kpis.actions import close_period, measure_of, observe, observe_all
from busan_se.kpis.extensions import Measure
from busan_se.kpis.models import Closing, Indicator, MeasureRun, Observation
from tests.factories.accounts import UserFactory
from tests.factories.enterprises import EnterpriseFactory, QualificationFactory
from tests.factories.kpis import MeasureRunFactory, ObservationFactory, qualified

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _november(monkeypatch):
    monkeypatch.setattr(actions, "today", lambda: date(2026, 11, 24))


@pytest.fixture
def firms():
    return Indicator.objects.get(code="enterprises")


def total(period="2026-10", code="enterprises"):
    return Observation.objects.current().totals().get(period=period, indicator__code=code)


def test_the_total_is_what_the_measure_counts(firms):
    EnterpriseFactory.create_batch(4)
    observe(firms, "2026-10")
    assert total().value == 4


def test_a_run_notes_its_rows_its_code_and_its_end(firms):
    EnterpriseFactory.create_batch(2)
    run = observe(firms, "2026-10")
    assert (run.rows_read, run.error) == (2, "")
    assert run.code_version.startswith("enterprises.registry.kpis@")
    assert run.finished_at >= run.started_at


def test_the_same_figures_again_write_nothing(firms):
    EnterpriseFactory()
    observe(firms, "2026-10")
    before = Observation.objects.count()
    assert observe(firms, "2026-10").changed == 0
    assert Observation.objects.count() == before


def test_a_changed_figure_of_an_open_month_is_a_new_revision_with_a_reason(firms):
    observe(firms, "2026-10")
    EnterpriseFactory()
    observe(firms, "2026-10")
    assert (total().value, total().revision) == (1, 2)
    assert total().reason


def test_unchanged_cells_keep_their_revision(firms):
    EnterpriseFactory(qualification="village")
    observe(firms, "2026-10")
    EnterpriseFactory(qualification="self_reliance")
    observe(firms, "2026-10")
    village = Observation.objects.current().get(dimension="qualification", member="village")
    assert village.revision == 1


def test_the_old_revision_stays(firms):
    observe(firms, "2026-10")
    EnterpriseFactory()
    observe(firms, "2026-10")
    assert Observation.objects.totals().get(revision=1).value == 0


def test_a_month_that_is_not_over_is_refused(firms):
    with pytest.raises(Refused) as refusal:
        observe(firms, "2026-11")
    assert refusal.value.code == "not_over"


def test_a_failing_measure_leaves_its_error_and_no_figure(firms, monkeypatch):
    def broken(as_of):
        yield from ()
        raise RuntimeError("the rows are gone")

    measure = measure_of("enterprises")
    monkeypatch.setattr(actions, "measure_of", lambda code: Measure(code, broken, measure.since, measure.rows))
    with pytest.raises(RuntimeError):
        observe(firms, "2026-10")
    assert MeasureRun.objects.get().error == "the rows are gone"
    assert not Observation.objects.exists()


def test_an_indicator_that_nothing_measures_is_refused():
    with pytest.raises(Refused):
        measure_of("unknown")


def test_every_indicator_of_the_plan_has_a_measure():
    known = {measure.code for measure in registered(Measure)}
    assert set(Indicator.objects.values_list("code", flat=True)) <= known


def test_back_measuring_an_old_month_gives_the_same(firms):
    qualified(date(2025, 3, 1))
    qualified(date(2026, 6, 15))
    observe(firms, "2026-05")
    first = set(Observation.objects.values_list("dimension", "member", "value"))
    QualificationFactory(valid_from=date(2026, 7, 1))  # a later fact
    assert observe(firms, "2026-05").changed == 0
    assert set(Observation.objects.values_list("dimension", "member", "value")) == first


def test_a_closed_month_is_frozen(firms):
    observe_all("2026-10")
    close_period("2026-10", UserFactory())
    assert not Observation.objects.filter(frozen_at=None).exists()


def test_a_closed_month_does_not_change_without_a_reason(firms):
    observe_all("2026-10")
    close_period("2026-10", UserFactory())
    EnterpriseFactory()
    with pytest.raises(Refused) as refusal:
        observe(firms, "2026-10")
    assert refusal.value.code == "closed"
    assert total().value == 0


def test_a_correction_of_a_closed_month_is_a_frozen_revision_with_its_reason(firms):
    observe_all("2026-10")
    close_period("2026-10", UserFactory())
    EnterpriseFactory()
    observe(firms, "2026-10", correction="late list of the ministry")
    assert (total().value, total().reason) == (1, "late list of the ministry")
    assert total().frozen_at


def test_measuring_a_closed_month_without_change_is_fine(firms):
    observe_all("2026-10")
    close_period("2026-10", UserFactory())
    assert observe(firms, "2026-10").changed == 0


def test_a_month_is_not_closed_before_it_is_measured(firms):
    observe(firms, "2026-10")
    with pytest.raises(Refused) as refusal:
        close_period("2026-10", UserFactory())
    assert refusal.value.code == "not_measured"


def test_a_month_is_closed_once():
    observe_all("2026-10")
    close_period("2026-10", UserFactory())
    with pytest.raises(Refused):
        close_period("2026-10", UserFactory())
    assert Closing.objects.count() == 1


@pytest.mark.parametrize("change", [{"value": 11}, {"reason": "x"}, {"numerator": 1}, {"member": "x"}, {"revision": 9}])
def test_the_database_lets_nobody_change_a_figure(change):
    row = ObservationFactory()
    with pytest.raises(DatabaseError), transaction.atomic():
        Observation.objects.filter(pk=row.pk).update(**change)


def test_the_database_keeps_frozen_rows():
    row = ObservationFactory(frozen_at=MeasureRunFactory().started_at)
    with pytest.raises(DatabaseError), transaction.atomic():
        Observation.objects.filter(pk=row.pk).delete()


def test_the_database_does_not_thaw():
    row = ObservationFactory(frozen_at=MeasureRunFactory().started_at)
    with pytest.raises(DatabaseError), transaction.atomic():
        Observation.objects.filter(pk=row.pk).update(frozen_at=None)


def test_an_old_revision_does_not_come_back():
    row = ObservationFactory(is_current=False)
    with pytest.raises(DatabaseError), transaction.atomic():
        Observation.objects.filter(pk=row.pk).update(is_current=True)


def test_there_is_one_current_revision():
    row = ObservationFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        ObservationFactory(run=row.run, revision=2, reason="x")


def test_a_later_revision_has_a_reason():
    with pytest.raises(IntegrityError), transaction.atomic():
        ObservationFactory(revision=2, reason="")
