"""The register as of a day: today it is the normal list, before it is what was true then."""

import io
from datetime import UTC, date, datetime, timedelta

import openpyxl
import pytest
from django.urls import reverse

from busan_se.accounts.roles import Role
from busan_se.core.clock import today
from busan_se.kpis.extensions import QUALIFICATION
from busan_se.reference.models import District, QualificationKind
from enterprises.asof import queries
from enterprises.registry import actions, kpis, sources
from enterprises.registry.models import Enterprise, Qualification, SourceRecord
from tests.factories.accounts import StaffFactory, sign_in_staff
from tests.factories.enterprises import EnterpriseFactory, OperatingStateFactory, QualificationFactory

pytestmark = pytest.mark.django_db
PAGE = reverse("admin:enterprises_enterprise_as-of")
DAY = date(2025, 9, 30)


@pytest.fixture
def officer():
    return StaffFactory(role=Role.CITY_STAFF)


@pytest.fixture
def city(client, officer):
    return sign_in_staff(client, officer)


def found(day, user, **asked):
    return queries.narrowed(queries.register_on(day), day, user=user, **asked)


def moved(enterprise, district, on):
    actions.record(enterprise, sources.STAFF, {"district": district}, on)


def some_register():
    """Make enterprises of two districts: with two kinds, closed, ended, merged, without a district."""
    two = EnterpriseFactory()
    QualificationFactory(enterprise=two, kind=QualificationKind.objects.get(pk="village"))
    EnterpriseFactory(district=District.objects.get(pk="26110"))
    EnterpriseFactory(district=None, qualification="village")
    OperatingStateFactory(enterprise=EnterpriseFactory(), state="closed", since=date(2026, 1, 1))
    QualificationFactory(ended_on=date(2025, 10, 1), ended_how="returned")
    Enterprise.objects.filter(pk=EnterpriseFactory().pk).update(merged_into=two)


def test_today_is_the_normal_list(officer):
    some_register()
    day, listed = today(), Enterprise.objects.listed_on(today())
    assert set(found(day, officer)) == set(listed)
    assert set(found(day, officer, district="none")) == set(listed.filter(district=None))
    assert set(found(day, officer, district="26350", kind="village")) == set(
        listed.filter(district="26350").with_qualification_on(day, kind="village")
    )
    counted = queries.counts(found(day, officer))
    assert counted.total == listed.count()
    figures = {figure.member: figure.value for figure in kpis.qualifications(day) if figure.dimension == QUALIFICATION}
    assert {kind: n for kind, n in figures.items() if n} == dict(counted.by_kind)


def test_state_and_qualification_are_those_of_the_day(officer):
    some_register()
    assert found(DAY, officer).count() == 5  # the closed one was at work, the returned one in force
    assert found(date(2025, 10, 1), officer).count() == 4
    assert found(DAY, officer, district="none").count() == 1
    assert found(date(2023, 12, 31), officer).count() == 0
    day = date(2026, 1, 1)
    assert [found(day, officer, state=state).count() for state in ("alive", "all", "closed")] == [3, 4, 1]


def test_the_district_is_what_was_said_by_then(officer):
    row = EnterpriseFactory()
    moved(row, "26110", date(2026, 2, 1))
    districts = [found(day, officer).get().district_then for day in (DAY, date(2026, 2, 1), today())]
    assert districts == ["26350", "26110", "26110"]


def test_a_believed_source_beats_a_newer_list_of_suppliers(officer):
    row = EnterpriseFactory()
    actions.record(row, sources.SUPPLIER, {"district": "26110"}, date(2025, 5, 1))
    assert found(DAY, officer).get().district_then == "26350"


def test_a_district_that_nobody_had_named_yet_is_marked(officer):
    row = EnterpriseFactory()
    SourceRecord.objects.filter(enterprise=row).update(as_of=date(2026, 3, 1))
    then = found(DAY, officer).get()
    assert (then.district_then, then.district_is_later) == ("26350", True)
    assert queries.counts(found(DAY, officer)).later_districts == 1


def test_late_facts_are_counted(officer):
    row = EnterpriseFactory()
    known = datetime(2025, 9, 1, tzinfo=UTC)
    Qualification.objects.update(created_at=known)
    assert queries.late_facts(found(DAY, officer), DAY).qualifications == 0
    QualificationFactory(enterprise=row, kind=QualificationKind.objects.get(pk="village"))
    OperatingStateFactory(enterprise=row)
    assert queries.late_facts(found(DAY, officer), DAY) == queries.Late(1, 1)


def test_an_officer_of_a_district_finds_those_that_stood_there(client):
    officer = StaffFactory(districts=["26110"])
    left = EnterpriseFactory(district=District.objects.get(pk="26110"))
    moved(left, "26350", date(2026, 2, 1))
    EnterpriseFactory()
    assert list(found(DAY, officer)) == [left]
    assert not found(today(), officer).exists()
    sign_in_staff(client, officer)
    row = client.get(PAGE, {"day": DAY}).context["rows"][0]
    assert (row.name, row.url) == (left.name, "")


def test_the_table_adds_up(city):
    some_register()
    lines = city.get(PAGE, {"day": DAY}).context["lines"]
    assert [(line.label, list(line.cells), line.firms) for line in lines][-1] == ("합계", [4, 2], 5)
    assert sum(line.firms for line in lines[:-1]) == lines[-1].firms


@pytest.mark.parametrize("day", ["2999-01-01", "어제", "2026-02-30"])
def test_a_day_that_cannot_be_is_told(city, day):
    answer = city.get(PAGE, {"day": day})
    assert answer.status_code == 400
    assert answer.context["form"].errors["day"]


@pytest.mark.parametrize("table", ["", "counts"])
def test_files_say_their_day(city, table):
    some_register()
    asked = {"day": DAY, "format": "xlsx", "table": table}
    answer = city.get(PAGE, asked)
    assert f"{DAY}.xlsx" in answer["Content-Disposition"]
    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active
    assert {row[0] for row in sheet.iter_rows(min_row=2, values_only=True)} == {str(DAY)}
    lines = b"".join(city.get(PAGE, {**asked, "format": "csv"}).streaming_content).decode().splitlines()
    assert len(lines) == sheet.max_row


@pytest.mark.parametrize("n", [1, 30])
def test_the_page_costs_the_same_for_one_and_thirty(city, django_assert_max_num_queries, n):
    EnterpriseFactory.create_batch(n)
    city.get(PAGE, {"day": DAY})
    with django_assert_max_num_queries(12):
        city.get(PAGE, {"day": DAY + timedelta(days=1)})
