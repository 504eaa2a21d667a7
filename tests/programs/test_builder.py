"""The form builder: a whole form made as an officer makes it, two officers at one form, corrections."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from busan_se.accounts.roles import Role
from busan_se.core.errors import Conflict, Refused, WrongState
from busan_se.programs import drafting
from busan_se.programs.call_forms import check_form, questions_of, usual_form
from busan_se.programs.models import Call, CallVersion
from tests.factories.accounts import StaffFactory, sign_in_staff
from tests.factories.programs import CallFactory, program, published
from tests.journeys.html_forms import form_with

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return StaffFactory()


@pytest.fixture
def desk(client, officer):
    return sign_in_staff(client, officer)


class Builder:
    """An officer at the form of a call, who fills in the forms of the pages."""

    def __init__(self, client, call):
        self.client, self.call = client, call

    def url(self, name="form", *args):
        return reverse(f"admin:programs_call_{name}", args=[self.call.pk, *args])

    def page(self, name="form", *args):
        answer = self.client.get(self.url(name, *args))
        assert answer.status_code == 200
        return answer.content.decode()

    def send(self, name, *args, known="seen", **given):
        form = form_with(self.page(name, *args), known)
        return self.client.post(self.url(name, *args), form.sent(**given))

    @property
    def form(self):
        call = Call.objects.select_related("current_version").get(pk=self.call.pk)
        return drafting.Working.of(call).form

    def section(self, title):
        return next(section["key"] for section in self.form["sections"] if section["title_ko"] == title)

    def question(self, label):
        return next(question for question in questions_of(self.form) if question["label_ko"] == label)

    def add(self, section, kind, label, **given):
        answer = self.send("form_question_add", self.section(section), kind, known="label_ko", label_ko=label, **given)
        assert answer.status_code == 302, answer.context["page"].form.errors
        return self.question(label)

    def move(self, key, direction, what="question"):
        return self.client.post(self.url("form_move"), {"seen": str(self.lock), "move": f"{what}:{key}:{direction}"})

    @property
    def lock(self):
        call = Call.objects.select_related("current_version").get(pk=self.call.pk)
        return drafting.Working.of(call).lock


def rows(*labels):
    """Return what is typed into the empty rows of a question."""
    return {f"rows-{n}-label_ko": label for n, label in enumerate(labels)}


class TestAWholeForm:
    def test_with_a_condition_tables_and_a_cost_table(self, desk):
        builder = Builder(desk, CallFactory())
        assert builder.send("form_remove", "section", "money").status_code == 302
        builder.send("form_section_add", known="title_ko", title_ko="고용", title_en="Jobs", help_ko="고용 계획")
        hires = builder.add("고용", "choice", "새로 채용합니까?", **rows("예", "아니요"))
        yes = hires["choices"][0]["key"]
        workers = builder.add("고용", "workers", "채용 계획", min_rows="1", show_if=[f"{hires['key']}:{yes}"])
        table = builder.add(
            "고용", "table", "일정",
            **rows("내용", "구분"), **{"rows-1-type": "choice", "rows-1-choices": "본행사 | Main\n\n준비"},
        )  # fmt: skip
        builder.send("form_section_add", known="title_ko", title_ko="사업비")
        costs = builder.add(
            "사업비", "cost_table", "사업비 산출", sources=["own", "city"], own_share_percent="12.50",
            **rows("인건비", "홍보비"),
        )  # fmt: skip
        check_form(builder.form)
        assert workers["show_if"] == {"question": hires["key"], "in": [yes]}
        assert (workers["min_rows"], workers["max_rows"]) == (1, 20)
        assert [column["type"] for column in table["columns"]] == ["text", "choice"]
        assert [choice["label_ko"] for choice in table["columns"][1]["choices"]] == ["본행사", "준비"]
        assert (costs["sources"], costs["own_share_percent"]) == (["city", "own"], "12.5")
        page = builder.page()
        assert "“새로 채용합니까?”" in page
        assert builder.url("form_publish") not in page
        assert reverse("admin:programs_call_publish", args=[builder.call.pk]) in page

    def test_the_requested_amount_comes_from_one_place(self, desk):
        builder = Builder(desk, CallFactory(amount_max=5_000))
        section = builder.section("신청금액")
        assert builder.url("form_question_add", section, "cost_table") not in builder.page("form_types", section)
        assert desk.get(builder.url("form_question_add", section, "cost_table")).url == builder.url()
        builder.send("form_remove", "question", "amount")
        builder.add("신청금액", "amount", "지원 신청액")
        assert (builder.question("지원 신청액")["key"], builder.question("지원 신청액")["max"]) == ("amount", 5_000)

    def test_a_choice_that_is_renamed_moved_or_removed_keeps_the_keys_of_the_others(self, desk):
        builder = Builder(desk, CallFactory())
        before = builder.add("사업계획", "choices", "분야", **rows("교육", "돌봄", "환경"))
        changed = {
            "rows-0-label_ko": "교육·문화", "rows-0-ORDER": "4", "rows-1-DELETE": "on", "rows-3-label_ko": "먹거리",
        }  # fmt: skip
        assert builder.send("form_question", before["key"], known="label_ko", **changed).status_code == 302
        after = builder.question("분야")["choices"]
        first, _second, third = (choice["key"] for choice in before["choices"])
        assert [choice["label_ko"] for choice in after] == ["환경", "교육·문화", "먹거리"]
        assert [choice["key"] for choice in after][:2] == [third, first]
        assert after[2]["key"] not in {first, third}

    def test_questions_move_within_and_between_sections(self, desk):
        builder = Builder(desk, CallFactory())
        builder.move("amount", "up")
        assert [len(section["questions"]) for section in builder.form["sections"]] == [2, 0, 1]
        builder.move("amount", "up")
        assert [row["key"] for row in questions_of(builder.form)] == ["amount", "plan", "plan_file"]
        builder.move("money", "down", "section")
        assert [section["key"] for section in builder.form["sections"]] == ["plan", "files", "money"]
        assert "“신청금액”에 질문이 없습니다" in builder.page()

    def test_a_question_that_another_depends_on_stays_before_it(self, desk):
        builder = Builder(desk, CallFactory())
        hires = builder.add("사업계획", "choice", "채용", **rows("예", "아니요"))
        builder.add("사업계획", "text", "직무", show_if=[f"{hires['key']}:{hires['choices'][0]['key']}"])
        form = builder.form
        builder.move(hires["key"], "down")
        assert builder.send("form_remove", "question", hires["key"]).status_code == 422
        removed = {"rows-0-DELETE": "on", "rows-2-label_ko": "모름"}
        assert builder.send("form_question", hires["key"], known="label_ko", **removed).status_code == 422
        assert builder.form == form

    @pytest.mark.parametrize(
        ("kind", "given", "field"),
        [
            ("text", {"label_ko": ""}, "label_ko"),
            ("text", {"max": "0"}, "max"),
            ("text", {"max": "9" * 5000}, "max"),
            ("number", {"min": "5", "max": "4"}, "max"),
            ("won", {"min": "5,000", "max": "4000"}, "max"),
            ("workers", {"max_rows": "51"}, "max_rows"),
            ("workers", {"min_rows": "9", "max_rows": "8"}, "max_rows"),
            ("cost_table", {**rows("인건비")}, "sources"),
            ("cost_table", {**rows("인건비"), "sources": ["city"], "own_share_percent": "10"}, "own_share_percent"),
            ("cost_table", {**rows("인건비"), "sources": ["own"], "own_share_percent": "1e9"}, "own_share_percent"),
            ("file", {"issued_within_days": "30"}, "issued_within_days"),
            ("file", {"document_kind": "passport"}, "document_kind"),
            ("choices", {**rows("가", "나"), "max_choices": "3"}, "max_choices"),
            ("choice", rows("가"), None),
            ("choice", rows("가", "가"), None),
            ("choice", {**rows("가", "나"), "rows-0-label_ko": "\u202e"}, None),
            ("choice", {**rows("가", "나"), "rows-TOTAL_FORMS": "9999999"}, None),
            ("choice", {**rows("가", "나"), "rows-TOTAL_FORMS": ""}, None),
            ("table", {}, None),
            ("table", {**rows("열"), "rows-0-type": "choice", "rows-0-choices": "하나"}, None),
        ],
    )
    def test_what_is_no_question_is_told_at_the_field(self, desk, kind, given, field):
        builder = Builder(desk, CallFactory())
        builder.send("form_remove", "question", "amount")
        before = builder.form
        given = {"label_ko": "질문", **given}
        answer = builder.send("form_question_add", "plan", kind, known="label_ko", **given)
        assert answer.status_code == 422
        page = answer.context["page"]
        assert set(page.form.errors) == ({field} if field else set())
        assert field or page.rows.non_form_errors() or any(row.errors for row in page.rows)
        assert builder.form == before

    def test_conditions_are_answers_of_one_earlier_question(self, desk):
        builder = Builder(desk, CallFactory())
        one = builder.add("사업계획", "choice", "하나", **rows("예", "아니요"))
        two = builder.add("신청금액", "choice", "둘", **rows("예", "아니요"))
        both = [f"{row['key']}:{row['choices'][0]['key']}" for row in (one, two)]
        assert both[1] not in builder.page("form_question_add", "plan", "text")
        answer = builder.send("form_question_add", "money", "text", known="label_ko", label_ko="셋", show_if=both)
        assert set(answer.context["page"].form.errors) == {"show_if"}


class TestTwoOfficers:
    def test_the_second_sees_both_texts_and_loses_nothing(self, desk):
        builder = Builder(desk, CallFactory())
        mine = form_with(builder.page("form_question", "plan"), "label_ko")
        builder.send("form_question", "plan", known="label_ko", label_ko="동료의 제목")
        answer = desk.post(builder.url("form_question", "plan"), mine.sent(label_ko="나의 제목"))
        page = answer.content.decode()
        assert answer.status_code == 409
        assert "동료의 제목" in page
        assert builder.question("동료의 제목")
        again = form_with(page, "label_ko")
        assert again.values["label_ko"] == ["나의 제목"]
        assert desk.post(builder.url("form_question", "plan"), again.sent()).status_code == 302
        assert builder.question("나의 제목")["key"] == "plan"

    def test_what_was_typed_for_a_question_or_section_that_is_gone_can_be_added(self, desk):
        builder = Builder(desk, CallFactory())
        mine = form_with(builder.page("form_question", "plan"), "label_ko")
        section = form_with(builder.page("form_section", "plan"), "title_ko")
        builder.send("form_remove", "section", "plan")
        answer = desk.post(builder.url("form_question", "plan"), mine.sent(label_ko="다시 쓴 계획"))
        again = form_with(answer.content.decode(), "label_ko")
        assert answer.status_code == 409
        assert desk.post(again.action, again.sent()).status_code == 302
        assert builder.question("다시 쓴 계획")["type"] == "long_text"
        answer = desk.post(builder.url("form_section", "plan"), section.sent(title_ko="되살린 부분"))
        assert answer.status_code == 409
        again = form_with(answer.content.decode(), "title_ko")
        assert desk.post(builder.url("form_section", "plan"), again.sent()).status_code == 302
        assert builder.form["sections"][-1]["title_ko"] == "되살린 부분"

    @pytest.mark.parametrize("seen", ["0", "", "x", "9" * 30])
    def test_a_page_from_another_state_moves_nothing(self, desk, seen):
        builder = Builder(desk, CallFactory())
        before = builder.form
        desk.post(builder.url("form_move"), {"seen": seen, "move": "question:amount:up"})
        assert builder.form == before

    def test_the_page_of_the_call_leaves_the_form_alone(self, desk):
        builder = Builder(desk, CallFactory())
        url = reverse("admin:programs_call_change", args=[builder.call.pk])
        opened = form_with(desk.get(url).content.decode(), "title_ko")
        builder.move("amount", "up")
        form, lock = builder.form, builder.lock
        assert desk.post(url, opened.sent(title_ko="새 제목")).status_code == 302
        assert (builder.form, builder.lock) == (form, lock)


class TestTaking:
    def test_last_years_call_of_the_program_comes_first_with_its_terms(self, desk):
        builder = Builder(desk, CallFactory(amount_max=10))
        form = usual_form(amount_max=7_000)
        form["sections"][0]["title_ko"] = "작년 계획"
        other = CallFactory(program=program("bef"))
        last = published(form=form, amount_max=7_000, own_share_percent=10)
        page = builder.page("form_take")
        assert page.index(f'value="{last.pk}"') < page.index(f'value="{other.pk}"')
        assert builder.send("form_take", known="with_terms", source=f"{last.pk}", with_terms="on").status_code == 302
        call = Call.objects.get(pk=builder.call.pk)
        assert builder.section("작년 계획")
        assert (call.amount_max, call.own_share_percent) == (7_000, 10)
        assert call.envelope is None
        assert builder.send("form_take", known="with_terms", source="usual").status_code == 302
        assert builder.form == usual_form(amount_max=7_000)

    @pytest.mark.parametrize("source", ["", "0", "x"])
    def test_an_unknown_call_is_told(self, desk, source):
        builder = Builder(desk, CallFactory())
        assert builder.send("form_take", known="with_terms", source=source).status_code == 422


class TestCorrections:
    def correct(self, builder, **given):
        builder.send("form_correct")
        builder.send("form_question", "plan", known="label_ko", label_ko="고친 계획", **given)

    def test_a_correction_is_a_new_version_with_its_reason(self, desk, officer):
        call = published()
        builder = Builder(desk, call)
        assert desk.get(builder.url("form_question", "plan")).url == builder.url()
        self.correct(builder)
        assert Call.objects.get().current_version.form == usual_form()
        assert builder.send("form_publish", known="reason", reason=" ").status_code == 422
        assert builder.send("form_publish", known="reason", reason="글자 수가 틀렸습니다.").status_code == 302
        new = Call.objects.get().current_version
        assert (new.number, new.reason, new.published_by) == (2, "글자 수가 틀렸습니다.", officer)
        assert questions_of(new.form)[0]["label_ko"] == "고친 계획"
        first = CallVersion.objects.get(number=1)
        assert first.form == usual_form()
        assert (new.rules, new.parameters, new.rubric) == (first.rules, first.parameters, first.rubric)
        assert "글자 수가 틀렸습니다." in builder.page()
        self.correct(builder, max="10")
        builder.send("form_publish", known="reason", reason="또 고칩니다.")
        assert Call.objects.get().current_version.number == 3

    def test_one_that_is_thrown_away_leaves_nothing(self, desk):
        builder = Builder(desk, published())
        self.correct(builder)
        assert builder.send("form_discard").status_code == 302
        assert builder.form == usual_form()
        assert CallVersion.objects.count() == 1

    def test_refusals(self, officer):
        call = published()
        with pytest.raises(WrongState):
            drafting.save_form(call, usual_form(), seen=1)
        with pytest.raises(WrongState):
            drafting.start_correction(CallFactory(), officer)
        correction = drafting.start_correction(call, officer)
        assert drafting.start_correction(call, officer) == correction
        with pytest.raises(Refused) as refusal:
            drafting.publish_correction(call, reason="이유", by=officer, seen=1)
        assert refusal.value.code == "nothing_changed"
        drafting.save_form(call, usual_form(amount_max=9), seen=1)
        with pytest.raises(Conflict):
            drafting.publish_correction(call, reason="이유", by=officer, seen=1)

    def test_a_copy_has_the_corrected_form(self, desk):
        call = published()
        builder = Builder(desk, call)
        self.correct(builder)
        builder.send("form_publish", known="reason", reason="이유")
        desk.post(reverse("admin:programs_call_copy", args=[call.pk]))
        copy = Call.objects.get(copied_from=call)
        assert questions_of(copy.form)[0]["label_ko"] == "고친 계획"


class TestWhoMay:
    @pytest.mark.parametrize("role", [Role.CENTRE_STAFF, Role.DISTRICT_STAFF, Role.AUDITOR])
    def test_others_than_the_city_read_the_form_and_change_nothing(self, client, role):
        user = StaffFactory(districts=["26350"]) if role == Role.DISTRICT_STAFF else StaffFactory(role=role)
        builder = Builder(sign_in_staff(client, user), CallFactory())
        page = builder.page()
        assert "form/question" not in page
        assert builder.url("form_take") not in page
        addresses = [
            builder.url("form_section_add"), builder.url("form_section", "plan"), builder.url("form_types", "plan"),
            builder.url("form_question_add", "plan", "text"), builder.url("form_question", "plan"),
            builder.url("form_remove", "question", "plan"), builder.url("form_move"), builder.url("form_take"),
        ]  # fmt: skip
        assert {client.post(address, {"seen": "1"}).status_code for address in addresses} == {403}
        assert {client.get(address).status_code for address in addresses} == {403}
        call = Builder(client, published())
        steps = ("form_correct", "form_discard", "form_publish")
        assert {client.post(call.url(step)).status_code for step in steps} == {403}

    def test_the_page_needs_the_same_queries_for_any_number_of_questions(self, desk):
        builder = Builder(desk, CallFactory())
        counts = []
        for number in (1, 20):
            for place in range(number):
                builder.add("사업계획", "text", f"질문 {number}-{place}")
            builder.page()
            with CaptureQueriesContext(connection) as seen:
                builder.page()
            counts.append(len(seen))
        assert counts[0] == counts[1] <= 10
