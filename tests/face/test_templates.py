"""Templates keep the strict content security policy, and none lies about unused."""

import re
from pathlib import Path

import pytest
from django.template.loader import get_template

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = ROOT / "templates"
FILES = sorted(path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.rglob("*.*"))
CODE = ("busan_se", "enterprises", "procurement", "finance", "education", "templates")
# What Django, allauth and the forms library ask for by name.
BY_CONVENTION = re.compile(
    r"^(400|403|403_csrf|404|429|500)\.html$|^(account|allauth|mfa|admin|django|socialaccount)/|^registration/"
)


def source(name: str) -> str:
    return (TEMPLATES / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", FILES)
def test_template_compiles(name):
    get_template(name)


@pytest.mark.parametrize("name", [name for name in FILES if name.endswith(".html")])
def test_no_inline_style_script_or_handler(name):
    text = re.sub(r"{#.*?#}|{% comment %}.*?{% endcomment %}", "", source(name), flags=re.DOTALL)
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=[\"']|javascript:", text)
    assert not re.search(r"<script(?![^>]*\s(src=|type=\"application/json\"))", text)  # JSON is data and never runs


def test_code_writes_no_script_but_the_data_block():
    code = [path for folder in CODE[:-1] for path in (ROOT / folder).rglob("*.py")]
    found = {p.relative_to(ROOT).as_posix(): re.findall(r"<script[^>]*>", p.read_text(encoding="utf-8")) for p in code}
    written = {name: tags for name, tags in found.items() if tags}
    assert written == {"busan_se/core/linked_data.py": ['<script type="application/ld+json">']}


def test_every_template_is_used():
    texts = [
        p.read_text(encoding="utf-8")
        for folder in CODE
        for p in (ROOT / folder).rglob("*.*")
        if p.suffix in {".py", ".html", ".txt"}
    ]
    everything = "\n".join(texts)
    unused = [name for name in FILES if not BY_CONVENTION.search(name) and name not in everything]
    assert unused == []


def test_own_files_are_small():
    assert (ROOT / "static/css/site.css").stat().st_size < 32_000
    assert (ROOT / "static/js/site.js").stat().st_size < 5_000
