"""What a reviewer reads of a case: as it is, or in a blind round without anything that names the applicant."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from busan_se.files.models import StoredFile
from busan_se.reviews.extensions import CaseSheet, sheets_of
from busan_se.reviews.masking import Mask
from busan_se.reviews.models import Case, Round


@dataclass(frozen=True)
class ShownFile:
    """A file as a reviewer may see it: under the name it is downloaded by."""

    file: StoredFile
    label: str
    name: str


@dataclass(frozen=True)
class Reading:
    """A case as a reviewer may see it."""

    case: Case
    title: str
    facts: Sequence[tuple[str, str]]
    answers: Sequence[tuple[str, str]]
    files: Sequence[ShownFile]

    def file(self, pk: str) -> ShownFile | None:
        """Return one of its files by key."""
        return next((shown for shown in self.files if str(shown.file.pk) == pk), None)


def readings(round_: Round, cases: Sequence[Case]) -> list[Reading]:
    """Return what reviewers of the round may see of these cases, in their order."""
    found = sheets_of(cases)
    return [
        _blind(case, found[case.pk], round_) if round_.is_blind else _open(case, found[case.pk], round_)
        for case in cases
    ]


def case_number(case: Case) -> str:
    """Return what a case is called where its applicant is hidden."""
    return _("Case %(number)s") % {"number": case.number}


def _open(case: Case, sheet: CaseSheet, round_: Round) -> Reading:
    files = [ShownFile(row.file, row.label, row.file.name) for row in sheet.files] if round_.shows_files else []
    return Reading(case, f"{case_number(case)} · {sheet.name}", sheet.facts, sheet.answers, files)


def _blind(case: Case, sheet: CaseSheet, round_: Round) -> Reading:
    mask = Mask((sheet.name, *sheet.secrets))
    answers = [(label, mask.hide(text)) for label, text in sheet.answers]
    files = [
        ShownFile(row.file, row.label, _neutral(case, at, row.file.name)) for at, row in enumerate(sheet.files, start=1)
    ]
    return Reading(case, case_number(case), (), answers, files if round_.shows_files else [])


def _neutral(case: Case, at: int, name: str) -> str:
    """Return a file name that tells only which case and which of its files it is."""
    suffix = PurePosixPath(name).suffix.lower()
    return f"{pgettext('file name', 'case')}-{case.number}-{at}{suffix}"
