"""Whom the lines of a list may be about, and what the register knows of them: a fixed number of queries for a chunk."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q
from django.db.models.functions import Coalesce

from enterprises.imports.layouts.base import ParsedRow
from enterprises.imports.periods import KnownPeriod
from enterprises.imports.rules import Basis, Found, Known
from enterprises.registry.models import Enterprise, EnterpriseIdentifier, Qualification, SourceRecord
from enterprises.registry.search import search_key
from enterprises.registry.sources import FIELDS

_LIVING_ENTRY = Coalesce("enterprise__merged_into_id", "enterprise_id")
_COLUMNS = {"district": "district_id", "ksic": "ksic_id"}
_PERIOD = ("number", "issuer", "grade", "valid_from", "start_is_known", "valid_to", "ended_on", "ended_how")
Number = tuple[str, str]


def found_for(rows: Sequence[ParsedRow], basis: Basis) -> list[Found]:
    """Return for each completed line whom it may be about.

    A business number is certain. Another number, or that of a qualification, is certain when the name agrees; otherwise
    a candidate. So is the same name in the same district, unless this very source named it so before.
    """
    holders = _holders({pair for row in rows for pair in row.numbers.items()})
    open_rows = [row for row in rows if ("business", row.numbers.get("business", "")) not in holders]
    # A register number of a district is given again by the next one.
    certified = {} if basis.layout.by_district else _holders_of_qualifications(open_rows)
    namesakes = _namesakes(open_rows)
    known = knowledge(
        {*holders.values(), *certified.values(), *(pk for pks in namesakes.values() for pk in pks)}, basis
    )
    return [_found(row, holders, certified, namesakes, known) for row in rows]


def _found(
    row: ParsedRow,
    holders: dict[Number, int],
    certified: dict[Number, int],
    namesakes: dict[Number, set[int]],
    known: dict[int, Known],
) -> Found:
    by_number = {kind: holders[kind, value] for kind, value in row.numbers.items() if (kind, value) in holders}
    if "business" in by_number:
        return _certain(known[by_number["business"]], by_number)
    place = (search_key(row.name), str(row.fields.get("district", "")))
    numbered = set(by_number.values())
    if row.held and (row.held.kind, row.held.number) in certified:
        numbered.add(certified[row.held.kind, row.held.number])
    possible = [known[pk] for pk in sorted(numbered | namesakes.get(place, set()))]
    possible = [one for one in possible if not _contradicts(row, one)]
    sure = [
        one for one in possible if (one.enterprise in numbered and one.is_called(row)) or one.was_named(row, place[1])
    ]
    if len(sure) == 1:
        return _certain(sure[0], by_number)
    others = {kind: pk for kind, pk in by_number.items() if pk not in {one.enterprise for one in possible}}
    return Found(candidates=possible, others=by_number if possible else others)


def _certain(one: Known, by_number: dict[str, int]) -> Found:
    return Found(one, others={kind: pk for kind, pk in by_number.items() if pk != one.enterprise})


def _contradicts(row: ParsedRow, one: Known) -> bool:
    """Return whether both have a business number, and not the same."""
    own = one.numbers.get("business")
    return bool(own and row.numbers.get("business")) and own != row.numbers["business"]


def _holders(numbers: Collection[Number]) -> dict[Number, int]:
    """Return number → enterprise, for numbers in use; one that was merged leads to the one it lives on in."""
    by_kind: dict[str, list[str]] = defaultdict(list)
    for kind, value in numbers:
        by_kind[kind].append(value)
    if not by_kind:
        return {}
    asked = reduce(or_, (Q(kind=kind, value__in=values) for kind, values in by_kind.items()))
    rows = EnterpriseIdentifier.objects.filter(asked, valid_to=None).order_by()
    return {(kind, value): pk for kind, value, pk in rows.values_list("kind", "value", _LIVING_ENTRY)}


def _holders_of_qualifications(rows: Iterable[ParsedRow]) -> dict[Number, int]:
    """Return (kind, number) → enterprise, for numbers that only one enterprise has."""
    numbers = {row.held.number for row in rows if row.held and row.held.number}
    if not numbers:
        return {}
    found: dict[Number, set[int]] = defaultdict(set)
    held = Qualification.objects.filter(number__in=numbers).order_by()
    for kind, number, pk in held.values_list("kind", "number", _LIVING_ENTRY):
        found[kind, number].add(pk)
    return {key: pks.pop() for key, pks in found.items() if len(pks) == 1}


def _namesakes(rows: Iterable[ParsedRow]) -> dict[Number, set[int]]:
    """Return (name as it is compared, district) → enterprises of that name there."""
    keys = {search_key(row.name) for row in rows} - {""}
    if not keys:
        return {}
    found: dict[Number, set[int]] = defaultdict(set)
    alike = Enterprise.objects.public().filter(sort_key__in=keys).order_by()
    for key, district, pk in alike.values_list("sort_key", "district", "pk"):
        found[key, district or ""].add(pk)
    return found


def knowledge(ids: Collection[int], basis: Basis) -> dict[int, Known]:
    """Return what the register knows of these enterprises: four queries."""
    if not ids:
        return {}
    visible = _visible(ids)
    said = _newest_words(ids, basis.layout.source)
    numbers: dict[int, dict[str, str]] = defaultdict(dict)
    live = EnterpriseIdentifier.objects.filter(enterprise__in=ids, valid_to=None, is_branch=False).order_by("-pk")
    for pk, kind, value in live.values_list("enterprise", "kind", "value"):
        numbers[pk][kind] = value
    periods: dict[int, list[KnownPeriod]] = defaultdict(list)
    for row in Qualification.objects.filter(enterprise__in=ids).order_by().values("pk", "enterprise", "kind", *_PERIOD):
        periods[row["enterprise"]].append(KnownPeriod(row["pk"], row["kind"], {name: row[name] for name in _PERIOD}))
    known = {}
    for pk, fields in visible.items():
        as_of, payload = said.get(pk, (None, {}))
        known[pk] = Known(pk, fields, as_of, payload, numbers[pk], periods[pk])
    return known


def _visible(ids: Collection[int]) -> dict[int, dict[str, Any]]:
    columns = [_COLUMNS.get(field, field) for field in FIELDS]
    rows = Enterprise.objects.filter(pk__in=ids).order_by().values("pk", *columns)
    return {row["pk"]: {field: row[_COLUMNS.get(field, field)] for field in FIELDS} for row in rows}


def _newest_words(ids: Collection[int], source: str) -> dict[int, tuple[date, dict[str, Any]]]:
    rows = SourceRecord.objects.filter(enterprise__in=ids, source=source).order_by("enterprise", "-as_of")
    newest = rows.distinct("enterprise").values_list("enterprise", "as_of", "payload")
    return {pk: (day, payload) for pk, day, payload in newest}
