"""English pages are English, but for what somebody wrote in Korean, which says so; Korean pages hold no English."""

import re
from html.parser import HTMLParser

import pytest
from django.db import transaction
from django.urls import translate_url
from django.utils import translation

from busan_se.core.templatetags.portal import in_korean
from tests.architecture import world as worlds
from tests.architecture.addresses import addresses

pytestmark = pytest.mark.django_db

HANGUL = re.compile(r"[가-힣]")
SENTENCE = re.compile(r"[A-Za-z']{2,} [A-Za-z']{2,} [A-Za-z']{2,}")
SPOKEN = ("aria-label", "title", "alt", "placeholder")
NOT_READ = {"script", "style", "textarea", "head"}
VOID = {"meta", "link", "br", "hr", "img", "input", "path", "rect", "circle", "wbr"}
# A brand, and the name of a licence, are the same in every language.
NAMES = ("Pretendard GOV", "Korea Open Government License")


class Texts(HTMLParser):
    """Collects what a page says in its own language: texts and spoken attributes, by the language around them."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self.language, self.open, self.found = language, [("", language)], []

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        language = "" if tag in NOT_READ else values.get("lang") or self.open[-1][1]
        if language == self.language:
            self.found += [values[name] for name in SPOKEN if values.get(name)]
        if tag not in VOID:
            self.open.append((tag, language if self.open[-1][1] else ""))

    def handle_endtag(self, tag):
        while tag in [name for name, _language in self.open] and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data):
        if self.open[-1][1] == self.language and data.strip():
            self.found.append(" ".join(data.split()))


def texts(html: str, language: str) -> list[str]:
    parser = Texts(language)
    parser.feed(html)
    return parser.found


@pytest.fixture(scope="module")
def pages(django_db_setup, django_db_blocker):
    """The HTML of every page in both languages: {language: {address: html}}; for visitors, else for an owner."""
    with django_db_blocker.unblock(), transaction.atomic():
        world = worlds.build()
        urls = [
            address.url(worlds.KWARGS[address.name](world) if address.parameters else {})
            for address in addresses()
            if not address.is_admin
        ]
        found = {code: _in_language(world, urls, code) for code in ("ko", "en")}
        transaction.set_rollback(True)
    return found


def _in_language(world, urls, code):
    pages = {}
    for url in dict.fromkeys(translate_url(url, code) for url in urls):
        for role in ("anonymous", "owner"):
            answer = world.client(role).get(url)
            if answer.status_code == 200 and answer.headers["Content-Type"].startswith("text/html"):
                pages[f"{url} ({role})"] = answer.content.decode()
    return pages


def test_english_pages_say_what_is_korean(pages):
    assert len(pages["en"]) > 30
    found = {(text, url) for url, html in pages["en"].items() for text in texts(html, "en") if HANGUL.search(text)}
    assert not found, "\n".join(map(str, sorted(found)))


def test_korean_pages_hold_no_english_sentence(pages):
    assert len(pages["ko"]) > 30
    said = {(text, url) for url, html in pages["ko"].items() for text in texts(html, "ko")}
    found = {(text, url) for text, url in said if SENTENCE.search(text) and not any(name in text for name in NAMES)}
    assert not found, "\n".join(map(str, sorted(found)))


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Finish it (㈜나래결 햇빛발전)", 'Finish it <span lang="ko">(㈜나래결 햇빛발전)</span>'),
        ("<가>", '&lt;<span lang="ko">가</span>&gt;'),
        ("가\n\n나", '<span lang="ko">가</span>\n\n<span lang="ko">나</span>'),
        ("Bakery & 빵", 'Bakery &amp; <span lang="ko">빵</span>'),
    ],
)
def test_korean_parts_are_marked_on_english_pages_only(text, html):
    with translation.override("en"):
        assert in_korean(text) == html
    with translation.override("ko"):
        assert "<span" not in in_korean(text)
