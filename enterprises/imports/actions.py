"""A list becomes part of the register: receive the file, check every line, decide the doubtful ones, apply."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext as _

from busan_se.audit.history import reason
from busan_se.core.bulk import insert_rows
from busan_se.core.clock import now, today
from busan_se.core.errors import Refused, WrongState
from busan_se.files.models import StoredFile
from busan_se.reference.models import District
from enterprises.imports import absent, writing
from enterprises.imports.judging import CHUNK, JudgedLine, Judging, basis_of
from enterprises.imports.layouts import layout_named
from enterprises.imports.models import ImportBatch, ImportRow
from enterprises.imports.queries import knowledge
from enterprises.imports.reading import opened
from enterprises.imports.rules import Basis, Known, Outcome, Verdict, judge_known, judge_new
from enterprises.registry.models import Enterprise

ACCEPTED = (Outcome.NEW, Outcome.CHANGED, Outcome.ENDED)
Decision = ImportRow.Decision
Progress = Callable[[int, int | None], object]


def receive(
    file: StoredFile, *, layout: str, as_of: date, user: Any, district: District | None = None, is_demo: bool = False
) -> ImportBatch:
    """Return the batch of an uploaded list: the open one of the same file if there is one, else a new one.

    Raises Refused: "already_applied" (this very file was applied), "future_day" (an as-of day to come),
    "unknown_layout".
    """
    if as_of > today():
        raise Refused(_("The as-of day %(day)s is still to come.") % {"day": as_of}, "future_day")
    if layout:
        layout_named(layout)
    same = ImportBatch.objects.filter(file_sha256=file.sha256).exclude(state=ImportBatch.State.UNDONE)
    if done := same.filter(state=ImportBatch.State.APPLIED).first():
        raise Refused(
            _("This file was applied on %(day)s already: nothing was changed.")
            % {"day": timezone.localdate(done.applied_at)},
            "already_applied",
        )
    batch = same.first() or ImportBatch(file=file, file_sha256=file.sha256)
    batch.layout, batch.as_of, batch.district, batch.created_by = layout, as_of, district, user
    batch.state, batch.error, batch.counts, batch.is_demo = ImportBatch.State.RECEIVED, "", {}, is_demo
    batch.save()
    return batch


def check(batch: ImportBatch, progress: Progress) -> None:
    """Judge every line and keep the verdicts as ImportRows; the register itself stays as it is.

    A file that can't be read leaves the batch failed with the reason in words. May be repeated: what was decided of a
    line stays, as long as it may be about the same enterprises.
    """
    try:
        _check(batch, progress)
    except Refused as refusal:
        batch.rows.all().delete()
        batch.state, batch.error, batch.counts = ImportBatch.State.FAILED, str(refusal), {}
        batch.save(update_fields=["state", "error", "counts"])


@transaction.atomic
def _check(batch: ImportBatch, progress: Progress) -> None:
    locked = ImportBatch.objects.select_for_update(of=("self",), no_key=True).get(pk=batch.pk)
    if locked.state in {ImportBatch.State.APPLIED, ImportBatch.State.UNDONE}:
        raise WrongState(_("This list was applied already."), "already_applied")
    decided = {row.number: row for row in locked.rows.exclude(decision=Decision.OPEN)}
    locked.rows.all().delete()
    with batch.file.file.open("rb") as stored, opened(stored, batch.layout) as table:
        layout = table.layout
        if layout.by_district and batch.district_id is None:
            raise Refused(_("Say which district's register it is, and upload it again."), "district_missing")
        if not layout.by_district:
            batch.district = None
        judging = Judging(basis_of(batch, layout))
        counts, present, last = _store(batch, judging.chunks(table.lines), decided, progress)
        read = counts.total() + judging.elsewhere
    if not read:
        raise Refused(_("There is no line below the header."), "empty_list")
    batch.layout = layout.key
    is_whole = table.announced in (None, read)
    ended = absent.endings(batch, layout, present, is_whole=is_whole)
    for number, row in enumerate(ended, start=last + 1):
        row.number = number
    ImportRow.objects.bulk_create(ended, batch_size=CHUNK)
    batch.state, batch.error = ImportBatch.State.CHECKED, ""
    batch.counts = {**counts, **_told(ended=len(ended), elsewhere=judging.elsewhere)}
    if layout.complete_for and not is_whole:
        batch.counts["missing"] = (table.announced or 0) - read
    batch.save(update_fields=["layout", "district", "state", "error", "counts"])


def _told(**counts: int) -> dict[str, int]:
    return {name: number for name, number in counts.items() if number}


def _store(
    batch: ImportBatch, chunks: Iterable[Sequence[JudgedLine]], decided: Mapping[int, ImportRow], progress: Progress
) -> tuple[Counter[str], set[int], int]:
    """Keep the verdicts; return how many of each outcome, the enterprises that the list may name, the last line."""
    counts: Counter[str] = Counter()
    present: set[int] = set()
    last = 0
    for lines in chunks:
        insert_rows(ImportRow, [_as_row(batch, line, decided.get(line.number)) for line in lines])
        counts.update(line.verdict.outcome.value for line in lines)
        present.update(pk for line in lines for pk in _named(line))
        last = max([last, *(line.number for line in lines)])
        progress(counts.total(), None)
    return counts, present, last


def _named(line: JudgedLine) -> Iterator[int]:
    """Yield whom a line names as a holder, or may name; a line that says that it is over names nobody."""
    held = line.parsed.held
    if held and (held.is_live or held.ended_on):
        if line.found.certain:
            yield line.found.certain.enterprise
        yield from (known.enterprise for known in line.found.candidates)


def _as_row(batch: ImportBatch, line: JudgedLine, before: ImportRow | None) -> dict[str, Any]:
    verdict = line.verdict
    row: dict[str, Any] = {
        "batch_id": batch.pk,
        "number": line.number,
        "raw": {column: cell for column, cell in line.raw.items() if cell},
        "outcome": verdict.outcome.value,
        "reason": verdict.reason,
        "enterprise_id": verdict.enterprise,
        "changes": verdict.changes,
        "candidates": list(verdict.candidates),
        "decision": "",
        "decided_by_id": None,
        "decided_at": None,
        "written": False,
        "did": {},
    }
    if before and before.candidates == row["candidates"] and verdict.outcome == Outcome.DOUBTFUL:
        kept = ("enterprise_id", "decision", "decided_by_id", "decided_at")
        row |= {name: getattr(before, name) for name in kept}
    return row


@transaction.atomic
def decide(row_id: Any, decision: str, *, enterprise: int | None = None, user: Any) -> None:
    """Say of a doubtful line that it is one of its candidates (`enterprise`), a new enterprise, or kept apart.

    Of an ending: APART keeps the qualification. "" takes a decision back. Raises WrongState ("not_open") for lines that
    are written, or wait for nothing; Refused ("not_a_candidate", "matched_twice").
    """
    batch = ImportBatch.objects.select_for_update(of=("self",), no_key=True).get(rows=row_id)
    row = batch.rows.select_for_update(of=("self",)).get(pk=row_id)
    ends = row.outcome == Outcome.ENDED
    open_states = {ImportBatch.State.CHECKED} if ends else {ImportBatch.State.CHECKED, ImportBatch.State.APPLIED}
    if row.written or batch.state not in open_states or not (ends or row.outcome == Outcome.DOUBTFUL):
        raise WrongState(_("This line waits for no decision."), "not_open")
    if ends and decision not in (Decision.OPEN, Decision.APART):
        raise WrongState(_("This line waits for no decision."), "not_open")
    if decision == Decision.MATCH:
        _check_match(batch, row, enterprise)
    if not ends:
        row.enterprise_id = enterprise if decision == Decision.MATCH else None
    row.decision = decision
    row.decided_by, row.decided_at = (user, now()) if decision else (None, None)
    row.save(update_fields=["enterprise", "decision", "decided_by", "decided_at"])


def _check_match(batch: ImportBatch, row: ImportRow, enterprise: int | None) -> None:
    if enterprise not in row.candidates or not Enterprise.objects.public().filter(pk=enterprise or 0).exists():
        raise Refused(_("Choose one of the enterprises that stand beside the line."), "not_a_candidate")
    others = batch.rows.exclude(pk=row.pk).exclude(outcome__in=[Outcome.REJECTED, Outcome.ENDED])
    if other := others.filter(enterprise=enterprise).first():
        raise Refused(
            _("Line %(line)d is about this enterprise already: keep this one apart.") % {"line": other.number},
            "matched_twice",
        )


def open_decisions(batch: ImportBatch) -> dict[str, int]:
    """Return how many unwritten doubtful lines there are by decision ("" = not decided)."""
    rows = batch.rows.filter(outcome=Outcome.DOUBTFUL, written=False).order_by()
    return dict(rows.values_list("decision").annotate(Count("pk")))


def apply(batch_id: Any, progress: Progress) -> ImportBatch:
    """Write the accepted lines into the register, all or none, and return the applied batch.

    The lines are judged again in the same transaction: where the register moved since the check, nothing is written
    and the new verdicts are shown instead. On a list that was applied it writes what was decided since. Raises
    WrongState ("not_checked"), Refused ("register_moved").
    """
    try:
        with transaction.atomic(), reason(_("Import of an official list")):
            return _apply(batch_id, progress)
    except Refused as refusal:
        if refusal.code == "register_moved":
            check(ImportBatch.objects.get(pk=batch_id), progress)
        raise


def _apply(batch_id: Any, progress: Progress) -> ImportBatch:
    batch = ImportBatch.objects.select_for_update(of=("self",), no_key=True).get(pk=batch_id)
    if batch.state not in {ImportBatch.State.CHECKED, ImportBatch.State.APPLIED}:
        raise WrongState(_("Check the list before you apply it."), "not_checked")
    basis = basis_of(batch, layout_named(batch.layout))
    rows = batch.rows.filter(written=False).exclude(outcome__in=[Outcome.REJECTED, Outcome.ENDED])
    is_first = batch.state == ImportBatch.State.CHECKED
    if not is_first:
        rows = rows.filter(outcome=Outcome.DOUBTFUL, decision__in=[Decision.MATCH, Decision.NEW])
    _write_rows(batch, basis, rows, progress, is_first=is_first)
    if is_first:
        ended = list(batch.rows.filter(outcome=Outcome.ENDED, decision=Decision.OPEN).order_by("number"))
        with reason(_("Not in the list of %(day)s.") % {"day": batch.as_of}):
            writing.end(batch, absent.still_to_end(batch, ended))
        batch.state, batch.applied_at = ImportBatch.State.APPLIED, now()
        batch.save(update_fields=["state", "applied_at"])
    return batch


def _write_rows(batch: ImportBatch, basis: Basis, rows: Any, progress: Progress, *, is_first: bool) -> None:
    judging, total, done = Judging(basis), rows.count(), 0
    for chunk in _by_number(rows):
        lines = [(row.number, basis.layout.cells_of(list(row.raw), list(row.raw.values()))) for row in chunk]
        judged = judging.judged(lines)
        if is_first and (len(judged) != len(chunk) or not all(map(_as_shown, chunk, judged))):
            raise Refused(
                _("The register changed since the check. Look at the new result and apply again."), "register_moved"
            )
        writing.write(batch, basis, _accepted(basis, chunk, judged))
        done += len(chunk)
        progress(done, total)


def _by_number(rows: Any) -> Iterator[list[ImportRow]]:
    last = -1
    while chunk := list(rows.filter(number__gt=last).order_by("number")[:CHUNK]):
        yield chunk
        last = chunk[-1].number


def _as_shown(row: ImportRow, line: JudgedLine) -> bool:
    """Return whether the line does what the check showed."""
    verdict = line.verdict
    if (row.outcome, row.candidates) != (verdict.outcome, list(verdict.candidates)):
        return False
    return row.outcome == Outcome.DOUBTFUL or (row.enterprise_id, row.changes) == (verdict.enterprise, verdict.changes)


def _accepted(basis: Basis, rows: Sequence[ImportRow], judged: Sequence[JudgedLine]) -> list[writing.Accepted]:
    matched = {row.enterprise_id for row in rows if row.decision == Decision.MATCH and row.enterprise_id}
    known = knowledge(matched, basis)
    accepted = []
    for row, line in zip(rows, judged, strict=True):
        whom = known.get(row.enterprise_id or 0) if row.decision == Decision.MATCH else line.found.certain
        verdict = _decided(row, line, whom, basis.as_of)
        if verdict.is_written:
            accepted.append(writing.Accepted(row.pk, verdict, whom.periods if whom else ()))
    return accepted


def _decided(row: ImportRow, line: JudgedLine, whom: Known | None, as_of: date) -> Verdict:
    """Return the verdict that follows from what staff said of the line."""
    if row.decision == Decision.MATCH and whom:
        others = {kind: pk for kind, pk in line.found.others.items() if pk != whom.enterprise}
        return judge_known(line.parsed, whom, others, as_of)
    return judge_new(line.parsed, line.found.others, as_of) if row.decision == Decision.NEW else line.verdict
