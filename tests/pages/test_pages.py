"""Home, my page, search, statements and the site map answer as they should, in both languages."""

import pytest
from django.urls import reverse

from busan_se.core import registry
from busan_se.core.extensions import Found, SearchHit, SearchSource
from busan_se.pages.models import Page

pytestmark = pytest.mark.django_db


@pytest.fixture
def source(monkeypatch):
    """One search source of our own, which finds `count` rows and remembers what it was asked."""
    asked = []

    def make(count: int) -> list:
        def search(words, user, limit):
            asked.append((words, limit))
            return Found([SearchHit(f"찾음 {n}", "/") for n in range(count)][:limit], lambda: (count, False))

        monkeypatch.setitem(registry._items, SearchSource, [SearchSource("own", "자료", search)])
        return asked

    return make


@pytest.mark.parametrize("path", ["/", "/en/", "/search/", "/sitemap/", "/about/privacy/", "/about/accessibility/"])
def test_public_page_answers_without_cookie(client, path):
    answer = client.get(path)
    assert answer.status_code == 200
    assert not answer.cookies


def test_home_has_three_doors(client):
    assert client.get("/").content.decode().count('class="door"') == 3


def test_help_desk_is_on_the_page(client, settings):
    settings.HELP_DESK_PHONE = "051-999-9999"
    assert 'href="tel:051-999-9999"' in client.get("/").content.decode()


def test_flag_is_shown_only_by_a_government_site(client, settings):
    assert "nuri-txt" not in client.get("/").content.decode()
    settings.OFFICIAL_GOVERNMENT_SITE = True
    assert "nuri-txt" in client.get("/").content.decode()


def test_term_is_a_setting(client, settings):
    settings.DISPLAY_TERM_KO = "사회연대경제"
    assert "부산 사회연대경제 포털" in client.get("/").content.decode()


def test_language_of_the_page_is_marked(client):
    assert '<html lang="ko">' in client.get("/").content.decode()
    assert '<html lang="en">' in client.get("/en/").content.decode()


def test_browser_language_is_ignored(client):
    assert '<html lang="ko">' in client.get("/", headers={"accept-language": "en"}).content.decode()


def test_language_link_keeps_path_and_query(client, source):
    source(0)
    html = client.get("/search/", {"q": "돌봄"}).content.decode()
    assert 'href="/en/search/?q=%EB%8F%8C%EB%B4%84"' in html


def test_search_asks_the_sources(client, source):
    asked = source(3)
    html = client.get("/search/", {"q": " 돌봄 "}).content.decode()
    assert asked == [("돌봄", 10)]
    assert html.count("찾음") == 3


def test_search_says_when_there_is_more(client, source):
    source(30)
    html = client.get("/search/", {"q": "a"}).content.decode()
    assert html.count("찾음") == 10
    assert "30" in html
    assert "처음 10건만" in html


def test_search_without_result_leads_on(client, source):
    source(0)
    assert "찾은 결과가 없습니다" in client.get("/search/", {"q": "없는말"}).content.decode()


def test_empty_search_asks_nobody(client, source):
    asked = source(1)
    assert client.get("/search/?q=").status_code == 200
    assert asked == []


@pytest.mark.parametrize("words", ["가" * 101, "a\x00b", "a\x07b"])
def test_bad_search_word_is_refused(client, words):
    assert client.get("/search/", {"q": words}).status_code == 400


def test_search_word_is_escaped(client, source):
    source(0)
    assert "<script>alert" not in client.get("/search/", {"q": "<script>alert(1)"}).content.decode()


def test_my_page_asks_to_sign_in(client):
    answer = client.get("/my/")
    assert answer.status_code == 302
    assert answer.url == f"{reverse('account_login')}?next=/my/"


def test_statement_without_english_says_so(client):
    Page.objects.filter(slug="privacy").update(body_en="")
    html = client.get("/en/about/privacy/").content.decode()
    assert "not available in English" in html
    assert '<div lang="ko">' in html


def test_unknown_statement_is_not_found(client):
    assert client.get("/about/nowhere/").status_code == 404


@pytest.mark.parametrize("path", ["/about/a%00b/", "/nowhere/", "/about/../../etc/", "/%ff/"])
def test_nonsense_addresses_get_a_page_in_the_shell(client, path):
    answer = client.get(path)
    assert answer.status_code in {400, 404}
    assert "krds-footer" in answer.content.decode()


def test_sitemap_lists_both_languages(client):
    xml = client.get("/sitemap.xml").content.decode()
    assert "<loc>http://testserver/en/programs/</loc>" in xml
    assert "<loc>http://testserver/programs/</loc>" in xml


def test_robots_keep_out_of_private_rooms(client):
    text = client.get("/robots.txt").content.decode()
    assert "Disallow: /my/" in text
    assert "Sitemap: http://testserver/sitemap.xml" in text


def test_only_reading(client):
    assert client.post("/").status_code == 405
