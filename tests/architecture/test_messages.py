"""Every text has its Korean translation, and the compiled catalogue is the one of the source."""

import re
from pathlib import Path

import pytest

from busan_se.core.management.commands.messages import (
    Message,
    as_mo,
    as_po,
    find_messages,
    in_python,
    in_template,
    read_catalogue,
)

ROOT = Path(__file__).resolve().parents[2]
PO = ROOT / "locale/ko/LC_MESSAGES/django.po"
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|{\w*}")


@pytest.fixture(scope="module")
def catalogue():
    return read_catalogue(PO)


def test_every_text_is_translated(catalogue):
    missing = sorted(str(message) for message in find_messages(ROOT) if not catalogue.get(message))
    assert missing == []


def test_placeholders_are_the_same(catalogue):
    wrong = [
        message.text
        for message, text in catalogue.items()
        if text and set(PLACEHOLDER.findall(message.plural or message.text)) != set(PLACEHOLDER.findall(text))
    ]
    assert wrong == []


def test_compiled_catalogue_is_fresh(catalogue):
    assert PO.with_suffix(".mo").read_bytes() == as_mo(catalogue)


def test_source_is_sorted_as_the_command_writes_it(catalogue):
    assert PO.read_text(encoding="utf-8") == as_po(catalogue)


def test_python_calls_are_found():
    code = '_("a" "b"); pgettext("c", "d"); ngettext("one", "many", n); gettext_lazy("x" if y else "z"); other("q")'
    assert set(in_python(code)) == {Message("ab"), Message("d", "c"), Message("one", plural="many")}


def test_template_tags_are_found():
    text = '{% translate "a" %}{% translate "b" context "c" %}'
    text += "{% blocktranslate count n=x %}one{% plural %}{{ n }} many{% endblocktranslate %}"
    assert set(in_template(text)) == {Message("a"), Message("b", "c"), Message("one", plural="%(n)s many")}


def test_odd_strings_survive_writing_and_reading(tmp_path):
    odd = {Message('quote " and \\ and\nline', "ctx"): '줄\n둘 "따옴표"', Message("a", plural="b"): "가"}
    path = tmp_path / "django.po"
    path.write_text(as_po(odd), encoding="utf-8")
    assert read_catalogue(path) == odd
