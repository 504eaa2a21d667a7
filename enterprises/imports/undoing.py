"""The undoing of an applied list: its words go, what it began goes, what it changed is as before; all or nothing."""

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from busan_se.audit.history import reason
from busan_se.core.bulk import insert_rows, update_rows
from busan_se.core.clock import now
from busan_se.core.errors import Refused, WrongState
from enterprises.imports.actions import Progress
from enterprises.imports.judging import CHUNK
from enterprises.imports.layouts import layout_named
from enterprises.imports.models import ImportBatch, ImportRow
from enterprises.imports.writing import PERIOD, plain
from enterprises.registry.actions import lock, resolve_many
from enterprises.registry.models import Enterprise, EnterpriseIdentifier, Qualification, SourceRecord

_SHOWN = 5
_OWN = (SourceRecord, EnterpriseIdentifier, Qualification, ImportRow)


def obstacles(batch: ImportBatch) -> list[str]:
    """Return in words why the list can't be undone now; [] when it can.

    A later list that speaks of the same enterprises builds on it; so does whatever was entered since for enterprises
    that it brought in, and a qualification that somebody changed since.
    """
    later = ImportBatch.objects.filter(state=ImportBatch.State.APPLIED, applied_at__gt=batch.applied_at)
    mine = batch.rows.filter(written=True).exclude(enterprise=None).values("enterprise")
    builds = later.filter(rows__written=True, rows__enterprise__in=mine).distinct()
    found = [_("A later list builds on it: undo “%(list)s” first.") % {"list": one} for one in builds[:_SHOWN]]
    for rows in _chunks(batch):
        found += _used(batch, rows)
        found += _moved(rows)
        if len(found) >= _SHOWN:
            break
    return found[:_SHOWN]


def extent(batch: ImportBatch) -> list[tuple[str, int]]:
    """Return (label, number) of what the undoing takes back: three queries."""
    written = batch.rows.filter(written=True)
    return [
        (_("Enterprises that go out of the register again"), written.filter(did__has_key="made").count()),
        (_("Words of this list that go"), batch.records.count()),
        (
            _("Qualifications that become as they were"),
            written.filter(did__has_any_keys=["begun", "changed"]).count(),
        ),
    ]


def undo(batch_id: Any, why: str, progress: Progress) -> ImportBatch:
    """Take an applied list back, in one transaction, and return the batch. The reason goes into the history.

    Raises WrongState ("not_applied"), Refused ("built_upon").
    """
    with transaction.atomic(), reason(why):
        batch = ImportBatch.objects.select_for_update(of=("self",), no_key=True).get(pk=batch_id)
        if batch.state == ImportBatch.State.UNDONE:
            return batch
        if batch.state != ImportBatch.State.APPLIED:
            raise WrongState(_("Only a list that was applied can be undone."), "not_applied")
        lock(*batch.rows.filter(written=True).exclude(enterprise=None).values_list("enterprise", flat=True))
        if found := obstacles(batch):
            raise Refused(" ".join(found), "built_upon")
        total, done = batch.rows.filter(written=True).count(), 0
        for rows in _chunks(batch):
            _undo_chunk(batch, rows)
            done += len(rows)
            progress(done, total)
        batch.state, batch.undone_at, batch.undo_reason = ImportBatch.State.UNDONE, now(), why
        batch.save(update_fields=["state", "undone_at", "undo_reason"])
        return batch


def _chunks(batch: ImportBatch) -> Iterator[list[ImportRow]]:
    last = -1
    written = batch.rows.filter(written=True).order_by("number")
    while rows := list(written.filter(number__gt=last)[:CHUNK]):
        yield rows
        last = rows[-1].number


def _did(rows: Sequence[ImportRow], what: str) -> list[Any]:
    return [row.did[what] for row in rows if what in row.did]


def _identifiers(rows: Sequence[ImportRow]) -> list[int]:
    return [key for keys in _did(rows, "identifiers") for key in keys]


def _used(batch: ImportBatch, rows: Sequence[ImportRow]) -> list[str]:
    """Say which of the enterprises that the list brought in have got something of their own since."""
    made = _did(rows, "made")
    used = set(
        SourceRecord.objects.filter(enterprise__in=made).exclude(batch=batch).values_list("enterprise", flat=True)
    )
    for model, own in ((EnterpriseIdentifier, _identifiers(rows)), (Qualification, _did(rows, "begun"))):
        used |= set(
            model._default_manager.filter(enterprise__in=made).exclude(pk__in=own).values_list("enterprise", flat=True)
        )
    used |= set(Enterprise.objects.filter(pk__in=made).exclude(merged_into=None).values_list("pk", flat=True))
    used |= {pk for pk in made if pk not in {row.enterprise_id for row in rows if "made" in row.did}}
    for relation in _other_relations():
        linked = {f"{relation.field.name}__in": made}
        used |= set(
            relation.related_model._base_manager.filter(**linked).values_list(relation.field.attname, flat=True)
        )
    names = Enterprise.objects.filter(pk__in=used).order_by("sort_key").values_list("name", flat=True)
    return [_("“%(name)s” came with this list, and has entries of its own since.") % {"name": name} for name in names]


def _other_relations() -> Iterator[Any]:
    """Yield the relations of all features to an enterprise, but the register's own and the row history."""
    for relation in Enterprise._meta.related_objects:
        model: Any = relation.related_model
        if model not in _OWN and not hasattr(model, "pgh_tracked_model") and not relation.many_to_many:
            yield relation


def _moved(rows: Sequence[ImportRow]) -> list[str]:
    """Say which qualifications somebody changed since the list wrote them."""
    begun = Qualification.objects.filter(pk__in=_did(rows, "begun"), updated_at__gt=F("created_at"))
    moved = {row.pk: row for row in begun.select_related("enterprise", "kind")}
    after = {did["id"]: did["after"] for did in _did(rows, "changed")}
    for row in Qualification.objects.filter(pk__in=after).select_related("enterprise", "kind"):
        if plain({name: getattr(row, name) for name in PERIOD}) != {name: after[row.pk][name] for name in PERIOD}:
            moved[row.pk] = row
    return [
        _("“%(name)s”: somebody changed the qualification “%(kind)s” since.")
        % {"name": row.enterprise, "kind": row.kind}
        for row in moved.values()
    ]


def _undo_chunk(batch: ImportBatch, rows: Sequence[ImportRow]) -> None:
    Qualification.objects.filter(pk__in=_did(rows, "begun")).delete()
    _restore_periods(_did(rows, "changed"))
    EnterpriseIdentifier.objects.filter(pk__in=_identifiers(rows)).delete()
    SourceRecord.objects.filter(batch=batch, enterprise__in=[row.enterprise_id for row in rows]).delete()
    _restore_words(batch, rows)
    made = _did(rows, "made")
    resolve_many({row.enterprise_id for row in rows if row.enterprise_id} - set(made))
    _remove(made)


def _restore_periods(changed: Sequence[Any]) -> None:
    there = set(Qualification.objects.filter(pk__in=[did["id"] for did in changed]).values_list("pk", flat=True))
    update_rows(Qualification, [{"id": did["id"], **did["before"]} for did in changed if did["id"] in there])


def _restore_words(batch: ImportBatch, rows: Sequence[ImportRow]) -> None:
    """Bring back the words of the same source and day that the list had replaced."""
    source = layout_named(batch.layout).source
    insert_rows(
        SourceRecord,
        [
            {"enterprise_id": row.enterprise_id, "source": source, "as_of": batch.as_of, **row.did["record"]}
            for row in rows
            if "record" in row.did
        ],
    )


def _remove(made: Collection[int]) -> None:
    """Take the enterprises out that the list brought in; their row history stays."""
    Enterprise.tags.through.objects.filter(enterprise__in=made).delete()
    Enterprise.objects.filter(pk__in=made).delete()
