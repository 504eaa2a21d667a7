"""Tags, caching, and asking from pages of other sites."""

import pytest

from tests.api.asking import ROOT
from tests.factories import programs
from tests.factories.accounts import StaffFactory, sign_in_staff

pytestmark = pytest.mark.django_db
URL = f"{ROOT}calls/"


@pytest.mark.parametrize("shape", ["{}", "W/{}", '"other", {}'])
def test_what_is_known_is_not_sent_again(client, shape):
    tag = client.get(URL)["ETag"]
    answer = client.get(URL, headers={"If-None-Match": shape.format(tag)})
    assert (answer.status_code, answer.content) == (304, b"")
    assert answer["ETag"] == tag
    assert answer["Access-Control-Allow-Origin"] == "*"


def test_what_changed_is_sent(client):
    tag = client.get(URL)["ETag"]
    programs.published()
    assert client.get(URL, headers={"If-None-Match": tag}).status_code == 200


def test_a_refusal_has_no_tag_and_is_not_kept(client):
    answer = client.get(f"{URL}?x=1")
    assert "ETag" not in answer
    assert answer["Cache-Control"] == "no-store"


def test_an_answer_may_be_kept_for_a_minute_and_sets_no_cookie(client):
    answer = client.get(URL)
    assert answer["Cache-Control"] == "max-age=60, public"
    assert not answer.cookies
    assert "Cookie" not in answer.get("Vary", "")


def test_the_answer_to_somebody_signed_in_is_not_kept_for_others(client):
    sign_in_staff(client, StaffFactory())
    assert "public" not in client.get(URL)["Cache-Control"]


def test_staff_see_no_more_than_everybody(client):
    draft = programs.CallFactory()
    sign_in_staff(client, StaffFactory())
    assert client.get("/calls/").status_code == 200
    assert draft.number not in client.get(URL).content.decode()


@pytest.mark.parametrize("path", [URL, f"{ROOT}nothing/", f"{URL}?x=1", "/api/schema/"])
def test_pages_of_other_sites_may_read(client, path):
    answer = client.get(path, headers={"Origin": "https://example.org"})
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in answer


def test_a_browser_is_told_what_it_may_ask(client):
    answer = client.options(URL, headers={"Origin": "https://example.org", "Access-Control-Request-Method": "GET"})
    assert (answer.status_code, answer.content) == (204, b"")
    assert "GET" in answer["Access-Control-Allow-Methods"]
    assert "If-None-Match" in answer["Access-Control-Allow-Headers"]


def test_head_has_the_headers_alone(client):
    answer = client.head(URL)
    assert (answer.status_code, answer.content) == (200, b"")
    assert answer["ETag"] == client.get(URL)["ETag"]
