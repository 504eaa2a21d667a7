"""What is kept, for whom, and until when."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import DatabaseError, connection
from django.http import HttpResponse
from django.test import Client

from busan_se.core.clock import now
from busan_se.core.page_cache import middleware, version
from busan_se.programs.models import Program
from busan_se.reference.models import District
from enterprises.registry.models import Enterprise
from tests.factories.accounts import UserFactory
from tests.factories.enterprises import EnterpriseFactory
from tests.factories.programs import published, upcoming

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("page_cache")]
URL = "/programs/"


def state(response):
    return response.get("X-Cache")


def ask(url=URL, **headers):
    return Client().get(url, headers=headers)


def at(monkeypatch, instant):
    monkeypatch.setattr("django.utils.timezone.now", lambda: instant)


def answering(response, rf, **meta):
    """Return what the middleware makes of the second request for a page that answers `response`."""
    guarded = middleware.PageCacheMiddleware(lambda request: response())
    guarded(rf.get("/page/", **meta))
    return guarded(rf.get("/page/", **meta))


def test_the_second_visitor_gets_the_first_ones_page():
    first, second = ask(), ask()
    assert (state(first), state(second)) == ("miss", "hit")
    assert first.content == second.content


def test_a_hit_has_the_headers_of_the_page():
    first, second = ask(), ask()
    del first["X-Cache"], second["X-Cache"]
    assert dict(first.items()) == dict(second.items())
    assert "Content-Security-Policy" in second
    assert "Cookie" in second["Vary"]


def test_a_hit_costs_one_query(django_assert_num_queries):
    ask()
    with django_assert_num_queries(1):
        assert state(ask()) == "hit"


@pytest.mark.parametrize(
    "edit",
    [
        lambda row: row.save(),
        lambda row: Program.objects.filter(pk=row.pk).update(name_ko="새 이름"),
        lambda row: Program.objects.bulk_update([row], ["name_ko"]),
        lambda row: connection.cursor().execute("UPDATE programs_program SET name_ko = '새 이름'"),
    ],
    ids=["save", "update", "bulk", "raw"],
)
def test_an_edit_shows_at_once(edit):
    ask()
    row = Program.objects.get(code="business-development")
    row.name_ko = "새 이름"
    edit(row)
    assert "새 이름" in ask().content.decode()


def test_new_and_deleted_rows_show_at_once():
    ask("/enterprises/")
    enterprise = EnterpriseFactory(name="갓 등록된 곳")
    assert "갓 등록된 곳" in ask("/enterprises/").content.decode()
    enterprise.qualifications.all().delete()
    assert "갓 등록된 곳" not in ask("/enterprises/").content.decode()


def test_a_tag_shows_at_once():
    enterprise = EnterpriseFactory()
    ask("/enterprises/")
    enterprise.tags.create(code="new", name_ko="새 꼬리표")
    assert "새 꼬리표" in ask("/enterprises/").content.decode()


def test_a_renamed_district_shows_at_once():
    EnterpriseFactory()
    ask("/enterprises/")
    District.objects.filter(pk="26350").update(name_ko="새해운대구")
    assert "새해운대구" in ask("/enterprises/").content.decode()


def test_a_call_closes_to_the_instant(monkeypatch):
    closing = now() + timedelta(seconds=20)
    call = published(title_ko="곧 닫는 공고", closes_at=closing)
    assert state(ask("/calls/")) == "miss"
    at(monkeypatch, closing - timedelta(microseconds=1))
    assert state(ask("/calls/")) == "hit"
    at(monkeypatch, closing)
    assert call.title_ko not in ask("/calls/").content.decode()


def test_a_call_opens_to_the_instant(monkeypatch):
    call = upcoming(title_ko="곧 여는 공고")
    at(monkeypatch, call.opens_at - timedelta(seconds=5))
    assert call.title_ko not in ask("/calls/").content.decode()
    at(monkeypatch, call.opens_at)
    assert call.title_ko in ask("/calls/").content.decode()


def test_days_to_the_closing_change_at_midnight_in_seoul(monkeypatch):
    midnight = datetime(2031, 3, 4, 15, tzinfo=UTC)
    published(opens_at=midnight - timedelta(days=1), closes_at=midnight + timedelta(hours=30))
    at(monkeypatch, midnight - timedelta(seconds=5))
    assert "D-2" in ask("/calls/").content.decode()
    at(monkeypatch, midnight)
    assert "D-1" in ask("/calls/").content.decode()


def test_a_page_begun_before_an_edge_and_sent_after_it_is_not_kept(monkeypatch, rf):
    closing = now() + timedelta(seconds=20)
    published(closes_at=closing)

    def slow():
        at(monkeypatch, closing + timedelta(seconds=1))
        return HttpResponse("still open")

    at(monkeypatch, closing - timedelta(seconds=1))
    assert state(answering(slow, rf)) == "miss"


def test_nothing_is_kept_for_longer_than_the_setting(monkeypatch):
    start = now()
    at(monkeypatch, start)
    ask()
    at(monkeypatch, start + timedelta(seconds=60))
    assert state(ask()) == "miss"


def test_who_is_signed_in_neither_fills_nor_gets():
    client = Client()
    client.force_login(UserFactory())
    assert state(client.get(URL)) is None
    assert state(ask()) == "miss"
    assert state(client.get(URL)) is None


@pytest.mark.parametrize("cookie", ["sessionid", "messages"])
def test_a_personal_cookie_keeps_out(cookie):
    ask()
    client = Client()
    client.cookies[cookie] = "x"
    assert state(client.get(URL)) is None


@pytest.mark.parametrize("header", ["Authorization", "HX-Request"])
def test_a_personal_header_keeps_out(header):
    ask()
    assert state(ask(**{header: "true"})) is None


def test_languages_are_apart_whatever_the_browser_wants():
    korean, english = ask(), ask("/en" + URL, **{"Accept-Language": "ko"})
    assert state(english) == "miss"
    assert korean.content != english.content
    client = Client()
    client.cookies["django_language"] = "en"
    again = client.get(URL, headers={"Accept-Language": "en"})
    assert (state(again), again.content) == ("hit", korean.content)


def test_hosts_and_schemes_are_apart():
    ask("/calls/calendar.ics")
    assert state(ask("/calls/calendar.ics", host="localhost")) == "miss"
    assert state(Client().get("/calls/calendar.ics", secure=True)) == "miss"


def test_an_unknown_host_is_refused_before_the_cache():
    ask()
    assert ask(host="evil.example").status_code == 400


def test_the_order_of_parameters_does_not_matter():
    ask("/enterprises/?district=26350&q=빵")
    assert state(ask("/enterprises/?q=빵&district=26350")) == "hit"


def test_other_values_and_the_order_of_equal_names_matter():
    ask("/enterprises/?q=a&q=b")
    assert state(ask("/enterprises/?q=b&q=a")) == "miss"
    assert state(ask("/enterprises/?q=a")) == "miss"


def test_damaged_text_is_not_taken_for_sound_text():
    ask("/enterprises/?q=%EF%BF%BD1")
    assert ask("/enterprises/?q=%FF1").status_code == 400


@pytest.mark.parametrize(
    ("url", "status"),
    [("/nowhere/", 404), ("/enterprises/?type=nonsense", 400), ("/my/", 302)],
)
def test_other_answers_are_not_kept(url, status):
    for _visit in range(2):
        response = ask(url)
        assert (response.status_code, state(response)) == (status, None)


def test_a_page_with_a_csrf_token_is_not_kept():
    for _visit in range(2):
        assert state(ask("/accounts/login/")) is None


@pytest.mark.parametrize(
    "answer",
    [
        lambda: HttpResponse("no", status=403),
        lambda: HttpResponse("x", headers={"Cache-Control": "private"}),
        lambda: HttpResponse("{}", content_type="application/json"),
        lambda: HttpResponse(b"x" * (middleware._LARGEST_PAGE + 1)),
    ],
    ids=["refused", "private", "json", "huge"],
)
def test_what_is_not_for_everybody_is_not_kept(rf, answer):
    assert state(answering(answer, rf)) is None


def test_a_cookie_is_not_kept(rf):
    def with_cookie():
        response = HttpResponse("x")
        response.set_cookie("a", "b")
        return response

    assert state(answering(with_cookie, rf)) is None


def test_head_is_answered_from_a_kept_page_and_keeps_none():
    assert state(Client().head(URL)) is None
    ask()
    assert state(Client().head(URL)) == "hit"


def test_a_browser_that_has_the_page_is_told_so():
    first = ask()
    assert ask(**{"If-None-Match": first["ETag"]}).status_code == 304
    Program.objects.filter(code="business-development").update(name_ko="새 이름")
    assert ask(**{"If-None-Match": first["ETag"]}).status_code == 200


def test_the_calendar_is_kept():
    ask("/calls/calendar.ics")
    response = ask("/calls/calendar.ics")
    assert (state(response), response["Content-Type"]) == ("hit", "text/calendar; charset=utf-8")


def test_probes_ask_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert ask("/healthz").status_code == 200


def test_without_the_database_the_page_speaks_for_itself(rf, monkeypatch):
    def away():
        raise DatabaseError

    monkeypatch.setattr(version, "current", away)
    assert answering(lambda: HttpResponse("text"), rf).content == b"text"


def test_what_an_unpublished_table_holds_leaves_pages_alone():
    ask()
    UserFactory()
    assert state(ask()) == "hit"


def test_an_entry_of_the_register_is_forgotten_with_its_rollback():
    enterprise = EnterpriseFactory(name="옛 이름")
    before = version.current()
    point = connection.savepoint()
    Enterprise.objects.filter(pk=enterprise.pk).update(name="새 이름")
    during = version.current()
    connection.savepoint_rollback(point)
    assert (during != before, version.current()) == (True, before)
