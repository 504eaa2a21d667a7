"""The member's pages of the yearly report, and its desk."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from busan_se.core.clock import today
from enterprises.reporting.models import BusinessReport
from tests.factories.accounts import StaffFactory, sign_in_staff
from tests.factories.enterprises import MembershipFactory
from tests.factories.kpis import BusinessReportFactory
from tests.journeys.html_forms import form_with

pytestmark = pytest.mark.django_db

YEAR = today().year - 1
URL = f"/my/reports/{YEAR}/"
GIVEN = {"sales_won": "12,000,000", "employees": "5", "vulnerable_employees": "2"}
DESK = "/admin/enterprises/businessreport/"


@pytest.fixture
def owner(client):
    member = MembershipFactory()
    client.force_login(member.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return member


def test_a_member_hands_in_the_year(client, owner):
    assert URL in client.get("/my/reports/").content.decode()
    assert client.post(URL, GIVEN).url == "/my/reports/"
    report = BusinessReport.objects.get()
    assert (report.enterprise, report.year, report.sales_won) == (owner.enterprise, YEAR, 12_000_000)
    assert form_with(client.get(URL).content.decode(), "sales_won").values["sales_won"] == ["12,000,000"]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"sales_won": "-5"}, "sales_won"),
        ({"sales_won": "9" * 20}, "sales_won"),
        ({"sales_won": "2026-02-30"}, "sales_won"),
        ({"employees": "-1"}, "employees"),
        ({"employees": "9" * 5000}, "employees"),
        ({"employees": ""}, "employees"),
        ({"vulnerable_employees": "6"}, "vulnerable_employees"),
    ],
)
def test_what_is_no_figure_is_told_and_kept(client, owner, changes, field):
    answer = client.post(URL, GIVEN | changes)
    assert answer.status_code == 422
    assert answer.context["form"].errors.keys() == {field}
    assert all(typed in answer.content.decode() for typed in (GIVEN | changes).values())
    assert not BusinessReport.objects.exists()


@pytest.mark.parametrize("year", [today().year, 1900, 0, 10**20])
def test_a_year_that_is_not_open_is_not_found(client, owner, year):
    assert client.get(f"/my/reports/{year}/").status_code == 404
    assert client.post(f"/my/reports/{year}/", GIVEN).status_code == 404


def test_a_viewer_reads_and_hands_in_nothing(client, owner):
    viewer = MembershipFactory(enterprise=owner.enterprise, role="viewer").user
    client.force_login(viewer, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert client.get(URL).status_code == 200
    assert client.post(URL, GIVEN).status_code == 403


def test_the_desk_accepts_and_sends_back(client):
    sign_in_staff(client, StaffFactory())
    good, poor = (BusinessReportFactory(accepted_on=None) for _report in range(2))
    for report, verdict, reason in ((good, "accept", ""), (poor, "send_back", "")):
        form = form_with(client.get(f"{DESK}{report.pk}/change/").content.decode(), "verdict")
        answer = client.post(f"{DESK}{report.pk}/change/", form.sent(verdict=verdict, return_reason=reason))
        assert answer.status_code == (302 if verdict == "accept" else 200)
    good.refresh_from_db()
    poor.refresh_from_db()
    assert (good.state, poor.state) == ("accepted", "submitted")


def test_an_accepted_report_is_not_changed_by_hand(client):
    sign_in_staff(client, StaffFactory())
    report = BusinessReportFactory()
    assert client.post(f"{DESK}{report.pk}/change/", {"sales_won": "1"}).status_code == 403


def test_the_desk_of_a_district_shows_its_own_in_the_same_queries_for_one_and_for_twenty(client):
    sign_in_staff(client, StaffFactory(districts=["26350"]))
    counts = []
    for number in (1, 20):
        for _report in range(number):
            BusinessReportFactory()
        client.get(DESK)
        with CaptureQueriesContext(connection) as seen:
            assert client.get(DESK).status_code == 200
        counts.append(len(seen))
    assert counts[0] == counts[1]
