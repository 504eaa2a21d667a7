"""The search of the whole site: reasons, counts, suggestions, slips of the finger, and what nobody found."""

from datetime import date, timedelta

import pytest

from busan_se.accounts.roles import Role
from busan_se.core.search.korean import is_one_slip
from busan_se.pages.models import MissedWord
from busan_se.pages.search import missed, terms
from tests.factories.accounts import StaffFactory, sign_in_staff
from tests.factories.enterprises import EnterpriseFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def cafes():
    for name, summary in (
        ("해운대 카페", ""),
        ("해운대카페협동조합", ""),
        ("우리해운대카페", ""),
        ("파도소리", "해운대에서 카페를 엽니다."),
        ("금정공방", ""),
    ):
        EnterpriseFactory(name=name, summary=summary)


def hits(client, words):
    found = client.get("/search/", {"q": words}).context
    return [(str(hit.title), str(hit.found_by)) for group in found.get("groups", ()) for hit in group.hits]


@pytest.mark.parametrize("words", ["해운대 카페", "해운대카페", "해운대카페를"])
def test_spacing_is_no_matter_and_the_best_reason_comes_first(client, cafes, words):
    names = [name for name, _reason in hits(client, words)]
    assert names == ["해운대 카페", "해운대카페협동조합", "우리해운대카페", "파도소리"]


def test_a_district_is_a_word_too(client, cafes):
    EnterpriseFactory(name="모래 카페", district_id="26350")
    assert ("모래 카페", "설명이나 관련 정보에 있음") in hits(client, "해운대 카페")


def test_reasons_are_said(client, cafes):
    reasons = [reason for _name, reason in hits(client, "해운대카페")]
    assert reasons == ["이름이 같음", "이름이 이 말로 시작함", "이름에 있음", "설명이나 관련 정보에 있음"]
    assert {reason for _name, reason in hits(client, "ㅎㅇㄷ")} == {"초성이 맞음"}


@pytest.mark.parametrize(
    ("typed", "meant", "answer"),
    [
        ("해운데", "해운대", True),
        ("해움대", "해운대", True),  # a wrong syllable
        ("해운ㄷ", "해운대", True),
        ("카패", "카페", True),  # a wrong letter
        ("카드", "카페", False),  # of two syllables none may be wrong altogether
        ("해운대", "해운대", False),
        ("공방", "금정", False),
    ],
)
def test_one_slip_of_the_finger(typed, meant, answer):
    assert is_one_slip(typed, meant) is answer


def test_a_slip_is_mended_in_sight(client, cafes):
    terms.collect("2026-01-01")
    answer = client.get("/search/", {"q": "금정공빵"})
    assert answer.context["instead"] == "금정공방"
    html = answer.content.decode()
    assert "금정공빵" in html
    assert "금정공방</strong>" in html


def test_suggestions_are_options(client, cafes):
    html = client.get("/search/suggestions/", {"q": "금정공방"}).content.decode()
    assert html.count('role="option"') == 1
    assert "금정공방" in html
    assert client.get("/search/suggestions/", {"q": "!!"}).content.strip() == b""


def test_what_nobody_finds_is_counted_by_day(client):
    for _visit in range(2):
        client.get("/search/", {"q": "없는 낱말"})
    row = MissedWord.objects.get()
    assert (row.word, row.times, row.days) == ("없는 낱말", 2, 1)


@pytest.mark.parametrize("words", ["051-888-1234", "kim@example.com", "606-86-26273", "900101-1234567", "0 5 1 8 8"])
def test_numbers_and_addresses_are_never_kept(client, words):
    client.get("/search/", {"q": words})
    assert not MissedWord.objects.exists()


def test_staff_see_what_was_missed_on_three_days(client):
    day = date(2026, 1, 5)
    MissedWord.objects.create(word="셋째날", times=3, days=3, first_day=day, last_day=day)
    MissedWord.objects.create(word="하루만", times=9, days=1, first_day=day, last_day=day)
    sign_in_staff(client, StaffFactory(role=Role.CITY_STAFF))
    html = client.get("/admin/pages/missedword/").content.decode()
    assert "셋째날" in html
    assert "하루만" not in html


def test_old_words_are_forgotten():
    day = missed.today()
    MissedWord.objects.create(word="가", first_day=day, last_day=day)
    MissedWord.objects.create(word="나", first_day=day - timedelta(40), last_day=day - timedelta(40))
    MissedWord.objects.create(word="다", times=2, days=2, first_day=day - timedelta(40), last_day=day - timedelta(40))
    assert missed.forget_old("2026-01-01") == 1
    assert not MissedWord.objects.filter(word="나").exists()
