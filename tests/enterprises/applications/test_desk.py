"""The staff desk: list, look, decide, announce, export."""

from io import BytesIO

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from busan_se.accounts.roles import Role
from busan_se.audit.models import AccessLog
from busan_se.programs.actions import REFUSALS
from busan_se.programs.models import Envelope
from enterprises.applications import actions
from enterprises.applications.models import Application
from enterprises.applications.workflow import State
from tests.factories import applications as make
from tests.factories.accounts import StaffFactory, UserFactory, sign_in_staff
from tests.factories.enterprises import EnterpriseFactory
from tests.factories.forms import ANSWERS, whole_form

pytestmark = pytest.mark.django_db
LIST = "admin:enterprises_application_changelist"
FIELDS = {"reason": "심사 결과에 따릅니다."}


@pytest.fixture
def city(client):
    return sign_in_staff(client, StaffFactory())


def act(client, action, applications, **fields):
    given = {"action": action, "_selected_action": [str(row.pk) for row in applications], **fields}
    return client.post(reverse(LIST), given, follow=True)


def said(answer):
    return [str(message) for message in answer.context["messages"]]


def select(client, applications, won, **fields):
    amounts = {f"amount_{row.pk.hex}": won for row in applications}
    return act(client, "decide_select", applications, confirmed="yes", **FIELDS, **amounts, **fields)


class TestList:
    def test_shows_what_was_submitted_and_no_drafts(self, city):
        application = make.submitted()
        make.DraftFactory()
        assert list(city.get(reverse(LIST)).context["cl"].result_list) == [application]

    def test_the_same_few_queries_for_one_and_fifty(self, city):
        call = make.open_call()
        counts = []
        for n in (1, 49):
            for _ in range(n):
                make.submitted(call=call)
            city.get(reverse(LIST))
            with CaptureQueriesContext(connection) as seen:
                city.get(reverse(LIST))
            counts.append(len(seen))
        assert counts[0] == counts[1] <= 10, [query["sql"][:150] for query in seen]

    @pytest.mark.parametrize(
        "query",
        ["call=x", "district=26350", "district=x", "state__exact=submitted", "state__exact=zzz", "q=시험", "p=-1"],
    )
    def test_filters_never_break(self, city, query):
        make.submitted()
        assert city.get(f"{reverse(LIST)}?{query}", follow=True).status_code == 200

    def test_an_officer_sees_the_own_district(self, client):
        here = make.submitted(enterprise=EnterpriseFactory())
        make.submitted(enterprise=EnterpriseFactory(district_id="26710"))
        sign_in_staff(client, StaffFactory(districts=["26350"]))
        assert list(client.get(reverse(LIST)).context["cl"].result_list) == [here]

    def test_an_officer_opens_no_other_district(self, client):
        there = make.submitted(enterprise=EnterpriseFactory(district_id="26710"))
        sign_in_staff(client, StaffFactory(districts=["26350"]))
        url = reverse("admin:enterprises_application_change", args=[there.pk])
        assert client.get(url).status_code == 302

    @pytest.mark.parametrize("role", [Role.CENTRE_STAFF, Role.AUDITOR])
    def test_who_only_reads_is_offered_no_decision(self, client, role):
        make.submitted()
        sign_in_staff(client, StaffFactory(role=role))
        offered = dict(client.get(reverse(LIST)).context["action_form"].fields["action"].choices)
        assert "export_csv" in offered
        assert not offered.keys() & {"decide_select", "announce", "take_back"}

    @pytest.mark.parametrize("role", [Role.CENTRE_STAFF, Role.AUDITOR])
    def test_who_only_reads_decides_nothing_by_hand_either(self, client, role):
        application = make.submitted()
        sign_in_staff(client, StaffFactory(role=role))
        select(client, [application], "5000000")
        application.refresh_from_db()
        assert application.state == State.SUBMITTED


class TestLook:
    def test_shows_answers_and_is_logged(self, city):
        application = make.submitted()
        answer = city.get(reverse("admin:enterprises_application_change", args=[application.pk]))
        assert make.ANSWERS["plan"] in answer.content.decode()
        assert AccessLog.objects.filter(subject=f"enterprises.Application:{application.pk}", action="view").exists()

    def test_nothing_can_be_changed_by_hand(self, city):
        application = make.submitted()
        url = reverse("admin:enterprises_application_change", args=[application.pk])
        assert city.post(url, {"state": "selected"}).status_code == 403

    @pytest.mark.parametrize("pk", ["x", "1", "00000000-0000-0000-0000-000000000000"])
    def test_ids_that_are_none(self, city, pk):
        assert city.get(reverse("admin:enterprises_application_change", args=[pk])).status_code == 302


class TestDecide:
    def test_asks_for_amount_and_reason_with_the_balance(self, city):
        application = make.submitted()
        answer = act(city, "decide_select", [application])
        assert answer.context["form"].rows[0][1][0].initial == 12_000_000
        assert "100,000,000원" in answer.content.decode()

    def test_selects_and_reserves(self, city):
        rows = [make.submitted(call=make.open_call(money_won=50_000_000))]
        rows.append(make.submitted(call=rows[0].call))
        answer = select(city, rows, "8,000,000")
        assert len(said(answer)) == 2
        assert Envelope.objects.get(pk=rows[0].call.envelope_id).reserved == 16_000_000

    @pytest.mark.parametrize("won", ["", "0", "-5", "x", "9" * 400])
    def test_refuses_amounts_that_cannot_be_before_anything_is_decided(self, city, won):
        application = make.submitted()
        answer = select(city, [application], won)
        assert answer.context["form"].errors
        application.refresh_from_db()
        assert application.state == State.SUBMITTED

    def test_says_row_by_row_what_happened(self, city):
        call = make.open_call(money_won=10_000_000)
        rows = [make.submitted(call=call), make.submitted(call=call)]
        answer = select(city, rows, "8000000")
        assert sorted(str(REFUSALS["envelope_exhausted"]) in text for text in said(answer)) == [False, True]
        assert sorted(Application.objects.values_list("state", flat=True)) == ["decided", "submitted"]

    def test_a_row_can_have_a_reason_of_its_own(self, city):
        application = make.submitted()
        own = {f"reason_{application.pk.hex}": "따로 적은 사유"}
        act(city, "decide_ineligible", [application], confirmed="yes", **FIELDS, **own)
        assert Application.objects.get().decision.reason == "따로 적은 사유"

    def test_the_second_officer_is_told(self, city):
        application = make.submitted()
        actions.decide(application.pk, outcome="ineligible", amount=None, reason="먼저", by=UserFactory())
        answer = select(city, [application], "5000000")
        assert "결정(발표 전)" in said(answer)[0]
        assert Application.objects.get().decision.outcome == "ineligible"

    def test_announces(self, city):
        application = make.decided()
        act(city, "announce", [application], confirmed="yes", document_number="", approved_on="", effective_on="")
        application.refresh_from_db()
        assert application.state == State.SELECTED

    @pytest.mark.parametrize("day", ["2026-02-30", "어제", "1"])
    def test_refuses_days_that_are_none(self, city, day):
        answer = act(city, "announce", [make.decided()], confirmed="yes", approved_on=day)
        assert answer.context["form"].errors.keys() == {"approved_on"}

    def test_takes_back(self, city):
        application = make.decided()
        act(city, "take_back", [application], confirmed="yes", reason="금액 오기")
        application.refresh_from_db()
        assert application.state == State.SUBMITTED

    def test_too_many_at_once_are_refused(self, city, monkeypatch):
        monkeypatch.setattr("enterprises.applications.admin.MOST_AT_ONCE", 1)
        answer = select(city, [make.submitted(), make.submitted()], "5000000")
        assert "1건" in said(answer)[0]


class TestExport:
    @pytest.mark.parametrize(("action", "kind"), [("export_csv", "text/csv"), ("export_xlsx", "spreadsheet")])
    def test_hands_out_the_list_and_logs_it(self, city, action, kind):
        application = make.submitted()
        chosen = {"action": action, "_selected_action": [str(application.pk)]}
        assert (
            "reason" in city.post(reverse(LIST), {**chosen, "confirmed": "yes", "reason": " "}).context["form"].errors
        )
        answer = city.post(reverse(LIST), {**chosen, "confirmed": "yes", "reason": "심사 자료"})
        body = b"".join(answer.streaming_content)
        assert kind in answer["Content-Type"]
        assert action == "export_xlsx" or application.receipt_number in body.decode()
        assert AccessLog.objects.get(action="export").reason == "심사 자료"

    def test_answers_of_one_call_have_a_column_for_each_question(self, city):
        row = make.submitted(call=make.open_call(form=whole_form()), answers=dict(ANSWERS), file=False)
        chosen = {"action": "export_answers", "_selected_action": [str(row.pk)]}
        answer = city.post(reverse(LIST), {**chosen, "confirmed": "yes", "reason": "심사 자료"})
        sheet = openpyxl.load_workbook(BytesIO(b"".join(answer.streaming_content))).active
        cells = dict(zip(*([cell.value for cell in line] for line in sheet.iter_rows()), strict=True))
        assert (cells["문항 users"], cells["문항 kind"]) == (120, "선택 new")
        assert cells["문항 costs"].startswith("선택 staff · 4회 · 6,000,000원")

    def test_answers_of_two_calls_do_not_fit_one_list(self, city):
        answer = act(city, "export_answers", [make.submitted(), make.submitted()])
        assert len(said(answer)) == 1
        assert not AccessLog.objects.filter(action="export").exists()
