"""An official list becomes part of the register: receive the file, check every line, apply the accepted ones."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from busan_se.audit.history import reason
from busan_se.core.clock import today
from busan_se.core.errors import Refused, WrongState
from busan_se.files.models import StoredFile
from busan_se.reference.models import District
from enterprises.imports.layouts import Layout, clean, layout_named, recognise
from enterprises.imports.models import ImportBatch, ImportRow
from enterprises.imports.queries import known_by_number
from enterprises.imports.reading import read_rows
from enterprises.imports.rules import Outcome, Verdict, judge
from enterprises.registry.actions import resolve_many
from enterprises.registry.models import Enterprise, EnterpriseIdentifier, Qualification, SourceRecord

CHUNK = 2000
ACCEPTED = (Outcome.NEW, Outcome.CHANGED)

Progress = Callable[[int, int], object]


@dataclass(frozen=True)
class JudgedLine:
    """One line of the file with what it would do."""

    number: int
    business_number: str
    raw: Mapping[str, str]
    verdict: Verdict


def receive(file: StoredFile, *, layout: str, as_of: date, user: Any) -> ImportBatch:
    """Return the batch of an uploaded list: the open one of the same file if there is one, else a new one.

    Raises Refused: "already_applied" (this very file was applied), "future_day" (an as-of day to come),
    "unknown_layout".
    """
    if as_of > today():
        raise Refused(_("The as-of day %(day)s is still to come.") % {"day": as_of}, "future_day")
    if layout:
        layout_named(layout)
    same = ImportBatch.objects.filter(file_sha256=file.sha256)
    if done := same.filter(state=ImportBatch.State.APPLIED).first():
        raise Refused(
            _("This file was applied on %(day)s already: nothing was changed.")
            % {"day": timezone.localdate(done.applied_at)},
            "already_applied",
        )
    batch = same.exclude(state=ImportBatch.State.APPLIED).first() or ImportBatch(file=file, file_sha256=file.sha256)
    batch.layout, batch.as_of, batch.created_by = layout, as_of, user
    batch.state, batch.error, batch.counts = ImportBatch.State.RECEIVED, "", {}
    batch.save()
    return batch


def check(batch: ImportBatch, progress: Progress) -> None:
    """Judge every line and keep the verdicts as ImportRows; the register itself stays as it is.

    A file that can't be read leaves the batch failed with the reason in words. May be repeated.
    """
    try:
        layout, lines = judged_lines(batch)
        _store_check(batch, layout, lines, progress)
    except Refused as refusal:
        batch.rows.all().delete()
        batch.state, batch.error, batch.counts = ImportBatch.State.FAILED, str(refusal), {}
        batch.save(update_fields=["state", "error", "counts"])


@transaction.atomic
def _store_check(batch: ImportBatch, layout: Layout, lines: Sequence[JudgedLine], progress: Progress) -> None:
    locked = ImportBatch.objects.select_for_update(of=("self",)).get(pk=batch.pk)
    if locked.state == ImportBatch.State.APPLIED:
        raise WrongState(_("This list was applied already."), "already_applied")
    locked.rows.all().delete()
    for done, chunk in _chunks(lines):
        ImportRow.objects.bulk_create(_as_row(batch, line) for line in chunk)
        progress(done, len(lines))
    batch.layout, batch.state, batch.error = layout.key, ImportBatch.State.CHECKED, ""
    batch.counts = dict(Counter(line.verdict.outcome.value for line in lines))
    batch.save(update_fields=["layout", "state", "error", "counts"])


def judged_lines(batch: ImportBatch) -> tuple[Layout, list[JudgedLine]]:
    """Read the batch's file and judge it against the register of this moment. Raises Refused where it can't be read."""
    with batch.file.file.open("rb") as stored:
        rows = list(read_rows(stored.read()))
    layout, header, header_line = recognise(rows, batch.layout)
    cells = [
        (number, dict(zip(header, [clean(cell) for cell in row], strict=False)))
        for number, row in enumerate(rows[header_line:], start=header_line + 1)
        if any(cell.strip() for cell in row)
    ]
    if not cells:
        raise Refused(_("There is no line below the header."), "empty_list")
    districts = dict(District.objects.values_list("name_ko", "code"))
    judged: list[JudgedLine] = []
    first_lines: dict[str, int] = {}
    for _done, chunk in _chunks(cells):
        judged += _judge_chunk(chunk, layout, batch.as_of, districts, first_lines)
    return layout, judged


def _judge_chunk(
    chunk: Sequence[tuple[int, dict[str, str]]],
    layout: Layout,
    as_of: date,
    districts: Mapping[str, str],
    first_lines: dict[str, int],
) -> Iterator[JudgedLine]:
    parsed = [
        (number, raw, layout.parse({column: raw.get(column, "") for column in {*raw, *layout.required}}))
        for number, raw in chunk
    ]
    known = known_by_number(
        {row.business_number for _n, _r, row in parsed if row.business_number}, layout.source, as_of
    )
    for number, raw, row in parsed:
        first = first_lines.get(row.business_number)
        verdict = judge(row, known.get(row.business_number), districts=districts, as_of=as_of, first_line=first)
        if row.business_number and first is None and verdict.outcome != Outcome.REJECTED:
            first_lines[row.business_number] = number
        yield JudgedLine(number, row.business_number, raw, verdict)


def _as_row(batch: ImportBatch, line: JudgedLine) -> ImportRow:
    return ImportRow(
        batch=batch,
        number=line.number,
        raw=line.raw,
        outcome=line.verdict.outcome,
        reason=line.verdict.reason,
        enterprise_id=line.verdict.enterprise,
        changes=line.verdict.changes,
    )


def apply(batch_id: Any, progress: Progress) -> ImportBatch:
    """Write the accepted lines into the register, all or none, and return the applied batch.

    The lines are judged again in the same transaction: where the register moved since the check, nothing is written
    and the new verdicts are shown instead. Raises WrongState ("not_checked"), Refused ("register_moved").
    """
    try:
        with transaction.atomic(), reason(_("Import of an official list")):
            return _apply(batch_id, progress)
    except Refused as refusal:
        if refusal.code == "register_moved":
            check(ImportBatch.objects.get(pk=batch_id), progress)
        raise


def _apply(batch_id: Any, progress: Progress) -> ImportBatch:
    batch = ImportBatch.objects.select_for_update(of=("self",)).get(pk=batch_id)
    if batch.state == ImportBatch.State.APPLIED:
        return batch
    if batch.state != ImportBatch.State.CHECKED:
        raise WrongState(_("Check the list before you apply it."), "not_checked")
    layout, lines = judged_lines(batch)
    shown = dict(batch.rows.values_list("number", "outcome"))
    if shown != {line.number: line.verdict.outcome.value for line in lines}:
        raise Refused(
            _("The register changed since the check. Look at the new result and apply again."), "register_moved"
        )
    accepted = [line for line in lines if line.verdict.outcome in ACCEPTED]
    for done, chunk in _chunks(accepted):
        _write_chunk(batch, layout, chunk)
        progress(done, len(accepted))
    batch.state, batch.applied_at = ImportBatch.State.APPLIED, timezone.now()
    batch.save(update_fields=["state", "applied_at"])
    return batch


def _write_chunk(batch: ImportBatch, layout: Layout, lines: Sequence[JudgedLine]) -> None:
    ids = _enterprises_of(batch, lines)
    SourceRecord.objects.bulk_create(
        [
            SourceRecord(
                enterprise_id=ids[line.number],
                source=layout.source,
                as_of=batch.as_of,
                payload=line.verdict.payload,
                batch=batch,
            )
            for line in lines
        ],
        update_conflicts=True,
        unique_fields=["enterprise", "source", "as_of"],
        update_fields=["payload", "batch"],
    )
    Qualification.objects.bulk_create(
        Qualification(
            enterprise_id=ids[line.number],
            kind_id=line.verdict.qualification,
            valid_from=batch.as_of,
            start_is_known=False,
        )
        for line in lines
        if line.verdict.qualification
    )
    resolve_many(ids.values())


def _enterprises_of(batch: ImportBatch, lines: Sequence[JudgedLine]) -> dict[int, int]:
    """Return line number → enterprise id; new enterprises are made with their business number."""
    new = [line for line in lines if line.verdict.enterprise is None]
    made = Enterprise.objects.bulk_create(Enterprise(name=line.verdict.payload["name"]) for line in new)
    EnterpriseIdentifier.objects.bulk_create(
        EnterpriseIdentifier(enterprise=enterprise, kind="business", value=line.business_number)
        for line, enterprise in zip(new, made, strict=True)
    )
    ids = {line.number: line.verdict.enterprise for line in lines if line.verdict.enterprise is not None}
    ids |= {line.number: enterprise.pk for line, enterprise in zip(new, made, strict=True)}
    rows = ImportRow.objects.filter(batch=batch, number__in=[line.number for line in new])
    linked = list(rows)
    for row in linked:
        row.enterprise_id = ids[row.number]
    ImportRow.objects.bulk_update(linked, ["enterprise"], batch_size=CHUNK)
    return ids


def _chunks(items: Sequence[Any]) -> Iterator[tuple[int, list[Any]]]:
    """Yield (items done after this chunk, chunk)."""
    rest, done = iter(items), 0
    while chunk := list(islice(rest, CHUNK)):
        done += len(chunk)
        yield done, chunk
