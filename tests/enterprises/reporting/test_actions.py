"""A business report from the member's form to the sum: handed in, accepted, sent back, corrected."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from busan_se.core.clock import today
from busan_se.core.errors import Refused, WrongState
from busan_se.notifications.models import Message
from enterprises.reporting import actions
from enterprises.reporting.duty import due_on, open_years, year_due
from enterprises.reporting.models import BusinessReport
from tests.factories.accounts import StaffFactory, UserFactory
from tests.factories.enterprises import EnterpriseFactory, MembershipFactory
from tests.factories.kpis import BusinessReportFactory

pytestmark = pytest.mark.django_db

FIGURES = actions.YearFigures(sales_won=100, employees=3, vulnerable_employees=1)
LAST_YEAR = open_years(today())[0]


@pytest.fixture
def owner():
    return MembershipFactory()


def handed_in(owner, year=LAST_YEAR, figures=FIGURES):
    return actions.submit(owner.enterprise, year, figures, owner.user)


@pytest.mark.parametrize(
    ("day", "year"), [(date(2026, 4, 29), 2024), (date(2026, 4, 30), 2025), (date(2026, 12, 31), 2025)]
)
def test_a_year_is_due_at_the_end_of_april_of_the_next(day, year):
    assert year_due(day) == year
    assert due_on(2025) == date(2026, 4, 30)


def test_what_waits_is_replaced_by_what_is_handed_in_again(owner):
    first = handed_in(owner)
    second = handed_in(owner, figures=actions.YearFigures(200, 4))
    assert (second.pk, second.sales_won, second.vulnerable_employees) == (first.pk, 200, 0)
    assert BusinessReport.objects.count() == 1


@pytest.mark.parametrize("year", [today().year, today().year - 4])
def test_a_year_that_is_not_open_is_refused(owner, year):
    with pytest.raises(Refused) as refusal:
        handed_in(owner, year)
    assert refusal.value.code == "year_not_open"


def test_accepting_counts_it_and_tells_the_enterprise(owner):
    officer = UserFactory()
    report = actions.accept(handed_in(owner), officer)
    assert (report.state, report.accepted_by) == ("accepted", officer)
    assert Message.objects.get(user=owner.user).url == f"/my/reports/{LAST_YEAR}/"


def test_a_correction_supersedes_what_was_accepted_and_keeps_its_dates(owner):
    old = actions.accept(handed_in(owner), UserFactory())
    new = actions.accept(handed_in(owner, figures=actions.YearFigures(200, 4)), UserFactory())
    old.refresh_from_db()
    assert (old.state, old.superseded_at) == ("superseded", new.accepted_at)
    assert old.accepted_at


def test_sending_back_needs_a_reason_that_the_members_read(owner):
    report = handed_in(owner)
    with pytest.raises(Refused):
        actions.send_back(report, UserFactory(), reason="  ")
    actions.send_back(report, UserFactory(), reason="매출액을 확인해 주세요.")
    assert Message.objects.get(user=owner.user).body == "매출액을 확인해 주세요."


@pytest.mark.parametrize("state", ["accept", "send_back"])
def test_what_was_decided_is_not_decided_again(owner, state):
    report = actions.accept(handed_in(owner), UserFactory())
    with pytest.raises(WrongState):
        getattr(actions, state)(report, UserFactory(), reason="이유")


@pytest.mark.parametrize(
    ("changes", "constraint"),
    [
        ({"sales_won": -1}, "reporting_sales_not_negative"),
        ({"vulnerable_employees": 9}, "reporting_vulnerable_within_employees"),
        ({"accepted_at": None}, "reporting_state_and_dates_agree"),
        ({"state": "returned", "accepted_at": None}, "reporting_return_has_reason"),
    ],
)
def test_what_no_report_is(changes, constraint):
    BusinessReportFactory()
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        BusinessReport.objects.update(**changes)


def test_a_year_is_accepted_once():
    taken = BusinessReportFactory()
    with pytest.raises(IntegrityError, match="reporting_one_accepted"), transaction.atomic():
        BusinessReportFactory(enterprise=taken.enterprise)


def test_who_sees_a_report():
    report = BusinessReportFactory(enterprise=EnterpriseFactory(district_id="26350"))
    seen = {
        "member": MembershipFactory(enterprise=report.enterprise).user,
        "city": StaffFactory(),
        "district": StaffFactory(districts=["26350"]),
        "other member": MembershipFactory().user,
        "other district": StaffFactory(districts=["26110"]),
    }
    visible = {who: BusinessReport.objects.visible_to(user).exists() for who, user in seen.items()}
    assert visible == {"member": True, "city": True, "district": True, "other member": False, "other district": False}
