"""The register as it stood on a day (기준일), from dated facts: states, qualifications, and what sources said by then.

District: the newest word of the most believed source as of that day (`sources.FIELDS`). Where no source had spoken by
then, the earliest later word stands in, and the row says so. On the present day it is what the register shows.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import BooleanField, Case, CharField, F, IntegerField, OuterRef, Subquery, Value, When
from django.db.models.fields.json import KT
from django.db.models.functions import Coalesce, NullIf

from busan_se.accounts.roles import districts_of
from busan_se.core.clock import SEOUL, today
from enterprises.registry.lookups import codes
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
_CHUNK = 2000


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
    scope = districts_of(user)
    if scope is not None:
        rows = rows.filter(district_then__in=scope)
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
    believed = [source for tier in FIELDS["district"] for source in tier]
    words = SourceRecord.objects.filter(enterprise=OuterRef("pk"), source__in=believed, payload__has_key="district")
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
    return Case(*cases, output_field=IntegerField())


@dataclass(frozen=True)
class Counts:
    """Enterprises by district and kind: `cells[district][kind]`, and each enterprise once in `firms` and `total`.

    `later_districts` and `without_state` say of how many no source had named the district, or the state, by then.
    """

    kinds: Sequence[str]
    cells: Mapping[str | None, Counter[str]]
    firms: Mapping[str | None, int]
    later_districts: int
    without_state: int

    @property
    def by_kind(self) -> Counter[str]:
        """Return how many hold each kind, in all districts."""
        return sum(self.cells.values(), Counter[str]())

    @property
    def total(self) -> int:
        """Return how many enterprises there are, each once."""
        return sum(self.firms.values())


def counts(rows: Any) -> Counts:
    """Count the rows of `narrowed` by district and kind: one query, in which each row is looked at once."""
    cells: defaultdict[str | None, Counter[str]] = defaultdict(Counter)
    firms: Counter[str | None] = Counter()
    later = stateless = 0
    found = rows.order_by().values_list("district_then", "kinds_then", "district_is_later", "state_since")
    for district, kinds, is_later, since in found.iterator(chunk_size=_CHUNK):
        firms[district] += 1
        cells[district].update(kinds)
        later += is_later
        stateless += since is None
    present = {kind for held in cells.values() for kind in held}
    return Counts([kind for kind in codes().kinds if kind in present], cells, firms, later, stateless)


@dataclass(frozen=True)
class Late:
    """How many facts of a day were written down after it."""

    qualifications: int
    states: int


def late_facts(rows: Any, day: date) -> Late:
    """Return how many facts of the rows of `narrowed` came to the register later than the day: two queries."""
    over = datetime.combine(day + timedelta(days=1), datetime.min.time(), SEOUL)
    chosen = rows.order_by().values("pk")
    held = Qualification.objects.valid_on(day).filter(enterprise__in=chosen, created_at__gte=over)
    states = OperatingState.objects.filter(enterprise__in=chosen, since__lte=day, created_at__gte=over)
    return Late(held.count(), states.count())
