"""What grants measure on a day, against sums by hand."""

from datetime import date, datetime

import pytest

from busan_se.core.clock import SEOUL
from busan_se.kpis.actions import observe
from busan_se.kpis.models import Indicator, Observation
from finance.subsidies import kpis, payments
from finance.subsidies.models import Payment
from tests.factories import grants as make
from tests.factories.accounts import StaffFactory, UserFactory
from tests.factories.enterprises import EnterpriseFactory

pytestmark = pytest.mark.django_db
DECIDED, PAID = datetime(2027, 5, 31, 23, 59, tzinfo=SEOUL), datetime(2027, 6, 30, 9, tzinfo=SEOUL)


@pytest.fixture(autouse=True)
def _clock(monkeypatch):
    monkeypatch.setattr("finance.subsidies.actions.now", lambda: DECIDED)
    monkeypatch.setattr("finance.subsidies.payments.now", lambda: PAID)
    monkeypatch.setattr("busan_se.kpis.actions.today", lambda: date(2027, 7, 1))


def figures(measure, day):
    return {(figure.dimension, figure.member): (figure.value, figure.entities) for figure in measure(day)}


def total(measure, day):
    return figures(measure, day)["", ""]


def test_granted_from_the_day_of_the_decision_to_the_end_of_the_year():
    make.granted(8_000_000)
    days = [date(2027, 5, 30), date(2027, 5, 31), date(2027, 12, 31), date(2028, 1, 1)]
    assert [total(kpis.granted, day)[0] for day in days] == [0, 8_000_000, 8_000_000, 0]


def test_paid_is_less_what_was_returned_and_counts_confirmed_ones_alone():
    grant = make.granted(8_000_000)
    make.paid(grant, 5_000_000)
    make.paid(grant, 1_000_000, kind=Payment.Kind.RETURN)
    payments.enter(grant.pk, Payment.Kind.PAY, make.slip(2_000_000), by=UserFactory())
    assert total(kpis.paid, date(2027, 6, 29)) == (0, 0)
    assert total(kpis.paid, date(2027, 6, 30)) == (4_000_000, 1)


def test_by_district():
    make.granted(8_000_000)
    make.granted(3_000_000, enterprise=EnterpriseFactory(district_id="26710"))
    make.granted(1_000_000, enterprise=EnterpriseFactory(district=None))
    found = figures(kpis.granted, date(2027, 6, 1))
    assert found["district", "26350"] == (8_000_000, 1)
    assert found["district", "26710"] == (3_000_000, 1)
    assert found["district", "none"] == (1_000_000, 1)
    assert found["district", "26110"] == (0, 0)
    assert found["", ""] == (12_000_000, 3)


def test_the_rows_behind_a_figure_are_those_that_were_summed():
    payment = make.paid(make.granted(8_000_000), 5_000_000)
    make.granted(3_000_000, enterprise=EnterpriseFactory(district_id="26710"))
    city, day = StaffFactory(), date(2027, 6, 30)
    rows = kpis.granted_rows(day, "district", "26350", city).queryset
    assert [row.amount_won for row in rows] == [8_000_000]
    assert list(kpis.paid_rows(day, "", "", city).queryset) == [payment]
    own = kpis.granted_rows(day, "", "", StaffFactory(districts=["26710"])).queryset
    assert [row.amount_won for row in own] == [3_000_000]


def test_the_first_day_with_facts():
    assert (kpis.first_decision(), kpis.first_payment()) == (None, None)
    make.paid()
    assert (kpis.first_decision(), kpis.first_payment()) == (date(2027, 5, 31), date(2027, 6, 30))


def test_each_column_says_something():
    make.paid()
    for rows in (kpis.granted_rows, kpis.paid_rows):
        found = rows(date(2027, 7, 1), "", "", StaffFactory())
        row = found.queryset.get()
        assert all(column.value(row) for column in found.columns)
        assert found.url(row).endswith("/change/")


@pytest.mark.parametrize("measure", kpis.MEASURES, ids=lambda measure: measure.code)
def test_the_portal_measures_it_as_an_indicator_in_won(measure):
    make.paid(make.granted(8_000_000), 8_000_000)
    indicator = Indicator.objects.active().get(code=measure.code)
    observe(indicator, "2027-06")
    total = Observation.objects.current().totals().get(indicator=indicator)
    assert (indicator.unit, total.value, total.entities) == ("won", 8_000_000, 1)


def test_the_page_says_what_many_enterprises_were_granted_and_not_what_one_was_paid(client):
    grants = [make.granted(8_000_000, enterprise=EnterpriseFactory()) for _number in range(3)]
    make.paid(grants[0], 7_000_000)
    for measure in kpis.MEASURES:
        observe(Indicator.objects.get(code=measure.code), "2027-06")
    text = client.get("/kpis/").content.decode()
    assert "보조금 교부결정액" in text
    assert "2,400만 원" in text
    assert "보조금 교부액" in text
    assert "700만" not in text
    assert "해당 기업이 너무 적어 공개하지 않습니다" in text
    assert "0.1억" in text
