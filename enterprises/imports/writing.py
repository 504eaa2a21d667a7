"""Accepted lines become rows of the register: a fixed number of statements for a chunk, history on.

What a line did is kept in `ImportRow.did`, for the undoing: `made` (a new enterprise), `identifiers` (numbers that it
gained), `begun` (a new qualification), `changed` (one that was there: id, values before and after), `record` (the word
of the same source and day that was replaced). Keys of rows; values as JSON has them.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder

from busan_se.core.bulk import insert_rows, new_keys, update_rows
from enterprises.imports.models import ImportBatch, ImportRow
from enterprises.imports.periods import KnownPeriod
from enterprises.imports.rules import Basis, Verdict
from enterprises.registry.actions import enter, resolve_many
from enterprises.registry.models import EnterpriseIdentifier, Qualification, SourceRecord

NEW_PERIOD = {"number": "", "issuer": "", "grade": "", "ended_on": None, "ended_how": ""}
PERIOD = ("valid_from", "start_is_known", "valid_to", *NEW_PERIOD)


@dataclass
class Accepted:
    """A line to write; its enterprise is 0 until it is made. `did` fills while it is written."""

    row: int
    verdict: Verdict
    periods: Sequence[KnownPeriod] = ()
    enterprise: int = 0
    did: dict[str, Any] = field(default_factory=dict)


def write(batch: ImportBatch, basis: Basis, lines: Sequence[Accepted]) -> None:
    """Write a chunk of accepted lines, each about another enterprise, inside the caller's transaction."""
    if not lines:
        return
    _make_enterprises(basis, lines)
    _write_words(batch, basis, lines)
    _write_numbers(lines)
    _write_periods(lines)
    resolve_many(line.enterprise for line in lines if "made" not in line.did)
    update_rows(
        ImportRow,
        [{"id": line.row, "enterprise_id": line.enterprise, "written": True, "did": line.did} for line in lines],
    )


def plain(value: Any) -> Any:
    """Return a value as it comes back from a JSON column: days as text."""
    return json.loads(json.dumps(value, cls=DjangoJSONEncoder))


def _make_enterprises(basis: Basis, lines: Sequence[Accepted]) -> None:
    new = [line for line in lines if line.verdict.enterprise is None]
    keys = enter([line.verdict.payload for line in new], basis.layout.source, basis.as_of, is_demo=basis.is_demo)
    for line, key in zip(new, keys, strict=True):
        line.did["made"] = key
    for line in lines:
        line.enterprise = line.verdict.enterprise or line.did["made"]


def _write_words(batch: ImportBatch, basis: Basis, lines: Sequence[Accepted]) -> None:
    """Write the source records; one of the same source and day is replaced, and kept in `did`."""
    known = {line.enterprise: line for line in lines if "made" not in line.did}
    before = SourceRecord.objects.filter(enterprise__in=known, source=basis.layout.source, as_of=basis.as_of)
    for enterprise, payload, old_batch in before.values_list("enterprise", "payload", "batch"):
        known[enterprise].did["record"] = {"payload": payload, "batch_id": old_batch}
    insert_rows(
        SourceRecord,
        [
            {
                "enterprise_id": line.enterprise,
                "source": basis.layout.source,
                "as_of": basis.as_of,
                "payload": line.verdict.payload,
                "batch_id": batch.pk,
            }
            for line in lines
        ],
        replacing=("enterprise_id", "source", "as_of"),
    )


def _write_numbers(lines: Sequence[Accepted]) -> None:
    gained = [(line, kind, value) for line in lines for kind, value in line.verdict.numbers.items()]
    keys = new_keys(EnterpriseIdentifier, len(gained))
    rows = []
    for key, (line, kind, value) in zip(keys, gained, strict=True):
        line.did.setdefault("identifiers", []).append(key)
        owner = {"id": key, "enterprise_id": line.enterprise}
        rows.append(owner | {"kind": kind, "value": value, "is_branch": False})
    insert_rows(EnterpriseIdentifier, rows)


def _write_periods(lines: Sequence[Accepted]) -> None:
    steps = [(line, line.verdict.step) for line in lines if line.verdict.step]
    begun = [(line, step) for line, step in steps if step.pk is None]
    rows = []
    for key, (line, step) in zip(new_keys(Qualification, len(begun)), begun, strict=True):
        line.did["begun"] = key
        owner = {"id": key, "enterprise_id": line.enterprise, "kind_id": step.kind}
        rows.append({**owner, **NEW_PERIOD, **step.values})
    insert_rows(Qualification, rows)
    changed = []
    for line, step in steps:
        if step.pk is not None:
            before = next(dict(known.values) for known in line.periods if known.pk == step.pk)
            line.did["changed"] = {"id": step.pk, "before": before, "after": {**before, **step.values}}
            changed.append({"id": step.pk, **line.did["changed"]["after"]})
    update_rows(Qualification, changed)


def end(batch: ImportBatch, pairs: Sequence[tuple[ImportRow, Qualification]]) -> None:
    """End the qualifications that the list no longer names, on its as-of day."""
    rows, changed = [], []
    for row, held in pairs:
        before = {name: getattr(held, name) for name in PERIOD}
        after = before | {"ended_on": batch.as_of, "ended_how": Qualification.Ending.ABSENT.value}
        changed.append({"id": held.pk, **after})
        did = {"changed": {"id": held.pk, "before": before, "after": after}}
        rows.append({"id": row.pk, "written": True, "did": did})
    update_rows(Qualification, changed)
    update_rows(ImportRow, rows)
