"""The public pages of programs and strategies: what they say, what narrows them, what they cost."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from busan_se.core.clock import now, today
from busan_se.programs.models import Program, ProgramState, Strategy
from tests.factories.accounts import StaffFactory, sign_in_staff
from tests.factories.programs import ParameterFactory, closed, program, published, upcoming

pytestmark = pytest.mark.django_db


def text(client, url):
    return client.get(url).content.decode()


def listed(client, **query):
    """Return the codes of the programs that the list shows."""
    groups = client.get("/programs/", query).context["groups"]
    return [program.code for group in groups for program in group.programs]


def queries_of(client, url):
    client.get(url)
    with CaptureQueriesContext(connection) as seen:
        assert client.get(url).status_code == 200
    return len(seen)


class TestTheList:
    def test_shows_every_program_under_its_strategy_in_the_order_of_the_plan(self, client):
        context = client.get("/programs/").context
        assert [group.strategy.code for group in context["groups"]] == ["S1", "S2", "S3", "S4"]
        assert context["n"] == Program.objects.count() == len(listed(client))

    def test_leads_to_every_program(self, client):
        page = text(client, "/programs/")
        assert all(f'href="/programs/{code}/"' in page for code in Program.objects.values_list("code", flat=True))

    @pytest.mark.parametrize("code", ["S1", "S2", "S3", "S4"])
    def test_by_strategy(self, client, code):
        expected = Program.objects.filter(task__strategy__code=code).values_list("code", flat=True)
        assert set(listed(client, strategy=code)) == set(expected) != set()

    def test_by_target(self, client):
        found = listed(client, target="founder")
        assert found
        assert {code: "founder" in Program.objects.get(code=code).targets for code in found} == dict.fromkeys(
            found, True
        )

    def test_the_four_focus_projects(self, client):
        assert len(listed(client, focus="true")) == 4

    def test_those_with_an_open_call(self, client):
        published(program=program("bef"))
        upcoming(program=program("academia"))
        closed(program=program("academia"))
        assert listed(client, open="true") == ["bef"]

    @pytest.mark.parametrize("words", ["사업개발비", "business development grant", " 사업개발비  기업 "])
    def test_by_words_in_either_language(self, client, words):
        Program.objects.filter(code="business-development").update(
            name_ko="사업개발비 지원", name_en="Business development grant", who_ko="기업"
        )
        assert "business-development" in listed(client, q=words)

    def test_every_word_must_be_there(self, client):
        assert listed(client, q="사업개발비 이런말은없습니다") == []

    def test_filters_narrow_each_other(self, client):
        both = listed(client, strategy="S3", target="enterprise")
        assert set(both) == set(listed(client, strategy="S3")) & set(listed(client, target="enterprise"))

    def test_nothing_found_says_how_to_go_on(self, client):
        page = text(client, "/programs/?q=이런말은없습니다")
        assert "맞는 지원사업이 없습니다" in page
        assert 'href="/programs/"' in page

    @pytest.mark.parametrize(
        "query", [{"strategy": "S9"}, {"strategy": "-1"}, {"target": "dogs"}, {"q": "가" * 101}, {"q": "a\u202eb"}]
    )
    def test_a_value_that_is_none_is_told_and_finds_nothing(self, client, query):
        response = client.get("/programs/", query)
        assert response.status_code == 400
        assert response.context["form"].errors.keys() == query.keys()
        assert response.context["groups"] == []

    def test_what_was_asked_stays_in_the_form(self, client):
        assert 'value="빵집"' in text(client, "/programs/?q=빵집")

    def test_in_english(self, client):
        page = text(client, "/en/programs/")
        assert Strategy.objects.get(code="S1").name_en in page
        assert 'href="/en/programs/bef/"' in page

    def test_a_hidden_program_is_for_staff_alone(self, client):
        Program.objects.filter(code="bef").update(is_shown=False)
        assert "bef" not in listed(client)
        assert client.get("/programs/bef/").status_code == 404
        sign_in_staff(client, StaffFactory())
        assert "bef" in listed(client)

    def test_the_same_queries_for_one_and_for_many(self, client):
        one = queries_of(client, "/programs/")
        for code in Program.objects.values_list("code", flat=True):
            published(program=program(code))
        assert queries_of(client, "/programs/") == one


class TestAProgram:
    def test_says_for_whom_what_when_how_and_whom_to_ask(self, client):
        page = text(client, "/programs/business-development/")
        row = program()
        for said in (row.name_ko, row.summary_ko, row.desk_ko, row.phone):
            assert said in page
        for term in ("지원 대상", "지원 내용", "때", "신청 방법", "담당 부서"):
            assert f"<dt>{term}</dt>" in page, term

    def test_its_own_telephone_before_the_help_desk(self, client):
        Program.objects.filter(code="bef").update(desk_phone="051-123-4567")
        assert 'href="tel:051-123-4567"' in text(client, "/programs/bef/")

    def test_shows_its_calls_by_phase(self, client):
        calls = {"open": published(), "upcoming": upcoming(), "closed": closed()}
        published(program=program("bef"))
        response = client.get("/programs/business-development/")
        shown = response.context["calls"]
        assert {phase: list(getattr(shown, phase)) for phase in calls} == {
            phase: [call] for phase, call in calls.items()
        }
        assert all(call.get_absolute_url() in response.content.decode() for call in calls.values())

    def test_says_when_it_does_not_operate(self, client):
        row = program("bef")
        row.states.filter(since=today()).delete()
        ProgramState.objects.create(program=row, state="closed", since=today(), note_ko="2026년 예산 소진")
        page = text(client, "/programs/bef/")
        assert "2026년 예산 소진" in page
        assert "운영하지 않음" in page

    def test_values_that_hold_today_with_their_source(self, client):
        day = today()
        ParameterFactory(label_ko="오늘의 한도", value=10_000_000, valid_from=day, valid_to=day, source="지침 3쪽")
        ParameterFactory(label_ko="오늘의 비율", key="share", value=10, unit="percent", valid_from=day, valid_to=day)
        ParameterFactory(label_ko="지난 한도", key="old", valid_to=day - timedelta(days=1),
                         valid_from=day - timedelta(days=9))  # fmt: skip
        page = text(client, "/programs/business-development/")
        assert "1,000만 원" in page
        assert "10 %" in page
        assert "지침 3쪽" in page
        assert "확인 필요" in page
        assert "지난 한도" not in page

    def test_in_english_and_says_what_is_in_korean_only(self, client):
        Program.objects.filter(code="bef").update(name_en="Blooming fund", how_en="")
        page = text(client, "/en/programs/bef/")
        assert "Blooming fund" in page
        assert "Parts of this page are in Korean only." in page
        assert "in Korean only" not in text(client, "/programs/bef/")

    @pytest.mark.parametrize("code", ["no-such", "-1", "9" * 3000, "빵", "S1"])
    def test_what_is_no_program_is_not_found(self, client, code):
        assert client.get(f"/programs/{code}/").status_code == 404

    def test_the_same_queries_for_one_and_for_many(self, client):
        published(), upcoming(), closed()
        one = queries_of(client, "/programs/business-development/")
        for _time in range(20):
            published(), upcoming(), closed()
        assert queries_of(client, "/programs/business-development/") == one

    def test_what_was_typed_by_staff_is_text(self, client):
        Program.objects.filter(code="bef").update(name_ko="<script>alert(1)</script>")
        assert "<script>alert(1)" not in text(client, "/programs/bef/")


class TestAStrategy:
    @pytest.mark.parametrize("code", ["s1", "s2", "s3", "s4"])
    def test_shows_its_tasks_with_their_programs(self, client, code):
        context = client.get(f"/programs/strategy/{code}/").context
        strategy = Strategy.objects.get(code=code.upper())
        assert [task for task, _programs in context["tasks"]] == list(strategy.tasks.all())
        assert all(programs for _task, programs in context["tasks"])

    def test_every_strategy_has_a_page_where_its_app_is_or_here(self, client):
        assert {client.get(row.get_absolute_url()).status_code for row in Strategy.objects.all()} == {200}

    def test_says_that_the_tasks_are_a_reconstruction(self, client):
        assert "재구성" in text(client, "/programs/strategy/s1/")

    @pytest.mark.parametrize("code", ["s9", "s", "-1", "ſ1", "9" * 300])
    def test_what_is_no_strategy_is_not_found(self, client, code):
        assert client.get(f"/programs/strategy/{code}/").status_code == 404


def test_search_finds_programs_and_calls(client):
    call = published(title_ko="골목 빵집 지원")
    page = text(client, "/search/?q=빵집")
    assert call.get_absolute_url() in page
    assert "/programs/bef/" in text(client, "/search/?q=BEF")


class TestTheHomePage:
    def test_shows_the_calls_that_close_next(self, client):
        calls = [published(closes_at=now() + timedelta(days=days)) for days in (9, 3, 5, 7)]
        page = text(client, "/")
        assert [call.get_absolute_url() in page for call in calls] == [False, True, True, True]

    def test_and_what_opens_next_where_few_are_open(self, client):
        assert upcoming().get_absolute_url() in text(client, "/")
