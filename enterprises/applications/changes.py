"""What a correction changed in the form of a call."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from busan_se.programs.call_forms import questions_of
from busan_se.programs.models import CallVersion


@dataclass(frozen=True)
class Changes:
    """What a correction changed, as the raw questions of the two forms."""

    added: list[Mapping[str, Any]]
    changed: list[Mapping[str, Any]]
    gone: list[Mapping[str, Any]]

    @classmethod
    def between(cls, before: CallVersion, after: CallVersion) -> "Changes":
        """Return what differs; a question whose type changed is another one."""
        old, new = _raw(before), _raw(after)
        same = {key for key in old.keys() & new.keys() if old[key]["type"] == new[key]["type"]}
        return cls(
            [row for key, row in new.items() if key not in same],
            [row for key, row in new.items() if key in same and row != old[key]],
            [row for key, row in old.items() if key not in same],
        )


def _raw(version: CallVersion) -> dict[str, Mapping[str, Any]]:
    return {row["key"]: row for row in questions_of(version.form)}
