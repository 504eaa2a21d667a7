"""Qualifications that a complete list no longer names: they end, nothing is deleted."""

from collections.abc import Collection, Sequence

from django.utils.translation import gettext as _

from enterprises.imports.layouts.base import Layout
from enterprises.imports.models import ImportBatch, ImportRow
from enterprises.registry.models import Qualification, QualificationQuerySet


def endings(batch: ImportBatch, layout: Layout, present: Collection[int], *, is_whole: bool) -> list[ImportRow]:
    """Return a row, without number yet, for each qualification that the list would have to name and does not.

    None for a list that is not complete for a kind, that was cut off (`is_whole`), that names nobody of here, or that
    is older than one of its kind which was applied already.
    """
    if not (layout.complete_for and is_whole and present) or _is_overtaken(batch):
        return []
    missing = in_force(batch, layout.complete_for).exclude(enterprise__in=present)
    reason = _("Not in the list of %(day)s.") % {"day": batch.as_of}
    return [
        ImportRow(
            batch=batch,
            outcome=ImportRow.Outcome.ENDED,
            enterprise_id=row.enterprise_id,
            reason=reason,
            raw={"name": row.enterprise.name},
            changes={"qualification": [row.kind_id, ""]},
        )
        for row in missing.select_related("enterprise").order_by("enterprise__sort_key", "pk")
    ]


def in_force(batch: ImportBatch, kinds: Collection[str]) -> QualificationQuerySet:
    """Return the qualifications that a list of this day must name: of its district, where it is a district's."""
    rows = Qualification.objects.valid_on(batch.as_of).filter(
        kind__in=kinds, enterprise__merged_into=None, enterprise__is_demo=batch.is_demo
    )
    return rows.filter(enterprise__district=batch.district_id) if batch.district_id else rows


def _is_overtaken(batch: ImportBatch) -> bool:
    same = ImportBatch.objects.filter(layout=batch.layout, district=batch.district_id, state=ImportBatch.State.APPLIED)
    return same.filter(as_of__gt=batch.as_of).exists()


def still_to_end(batch: ImportBatch, rows: Sequence[ImportRow]) -> list[tuple[ImportRow, Qualification]]:
    """Return the rows with the qualification that each ends, of those that are in force still."""
    kinds = {row.changes["qualification"][0] for row in rows}
    held = in_force(batch, kinds).filter(enterprise__in=[row.enterprise_id for row in rows])
    by_holder: dict[tuple[int | None, str], Qualification] = {(one.enterprise_id, one.kind_id): one for one in held}
    pairs = [(row, by_holder.get((row.enterprise_id, row.changes["qualification"][0]))) for row in rows]
    return [(row, found) for row, found in pairs if found]
