"""The register as it stood on a day (기준일), from dated facts: states, qualifications, and what sources said by then.

District: the newest word of the most believed source as of that day (`sources.FIELDS`). Where no source had spoken by
then, the earliest later word stands in, and the row says so. On the present day it is what the register shows.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import BooleanField, Case, CharField, Count, F, IntegerField, OuterRef, Q, Subquery, Value, When
from django.db.models.fields.json import KT
from django.db.models.functions import Coalesce, NullIf

from busan_se.accounts.roles import districts_of
from busan_se.core.clock import SEOUL, today
from enterprises.registry.models import (
    GONE,
    Enterprise,
    EnterpriseQuerySet,
    OperatingState,
    Qualification,
    SourceRecord,
    State,
)
from enterprises.registry.queries import kinds_held
from enterprises.registry.sources import FIELDS

ALIVE, ALL, NOWHERE = "alive", "all", "none"


def register_on(day: date) -> EnterpriseQuerySet:
    """Return the enterprises with a qualification on the day, with `district_then`, `state_then`, `kinds_then`.

    `district_is_later` tells that no source had named a district by then. Entries that were merged into another are
    left out: what they held counts with the other.
    """
    states = OperatingState.objects.filter(enterprise=OuterRef("pk"), since__lte=day).order_by("-since")
    rows = Enterprise.objects.public().with_qualification_on(day).defer("search_text", "search_tokens")
    return _with_district(rows, day).annotate(
        state_then=Coalesce(Subquery(states.values("state")[:1]), Value(State.UNKNOWN.value)),
        state_since=Subquery(states.values("since")[:1]),
        kinds_then=kinds_held(day),
    )


def narrowed(rows: Any, day: date, *, user: Any, district: str = "", kind: str = "", state: str = ALIVE) -> Any:
    """Return the rows of `register_on` that were asked for; an officer of districts finds those that stood there then.

    `district` and `state` are codes ("none": without district; "alive": neither closed nor dissolved; "all").
    """
    codes = districts_of(user)
    if codes is not None:
        rows = rows.filter(district_then__in=codes)
    if district:
        rows = rows.filter(district_then=None if district == NOWHERE else district)
    if kind:
        rows = rows.with_qualification_on(day, kind=kind)
    if state == ALIVE:
        return rows.exclude(state_then__in=GONE)
    return rows if state == ALL else rows.filter(state_then=state)


def _with_district(rows: EnterpriseQuerySet, day: date) -> EnterpriseQuerySet:
    if day >= today():
        return rows.annotate(district_then=F("district_id"), district_is_later=Value(False))
    words = SourceRecord.objects.filter(enterprise=OuterRef("pk"), payload__has_key="district")
    said = words.annotate(tier=_tier(), place=_tier(inside=True), code=KT("payload__district"))
    by_then = said.filter(as_of__lte=day).order_by("tier", "-as_of", "place")
    later = said.filter(as_of__gt=day).order_by("tier", "as_of", "place")
    rows = rows.annotate(said_by_then=Subquery(by_then.values("code")[:1]))
    found = Coalesce(F("said_by_then"), Subquery(later.values("code")[:1]), F("district_id"), Value(""))
    return rows.annotate(
        district_then=NullIf(found, Value(""), output_field=CharField()),
        district_is_later=Case(When(said_by_then=None, then=True), default=False, output_field=BooleanField()),
    )


def _tier(*, inside: bool = False) -> Case:
    """Return how much a source is believed about districts, 0 the most; `inside` its tier: its place there."""
    tiers = FIELDS["district"]
    cases = [
        When(source=source, then=Value(place if inside else number))
        for number, tier in enumerate(tiers)
        for place, source in enumerate(tier)
    ]
    return Case(*cases, default=Value(len(tiers)), output_field=IntegerField())


@dataclass(frozen=True)
class Counts:
    """Enterprises by district and kind: `cells[district][kind]`, and each enterprise once in `firms` and `total`."""

    kinds: Sequence[str]
    cells: Mapping[str | None, Counter[str]]
    firms: Mapping[str | None, int]
    by_kind: Counter[str]
    total: int


def counts(rows: Any, day: date) -> Counts:
    """Count the rows of `narrowed` by district and kind: two queries."""
    plain = rows.order_by()
    firms: dict[str | None, int] = dict(plain.values_list("district_then").annotate(n=Count("pk")))
    held = plain.filter(qualifications__period__contains=day).values_list("district_then", "qualifications__kind")
    cells: defaultdict[str | None, Counter[str]] = defaultdict(Counter)
    for district, kind, n in held.annotate(n=Count("pk", distinct=True)):
        cells[district][kind] += n
    by_kind = sum(cells.values(), Counter[str]())
    return Counts(sorted(by_kind), cells, firms, by_kind, sum(firms.values()))


@dataclass(frozen=True)
class Unknown:
    """What can't be known of a day: facts of that day that were written down later, and districts that stand in."""

    late_qualifications: int
    late_states: int
    later_districts: int
    without_state: int

    def __bool__(self) -> bool:
        return any((self.late_qualifications, self.late_states, self.later_districts, self.without_state))


def unknown(rows: Any, day: date) -> Unknown:
    """Return what the figures of these rows rest on that was not known on the day: three queries."""
    over = datetime.combine(day + timedelta(days=1), datetime.min.time(), SEOUL)
    chosen = rows.order_by().values("pk")
    late = Qualification.objects.valid_on(day).filter(enterprise__in=chosen, created_at__gte=over)
    states = OperatingState.objects.filter(enterprise__in=chosen, since__lte=day, created_at__gte=over)
    found = rows.order_by().aggregate(
        later=Count("pk", filter=Q(district_is_later=True)), stateless=Count("pk", filter=Q(state_since=None))
    )
    return Unknown(late.count(), states.count(), found["later"], found["stateless"])
