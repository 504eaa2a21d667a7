"""What the register counts on a day, against a count by hand."""

from datetime import date

import pytest

from busan_se.kpis.extensions import NO_MEMBER
from enterprises.registry.kpis import (
    PLAN_GROUPS,
    enterprise_rows,
    enterprises,
    first_day,
    qualification_rows,
    qualifications,
)
from enterprises.registry.models import GONE, Enterprise, Qualification
from tests.factories.accounts import SuperuserFactory
from tests.factories.enterprises import EnterpriseFactory, OperatingStateFactory, QualificationFactory
from tests.factories.kpis import qualified

pytestmark = pytest.mark.django_db

DAY = date(2026, 10, 31)
OLD = date(2020, 1, 1)


def figures(measure, day=DAY):
    return {(figure.dimension, figure.member): figure.value for figure in measure(day)}


def total(measure, day=DAY):
    return figures(measure, day)["", ""]


def test_an_enterprise_with_two_qualifications_is_two_qualifications_and_one_enterprise():
    QualificationFactory(enterprise=qualified(OLD), kind_id="social_cooperative", valid_from=OLD)
    assert (total(qualifications), total(enterprises)) == (2, 1)


def test_a_qualification_counts_from_its_first_to_its_last_day():
    firm = EnterpriseFactory(qualification=None)
    QualificationFactory(enterprise=firm, valid_from=date(2026, 10, 31), valid_to=date(2026, 11, 30))
    days = [date(2026, 10, 30), date(2026, 10, 31), date(2026, 11, 30), date(2026, 12, 1)]
    assert [total(enterprises, day) for day in days] == [0, 1, 1, 0]


def test_a_qualification_that_was_cancelled_counts_until_the_day_before():
    firm = EnterpriseFactory(qualification=None)
    QualificationFactory(enterprise=firm, valid_from=OLD, ended_on=DAY, ended_how="cancelled")
    assert [total(enterprises, date(2026, 10, 30)), total(enterprises, DAY)] == [1, 0]


@pytest.mark.parametrize(
    ("state", "counted"), [("operating", 1), ("dormant", 1), ("unknown", 1), ("closed", 0), ("dissolved", 0)]
)
def test_only_closed_and_dissolved_enterprises_are_out(state, counted):
    OperatingStateFactory(enterprise=qualified(OLD), state=state, since=date(2026, 1, 1))
    assert total(enterprises) == counted


def test_a_state_counts_from_its_day_on():
    firm = qualified(OLD)
    OperatingStateFactory(enterprise=firm, state="closed", since=date(2026, 6, 1))
    OperatingStateFactory(enterprise=firm, state="operating", since=date(2026, 9, 1))
    assert [total(enterprises, date(2026, month, 15)) for month in (5, 7, 10)] == [1, 0, 1]


def test_social_ventures_are_not_in_the_plan():
    qualified(OLD, "social_venture")
    assert total(enterprises) == 0


def test_an_enterprise_merged_into_another_is_not_counted():
    qualified(OLD, merged_into=qualified(OLD))
    assert total(enterprises) == 1


def test_an_enterprise_without_a_district_is_counted_as_such():
    qualified(OLD, district=None)
    assert figures(enterprises)["district", NO_MEMBER] == 1


def test_districts_and_kinds_without_any_are_zero():
    assert set(figures(enterprises).values()) == {0}
    assert sum(dimension == "district" for dimension, _member in figures(enterprises)) == 16


def test_the_first_day_is_that_of_the_first_qualification_that_counts():
    qualified(date(2010, 1, 1), "social_venture")
    qualified(date(2012, 5, 6), "village")
    assert first_day() == date(2012, 5, 6)


@pytest.fixture
def mixed(faker):
    """Forty enterprises with all sorts of periods, kinds, districts and states."""
    faker.seed_instance(7)
    kinds = ["certified_se", "village", "cooperative", "social_cooperative", "social_venture", "pre_se_regional"]
    for _number in range(40):
        district = faker.random_element(["26110", "26350", "26710", None])
        firm = EnterpriseFactory(qualification=None, district_id=district)
        for kind in set(faker.random_elements(kinds, length=2)):
            since = faker.date_between(date(2019, 1, 1), date(2026, 12, 31))
            until = faker.random_element([None, faker.date_between(since, date(2028, 1, 1))])
            QualificationFactory(enterprise=firm, kind_id=kind, valid_from=since, valid_to=until)
        for since in {faker.date_between(date(2020, 1, 1), date(2026, 11, 1)) for _state in range(2)}:
            state = faker.random_element(["operating", "dormant", "closed", "dissolved"])
            OperatingStateFactory(enterprise=firm, state=state, since=since)


def by_hand(day):
    """Return the counted qualifications of a day, row by row."""
    found = []
    for row in Qualification.objects.select_related("kind", "enterprise"):
        states = sorted((item.since, item.state) for item in row.enterprise.states.all() if item.since <= day)
        gone = bool(states) and states[-1][1] in GONE
        last = min([value for value in (row.valid_to, row.ended_on) if value], default=date.max)
        if row.kind.group in PLAN_GROUPS and row.valid_from <= day <= last and not gone:
            found.append(row)
    return found


@pytest.mark.usefixtures("mixed")
@pytest.mark.parametrize("day", [date(2021, 12, 31), date(2024, 2, 29), DAY])
def test_the_measures_count_what_a_count_by_hand_finds(day):
    rows = by_hand(day)
    quals, firms = figures(qualifications, day), figures(enterprises, day)
    assert quals["", ""] == len(rows)
    assert firms["", ""] == len({row.enterprise_id for row in rows})
    assert quals["qualification", "village"] == sum(row.kind_id == "village" for row in rows)
    assert firms["district", "26110"] == len({r.enterprise_id for r in rows if r.enterprise.district_id == "26110"})


@pytest.mark.usefixtures("mixed")
def test_the_rows_behind_a_figure_are_as_many_as_the_figure():
    chief = SuperuserFactory()
    for (dimension, member), value in figures(qualifications).items():
        assert qualification_rows(DAY, dimension, member, chief).queryset.count() == value
    for (dimension, member), value in figures(enterprises).items():
        assert enterprise_rows(DAY, dimension, member, chief).queryset.count() == value


@pytest.mark.usefixtures("mixed")
def test_two_queries_and_one_statement_that_counts(django_assert_num_queries):
    assert Enterprise.objects.count() == 40
    with django_assert_num_queries(3):
        list(enterprises(DAY))
