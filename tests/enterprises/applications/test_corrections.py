"""A corrected call form: drafts move to it with what still fits, their writers are told, what was submitted stays."""

import copy

import pytest
from django.urls import reverse

from busan_se.core.clock import now
from busan_se.notifications.models import Message, Outbox
from busan_se.programs import drafting
from enterprises.applications import actions
from enterprises.applications.models import Application
from tests.factories.accounts import StaffFactory, UserFactory, sign_in_staff
from tests.factories.applications import DraftFactory, open_call, submit
from tests.factories.enterprises import MembershipFactory
from tests.factories.ground import StoredFileFactory

pytestmark = pytest.mark.django_db

YES_NO = [{"key": "yes", "label_ko": "예"}, {"key": "no", "label_ko": "아니요"}]
FORM = {
    "sections": [
        {
            "key": "a",
            "title_ko": "계획",
            "questions": [
                {"key": "plan", "type": "long_text", "label_ko": "사업계획", "max": 3000},
                {"key": "note", "type": "text", "label_ko": "메모"},
                {"key": "year", "type": "text", "label_ko": "연도"},
                {"key": "hires", "type": "choice", "label_ko": "채용", "choices": YES_NO},
                {"key": "fields", "type": "choices", "label_ko": "분야", "choices": YES_NO},
                {
                    "key": "days", "type": "table", "label_ko": "일정",
                    "columns": [
                        {"key": "what", "type": "text", "label_ko": "내용"},
                        {"key": "count", "type": "number", "label_ko": "인원"},
                    ],
                },
                {
                    "key": "costs", "type": "cost_table", "label_ko": "사업비", "sources": ["city", "own"],
                    "items": [{"key": "ads", "label_ko": "홍보비"}, {"key": "pay", "label_ko": "인건비"}],
                },
                {"key": "proof", "type": "file", "label_ko": "증빙"},
            ],
        }
    ]
}  # fmt: skip
ANSWERS = {
    "plan": "긴 계획", "note": "지울 메모", "year": "2027", "hires": "yes", "fields": ["yes", "no"],
    "days": {"rows": [{"what": "행사", "count": 3}]},
    "costs": {"rows": [{"item": "pay", "basis": "1명", "city": 70, "own": 30}]},
}  # fmt: skip


def corrected():
    """Return the form with a shorter text, and a question, a type, choices, a column and a cost item gone."""
    form = copy.deepcopy(FORM)
    plan, _note, year, hires, fields, days, costs, _proof = form["sections"][0]["questions"]
    plan["max"] = 2
    year["type"] = "number"
    hires["choices"] = [{"key": "no", "label_ko": "아니요"}, {"key": "later", "label_ko": "나중에"}]
    fields["choices"] = [{"key": "no", "label_ko": "아니요"}, {"key": "later", "label_ko": "나중에"}]
    days["columns"] = days["columns"][:1]
    costs["sources"] = ["national", "city"]
    costs["items"] = costs["items"][:1]
    new = {"key": "goal", "type": "text", "label_ko": "목표"}
    form["sections"][0]["questions"] = [new, plan, year, hires, fields, days, costs]
    return form


def correct(call, form):
    officer = StaffFactory()
    drafting.start_correction(call, officer)
    drafting.save_form(call, form, seen=1)
    return drafting.publish_correction(call, reason="글자 수를 잘못 적었습니다.", by=officer, seen=2)


@pytest.fixture
def call():
    return open_call(form=FORM)


class TestDrafts:
    def test_move_with_the_answers_that_still_fit(self, call):
        draft = DraftFactory(call=call, answers=dict(ANSWERS), file=False)
        draft.written = {"plan": {"from": "earlier"}, "note": {"from": "earlier"}}
        draft.save()
        version = correct(call, corrected())
        draft = Application.objects.get()
        assert draft.version == version
        assert draft.answers == {
            "plan": "긴 계획",
            "fields": ["no"],
            "days": {"rows": [{"what": "행사"}]},
            "costs": {"rows": [{"basis": "1명", "city": 70}]},
        }
        assert draft.written.keys() == {"plan"}
        assert (draft.requested_won, draft.lock_version) == (70, 2)

    def test_files_of_questions_that_are_gone_are_taken_off(self, call):
        draft = DraftFactory(call=call, answers={}, file=False)
        draft.files.create(slot="proof", file=StoredFileFactory())
        same = copy.deepcopy(FORM)
        same["sections"][0]["title_ko"] = "다른 제목"
        correct(call, same)
        assert draft.files.count() == 1
        drafting.start_correction(call, None)
        drafting.save_form(call, corrected(), seen=1)
        drafting.publish_correction(call, reason="이유", by=None, seen=2)
        assert draft.files.count() == 0

    def test_those_who_write_are_told_once_what_to_look_at(self, call):
        draft = DraftFactory(call=call, answers=dict(ANSWERS), file=False)
        manager, viewer = UserFactory(), UserFactory()
        MembershipFactory(user=manager, enterprise=draft.enterprise, role="manager")
        MembershipFactory(user=viewer, enterprise=draft.enterprise, role="viewer")
        correct(call, corrected())
        messages = Message.objects.filter(key=f"application:{draft.pk}:corrected:2")
        assert {message.user for message in messages} == {draft.started_by, manager}
        assert Outbox.objects.filter(key=f"application:{draft.pk}:corrected:2").count() == 2
        message = messages.first()
        assert message.url == reverse("applications:edit", args=[draft.pk])
        for said in ("글자 수를 잘못 적었습니다.", "목표", "사업계획", "메모"):
            assert said in message.body


def test_what_was_submitted_keeps_its_version_and_is_told_nothing():
    call = open_call()
    submitted = submit(DraftFactory(call=call))
    form = copy.deepcopy(call.current_version.form)
    form["sections"][0]["questions"][0]["max"] = 10
    correct(call, form)
    after = Application.objects.select_related("version").get(pk=submitted.pk)
    assert (after.version.number, after.answers) == (1, submitted.answers)
    assert not Message.objects.filter(key__contains="corrected").exists()


def test_a_new_draft_answers_the_corrected_form_even_if_the_page_was_older(call):
    person = UserFactory()
    version = correct(call, corrected())
    assert call.current_version != version
    assert actions.start(call, by=person, enterprise=None, arrived=now()).version == version


def test_the_preview_is_drawn_as_applicants_see_it_and_keeps_nothing(client):
    call = open_call(form=FORM)
    sign_in_staff(client, StaffFactory())
    answer = client.get(reverse("admin:programs_call_form_preview", args=[call.pk]))
    page = answer.content.decode()
    assert answer.status_code == 200
    assert all(f'name="{name}"' in page for name in ("plan", "hires", "proof", "costs.0.city", "days.0.what"))
    assert not Application.objects.exists()
