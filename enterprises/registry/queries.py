"""Whose enterprise it is that a person works for now, and what the directory counts and lists."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from hashlib import blake2b
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.core.cache import cache
from django.db.models import Count, OuterRef
from django.http import HttpRequest

from busan_se.core.page_cache import version
from enterprises.registry.filters import EnterpriseFilter
from enterprises.registry.models import Enterprise, EnterpriseQuerySet, Membership, PolicyTag, Qualification

SESSION_KEY = "enterprise"
_FIGURES_SECONDS = 600


@dataclass(frozen=True)
class Figures:
    """How many enterprises the directory finds, and how many in each district, were it not asked for."""

    total: int
    by_district: dict[str, int]


def figures(found: EnterpriseFilter, day: date) -> Figures:
    """Return the figures of a valid directory filter on a day; counted once for each answer and change of the data."""
    asked = json.dumps([found.asked(), day.isoformat()], sort_keys=True)
    key = f"directory:{version.current()}:{blake2b(asked.encode(), digest_size=16).hexdigest()}"
    known: Figures | None = cache.get(key)
    if known is None:
        known = _count(found.narrowed(without="district"), found.asked().get("district"))
        cache.set(key, known, _FIGURES_SECONDS)
    return known


def kinds_held(day: date) -> ArraySubquery:
    """Return the codes of the qualifications that an enterprise holds on a day, in official order."""
    held = Qualification.objects.valid_on(day).filter(enterprise=OuterRef("pk")).order_by("kind__order")
    return ArraySubquery(held.values("kind"))


def tag_codes() -> ArraySubquery:
    """Return the codes of an enterprise's policy tags, in order of their names."""
    tags = PolicyTag.objects.filter(enterprises=OuterRef("pk")).order_by("name_ko")
    return ArraySubquery(tags.values("code"))


@lru_cache(maxsize=2)
def listed_lines(day: date) -> EnterpriseQuerySet:
    """Return the directory of a day with what its lines show: `kinds_held` and `tag_codes` are codes of `lookups`.

    The queryset is kept, for writing it costs more than asking it: narrow it, and never read it itself.
    """
    rows = Enterprise.objects.listed_on(day).annotate(kinds_held=kinds_held(day), tag_codes=tag_codes())
    return rows.only("name", "summary", "state", "is_demo", "district_id", "sort_key")


def memberships_of(request: HttpRequest) -> Sequence[Membership]:
    """Return the memberships of the signed-in person in enterprises that were not merged; read once per request."""
    if not request.user.is_authenticated:
        return ()
    known: Sequence[Membership] | None = getattr(request, "_memberships", None)
    if known is None:
        known = tuple(Membership.objects.of(request.user).filter(enterprise__merged_into=None))
        request._memberships = known  # type: ignore[attr-defined]
    return known


def current_membership(request: HttpRequest) -> Membership | None:
    """Return the membership that the person chose in the header, else the first by name; None without any."""
    memberships = memberships_of(request)
    if not memberships:
        return None
    chosen = request.session.get(SESSION_KEY)
    return next((member for member in memberships if member.enterprise_id == chosen), memberships[0])


def current_enterprise(request: HttpRequest) -> Enterprise | None:
    """Return the enterprise that the person works for now; None for visitors, citizens and staff."""
    member = current_membership(request)
    return member.enterprise if member else None


def _count(rows: EnterpriseQuerySet, district: str | None) -> Figures:
    found: Any = rows.order_by().values_list("district").annotate(Count("pk"))
    counts: dict[str | None, int] = dict(found)
    total = counts.get(district, 0) if district else sum(counts.values())
    return Figures(total, {code: n for code, n in counts.items() if code})
