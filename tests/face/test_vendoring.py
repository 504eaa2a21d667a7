"""Third-party files are what the lock says, all of them and nothing else; nothing is loaded from another host."""

import hashlib
import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LOCK = json.loads((ROOT / "static/vendor/vendor.lock.json").read_text(encoding="utf-8"))
OWN_TOOLS = {"vendor.py", "vendor.lock.json"}
LOADED = re.compile(
    r"""(?:\bsrc|<link[^>]*\bhref|\burl\(|@import)\s*=?\s*["'(]*\s*(?:https?:)?//[^"')\s]+""", re.IGNORECASE
)


def folder_of(name: str) -> Path:
    entry = LOCK[name]
    return ROOT / entry["folder"] / name / entry["version"]


@pytest.mark.parametrize("name", LOCK)
def test_files_are_those_of_the_lock(name):
    folder = folder_of(name)
    found = {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }
    assert found == LOCK[name]["files"]


@pytest.mark.parametrize("name", LOCK)
def test_package_has_its_integrity_and_licence(name):
    assert LOCK[name]["integrity"].startswith("sha512-")
    assert any("LICENSE" in file or file == "README.md" for file in LOCK[name]["files"])


def test_no_folder_that_the_lock_does_not_know():
    for base in {entry["folder"] for entry in LOCK.values()}:
        known = {name for name, entry in LOCK.items() if entry["folder"] == base}
        assert {path.name for path in (ROOT / base).iterdir()} - OWN_TOOLS == known
        assert all([p.name for p in (ROOT / base / name).iterdir()] == [LOCK[name]["version"]] for name in known)


@pytest.mark.parametrize("folder", ["static", "templates"])
def test_nothing_is_loaded_by_an_absolute_address(folder):
    files = [path for path in (ROOT / folder).rglob("*") if path.suffix in {".css", ".js", ".html", ".svg"}]
    found = {str(path.relative_to(ROOT)): LOADED.findall(path.read_text(encoding="utf-8")) for path in files}
    assert {name: urls for name, urls in found.items() if urls} == {}
