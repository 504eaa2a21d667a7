"""The desk: list, steps, account, envelope, todos, export."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from busan_se.accounts.roles import Role
from busan_se.audit.models import AccessLog
from busan_se.core.clock import SEOUL, now
from finance.subsidies import desk, portal
from finance.subsidies.models import Grant, Payment
from finance.subsidies.workflow import State
from tests.factories import applications as make_application
from tests.factories import grants as make
from tests.factories.accounts import StaffFactory, SuperuserFactory, sign_in_staff
from tests.factories.enterprises import EnterpriseFactory

pytestmark = pytest.mark.django_db
LIST, PAYMENTS = "admin:finance_grant_changelist", "admin:finance_payment_changelist"
DOCUMENT = {"document_number": "사회적경제과-77", "approved_on": "2026-11-02", "effective_on": "2026-11-03"}
DECISION = {**DOCUMENT, "amount": "7,500,000", "conditions": "조건", "committee_on": "2026-10-30"}
SLIP = {"number": "1", "amount_won": "1000000", "paid_on": "2026-11-10", "document_number": "지출-1"}


@pytest.fixture
def officer():
    return StaffFactory()


@pytest.fixture
def city(client, officer):
    return sign_in_staff(client, officer)


def step(name, row):
    return reverse(f"admin:finance_{row._meta.model_name}_{name}", args=[row.pk])


def change(grant):
    return reverse("admin:finance_grant_change", args=[grant.pk])


def tomorrow() -> str:
    return f"{(now() + timedelta(days=1)).astimezone(SEOUL):%Y-%m-%dT18:00}"


class TestList:
    @pytest.mark.parametrize(
        ("address", "made"), [(LIST, make.granted), (PAYMENTS, lambda **f: make.paid(make.granted(**f)))]
    )
    def test_the_same_queries_for_one_and_for_twenty(self, city, address, made):
        call = make_application.open_call(money_won=1_000_000_000)
        counts = []
        for n in (1, 19):
            for _ in range(n):
                made(call=call)
            city.get(reverse(address))
            with CaptureQueriesContext(connection) as seen:
                city.get(reverse(address))
            counts.append(len(seen))
        assert counts[0] == counts[1], [query["sql"][:150] for query in seen]

    @pytest.mark.parametrize(
        "query", ["envelope=x", "envelope=" + "9" * 30, "district=x", "state__exact=zz", "q=시험", "p=-1"]
    )
    def test_filters_never_break(self, city, query):
        make.to_file()
        assert city.get(f"{reverse(LIST)}?{query}", follow=True).status_code == 200

    def test_narrows_to_one_envelope(self, city):
        grant, _other = make.to_file(), make.to_file()
        answer = city.get(reverse(LIST), {"envelope": grant.commitment.envelope_id})
        assert list(answer.context["cl"].result_list) == [grant]

    def test_a_district_officer_sees_the_own_district(self, client):
        here, there = make.entered(), make.entered(make.granted(enterprise=EnterpriseFactory(district_id="26710")))
        sign_in_staff(client, StaffFactory(districts=["26350"]))
        assert list(client.get(reverse(LIST)).context["cl"].result_list) == [here.grant]
        assert list(client.get(reverse(PAYMENTS)).context["cl"].result_list) == [here]
        assert client.get(change(there.grant)).status_code == 302


class TestLook:
    def test_shows_what_was_filed_masked_and_is_logged(self, city):
        grant = make.filed()
        text = city.get(change(grant)).content.decode()
        assert "시제품을 만듭니다." in text
        assert "4567" not in text
        assert AccessLog.objects.filter(subject=f"finance.Grant:{grant.pk}", action="view").exists()

    def test_a_draft_is_the_enterprises_own(self, city):
        assert "시제품을 만듭니다." not in city.get(change(make.written())).content.decode()

    def test_the_whole_account_is_for_who_pays_and_logged(self, city):
        grant = make.granted()
        assert "123-4567-8901" in city.get(step("account", grant)).content.decode()
        assert AccessLog.objects.filter(reason="account number").count() == 1

    def test_no_account_before_the_decision(self, city):
        assert city.get(step("account", make.filed())).status_code == 404

    @pytest.mark.parametrize("role", [Role.CENTRE_STAFF, Role.AUDITOR])
    def test_no_account_for_who_only_reads(self, client, role):
        grant = make.granted()
        sign_in_staff(client, StaffFactory(role=role))
        assert client.get(step("account", grant)).status_code == 403

    @pytest.mark.parametrize("pk", ["x", "00000000-0000-0000-0000-000000000000"])
    def test_ids_that_are_none(self, city, pk):
        assert city.get(reverse("admin:finance_grant_change", args=[pk])).status_code == 302


class TestSteps:
    OFFERED = (
        (make.to_file, {"due"}),
        (make.filed, {"grant", "send-back", "refuse"}),
        (make.sent_back, {"due"}),
        (make.granted, {"agreement", "payment", "account"}),
        (lambda: make.paid().grant, {"agreement", "payment", "return", "account"}),
    )

    @pytest.mark.parametrize(("state", "names"), OFFERED)
    def test_the_buttons_fit_the_state(self, city, state, names):
        grant = make.fresh(state())
        buttons = {url.rstrip("/").rpartition("/")[2] for url, _label in city.get(change(grant)).context["buttons"]}
        assert buttons == names

    @pytest.mark.parametrize("role", [Role.CENTRE_STAFF, Role.AUDITOR])
    def test_who_only_reads_has_no_buttons_and_takes_no_step(self, client, role):
        payment = make.entered()
        sign_in_staff(client, StaffFactory(role=role))
        assert client.get(change(payment.grant)).context["buttons"] == []
        taken = [step(name.name, payment.grant) for name in desk.GRANT_STEPS]
        taken += [step(name.name, payment) for name in desk.PAYMENT_STEPS]
        assert {client.post(url, {}).status_code for url in taken} == {403}

    @pytest.mark.parametrize("name", [step.name for step in desk.GRANT_STEPS if step.name != "due"])
    def test_a_step_that_does_not_fit_the_state_leads_back(self, city, name):
        grant = make.to_file()
        assert city.get(step(name, grant)).url == change(grant)
        assert city.post(step(name, grant), {}).url == change(grant)

    def test_sends_back(self, city):
        grant = make.filed()
        city.post(step("send-back", grant), {"until": tomorrow(), "reason": "견적서"})
        assert make.fresh(grant).sent_back_reason == "견적서"

    def test_moves_the_date(self, city):
        grant = make.to_file()
        city.post(step("due", grant), {"until": tomorrow(), "reason": "명절"})
        assert make.fresh(grant).due_at < grant.due_at

    def test_decides(self, city, officer):
        grant = make.filed()
        assert "제13조" in city.get(step("grant", grant)).content.decode()
        city.post(step("grant", grant), DECISION)
        row = make.fresh(grant)
        assert (row.decision.amount_won, row.decision.decided_by) == (7_500_000, officer)

    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            ({"amount": "0"}, "amount"),
            ({"amount": "10,000,001"}, "__all__"),
            ({"effective_on": "2026-11-01"}, "effective_on"),
            ({"approved_on": "2026-02-30"}, "approved_on"),
            ({"committee_on": ""}, "__all__"),
            ({"document_number": ""}, "document_number"),
        ],
    )
    def test_says_what_is_wrong_with_a_decision(self, city, changes, field):
        grant = make.filed()
        answer = city.post(step("grant", grant), {**DECISION, **changes})
        assert answer.context["form"].errors.keys() == {field}
        assert make.fresh(grant).state == State.FILED

    def test_refuses(self, city):
        grant = make.filed()
        city.post(step("refuse", grant), {**DOCUMENT, "reason": "요건 미달"})
        assert make.fresh(grant).state == State.REFUSED

    def test_offers_an_agreement_that_begins_with_the_facts(self, city):
        grant = make.granted()
        assert "금8,000,000원(금팔백만원)" in city.get(step("agreement", grant)).content.decode()
        city.post(step("agreement", grant), {"text": "협약"})
        assert make.fresh(grant).agreement.text == "협약"

    def test_one_enters_another_confirms(self, city, client):
        grant = make.granted()
        city.post(step("payment", grant), SLIP)
        payment = Payment.objects.get()
        answer = city.post(step("confirm", payment))
        assert "직접 입력한 내역" in answer.content.decode()
        sign_in_staff(client, StaffFactory())
        client.post(step("confirm", payment))
        assert make.fresh(grant).commitment.paid == 1_000_000

    def test_a_second_click_enters_no_second_payment(self, city):
        grant = make.granted()
        city.post(step("payment", grant), SLIP)
        answer = city.post(step("payment", grant), SLIP)
        assert answer.context["form"].errors
        assert Payment.objects.count() == 1

    def test_enters_a_return_and_cancels_it(self, city):
        grant = make.paid().grant
        city.post(step("return", grant), SLIP)
        entry = Payment.objects.get(kind="return")
        city.post(step("cancel", entry), {"reason": "오기"})
        entry.refresh_from_db()
        assert (entry.state, entry.cancel_reason) == ("cancelled", "오기")

    @pytest.mark.parametrize(
        ("field", "value"), [("amount_won", "9000000"), ("paid_on", "2999-01-01"), ("paid_on", "")]
    )
    def test_says_what_is_wrong_with_a_slip(self, city, field, value):
        answer = city.post(step("payment", make.granted()), {**SLIP, field: value})
        assert answer.context["form"].errors
        assert not Payment.objects.exists()

    def test_another_districts_officer_takes_no_step(self, client):
        grant = make.filed(enterprise=EnterpriseFactory(district_id="26710"))
        sign_in_staff(client, StaffFactory(districts=["26350"]))
        assert client.get(step("grant", grant)).status_code == 403


class TestTodos:
    def test_what_waits_by_desk(self, officer):
        make.filed()
        make.entered()
        make.entered(by=officer)
        assert [todo.count for todo in portal.staff_todos(officer)] == [1, 1]

    def test_overdue_ones(self, officer):
        make.to_file()
        Grant.objects.update(due_at=now() - timedelta(days=1))
        assert [todo.count for todo in portal.staff_todos(officer)] == [1]

    def test_nothing_for_who_only_reads(self):
        make.filed()
        assert portal.staff_todos(StaffFactory(role=Role.AUDITOR)) == []

    def test_each_leads_to_a_list_that_opens(self, city, officer):
        make.filed()
        make.entered()
        make.to_file()
        Grant.objects.filter(state="to_file").update(due_at=now() - timedelta(days=1))
        assert {city.get(todo.url).status_code for todo in portal.staff_todos(officer)} == {200}


class TestEnvelope:
    def test_opens_to_the_grants_it_was_counted_from(self, city):
        grant = make.granted()
        text = city.get(reverse("admin:programs_envelope_change", args=[grant.commitment.envelope_id])).content.decode()
        assert change(grant) in text
        assert f"envelope={grant.commitment.envelope_id}" in text
        assert "92,000,000원" in text

    def test_the_same_queries_for_one_and_for_twenty(self, city):
        call = make_application.open_call(money_won=1_000_000_000)
        url = reverse("admin:programs_envelope_change", args=[call.envelope_id])
        counts = []
        for n in (1, 19):
            for _ in range(n):
                make.to_file(call=call)
            city.get(url)
            with CaptureQueriesContext(connection) as seen:
                city.get(url)
            counts.append(len(seen))
        assert counts[0] == counts[1], [query["sql"][:150] for query in seen]


class TestEnterprise:
    def test_its_page_shows_staff_the_grants(self, city):
        grant = make.granted()
        assert change(grant) in city.get(grant.application.enterprise.get_absolute_url()).content.decode()

    def test_and_nobody_else(self, client):
        grant = make.granted()
        assert "grants-head" not in client.get(grant.application.enterprise.get_absolute_url()).content.decode()


CONFIRMED = {"confirmed": "yes", "reason": "교부내역"}


@pytest.mark.parametrize(("action", "kind"), [("export_csv", "text/csv"), ("export_xlsx", "spreadsheet")])
def test_export_hands_out_the_list_without_accounts_and_logs_it(client, action, kind):
    grant = make.paid().grant
    sign_in_staff(client, SuperuserFactory())
    answer = client.post(reverse(LIST), {"action": action, "_selected_action": [str(grant.pk)], **CONFIRMED})
    body = b"".join(answer.streaming_content)
    assert kind in answer["Content-Type"]
    assert action == "export_xlsx" or (grant.application.receipt_number in body.decode() and b"8901" not in body)
    assert AccessLog.objects.filter(action="export").exists()
