"""What came in elsewhere: entered one by one or as a list, checked first, then all accepted lines or nothing."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import Workbook

from busan_se.accounts.roles import Role
from busan_se.core.clock import SEOUL, now
from busan_se.notifications.models import Message
from enterprises.applications import actions
from enterprises.applications.models import Application
from enterprises.receiving import sheets
from enterprises.receiving.models import ReceivedApplication
from tests.factories import applications as make
from tests.factories.accounts import StaffFactory, sign_in_staff
from tests.factories.enterprises import EnterpriseFactory, EnterpriseIdentifierFactory, MembershipFactory
from tests.factories.ground import PDF

pytestmark = pytest.mark.django_db
ADD = "admin:enterprises_receivedapplication_add"
LIST = "admin:enterprises_receivedapplication_list"


@pytest.fixture
def desk(client):
    return sign_in_staff(client, StaffFactory())


@pytest.fixture
def call():
    return make.open_call(reception="email", reception_place="desk@example.com")


def seoul_text(instant):
    return f"{instant.astimezone(SEOUL):%Y-%m-%d %H:%M}"


def entry(call, number, **changes):
    received = (now() - timedelta(hours=1)).astimezone(SEOUL)
    given = {"call": call.pk, "number": number, "received_at": f"{received:%Y-%m-%dT%H:%M}", "amount": "5,000,000"}
    return given | changes


class TestOne:
    def test_is_a_submitted_application_whose_owner_is_told(self, desk, call):
        number = EnterpriseIdentifierFactory()
        owner = MembershipFactory(enterprise=number.enterprise).user
        paper = SimpleUploadedFile("신청서.pdf", PDF, content_type="application/pdf")
        answer = desk.post(reverse(ADD), entry(call, number.shown, file_1=paper, note="메일 3건"))
        assert answer.status_code == 302
        application = Application.objects.get()
        assert application.state == "submitted"
        assert application.requested_won == 5_000_000
        assert application.receipt_number.startswith(call.number)
        received = application.received
        assert (received.how, received.note, received.files.count()) == ("email", "메일 3건", 1)
        assert Message.objects.get().user == owner
        page = desk.get(reverse("admin:enterprises_receivedapplication_change", args=[received.pk]))
        assert "신청서.pdf" in page.content.decode()
        assert desk.get(received.files.get().file.get_absolute_url()).status_code == 200

    def test_it_is_decided_like_any_other(self, desk, call):
        desk.post(reverse(ADD), entry(call, EnterpriseIdentifierFactory().value))
        officer = StaffFactory()
        row = Application.objects.get()
        actions.decide(row.pk, outcome="selected", amount=4_000_000, reason="선정", by=officer)
        actions.release(row.pk, by=officer)
        assert not Message.objects.filter(user=row.submitted_by).exists()

    def test_refuses_what_the_call_does_not_take(self, desk, call):
        value = EnterpriseIdentifierFactory().value
        late = {"received_at": f"{call.closes_at.astimezone(SEOUL):%Y-%m-%dT%H:%M}"}
        for changes in (late, {"amount": "99,000,000"}, {"number": "000-00-00000"}, {"received_at": "x"}):
            assert desk.post(reverse(ADD), entry(call, value) | changes).context["form"].errors
        assert desk.post(reverse(ADD), entry(make.open_call(), value)).context["form"].errors
        assert not Application.objects.exists()
        desk.post(reverse(ADD), entry(call, value))
        twice = desk.post(reverse(ADD), entry(call, value))
        assert "이미" in twice.content.decode()
        assert Application.objects.count() == ReceivedApplication.objects.count() == 1

    def test_a_district_enters_for_its_own_enterprises(self, client, call):
        sign_in_staff(client, StaffFactory(districts=["26350"]))
        own = EnterpriseIdentifierFactory()
        other = EnterpriseIdentifierFactory(enterprise=EnterpriseFactory(district_id="26110"))
        assert client.post(reverse(ADD), entry(call, other.value)).context["form"].errors
        assert client.post(reverse(ADD), entry(call, own.value)).status_code == 302

    def test_an_auditor_enters_nothing(self, client):
        sign_in_staff(client, StaffFactory(role=Role.AUDITOR))
        assert {client.post(reverse(name)).status_code for name in (ADD, LIST)} == {403}


def workbook(*rows):
    book, stream = Workbook(), BytesIO()
    for row in (sheets.COLUMNS, *rows):
        book.active.append(list(row))
    book.save(stream)
    return SimpleUploadedFile("접수.xlsx", stream.getvalue())


def table(*rows):
    lines = [",".join(map(str, row)) for row in (sheets.COLUMNS, *rows)]
    return SimpleUploadedFile("접수.csv", "\n".join(lines).encode("cp949"))


class TestList:
    @pytest.mark.parametrize("make_file", [workbook, table])
    def test_is_checked_line_by_line_and_then_entered(self, desk, call, make_file):
        good, twice = EnterpriseIdentifierFactory(), EnterpriseIdentifierFactory()
        moment = seoul_text(now() - timedelta(hours=2))
        file = make_file(
            (good.shown, moment, 3_000_000, "보탬e 12"),
            (twice.value, moment, "", ""),
            (twice.value, moment, "", ""),
            ("123-45-67890", moment, "", ""),
            (EnterpriseIdentifierFactory().value, "어제", "", ""),
            (EnterpriseIdentifierFactory().value, seoul_text(now() - timedelta(days=30)), "", ""),
            (EnterpriseIdentifierFactory().value, moment, "많이", ""),
        )
        page = desk.post(reverse(LIST), {"call": call.pk, "list_file": file})
        assert [bool(line.problem) for line in page.context["lines"]] == [False, False, True, True, True, True, True]
        assert not Application.objects.exists()
        desk.post(reverse(LIST), {"call": call.pk, "lines": page.context["sealed"]})
        assert {row.enterprise_id for row in Application.objects.all()} == {good.enterprise_id, twice.enterprise_id}
        received = ReceivedApplication.objects.get(application__enterprise=good.enterprise)
        assert received.note == "보탬e 12"
        assert received.source.endswith("2행")
        assert seoul_text(received.application.submitted_at) == moment

    def test_enters_nothing_where_one_line_does_not_go_any_more(self, desk, call):
        rows = [EnterpriseIdentifierFactory() for _ in range(3)]
        moment = seoul_text(now() - timedelta(hours=2))
        page = desk.post(
            reverse(LIST), {"call": call.pk, "list_file": workbook(*((row.value, moment, "", "") for row in rows))}
        )
        desk.post(reverse(ADD), entry(call, rows[2].value))
        answer = desk.post(reverse(LIST), {"call": call.pk, "lines": page.context["sealed"]}, follow=True)
        assert "4행" in answer.content.decode()
        assert Application.objects.count() == 1

    def test_takes_only_what_it_checked_itself(self, desk, call):
        desk.post(reverse(LIST), {"call": call.pk, "lines": "anything"})
        of_another = sheets.sealed([], make.open_call(), StaffFactory(), "x")
        desk.post(reverse(LIST), {"call": call.pk, "lines": of_another})
        assert not Application.objects.exists()

    @pytest.mark.parametrize("content", [b"", b"\x89PNG\r\n", "이름,날짜\n가,나".encode(), b"PK\x03\x04zzz"])
    def test_says_what_is_wrong_with_a_file_that_is_no_such_list(self, desk, call, content):
        file = SimpleUploadedFile("접수.csv", content)
        assert desk.post(reverse(LIST), {"call": call.pk, "list_file": file}).context["form"].errors

    def test_hands_out_the_template(self, desk):
        assert desk.get(reverse("admin:enterprises_receivedapplication_template")).status_code == 200
