"""How the apps above bring what is reviewed."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from busan_se.core.extensions import Text
from busan_se.core.registry import registered
from busan_se.files.models import StoredFile
from busan_se.reviews.models import Case, Panelist, Round


@dataclass(frozen=True)
class CaseFile:
    """A file of a case and what it is."""

    file: StoredFile
    label: str


@dataclass(frozen=True)
class CaseSheet:
    """What reviewers read of a case. `facts` name the applicant and are left out of a blind round.

    `secrets` are the words that a blind round hides in `answers` and file names.
    """

    name: str
    facts: Sequence[tuple[str, str]] = ()
    answers: Sequence[tuple[str, str]] = ()
    files: Sequence[CaseFile] = ()
    secrets: Sequence[str] = ()


@dataclass(frozen=True)
class CaseSource:
    """An app whose rows are reviewed.

    `collect(round)` makes the cases that a round lacks and returns how many; `sheets(cases)` and
    `hints(cases, panelists)` answer for those cases that are the app's, with a fixed number of queries. A hint is a
    sentence why a reviewer may have an interest in a case, by (case, reviewer).
    """

    key: str
    collect: Callable[[Round], int]
    sheets: Callable[[Sequence[Case]], Mapping[int, CaseSheet]]
    hints: Callable[[Sequence[Case], Sequence[Panelist]], Mapping[tuple[int, int], list[str]]]


@dataclass(frozen=True)
class RoundTool:
    """A page of an app above about a round, offered at its board to who has `permission`."""

    key: str
    label: Text
    url: Callable[[Round], str]
    permission: str
    order: int = field(default=100)


def sheets_of(cases: Sequence[Case]) -> dict[int, CaseSheet]:
    """Return what is to be read of each case, by its key; an empty sheet where its owner is gone."""
    found: dict[int, CaseSheet] = {case.pk: CaseSheet(name=case.title) for case in cases}
    for source in registered(CaseSource):
        found.update(source.sheets(cases))
    return found


def hints_of(cases: Sequence[Case], panelists: Sequence[Panelist]) -> dict[tuple[int, int], list[str]]:
    """Return the hints of an interest by (case, reviewer); the same district is one for everything."""
    found: dict[tuple[int, int], list[str]] = {}
    for source in registered(CaseSource):
        for pair, sentences in source.hints(cases, panelists).items():
            found.setdefault(pair, []).extend(sentences)
    return found


def same_district(case: Case, panelist: Panelist) -> bool:
    """Return whether reviewer and case are of one district."""
    return case.district_id is not None and case.district_id == panelist.district_id


def district_hint() -> str:
    """Return the words for that."""
    return _("Same district")


def collect(round_: Round) -> int:
    """Let every app above make the cases that the round lacks; return how many were made."""
    return sum(source.collect(round_) for source in registered(CaseSource))


def tools_for(round_: Round, user: Any) -> list[tuple[Text, str]]:
    """Return label and address of what the apps above offer this user for the round."""
    return [(tool.label, tool.url(round_)) for tool in registered(RoundTool) if user.has_perm(tool.permission)]
