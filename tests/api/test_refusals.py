"""What is refused, in one shape of JSON; and how often one may ask."""

import pytest
from django.test import Client

from tests.api.asking import ROOT, refusal
from tests.factories import programs
from tests.factories.enterprises import EnterpriseFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("path", ["", "programs/", "calls/", "enterprises/", "enterprises/1/", "/api/schema/"])
def test_an_unknown_parameter_is_named(client, path):
    status, code, fields = refusal(client, path, distrct="26110")
    assert (status, code, list(fields)) == (400, "unknown_parameter", ["distrct"])


@pytest.mark.parametrize(
    ("path", "name", "value"),
    [
        ("enterprises/", "district", "11110"),
        ("enterprises/", "type", "no-such-kind"),
        ("enterprises/", "q", "!?"),
        ("programs/", "strategy", "S9"),
        ("programs/", "focus", "banana"),
        ("programs/", "q", "빵" * 101),
        ("calls/", "phase", "soon"),
        ("calls/", "program", "no-such-program"),
        ("observations/", "month", "2026-13"),
        ("observations/", "indicator", "happiness"),
        ("programs/", "page_size", "0"),
        ("programs/", "page_size", "101"),
        ("programs/", "page_size", "-5"),
        ("programs/", "page_size", "٣"),
        ("programs/", "page_size", "9" * 5000),
        ("programs/", "lang", "fr"),
    ],
)
def test_a_wrong_value_is_told_at_its_name(client, path, name, value):
    status, code, fields = refusal(client, path, **{name: value})
    assert (status, code, list(fields)) == (400, "invalid_parameter", [name])
    assert fields[name][0]["message"]
    assert fields[name][0]["code"]


def test_a_parameter_given_twice_is_refused(client):
    assert refusal(client, "programs/?focus=true&focus=false")[2]["focus"][0]["code"] == "repeated"


@pytest.mark.parametrize("cursor", ["", "x", "a:b", "W2ZhbHNlLFsxXV0:xyz", "한", "9" * 5000])
def test_a_cursor_of_somebody_elses_making_is_refused(client, cursor):
    assert refusal(client, "programs/", cursor=cursor)[:2] == (400, "bad_cursor")


def test_a_cursor_of_another_list_is_refused(client):
    for _number in range(2):
        EnterpriseFactory()
    following = client.get(f"{ROOT}enterprises/?page_size=1").json()["next"]
    cursor = following.partition("cursor=")[2]
    assert client.get(f"{ROOT}indicators/?cursor={cursor}").json()["code"] == "bad_cursor"


@pytest.mark.parametrize(
    "path",
    [
        *("/api/", "/api/v1/nothing/", "/api/v2/programs/", "/api/v1/programs/no-such/", "/api/v1/enterprises/0/"),
        f"/api/v1/enterprises/{2**63}/",
        f"/api/v1/enterprises/{'9' * 400}/",
    ],
)
def test_nothing_is_there_in_json(client, path):
    assert refusal(client, path) == (404, "not_found", {})


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "trace"])
@pytest.mark.parametrize("path", ["", "programs/", "enterprises/1/"])
def test_writing_is_refused(method, path):
    answer = getattr(Client(enforce_csrf_checks=True), method)(f"{ROOT}{path}")
    assert answer.status_code == 405
    assert answer.json()["code"] == "method_not_allowed"
    assert answer["Allow"] == "GET, HEAD, OPTIONS"


def test_other_formats_are_refused(client):
    answer = client.get(f"{ROOT}programs/", headers={"Accept": "text/html"})
    assert (answer.status_code, answer.json()["code"]) == (406, "not_acceptable")


def test_broken_text_is_refused_in_json(client):
    assert refusal(client, "programs/?q=%00")[:2] == (400, "bad_request")


def test_too_much_is_refused_in_json(client, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 10
    answer = client.post(f"{ROOT}programs/", "q=" + "x" * 100, "application/x-www-form-urlencoded")
    assert (answer.status_code, answer.json()["code"]) == (413, "too_large")


def test_a_failure_of_ours_is_json_and_tells_nothing(monkeypatch):
    monkeypatch.setattr("busan_se.api.views.page_asked", lambda *args: 1 / 0)
    answer = Client(raise_request_exception=False).get(f"{ROOT}programs/?lang=en")
    assert answer.status_code == 500
    assert answer.json() == {"code": "server_error", "message": "The portal failed. Try again later.", "fields": {}}


def test_refusals_speak_korean_and_with_lang_english(client):
    assert "없는 매개변수" in client.get(f"{ROOT}programs/?x=1").json()["message"]
    assert "no parameter" in client.get(f"{ROOT}programs/?x=1&lang=en").json()["message"]
    assert "자료가 없습니다" in client.get("/api/v1/nothing/", headers={"Accept-Language": "en"}).json()["message"]
    english = client.get("/api/v1/nothing/?lang=en")
    assert "nothing" in english.json()["message"]
    assert english["Content-Language"] == client.get(f"{ROOT}?lang=en")["Content-Language"] == "en"


class TestThrottle:
    @pytest.fixture(autouse=True)
    def _three_a_minute(self, settings, monkeypatch):
        settings.API_REQUESTS_PER_MINUTE = 3
        monkeypatch.setattr("busan_se.api.throttling.time.time", lambda: 1_000_000_059.5)

    def test_the_fourth_request_waits_until_the_minute_is_over(self, client):
        assert [client.get(ROOT).status_code for _number in range(3)] == [200] * 3
        answer = client.get(ROOT)
        assert (answer.status_code, answer.json()["code"]) == (429, "too_many_requests")
        assert answer["Retry-After"] == "21"

    def test_the_next_minute_is_a_new_one(self, client, monkeypatch):
        for _number in range(4):
            client.get(ROOT)
        monkeypatch.setattr("busan_se.api.throttling.time.time", lambda: 1_000_000_081.0)
        assert client.get(ROOT).status_code == 200

    def test_addresses_are_counted_apart(self, client):
        for _number in range(4):
            client.get(ROOT)
        assert client.get(ROOT, REMOTE_ADDR="192.0.2.7").status_code == 200

    def test_nobody_gets_around_it_with_a_header(self, client):
        for number in range(4):
            answer = client.get(ROOT, headers={"X-Forwarded-For": f"192.0.2.{number}"})
        assert answer.status_code == 429


def test_the_page_of_a_call_is_in_the_language_asked_for(client):
    call = programs.published()
    assert client.get(f"{ROOT}calls/{call.number}/?lang=en").json()["url"].endswith(f"/en/calls/{call.number}/")
