"""The desk of the plan in the admin: who may do what, drafts, the buttons of a call, the money."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from busan_se.accounts.roles import Role
from busan_se.core.clock import SEOUL, now, today
from busan_se.programs import actions
from busan_se.programs.models import Call, Envelope, Parameter, Program
from tests.factories.accounts import StaffFactory, SuperuserFactory, sign_in_staff
from tests.factories.programs import CallFactory, EnvelopeFactory, ParameterFactory, program, published
from tests.journeys.html_forms import form_with

pytestmark = pytest.mark.django_db


def url(name, *args):
    return reverse(f"admin:programs_{name}", args=args)


def local(instant):
    """Return an instant as a datetime-local control sends it."""
    return instant.astimezone(SEOUL).strftime("%Y-%m-%dT%H:%M")


@pytest.fixture
def officer():
    return StaffFactory()


@pytest.fixture
def desk(client, officer):
    return sign_in_staff(client, officer)


def as_role(client, role):
    user = StaffFactory(districts=["26350"]) if role == Role.DISTRICT_STAFF else StaffFactory(role=role)
    return sign_in_staff(client, user)


class TestWhoMayDoWhat:
    STEPS = ("publish", "extend", "cancel")

    @pytest.mark.parametrize("role", [Role.CENTRE_STAFF, Role.DISTRICT_STAFF, Role.AUDITOR])
    def test_others_than_the_city_read_calls_and_change_none(self, client, role):
        as_role(client, role)
        call = CallFactory()
        answer = client.get(url("call_change", call.pk))
        assert answer.status_code == 200
        assert not answer.context["has_change_permission"]
        assert client.post(url("call_change", call.pk), {"title_ko": "x"}).status_code == 403
        assert client.get(url("call_add")).status_code == 403
        assert client.post(url("call_copy", call.pk)).status_code == 403
        assert {client.post(url(f"call_{step}", call.pk)).status_code for step in self.STEPS} == {403}
        assert Call.objects.count() == 1
        assert all(url(f"call_{step}", call.pk) not in answer.content.decode() for step in (*self.STEPS, "copy"))

    @pytest.mark.parametrize(
        ("role", "sees"), [(Role.CENTRE_STAFF, 200), (Role.AUDITOR, 200), (Role.DISTRICT_STAFF, 403)]
    )
    def test_money_is_read_by_centre_and_auditor_and_moved_by_neither(self, client, role, sees):
        as_role(client, role)
        envelope = EnvelopeFactory(won=100)
        assert client.get(url("envelope_changelist")).status_code == sees
        assert client.get(url("envelope_change", envelope.pk)).status_code == sees
        given = {"kind": "appropriate", "amount": "5", "reason": "추경"}
        assert client.post(url("envelope_appropriation", envelope.pk), given).status_code == 403
        envelope.refresh_from_db()
        assert envelope.appropriated == 100

    @pytest.mark.parametrize("model", ["plan", "strategy", "task"])
    def test_nobody_adds_to_the_plan_or_takes_away_from_it(self, client, model):
        sign_in_staff(client, SuperuserFactory())
        row = {"plan": program().task.strategy.plan, "strategy": program().task.strategy, "task": program().task}[model]
        assert client.get(url(f"{model}_add")).status_code == 403
        assert client.get(url(f"{model}_delete", row.pk)).status_code == 403
        assert client.get(url(f"{model}_change", row.pk)).status_code == 200


class TestPrograms:
    def test_texts_change_and_the_code_stays(self, desk):
        row = program("bef")
        form = form_with(desk.get(url("program_change", row.pk)).content.decode(), "name_ko")
        assert "code" not in form.kinds
        assert desk.post(url("program_change", row.pk), form.sent(name_ko="새 이름", code="other")).status_code == 302
        row.refresh_from_db()
        assert (row.name_ko, row.code) == ("새 이름", "bef")

    def add_state(self, desk, row, **state):
        """Add a row below the program and save it."""
        form = form_with(desk.get(url("program_change", row.pk)).content.decode(), "name_ko")
        total = int(form.values["states-TOTAL_FORMS"][0])
        given = {f"states-{total}-{name}": value for name, value in state.items()}
        return desk.post(url("program_change", row.pk), form.sent(**{"states-TOTAL_FORMS": str(total + 1)}, **given))

    @pytest.mark.parametrize("since", ["2026-02-30", "0001-01-01", "9999-12-31", "taken"])
    def test_a_state_that_cannot_be_is_told(self, desk, since):
        row = program("bef")
        taken = row.states.first().since
        answer = self.add_state(desk, row, state="closed", since=f"{taken if since == 'taken' else since}")
        assert answer.status_code == 200
        assert answer.context["errors"]

    def test_a_new_state_closes_it_to_the_public(self, desk):
        row = program("bef")
        assert self.add_state(desk, row, state="closed", since=f"{today()}", note_ko="예산 소진").status_code == 302
        assert "예산 소진" in desk.get("/programs/bef/").content.decode()


class TestParameters:
    GIVEN = {"program": "", "regulation": "local_subsidy", "key": "trial-share", "scope": "",
             "label_ko": "비율", "value": "10", "unit": "percent", "valid_from": "2030-01-01", "valid_to": "",
             "source": "지침"}  # fmt: skip

    def test_one_is_added(self, desk):
        assert desk.post(url("parameter_add"), self.GIVEN).status_code == 302
        assert Parameter.objects.filter(key="trial-share").count() == 1

    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            ({"valid_to": "2029-12-31"}, "valid_to"),
            ({"valid_from": "2026-02-30"}, "valid_from"),
            ({"valid_to": "9999-99-99"}, "valid_to"),
            ({"value": "-1"}, None),
            ({"value": "9" * 30}, "value"),
            ({"value": "NaN"}, "value"),
            ({"program": "9" * 20}, "program"),
            ({"regulation": ""}, None),
            ({"unit": "apples"}, "unit"),
        ],
    )
    def test_what_is_none_is_told(self, desk, changes, field):
        answer = desk.post(url("parameter_add"), self.GIVEN | changes)
        assert answer.status_code == 200
        assert (field or "__all__") in answer.context["adminform"].form.errors
        assert not Parameter.objects.filter(key="trial-share").exists()

    def test_an_overlap_is_told(self, desk):
        taken = ParameterFactory()
        given = self.GIVEN | {"program": taken.program_id, "regulation": "", "key": taken.key}
        answer = desk.post(url("parameter_add"), given)
        assert "이미" in str(answer.context["adminform"].form.errors["__all__"])


class TestCalls:
    def given(self, **changes):
        """Return what the form of a new call sends."""
        return {
            "number": "2030-077", "program": program().pk, "title_ko": "새 공고", "summary_ko": "요약",
            "opens_at_0": "2030-01-01", "opens_at_1": "09:00", "closes_at_0": "2030-02-01", "closes_at_1": "18:00",
            "reception": "portal", "rubric": "[]", "extensions-TOTAL_FORMS": "0",
            "extensions-INITIAL_FORMS": "0",
        } | changes  # fmt: skip

    def test_the_next_number_is_offered(self, desk):
        year = now().astimezone(SEOUL).year
        assert form_with(desk.get(url("call_add")).content.decode(), "number").values["number"] == [f"{year}-001"]

    def test_a_draft_is_written_and_previewed(self, desk):
        assert desk.post(url("call_add"), self.given()).status_code == 302
        call = Call.objects.get()
        assert call.opens_at.astimezone(SEOUL).hour == 9
        page = desk.get(url("call_change", call.pk)).content.decode()
        assert f'href="/calls/{call.number}/"' in page
        assert "새 공고" in desk.get(f"/calls/{call.number}/").content.decode()

    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            ({"number": "2030"}, "number"),
            ({"opens_at_0": "2030-03-01"}, None),
            ({"opens_at_0": "2026-02-30"}, "opens_at"),
            ({"opens_at_0": "0001-01-01"}, "opens_at"),
            ({"closes_at_0": "9999-12-31", "closes_at_1": "23:59"}, "closes_at"),
            ({"reception": "email"}, None),
            ({"reception_url": "javascript:alert(1)"}, "reception_url"),
            ({"amount_min": "-1"}, None),
            ({"amount_max": "9" * 20}, "amount_max"),
            ({"selections": "-1"}, "selections"),
            ({"selections": "9" * 12}, "selections"),
            ({"own_share_percent": "101"}, "own_share_percent"),
            ({"eligible_kinds": ["no-such-kind"]}, "eligible_kinds"),
            ({"envelope": "9" * 20}, "envelope"),
            ({"envelope": "x"}, "envelope"),
            ({"rubric": '["\\u0000"]'}, "rubric"),
            ({"rubric": "[NaN]"}, "rubric"),
            ({"title_ko": "가" * 201}, "title_ko"),
        ],
    )
    def test_what_is_no_call_is_told(self, desk, changes, field):
        answer = desk.post(url("call_add"), self.given(**changes))
        assert answer.status_code == 200
        assert (field or "__all__") in answer.context["adminform"].form.errors
        assert not Call.objects.exists()

    def test_a_published_call_keeps_what_it_promised(self, desk):
        call = published()
        form = form_with(desk.get(url("call_change", call.pk)).content.decode(), "title_en")
        assert set(form.typed) & {"title_ko", "summary_ko", "number", "amount_max"} == set()
        given = form.sent(official_number="공고 제1호", title_ko="다른 제목")
        assert desk.post(url("call_change", call.pk), given).status_code == 302
        before, call = call, Call.objects.get()
        assert (call.official_number, call.title_ko) == ("공고 제1호", before.title_ko)

    def test_a_draft_can_be_deleted_and_nothing_that_was_published(self, desk):
        draft, call = CallFactory(), published()
        assert desk.post(url("call_delete", draft.pk), {"post": "yes"}).status_code == 302
        assert desk.post(url("call_delete", call.pk), {"post": "yes"}).status_code == 403
        given = {"action": "delete_selected", "_selected_action": [call.pk], "post": "yes"}
        assert desk.post(url("call_changelist"), given).status_code < 500
        assert list(Call.objects.all()) == [call]

    def test_the_list_needs_the_same_queries_for_one_and_for_twenty(self, desk):
        counts = []
        for number in (1, 20):
            for _call in range(number):
                published()
            desk.get(url("call_changelist"))
            with CaptureQueriesContext(connection) as seen:
                desk.get(url("call_changelist"))
            counts.append(len(seen))
        assert counts[0] == counts[1]


class TestSteps:
    def test_publish(self, desk, officer):
        call = CallFactory()
        assert desk.get(url("call_publish", call.pk)).status_code == 200
        assert not Call.objects.get().is_published
        assert desk.post(url("call_publish", call.pk)).url == url("call_change", call.pk)
        assert Call.objects.get().published_by == officer

    def test_a_second_tab_that_publishes_is_told(self, desk):
        call = published()
        answer = desk.post(url("call_publish", call.pk))
        assert answer.status_code == 200
        assert answer.context["form"].non_field_errors()

    def test_extend_with_a_reason_that_the_public_reads(self, desk):
        call = published()
        given = {"closes_at": local(call.closes_at + timedelta(days=7)), "reason": "신청이 적습니다."}
        assert desk.post(url("call_extend", call.pk), given).status_code == 302
        assert "신청이 적습니다." in desk.get(call.get_absolute_url()).content.decode()

    def test_a_second_tab_that_extends_moves_nothing_again(self, desk):
        call = published()
        given = {"closes_at": local(call.closes_at + timedelta(days=7)), "reason": "신청이 적습니다."}
        desk.post(url("call_extend", call.pk), given)
        assert desk.post(url("call_extend", call.pk), given).context["form"].non_field_errors()
        assert call.extensions.count() == 1

    @pytest.mark.parametrize(
        "changes",
        [
            {"closes_at": "2026-02-30T10:00"},
            {"closes_at": "0001-01-01T00:00"},
            {"closes_at": "9999-12-31T23:59"},
            {"closes_at": "x"},
            {"closes_at": ""},
            {"reason": ""},
            {"reason": "가" * 301},
        ],
        ids=str,
    )
    def test_a_wrong_extension_is_told_and_keeps_the_text(self, desk, changes):
        call = published()
        given = {"closes_at": local(call.closes_at + timedelta(days=7)), "reason": "신청이 적습니다."} | changes
        answer = desk.post(url("call_extend", call.pk), given)
        assert answer.status_code == 200
        assert answer.context["form"].errors
        assert given["reason"] in answer.content.decode()
        assert not call.extensions.exists()

    def test_cancel_with_a_reason_that_the_public_reads(self, desk):
        call = published()
        assert desk.post(url("call_cancel", call.pk), {"reason": ""}).context["form"].errors
        desk.post(url("call_cancel", call.pk), {"reason": "예산이 없습니다."})
        assert "예산이 없습니다." in desk.get(call.get_absolute_url()).content.decode()

    def test_copy_makes_a_draft_to_be_finished(self, desk):
        call = published()
        answer = desk.post(url("call_copy", call.pk))
        copy = Call.objects.get(copied_from=call)
        assert answer.url == url("call_change", copy.pk)
        assert desk.get(url("call_copy", call.pk)).url == url("call_change", call.pk)

    @pytest.mark.parametrize("step", ["publish", "extend", "cancel", "copy"])
    @pytest.mark.parametrize("pk", ["0", "9" * 20])
    def test_what_is_no_call_is_not_found(self, desk, step, pk):
        assert desk.post(f"/admin/programs/call/{pk}/{step}/").status_code == 404


class TestTheMoney:
    @pytest.fixture
    def envelope(self):
        return EnvelopeFactory(won=1_000_000)

    def move(self, desk, envelope, **changes):
        """Open the form, fill it in and send it."""
        address = url("envelope_appropriation", envelope.pk)
        form = form_with(desk.get(address).content.decode(), "amount")
        return desk.post(address, form.sent(**{"kind": "appropriate", "amount": "5,000", "reason": "추경", **changes}))

    def test_an_envelope_is_made_and_gets_its_money_by_an_entry(self, desk, officer):
        given = {"program": program().pk, "fiscal_year": "2031", "source": "city", "regulation": "local_subsidy"}
        given |= {"entries-TOTAL_FORMS": "0", "entries-INITIAL_FORMS": "0", "appropriated": "777"}
        assert desk.post(url("envelope_add"), given).status_code == 302
        envelope = Envelope.objects.get()
        assert envelope.appropriated == 0
        assert self.move(desk, envelope, amount="1억").status_code == 200
        assert self.move(desk, envelope, amount="100,000,000원").status_code == 302
        entry = envelope.entries.get()
        assert (entry.amount, entry.actor, entry.reason) == (100_000_000, officer, "추경")

    def test_money_is_taken_away_as_far_as_it_is_free(self, desk, envelope):
        actions.reserve(envelope, 400_000, None, "선정")
        answer = self.move(desk, envelope, kind="reduce", amount="600,001")
        assert answer.context["form"].errors.keys() == {"amount"}
        assert self.move(desk, envelope, kind="reduce", amount="600,000").status_code == 302

    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            ({"amount": "0"}, "amount"),
            ({"amount": "-5"}, "amount"),
            ({"amount": str(2**63)}, "amount"),
            ({"amount": "9" * 5000}, "amount"),
            ({"amount": "1.5"}, "amount"),
            ({"kind": "pay"}, "kind"),
            ({"reason": ""}, "reason"),
            ({"reason": "가" * 301}, "reason"),
        ],
    )
    def test_what_is_no_movement_is_told(self, desk, envelope, changes, field):
        answer = self.move(desk, envelope, **changes)
        assert answer.status_code == 200
        assert answer.context["form"].errors.keys() == {field}
        envelope.refresh_from_db()
        assert envelope.appropriated == 1_000_000

    def test_a_second_click_does_not_give_the_money_twice(self, desk, envelope):
        address = url("envelope_appropriation", envelope.pk)
        given = form_with(desk.get(address).content.decode(), "amount").sent(
            kind="appropriate", amount="5,000", reason="추경"
        )
        assert desk.post(address, given).status_code == 302
        again = desk.post(address, given)
        assert again.status_code == 200
        assert again.context["form"].errors
        assert "추경" in again.content.decode()
        envelope.refresh_from_db()
        assert envelope.appropriated == 1_005_000
        assert desk.post(address, form_with(again.content.decode(), "amount").sent()).status_code == 302

    def test_the_desk_shows_every_balance_and_every_entry(self, desk, envelope):
        actions.reserve(envelope, 400_000, None, "선정: 빵집")
        page = desk.get(url("envelope_changelist")).content.decode()
        assert "400,000원" in page
        assert "600,000원" in page
        assert "선정: 빵집" in desk.get(url("envelope_change", envelope.pk)).content.decode()

    def test_neither_an_envelope_nor_an_entry_is_deleted(self, client, envelope):
        sign_in_staff(client, SuperuserFactory())
        assert client.post(url("envelope_delete", envelope.pk), {"post": "yes"}).status_code == 403
        assert envelope.entries.count() == 1

    def test_the_list_needs_the_same_queries_for_one_and_for_twenty(self, desk):
        counts = []
        for number in (1, 20):
            for _envelope in range(number):
                actions.reserve(EnvelopeFactory(won=10), 1, None, "선정")
            desk.get(url("envelope_changelist"))
            with CaptureQueriesContext(connection) as seen:
                desk.get(url("envelope_changelist"))
            counts.append(len(seen))
        assert counts[0] == counts[1]


def test_a_program_that_has_calls_is_not_deleted(client):
    sign_in_staff(client, SuperuserFactory())
    call = published()
    assert client.post(url("program_delete", call.program_id), {"post": "yes"}).status_code < 500
    assert Program.objects.filter(pk=call.program_id).exists()
