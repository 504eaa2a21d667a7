"""Two people, or two windows, write one draft: question by question, the change of one side is kept.

A page says by a digest for each question what it showed. Where only one side changed an answer, that change stands;
where both did, differently, nobody's text is thrown away: the writer chooses.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

Answers = Mapping[str, Any]
Digests = Mapping[str, str]
_LENGTH = 16


def digest(answer: Any) -> str:
    """Return a short digest of a stored answer, '' for none."""
    if answer is None:
        return ""
    canonical = json.dumps(answer, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()[:_LENGTH]


def digests(answers: Answers, keys: Iterable[str]) -> dict[str, str]:
    """Return the digest of each question's answer."""
    return {key: digest(answers.get(key)) for key in keys}


def read_digests(text: str) -> dict[str, str]:
    """Return the digests that a page sent; what is no such list counts as none, so that nothing is overwritten."""
    try:
        given = json.loads(text or "{}")
    except (ValueError, RecursionError):
        return {}
    if not isinstance(given, dict):
        return {}
    return {key: value for key, value in given.items() if isinstance(value, str)}


def merge(saved: Answers, sent: Answers, keys: Iterable[str], shown: Digests) -> dict[str, Any]:
    """Return the answers after a page was sent: `keys` are its questions, `shown` the digests of what it showed."""
    merged = dict(saved)
    for key in keys:
        if digest(sent.get(key)) == shown.get(key):
            continue  # not changed here: whatever is saved now stays
        if sent.get(key) is None:
            merged.pop(key, None)
        else:
            merged[key] = sent[key]
    return merged


def conflicts(saved: Answers, sent: Answers, keys: Iterable[str], shown: Digests) -> list[str]:
    """Return the questions whose answer changed both here and in what is saved, to different texts."""
    return [
        key
        for key in keys
        if len({digest(sent.get(key)), digest(saved.get(key))}) == 2
        and shown.get(key) not in (digest(sent.get(key)), digest(saved.get(key)))
    ]


def written(marks: Mapping[str, Any], before: Answers, after: Answers, by: int, at: datetime) -> dict[str, Any]:
    """Return who wrote each answer last (`Application.written`) after the person `by` made `after` of `before`."""
    changed = {key for key in {*before, *after} if before.get(key) != after.get(key)}
    return {**marks, **{key: {"by": by, "at": at.isoformat()} for key in changed}}


def without_marks(marks: Mapping[str, Any], keys: Iterable[str]) -> dict[str, Any]:
    """Return the marks after somebody looked at these questions: what nobody typed is theirs now."""
    looked = set(keys)
    return {key: mark for key, mark in marks.items() if key not in looked or "from" not in mark}
