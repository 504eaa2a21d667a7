"""What one line of a list would do to the register, judged against what the register knows."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from enterprises.imports.layouts import ParsedRow
from enterprises.imports.models import ImportRow

Outcome = ImportRow.Outcome


@dataclass(frozen=True)
class Known:
    """What the register knows of the holder of a business number: who it is, and the newest word of this source."""

    enterprise: int
    as_of: date | None = None
    payload: Mapping[str, Any] = field(default_factory=dict)
    kinds: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Verdict:
    """The outcome of a line: what to write (`payload`), for whom, and why not."""

    outcome: Outcome
    reason: str = ""
    enterprise: int | None = None
    payload: Mapping[str, Any] = field(default_factory=dict)
    changes: Mapping[str, list[Any]] = field(default_factory=dict)
    qualification: str = ""


def judge(
    parsed: ParsedRow, known: Known | None, *, districts: Mapping[str, str], as_of: date, first_line: int | None
) -> Verdict:
    """Return what becomes of a line.

    `districts` maps our sixteen names to codes; `first_line` is an earlier line of the file with the same number.
    An older list never overwrites a newer one of the same source.
    """
    problems = list(parsed.problems)
    if not problems and parsed.fields["district"] not in districts:
        problems.append(_("“%(name)s” is not one of Busan's 16 districts.") % {"name": parsed.fields["district"]})
    if first_line is not None:
        problems.append(_("The same 사업자등록번호 stands on line %(line)d.") % {"line": first_line})
    if problems:
        return Verdict(Outcome.REJECTED, " ".join(problems))
    payload = {**parsed.fields, "district": districts[str(parsed.fields["district"])]}
    if known is None:
        return Verdict(Outcome.NEW, payload=payload, qualification=parsed.qualification)
    return _judge_known(parsed, payload, known, as_of)


def _judge_known(parsed: ParsedRow, payload: Mapping[str, Any], known: Known, as_of: date) -> Verdict:
    if known.as_of and known.as_of > as_of:
        reason = _("A newer list (%(day)s) was applied already.") % {"day": known.as_of}
        return Verdict(Outcome.UNCHANGED, reason, known.enterprise)
    gained = parsed.qualification if parsed.qualification not in known.kinds else ""
    changes = differences(known.payload, payload)
    if gained:
        changes["qualification"] = ["", gained]
    outcome = Outcome.CHANGED if changes else Outcome.UNCHANGED
    return Verdict(outcome, "", known.enterprise, payload, changes, gained)


def differences(old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, list[Any]]:
    """Return field → [old, new] for every field that the two payloads say differently."""
    return {name: [old.get(name, ""), value] for name, value in new.items() if old.get(name, "") != value}
