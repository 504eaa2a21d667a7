"""What is done to calls: publish, extend, cancel, copy."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from busan_se.core.clock import now, today
from busan_se.core.errors import Refused, WrongState
from busan_se.programs import actions
from busan_se.programs.call_forms import check_form, usual_form
from busan_se.programs.models import Call
from tests.factories.accounts import UserFactory
from tests.factories.programs import CallFactory, EnvelopeFactory, ParameterFactory, closed, program, published

pytestmark = pytest.mark.django_db

LATER = timedelta(days=7)


class TestPublish:
    def test_freezes_version_1_and_shows_the_call(self):
        officer = UserFactory()
        call = actions.publish_call(CallFactory(), officer)
        assert (call.published_by, call.current_version.number) == (officer, 1)
        assert call.current_version.published_at == call.published_at
        assert call.is_open_at(now())

    def test_without_a_form_of_its_own_it_gets_the_usual_one_within_its_limits(self):
        call = actions.publish_call(CallFactory(amount_min=0, amount_max=2_000), None)
        assert call.current_version.form == usual_form(amount_min=0, amount_max=2_000)

    def test_its_own_form_and_rubric_are_kept(self):
        form = {"sections": [{"key": "a", "title_ko": "가", "questions": [
            {"key": "plan", "type": "text", "label_ko": "계획"}]}]}  # fmt: skip
        call = actions.publish_call(CallFactory(form=form, rubric=[{"key": "need", "points": 30}]), None)
        assert call.current_version.form == form
        assert call.current_version.rubric == [{"key": "need", "points": 30}]

    def test_its_rules_are_frozen(self):
        draft = CallFactory(eligible_kinds=["village"], amount_max=20, own_share_percent=Decimal("10.00"))
        assert actions.publish_call(draft, None).current_version.rules == {
            "eligible_kinds": ["village"],
            "amount_min": None,
            "amount_max": 20,
            "own_share_percent": "10.00",
        }

    def test_the_parameters_of_today_are_frozen_in_plain_digits(self):
        ParameterFactory(valid_from=today(), valid_to=today(), value=1_000_000)
        ParameterFactory(valid_from=today() - timedelta(days=9), valid_to=today() - timedelta(days=1), key="old")
        ParameterFactory(valid_from=today(), valid_to=None, program=program("bef"), key="of-others")
        ParameterFactory(
            valid_from=today(), valid_to=None, program=None, regulation="local_subsidy", key="share",
            value=Decimal("12.50"), unit="percent",
        )  # fmt: skip
        envelope = EnvelopeFactory(regulation="local_subsidy")
        frozen = actions.publish_call(CallFactory(envelope=envelope), None).current_version.parameters
        values = {row["key"]: row["value"] for row in frozen}
        assert values["trial-cap"] == "1000000"
        assert values["share"] == "12.5"
        assert not values.keys() & {"old", "of-others"}

    def test_happens_once(self):
        with pytest.raises(WrongState) as refusal:
            actions.publish_call(published(), None)
        assert refusal.value.code == "already_published"

    def test_is_too_late_after_the_closing(self):
        draft = CallFactory(opens_at=now() - LATER, closes_at=now())
        with pytest.raises(Refused) as refusal:
            actions.publish_call(draft, None)
        assert refusal.value.code == "closing_passed"

    def test_refuses_a_broken_form_and_leaves_a_draft(self):
        draft = CallFactory(form={"sections": []})
        with pytest.raises(ValidationError):
            actions.publish_call(draft, None)
        draft.refresh_from_db()
        assert not draft.is_published


QUESTION = {"key": "plan", "type": "text", "label_ko": "계획"}


def form_of(*questions, **section):
    return {"sections": [{"key": "a", "title_ko": "가", "questions": list(questions)} | section]}


class TestForms:
    def test_the_usual_form_is_one(self):
        check_form(usual_form())

    @pytest.mark.parametrize("kind", ["text", "long_text", "won", "date", "file"])
    def test_every_kind_of_question_may_be_asked(self, kind):
        check_form(form_of(QUESTION | {"type": kind, "max": 10}))

    def test_a_file_may_be_a_document_that_enterprises_keep(self):
        check_form(form_of(QUESTION | {"type": "file", "document_kind": "tax", "issued_within_days": 30}))

    @pytest.mark.parametrize(
        "form",
        [
            None,
            [],
            "form",
            {},
            {"sections": "a"},
            {"sections": ["a"]},
            {"sections": [{"questions": []}]},
            form_of("a question"),
            form_of(["a question"]),
            form_of(None),
            {"sections": [{"key": "a", "title_ko": "가", "questions": "abc"}]},
            {"sections": [{"key": "a", "title_ko": "가", "questions": {"key": "plan"}}]},
            form_of(QUESTION, title_ko=""),
            form_of(QUESTION, key=None),
            form_of(QUESTION | {"key": ""}),
            form_of(QUESTION | {"key": ["plan"]}),
            form_of(QUESTION | {"key": 7}),
            form_of(QUESTION | {"key": "lock_version"}),
            form_of(QUESTION, QUESTION),
            form_of(QUESTION | {"type": "essay"}),
            form_of(QUESTION | {"type": ["text"]}),
            form_of(QUESTION | {"label_ko": ""}),
            form_of(QUESTION | {"key": "amount"}),
            form_of(QUESTION | {"max": "many"}),
            form_of(QUESTION | {"max": True}),
            form_of(QUESTION | {"max": -1}),
            form_of(QUESTION | {"type": "won", "min": [1]}),
            form_of(QUESTION | {"type": "file", "max_files": 0}),
            form_of(QUESTION | {"type": "file", "document_kind": "passport"}),
            form_of(QUESTION | {"type": "file", "issued_within_days": 30}),
            form_of(QUESTION | {"type": "file", "document_kind": "tax", "issued_within_days": 0}),
            form_of(QUESTION | {"type": "text", "document_kind": "tax"}),
        ],
        ids=str,
    )
    def test_anything_else_is_refused_in_words(self, form):
        with pytest.raises(ValidationError):
            check_form(form)


class TestExtend:
    def test_moves_the_closing_and_keeps_why(self):
        call, officer = published(), UserFactory()
        before, after = call.closes_at, call.closes_at + LATER
        call = actions.extend_call(call, after, "  신청이 적습니다. ", officer)
        extension = call.extensions.get()
        assert call.closes_at == after
        assert (extension.old_closes_at, extension.new_closes_at) == (before, after)
        assert (extension.reason, extension.extended_by) == ("신청이 적습니다.", officer)

    def test_again_and_again(self):
        call = published()
        for _time in range(3):
            call = actions.extend_call(call, call.closes_at + LATER, "이유", None)
        assert call.extensions.count() == 3

    def test_reopens_what_was_closed(self):
        assert actions.extend_call(closed(), now() + LATER, "전산 장애", None).is_open_at(now())

    @pytest.mark.parametrize(
        ("make", "moved", "reason", "code"),
        [
            (CallFactory, LATER, "이유", "not_standing"),
            (published, LATER, " \n ", "no_reason"),
            (published, timedelta(0), "이유", "not_later"),
            (published, -LATER, "이유", "not_later"),
            (closed, timedelta(hours=1), "이유", "closing_passed"),
        ],
        ids=["draft", "no reason", "same", "earlier", "still past"],
    )
    def test_refuses(self, make, moved, reason, code):
        call = make()
        with pytest.raises((Refused, WrongState)) as refusal:
            actions.extend_call(call, call.closes_at + moved, reason, None)
        assert refusal.value.code == code
        assert not call.extensions.exists()

    def test_a_cancelled_call_stays_cancelled(self):
        call = actions.cancel_call(published(), "예산이 없습니다.")
        with pytest.raises(WrongState):
            actions.extend_call(call, call.closes_at + LATER, "이유", None)


class TestCancel:
    def test_for_good_with_its_reason(self):
        call = actions.cancel_call(published(), " 예산이 없습니다. ")
        assert (call.phase, call.cancel_reason) == ("cancelled", "예산이 없습니다.")

    def test_needs_a_reason(self):
        with pytest.raises(Refused) as refusal:
            actions.cancel_call(published(), "  ")
        assert refusal.value.code == "no_reason"

    @pytest.mark.parametrize("make", [CallFactory, lambda: actions.cancel_call(published(), "이유")])
    def test_only_what_stands(self, make):
        with pytest.raises(WrongState):
            actions.cancel_call(make(), "이유")


class TestCopy:
    def test_takes_texts_and_conditions_and_is_a_draft(self):
        call = published(envelope=EnvelopeFactory(), official_number="제1호", amount_max=5, eligible_kinds=["village"])
        copy = actions.copy_call(call)
        assert not copy.is_published
        assert copy.copied_from == call
        assert (copy.title_ko, copy.amount_max, copy.eligible_kinds) == (call.title_ko, 5, ["village"])
        assert (copy.envelope, copy.official_number, copy.number != call.number) == (None, "", True)

    def test_numbers_follow_each_other_in_a_year(self):
        assert actions.next_number(2040) == "2040-001"
        CallFactory(number="2040-007")
        assert actions.next_number(2040) == "2040-008"

    def test_numbers_go_on_after_999(self):
        for number in ("2040-999", "2040-1000"):
            CallFactory(number=number)
        assert actions.next_number(2040) == "2040-1001"

    def test_numbers_count_what_is_written_with_zeros(self):
        CallFactory(number="2040-00012")
        assert actions.next_number(2040) == "2040-013"

    def test_a_copy_is_numbered_in_this_year(self):
        year = date(today().year, 1, 1).year
        assert actions.copy_call(published()).number.startswith(f"{year}-")


def test_words_find_calls_in_both_languages():
    call = published(title_ko="골목 빵집 지원", title_en="Corner bakeries")
    for words in ("빵집", "bakeries", "골목 지원", "사업개발비 빵집"):
        assert list(Call.objects.with_words(words)) == [call], words
    assert not Call.objects.with_words("빵집 없는말").exists()
