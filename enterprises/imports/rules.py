"""What one line of a list would do to the register, judged against what the register knows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from enterprises.imports.layouts.base import Layout, ParsedRow
from enterprises.imports.models import ImportRow
from enterprises.imports.periods import KnownPeriod, Step, step_of
from enterprises.registry.search import search_key
from enterprises.registry.sources import FIELDS

Outcome = ImportRow.Outcome


@dataclass(frozen=True)
class Basis:
    """What every line of one list is judged by: districts and kinds map Korean names to codes."""

    layout: Layout
    as_of: date
    districts: Mapping[str, str]
    kinds: Mapping[str, str]
    district: str | None = None
    is_demo: bool = False


@dataclass(frozen=True)
class Known:
    """An enterprise as the register has it, and the newest word of this list's source about it."""

    enterprise: int
    visible: Mapping[str, Any] = field(default_factory=dict)
    as_of: date | None = None
    payload: Mapping[str, Any] = field(default_factory=dict)
    numbers: Mapping[str, str] = field(default_factory=dict)
    periods: Sequence[KnownPeriod] = ()

    def is_called(self, parsed: ParsedRow) -> bool:
        """Return whether the register, or this source before, gives it the name of the line, however it is spelled."""
        key = search_key(parsed.name)
        return key in {search_key(str(said.get("name", ""))) for said in (self.visible, self.payload)}

    def was_named(self, parsed: ParsedRow, district: str) -> bool:
        """Return whether this source named it before just so, in the same district."""
        return self.is_called(parsed) and bool(self.payload) and self.payload.get("district") == district


@dataclass(frozen=True)
class Found:
    """Whom a line may be about: one for certain, or candidates. `others` hold a number of it, but are not the one."""

    certain: Known | None = None
    candidates: Sequence[Known] = ()
    others: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Verdict:
    """The outcome of a line: what to write (`payload`, `numbers`, `step`), for whom, and why not."""

    outcome: Outcome
    reason: str = ""
    enterprise: int | None = None
    payload: Mapping[str, Any] = field(default_factory=dict)
    changes: Mapping[str, list[Any]] = field(default_factory=dict)
    numbers: Mapping[str, str] = field(default_factory=dict)
    step: Step | None = None
    candidates: Sequence[int] = ()

    @property
    def is_written(self) -> bool:
        """Return whether applying writes it. An unchanged line is: that the source said so on this day counts."""
        return self.outcome in {Outcome.NEW, Outcome.CHANGED} or (
            self.outcome == Outcome.UNCHANGED and bool(self.payload)
        )


def complete(parsed: ParsedRow, basis: Basis) -> ParsedRow:
    """Return the line with codes for the names of its district and kind, and with the problems that this shows."""
    fields, problems, held = dict(parsed.fields), list(parsed.problems), parsed.held
    name = str(fields.get("district", ""))
    code = basis.districts.get(name)
    if not problems and code is None:
        problems.append(_("“%(name)s” is not one of Busan's 16 districts.") % {"name": name})
    elif code and basis.district not in (None, code):
        problems.append(_("“%(name)s” is not the district of this register.") % {"name": name})
    fields["district"] = code or ""
    if held:
        kind = basis.kinds.get(held.kind)
        if kind is None:
            problems.append(_("“%(kind)s” is no qualification that the register knows.") % {"kind": held.kind})
        elif held.valid_from and held.valid_to and held.valid_to < held.valid_from:
            problems.append(_("The last day of the qualification lies before its first."))
        if kind not in (None, held.kind):
            held = replace(held, kind=kind)
    return ParsedRow(parsed.numbers, fields, problems, held)


def judge(parsed: ParsedRow, found: Found, *, as_of: date, first_line: int | None) -> Verdict:
    """Return what becomes of a completed line; `first_line` is an earlier line of the file about the same enterprise.

    An older list never overwrites a newer one of the same source.
    """
    whom = found.certain.enterprise if found.certain else None
    problems = list(parsed.problems)
    if first_line is not None:
        problems.append(_("The same enterprise stands on line %(line)d.") % {"line": first_line})
    if problems:
        return Verdict(Outcome.REJECTED, " ".join(problems), whom)
    if found.certain:
        return judge_known(parsed, found.certain, found.others, as_of)
    if found.candidates:
        return Verdict(
            Outcome.DOUBTFUL,
            _("Only the name, or another number, speaks for it: say whether it is the same enterprise."),
            candidates=sorted(known.enterprise for known in found.candidates),
        )
    return judge_new(parsed, found.others, as_of)


def judge_new(parsed: ParsedRow, others: Mapping[str, int], as_of: date) -> Verdict:
    """Return what a line does that is about an enterprise which the register does not have."""
    numbers = {kind: value for kind, value in parsed.numbers.items() if kind not in others}
    step, _changes, note = step_of(parsed.held, (), as_of)
    return Verdict(Outcome.NEW, note, payload=parsed.fields, numbers=numbers, step=step)


def judge_known(parsed: ParsedRow, known: Known, others: Mapping[str, int], as_of: date) -> Verdict:
    """Return what a line does to the enterprise that it is about."""
    if known.as_of and known.as_of > as_of:
        reason = _("A newer list (%(day)s) was applied already.") % {"day": known.as_of}
        return Verdict(Outcome.UNCHANGED, reason, known.enterprise)
    changes = differences(known, parsed.fields)
    numbers, notes = _new_numbers(parsed, known, others)
    changes |= {f"number_{kind}": ["", value] for kind, value in numbers.items()}
    step, moved, note = step_of(parsed.held, known.periods, as_of)
    changes |= moved
    return Verdict(
        Outcome.CHANGED if changes else Outcome.UNCHANGED,
        " ".join(filter(None, [*notes, note])),
        known.enterprise,
        parsed.fields,
        changes,
        numbers,
        step,
    )


def _new_numbers(parsed: ParsedRow, known: Known, others: Mapping[str, int]) -> tuple[dict[str, str], list[str]]:
    """Return the numbers that the enterprise gains, and what to say of those that it can't take."""
    gained, notes = {}, []
    for kind, value in parsed.numbers.items():
        if kind in others:
            notes.append(_("Another entry has the number %(number)s: are they the same?") % {"number": value})
        elif kind not in known.numbers:
            gained[kind] = value
        elif known.numbers[kind] != value:
            notes.append(_("The register has another number than %(number)s.") % {"number": value})
    return gained, notes


def differences(known: Known, new: Mapping[str, Any]) -> dict[str, list[Any]]:
    """Return field → [old, new] of what this source says otherwise than before, or, when it speaks for the first time,
    than the register shows."""
    told = {name: value for name, value in new.items() if known.payload or name in FIELDS}
    old = known.payload or known.visible
    return {name: [before, value] for name, value in told.items() if (before := _plain(old.get(name))) != _plain(value)}


def _plain(value: Any) -> Any:
    return "" if value is None else value
