"""Reading the environment: a value, a file, a default, or a clear refusal."""

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from busan_se.settings.env import env, env_flag, env_list


def test_a_value_can_also_be_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "secret").write_text("from a file\n")
    monkeypatch.setenv("SOME_NAME_FILE", str(tmp_path / "secret"))
    assert env("SOME_NAME") == "from a file"


def test_an_empty_value_counts_as_not_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOME_NAME", "")
    assert env("SOME_NAME", "default") == "default"


def test_what_is_missing_is_named() -> None:
    with pytest.raises(ImproperlyConfigured, match=r"SOME_NAME \(or SOME_NAME_FILE\)"):
        env("SOME_NAME")


def test_a_file_that_can_not_be_read_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOME_NAME_FILE", "/nowhere/secret")
    with pytest.raises(ImproperlyConfigured, match="SOME_NAME_FILE=/nowhere/secret"):
        env("SOME_NAME")


@pytest.mark.parametrize(("text", "expected"), [("1", True), ("Yes", True), ("on", True), ("0", False), ("", False)])
def test_flags(monkeypatch: pytest.MonkeyPatch, text: str, expected: bool) -> None:
    monkeypatch.setenv("SOME_NAME", text)
    assert env_flag("SOME_NAME") is expected


def test_lists(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOME_NAME", "a, b ,,c")
    assert env_list("SOME_NAME") == ["a", "b", "c"]
