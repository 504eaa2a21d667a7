"""The pages in docs/, README.md and CONTRIBUTING.md: what they name exists, so nobody who follows them is led astray.

Code spans and code blocks are read. `APP`, `FEATURE`, `NAME`, `Thing` and the like stand for what the reader chooses.
"""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from django.core.management import get_commands
from django.urls import Resolver404, resolve

from busan_se.settings.env import ROOT

CODE = ("busan_se", "enterprises", "procurement", "finance", "education", "tests", "deploy")
DOCS = [ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
SOURCES = [ROOT / "README.md", *DOCS]
CHOSEN = re.compile(r"\b(?:APP|FEATURE|NAME|CODE|NUMBER|Thing|thing)|[…<*]")
BLOCK = re.compile(r"^ *```(?:\w*)\n(.*?)^ *```", re.MULTILINE | re.DOTALL)
SPAN = re.compile(r"`([^`\n]+)`")
LINK = re.compile(r"\]\((?!https?:)([^)#]+)")
FILE = re.compile(rf"(?<![\w/])(?:{'|'.join((*CODE, 'templates', 'static', 'locale', 'docs'))})/[\w./-]*")
TOP_FILE = re.compile(r"^[\w.-]+\.(?:toml|lock|yml|md)$", re.MULTILINE)
MAKE = re.compile(r"\bmake ([a-z]+)")
COMMAND = re.compile(r"(?:\bmanage(?:\.py)? |\bmake manage ARGS=\")([a-z][a-z_]*)")
ADDRESS = re.compile(r"^/[a-z][\w/<>-]*/(?=$|\?)", re.MULTILINE)
WORD = re.compile(r"^@?([A-Za-z_]\w*)(?:\(.*\))?$")
# Single words in code that belong to Django, Python, PostgreSQL or the tools.
OTHERS = {
    *("KeyError", "NoReverseMatch", "ARGS", "makemigrations", "msgstr", "transactional_db", "independence"),
    *("nobody", "pgtrigger", "unsafe", "up", "is_deleted"),
}
HAND_MADE = ("deploy/secrets",)
SECRETS = {
    "secret_key",
    "encryption_keys",
    "postgres_password",
    "database_url",
}  # tests/deploy/test_compose.py has them


def code(source: Path) -> tuple[list[str], list[str]]:
    """Return (code spans, code blocks) of a page."""
    text = source.read_text(encoding="utf-8")
    return SPAN.findall(BLOCK.sub("", text)), BLOCK.findall(text)


def each(pattern: re.Pattern[str]) -> list[tuple[str, str]]:
    """Return (page, what the pattern finds in its code), once each."""
    texts = {
        str(source.relative_to(ROOT)): "\n".join(part for parts in code(source) for part in parts) for source in SOURCES
    }
    return sorted({(name, found) for name, text in texts.items() for found in pattern.findall(text)})


def single_words() -> list[tuple[str, str]]:
    """Return (page, word) for each span that is one name, or the call of one: functions, classes, columns."""
    spans = ((source, span) for source in DOCS for span in code(source)[0] if not CHOSEN.search(span))
    return sorted({(str(source.relative_to(ROOT)), found[1]) for source, span in spans if (found := WORD.match(span))})


@cache
def names() -> frozenset[str]:
    """Return every word that the code defines or uses, this file apart."""
    files = (path for folder in CODE for path in (ROOT / folder).rglob("*.py") if path != Path(__file__))
    return frozenset(word for path in files for word in _words(ast.parse(path.read_text(encoding="utf-8"))))


def _words(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value
        for attribute in ("name", "id", "attr", "arg"):
            if isinstance(word := getattr(node, attribute, None), str):
                yield word


@pytest.mark.parametrize("source", DOCS, ids=lambda source: str(source.relative_to(ROOT)))
def test_links_lead_somewhere(source):
    links = LINK.findall(source.read_text(encoding="utf-8"))
    assert [link for link in links if not (source.parent / link).exists()] == []


def test_every_page_is_linked_from_another():
    linked = {
        (source.parent / link).resolve() for source in SOURCES for link in LINK.findall(source.read_text("utf-8"))
    }
    assert [source for source in DOCS if source not in linked] == []


@pytest.mark.parametrize(("source", "path"), each(FILE))
def test_files_exist(source, path):
    assert CHOSEN.search(path) or path.startswith(HAND_MADE) or (ROOT / path.rstrip(".")).exists(), source


@pytest.mark.parametrize(("source", "name"), each(TOP_FILE))
def test_files_at_the_top_exist(source, name):
    assert (ROOT / name).exists(), source


@pytest.mark.parametrize(("source", "target"), each(MAKE))
def test_make_targets_exist(source, target):
    assert re.search(rf"^{target}:", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE), source


@pytest.mark.parametrize(("source", "command"), each(COMMAND))
def test_management_commands_exist(source, command):
    assert command in get_commands(), source


@pytest.mark.parametrize(("source", "address"), each(ADDRESS))
def test_addresses_are_ours(source, address):
    try:
        found = resolve(CHOSEN.sub("2026-001" if "NUMBER" in address else "x", address))
    except Resolver404:
        pytest.fail(f"{source}: no page has the address {address}")
    assert found.url_name, f"{source}: only the admin's catch-all answers {address}"


@pytest.mark.parametrize(("source", "word"), single_words())
def test_names_stand_in_the_code(source, word):
    assert word in names() | OTHERS | SECRETS, source


def test_the_checks_find_something():
    assert min(len(each(pattern)) for pattern in (FILE, TOP_FILE, MAKE, COMMAND, ADDRESS)) > 5
    assert len(single_words()) > 50
    assert "visible_to" in names()
    assert "visible_to_nobody_at_all" not in names()
