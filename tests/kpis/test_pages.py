"""The public page, the block on the home page, and the rows behind a figure."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from busan_se.kpis import actions
from busan_se.kpis.actions import observe_all
from busan_se.kpis.models import Indicator
from busan_se.reference.models import District
from tests.factories.accounts import StaffFactory, UserFactory, sign_in_staff
from tests.factories.enterprises import EnterpriseFactory, QualificationFactory
from tests.factories.kpis import BusinessReportFactory, ObservationFactory, qualified

pytestmark = pytest.mark.django_db

OLD = date(2020, 1, 1)


@pytest.fixture(autouse=True)
def _november(monkeypatch):
    monkeypatch.setattr(actions, "today", lambda: date(2026, 11, 24))
    monkeypatch.setattr("busan_se.kpis.views.today", lambda: date(2026, 11, 24))


@pytest.fixture
def _measured():
    for district in ("26110", "26110", "26110", "26110", "26350", "26350", "26350"):
        BusinessReportFactory(enterprise=qualified(OLD, "cooperative", district_id=district), sales_won=10**11)
    for month in ("2026-09", "2026-10"):
        observe_all(month)


def page(client, query="", language=""):
    return client.get(f"{language}/kpis/{query}")


def rows_url(code="enterprises", month="2026-10", **query):
    return reverse("kpis:rows", args=[code, month], query=query)


def test_without_figures_the_page_says_so(client):
    response = page(client)
    assert response.status_code == 200
    assert "아직 측정한 실적이 없습니다" in response.content.decode()


@pytest.mark.usefixtures("_measured")
def test_the_page_shows_value_target_and_pace(client):
    text = page(client).content.decode()
    assert "7,000억 원" in text
    assert "2027년 목표 6,000억 원의 116.7%입니다" in text
    assert "2027년 목표 2,100개의 0.3%입니다" in text


@pytest.mark.usefixtures("_measured")
def test_the_exact_value_is_there(client):
    assert "700,000,000,000원" in page(client).content.decode()


@pytest.mark.usefixtures("_measured")
def test_the_page_prints_response_rate_and_definition(client):
    text = page(client).content.decode()
    assert "응답률 100.0% (대상 7개 중 7개)" in text
    assert Indicator.objects.get(code="sales").definition_ko in text


@pytest.mark.usefixtures("_measured")
def test_english(client):
    text = page(client, language="/en").content.decode()
    assert "700 billion won" in text
    assert "Sales of the social economy" in text


@pytest.mark.usefixtures("_measured")
def test_a_past_month_can_be_chosen(client):
    assert "2026년 9월 한눈에 보기" in page(client, "?month=2026-09").content.decode()


@pytest.mark.usefixtures("_measured")
@pytest.mark.parametrize("month", ["2026-13", "2026-08", "x", "2026-02-30", "%F0%9F%99%82", "9" * 3000])
def test_a_month_without_figures_is_told_beside_the_newest(client, month):
    response = page(client, f"?month={month}")
    assert response.status_code == 400
    text = response.content.decode()
    assert "이 달의 실적이 없습니다" in text
    assert "2026년 10월 한눈에 보기" in text


@pytest.mark.usefixtures("_measured")
def test_a_null_byte_is_no_month(client):
    assert page(client, "?month=%00").status_code == 400


@pytest.mark.usefixtures("_measured")
def test_a_district_with_two_enterprises_is_not_published(client):
    for _firm in range(2):
        qualified(OLD, district_id="26710")
    observe_all("2026-10", again=True)
    values = {area.code: area.value for area in page(client).context["map"].areas}
    assert values["26710"] is None
    assert [values["26110"], values["26350"]].count(None) == 1  # the complement
    assert values["26140"] == 0


@pytest.mark.usefixtures("_measured")
def test_a_few_queries_however_many_figures(client):
    page(client)  # fills what is read once per process
    with CaptureQueriesContext(
        connection,
    ) as few:
        page(client)
    for district in District.objects.all():
        for kind in ("village", "self_reliance", "certified_se"):
            qualified(OLD, kind, district_id=district.pk)
    for month in ("2026-07", "2026-08", "2026-10"):
        observe_all(month, again=True)
    with CaptureQueriesContext(connection) as many:
        page(client)
    assert len(many) == len(few) <= 8


@pytest.mark.usefixtures("_measured")
def test_demo_rows_are_told(client):
    assert "지어낸 기업" not in page(client).content.decode()
    EnterpriseFactory(is_demo=True)
    observe_all("2026-10", again=True)
    assert "지어낸 기업" in page(client).content.decode()


@pytest.mark.usefixtures("_measured")
def test_an_indicator_without_a_measure_does_not_break_the_page(client):
    Indicator.objects.create(code="new", name_ko="새 지표", name_en="New", unit="won")
    assert page(client).status_code == 200


@pytest.mark.usefixtures("_measured")
def test_visitors_have_no_link_to_the_rows(client):
    assert "/rows/" not in page(client).content.decode()


@pytest.mark.parametrize("user", [None, UserFactory])
def test_the_rows_are_for_staff(client, user):
    if user:
        client.force_login(user(), backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(rows_url()).status_code == 302


@pytest.mark.usefixtures("_measured")
def test_staff_see_the_rows_behind_the_figure(client):
    sign_in_staff(client, StaffFactory(role="city_staff"))
    response = client.get(rows_url())
    assert response.context["total"] == 7


@pytest.mark.usefixtures("_measured")
def test_rows_can_be_narrowed_to_a_member(client):
    sign_in_staff(client, StaffFactory(role="city_staff"))
    assert client.get(rows_url(dimension="district", member="26110")).context["total"] == 4
    assert client.get(rows_url("sales", dimension="year", member="2025")).context["total"] == 7
    assert client.get(rows_url("sales", dimension="qualification", member="village")).context["total"] == 0


@pytest.mark.usefixtures("_measured")
def test_a_district_officer_sees_only_the_own_district(client):
    sign_in_staff(client, StaffFactory(districts=["26350"]))
    assert client.get(rows_url()).context["total"] == 3
    assert client.get(rows_url("sales")).context["total"] == 3


def test_rows_are_those_of_the_day(client):
    qualified(date(2026, 10, 15))
    sign_in_staff(client, StaffFactory(role="city_staff"))
    assert client.get(rows_url(month="2026-09")).context["total"] == 0
    assert client.get(rows_url(month="2026-10")).context["total"] == 1


@pytest.mark.usefixtures("_measured")
def test_rows_are_given_as_a_workbook(client):
    sign_in_staff(client, StaffFactory(role="city_staff"))
    response = client.get(rows_url("sales", format="xlsx"))
    assert response["Content-Disposition"].endswith('filename="sales-2026-10.xlsx"')


@pytest.mark.parametrize(
    ("path", "query"),
    [
        ("/kpis/unknown/2026-10/rows/", ""),
        ("/kpis/enterprises/2026-13/rows/", ""),
        ("/kpis/enterprises/2026-12/rows/", ""),
        ("/kpis/enterprises/2026-10/rows/", "?page=-1"),
        ("/kpis/sales/2026-10/rows/", "?dimension=year&member=x"),
        ("/kpis/sales/2026-10/rows/", "?dimension=year&member=99999999999999999999"),
        ("/kpis/sales/2026-10/rows/", "?dimension=year&member=²"),
        ("/kpis/sales/2026-10/rows/", "?dimension=district&member=26110"),
        ("/kpis/enterprises/2026-10/rows/", "?dimension=year&member=2025"),
        ("/kpis/enterprises/2026-10/rows/", "?member=26110"),
    ],
)
def test_what_does_not_exist_is_not_found(client, path, query):
    sign_in_staff(client, StaffFactory(role="city_staff"))
    assert client.get(path + query).status_code == 404


def test_an_indicator_that_nothing_measures_has_no_rows(client):
    Indicator.objects.create(code="new", name_ko="새 지표", name_en="New", unit="won")
    sign_in_staff(client, StaffFactory(role="city_staff"))
    assert client.get(rows_url("new")).status_code == 404


def test_a_month_without_a_breakdown_has_a_map_without_figures(client):
    ObservationFactory()
    areas = page(client).context["map"].areas
    assert {area.name for area in areas} == {str(district) for district in District.objects.all()}
    assert {area.value for area in areas} == {None}


def test_the_list_of_rows_needs_the_same_queries_for_one_and_for_twenty(client):
    sign_in_staff(client, StaffFactory(role="city_staff"))
    QualificationFactory(enterprise=qualified(OLD), kind_id="village", valid_from=OLD)
    url = rows_url("enterprises_by_qualification")
    client.get(url)
    with CaptureQueriesContext(connection) as one:
        client.get(url)
    for _firm in range(20):
        qualified(OLD)
    with CaptureQueriesContext(connection) as many:
        client.get(url)
    assert len(many) == len(one)


@pytest.mark.usefixtures("_measured")
def test_the_home_page_has_the_goals(client):
    assert "2027년 목표 2,100개의 0.3%입니다" in client.get("/").content.decode()
