"""The public pages of calls."""

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from busan_se.core.clock import SEOUL, now
from busan_se.programs import actions
from tests.factories.accounts import StaffFactory, UserFactory, sign_in_staff
from tests.factories.programs import CallFactory, EnvelopeFactory, closed, published, upcoming

pytestmark = pytest.mark.django_db


def text(client, url):
    return client.get(url).content.decode()


def queries_of(client, url):
    client.get(url)
    with CaptureQueriesContext(connection) as seen:
        assert client.get(url).status_code == 200
    return len(seen)


class TestTheList:
    def test_open_calls_come_first_and_what_closes_next_on_top(self, client):
        late, soon = (published(closes_at=now() + timedelta(days=days)) for days in (9, 2))
        upcoming(), closed(), CallFactory()
        assert client.get("/calls/").context["page"].items == [soon, late]

    def test_what_closed_last_comes_first(self, client):
        old, recent = (
            published(opens_at=now() - timedelta(days=30), closes_at=now() - timedelta(days=days)) for days in (9, 2)
        )
        assert client.get("/calls/?phase=closed").context["page"].items == [recent, old]

    def test_a_cancelled_call_is_among_the_closed_and_marked(self, client):
        actions.cancel_call(published(), "예산이 없습니다.")
        assert client.get("/calls/").context["page"].items == []
        assert "취소" in text(client, "/calls/?phase=closed")

    @pytest.mark.parametrize("phase", ["open", "upcoming", "closed"])
    def test_an_empty_list_says_how_to_go_on(self, client, phase):
        assert 'href="/programs/"' in text(client, f"/calls/?phase={phase}")

    @pytest.mark.parametrize("query", ["phase=x", "phase=-1", "page=-1", "page=2", "page=", "page=" + "9" * 999])
    def test_what_is_no_list_is_not_found(self, client, query):
        published()
        assert client.get(f"/calls/?{query}").status_code == 404

    @pytest.mark.parametrize("phase", ["open", "upcoming", "closed"])
    def test_pages_show_every_call_once(self, client, phase):
        make = {"open": published, "upcoming": upcoming, "closed": closed}[phase]
        numbers = {make().number for _call in range(25)}
        seen, url = [], f"/calls/?phase={phase}"
        while url:
            page = client.get(url).context["page"]
            seen += [call.number for call in page.items]
            url = page.next_url
        assert sorted(seen) == sorted(numbers)

    def test_the_same_queries_for_one_and_for_twenty(self, client):
        published()
        one = queries_of(client, "/calls/")
        for _call in range(19):
            published()
        assert queries_of(client, "/calls/") == one

    def test_in_english(self, client):
        call = published(title_en="Corner bakeries")
        page = text(client, "/en/calls/")
        assert "Corner bakeries" in page
        assert f'href="/en/calls/{call.number}/"' in page


class TestACall:
    def test_says_when_where_how_much_and_whom_to_ask(self, client):
        call = published(
            opens_at=datetime(2026, 11, 16, 9, tzinfo=SEOUL), closes_at=datetime(2036, 12, 11, 18, tzinfo=SEOUL),
            official_number="부산광역시 공고 제2026-1호", amount_min=1_000_000, amount_max=20_000_000, selections=7,
            own_share_percent=10, envelope=EnvelopeFactory(won=140_000_000), body_ko="첫 줄\n둘째 줄",
        )  # fmt: skip
        page = text(client, call.get_absolute_url())
        for said in ("2026", "부산광역시 공고 제2026-1호", "100만 원", "2,000만 원", "1억 4,000만 원", "10%", "둘째 줄",
                     call.program.phone):  # fmt: skip
            assert said in page, said

    def test_says_where_else_it_is_received(self, client):
        call = published(reception="email", reception_place="bef@example.com")
        assert "bef@example.com" in text(client, call.get_absolute_url())

    def test_an_extension_shows_both_closings_and_its_reason(self, client):
        call = published()
        url = call.get_absolute_url()
        assert "연장" not in text(client, url)
        actions.extend_call(
            call, call.closes_at + timedelta(days=7), "신청이 적어 늘립니다.", UserFactory(name="비밀이")
        )
        page = text(client, url)
        assert "신청이 적어 늘립니다." in page
        assert "비밀이" not in page

    def test_a_cancellation_shows_its_reason(self, client):
        call = actions.cancel_call(published(), "예산이 없습니다.")
        assert "예산이 없습니다." in text(client, call.get_absolute_url())

    def test_english_where_there_is_some(self, client):
        call = published(title_en="Corner bakeries", body_ko="본문")
        page = text(client, f"/en/calls/{call.number}/")
        assert "Corner bakeries" in page
        assert "Parts of this page are in Korean only." in page

    def test_a_draft_is_shown_to_staff_alone(self, client):
        url = CallFactory().get_absolute_url()
        assert client.get(url).status_code == 404
        client.force_login(UserFactory(), backend="allauth.account.auth_backends.AuthenticationBackend")
        assert client.get(url).status_code == 404
        sign_in_staff(client, StaffFactory())
        assert "초안: 담당자에게만 보입니다" in text(client, url)

    @pytest.mark.parametrize("number", ["2030-99998", "x", "-1", "2030", "9" * 3000, "calendar"])
    def test_what_is_no_call_is_not_found(self, client, number):
        assert client.get(f"/calls/{number}/").status_code == 404

    def test_the_same_queries_however_often_it_was_extended(self, client):
        call = published()
        call = actions.extend_call(call, call.closes_at + timedelta(days=1), "이유", None)
        one = queries_of(client, call.get_absolute_url())
        for _time in range(20):
            call = actions.extend_call(call, call.closes_at + timedelta(days=1), "이유", None)
        assert queries_of(client, call.get_absolute_url()) == one


class TestSearch:
    @pytest.mark.parametrize("words", ["골목빵집", "골목 빵집이", "ㄱㅁㅃㅈ", "corner bakery", " 빵집  골목 "])
    def test_finds_as_the_other_lists_do(self, client, words):
        found = published(title_ko="골목 빵집 모집", title_en="Corner bakery")
        published(title_ko="시설비 지원", title_en="Equipment")
        assert client.get("/calls/", {"q": words}).context["page"].items == [found]

    def test_looks_in_all_phases_and_opens_the_first_that_has_some(self, client):
        published(title_ko="시설비 지원")
        over = closed(title_ko="골목 빵집 모집")
        answer = client.get("/calls/", {"q": "골목"})
        assert answer.context["page"].items == [over]
        assert [tab.n for tab in answer.context["tabs"]] == [0, 0, 1]
        assert client.get("/calls/", {"q": "골목", "phase": "open"}).context["page"].items == []

    def test_nothing_found_says_how_to_go_on(self, client):
        assert 'href="/calls/"' in text(client, "/calls/?q=이런말은없습니다")

    def test_words_without_a_letter_are_refused(self, client):
        answer = client.get("/calls/", {"q": "--"})
        assert answer.status_code == 400
        assert answer.context["form"].errors["q"]

    def test_the_site_search_leads_here(self, client):
        for _call in range(12):
            published(title_ko="골목 빵집 모집")
        assert "/calls/?q=" in text(client, "/search/?q=골목")
