"""Two sides write one draft: what each changed is kept, and only what both changed is asked about."""

import pytest

from enterprises.applications.merging import conflicts, digests, merge, read_digests

BEFORE = {"a": "처음", "b": 1, "c": {"rows": [{"x": 1}]}}
KEYS = ["a", "b", "c", "d"]
SHOWN = digests(BEFORE, KEYS)


@pytest.mark.parametrize(
    ("theirs", "mine", "after"),
    [
        ({}, {"a": "나"}, {"a": "나"}),
        ({"a": "남"}, {}, {"a": "남"}),
        ({"a": "남"}, {"b": 2}, {"a": "남", "b": 2}),
        ({"a": "같은 글"}, {"a": "같은 글"}, {"a": "같은 글"}),
        ({"c": {"rows": []}}, {"d": "새 글"}, {"c": {"rows": []}, "d": "새 글"}),
    ],
)
def test_changes_of_both_sides_are_kept(theirs, mine, after):
    saved, sent = BEFORE | theirs, BEFORE | mine
    assert conflicts(saved, sent, KEYS, SHOWN) == []
    assert merge(saved, sent, KEYS, SHOWN) == BEFORE | after


def test_an_answer_that_was_emptied_is_gone():
    sent = {key: answer for key, answer in BEFORE.items() if key != "a"}
    assert merge(BEFORE, sent, KEYS, SHOWN) == sent


def test_different_changes_of_one_answer_conflict():
    assert conflicts(BEFORE | {"a": "남"}, BEFORE | {"a": "나"}, KEYS, SHOWN) == ["a"]
    assert conflicts({"b": 1}, {"a": "나", "b": 1}, KEYS, {**SHOWN, "a": ""}) == []


@pytest.mark.parametrize("text", ["", "x", "[]", "3", '{"a": 1}', "[" * 5000])
def test_digests_that_are_none_overwrite_nothing(text):
    assert read_digests(text) == {}
    assert conflicts({"a": "남"}, {"a": "나"}, ["a"], read_digests(text)) == ["a"]
