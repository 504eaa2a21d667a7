"""Whose enterprise it is that a person works for now, and what the directory counts and lists."""

import json
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from hashlib import blake2b
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.core.cache import cache
from django.db.models import Count, F, OuterRef
from django.http import HttpRequest

from busan_se.core.clock import today
from busan_se.core.korea import business_number_is_valid
from busan_se.core.page_cache import version
from busan_se.core.paging import KeysetPaginator, Page, counted
from busan_se.core.prepared import kept
from enterprises.registry import tally
from enterprises.registry.filters import EnterpriseFilter
from enterprises.registry.lookups import codes
from enterprises.registry.models import Enterprise, EnterpriseQuerySet, Membership, PolicyTag, Qualification
from enterprises.registry.search import MOST_COUNTED, ORDER, sections

SESSION_KEY = "enterprise"
PAGE_SIZE = 20
_FIGURES_SECONDS = 600


@dataclass(frozen=True)
class Figures:
    """How many enterprises the directory finds, and how many in each district, were it not asked for.

    What is searched for by words is counted up to 1,000: `more` says that there are more. `by_district` is None then.
    """

    total: int
    by_district: dict[str, int] | None
    more: bool = False


def figures(found: EnterpriseFilter, day: date) -> Figures:
    """Return the figures of a valid directory filter on a day; counted once for each answer and change of the data."""
    asked = json.dumps([found.asked(), day.isoformat()], sort_keys=True)
    key = f"directory:{version.current()}:{blake2b(asked.encode(), digest_size=16).hexdigest()}"
    known: Figures | None = cache.get(key)
    if known is None:
        known = _searched(found) if found.asked().get("q") else _counted(found, day)
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
def listed(day: date) -> EnterpriseQuerySet:
    """Return what the directory lists on a day; kept, so narrow it and never read it itself."""
    return Enterprise.objects.listed_on(day)


def page_found(found: EnterpriseFilter, request: HttpRequest, day: date, *, frequent: bool) -> Page:
    """Return the page of the directory that the request names. Raises Http404 for one that the portal did not write.

    With words, names that begin with them come first. First pages without words ask a query that is kept.
    """
    lines = KeysetPaginator(Enterprise, ORDER, PAGE_SIZE)
    questions = _questions(found)
    if lines.parameter not in request.GET and _SIMPLE.keys() >= questions.keys():
        return lines.first(request, _first_lines(tuple(questions))(day, *questions.values()))
    words = found.asked().get("q")
    if not words or business_number_is_valid(words):
        return lines.page(request, (found.narrowed(_lines_by_name(day)),))
    return lines.page(request, sections(found.narrowed(_lines(day), without="q"), words, frequent=frequent))


# What narrows the directory by one value, in ways that PostgreSQL is asked in the same words whatever the value is.
_SIMPLE: dict[str, Callable[[EnterpriseQuerySet, str, date], EnterpriseQuerySet]] = {
    "district": lambda rows, code, _day: rows.filter(district=code),
    "kind": lambda rows, code, day: rows.with_qualification_on(day, kind=code),
    "group": lambda rows, code, day: rows.with_qualification_on(day, kind__group=code),
    "tag": lambda rows, code, _day: rows.filter(tags__code=code),
}


def _questions(found: EnterpriseFilter) -> dict[str, str]:
    """Return what is asked; the type of a qualification is a `kind` or a `group`, which are asked differently."""
    asked = found.asked()
    if kind := asked.pop("type", ""):
        asked["group" if kind.endswith(tally.GROUP) else "kind"] = kind.removesuffix(tally.GROUP)
    return asked


@lru_cache(maxsize=16)
def _first_lines(questions: tuple[str, ...]) -> Callable[..., list[Enterprise]]:
    def first(day: date, *values: str) -> EnterpriseQuerySet:
        rows = _lines_by_name(day)
        for question, value in zip(questions, values, strict=True):
            rows = _SIMPLE[question](rows, value, day)
        return rows.order_by(*ORDER)[: PAGE_SIZE + 1]

    return kept(first, (date, *(str for _question in questions)))


@lru_cache(maxsize=2)
def _lines(day: date) -> EnterpriseQuerySet:
    """Return the directory of a day with what its lines show: `kinds_held` and `tag_codes` are codes of `lookups`.

    The queryset is kept, for writing it costs more than asking it: narrow it, and never read it itself.
    """
    rows = listed(day).annotate(kinds_held=kinds_held(day), tag_codes=tag_codes())
    return rows.only("name", "summary", "state", "is_demo", "district_id", "sort_key")


@lru_cache(maxsize=2)
def _lines_by_name(day: date) -> EnterpriseQuerySet:
    return _lines(day).annotate(name_order=F("sort_key"))


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


def refresh_tally() -> int:
    """Bring the sums of the directory up to date and return how many enterprises were looked at anew."""
    day = today()
    return tally.refresh(listed(day), Qualification.objects.valid_on(day), day)


def _counted(found: EnterpriseFilter, day: date) -> Figures:
    rows, asked = found.narrowed(without="district"), found.asked()
    counts = tally.by_district(asked, rows, day, _kinds_by_group()) if asked.keys() <= tally.KNOWN_QUESTIONS else None
    if counts is None:
        counts = _by_district(rows)
    return Figures(_total(counts, found), _known(counts))


def _searched(found: EnterpriseFilter) -> Figures:
    """Count no further than is shown: a frequent word would be looked for in every enterprise."""
    counts = _by_district(found.narrowed(without="district")[: MOST_COUNTED + 1])
    if sum(counts.values()) <= MOST_COUNTED:
        return Figures(_total(counts, found), _known(counts))
    if not found.asked().get("district"):
        return Figures(MOST_COUNTED, None, more=True)
    total, more = counted(found.narrowed(), MOST_COUNTED)
    return Figures(total, None, more)


def _kinds_by_group() -> dict[str, list[str]]:
    kinds = codes().kinds.values()
    return {group.under: [kind.code for kind in kinds if kind.under == group.under] for group in kinds}


def _by_district(rows: EnterpriseQuerySet) -> dict[str | None, int]:
    """Return how many of the rows, sliced or not, stand in each district; None: without one."""
    if rows.query.is_sliced:
        return Counter(rows.values_list("district", flat=True))
    counts: Any = rows.order_by().values_list("district").annotate(Count("pk"))
    return dict(counts)


def _total(counts: dict[str | None, int], found: EnterpriseFilter) -> int:
    district = found.asked().get("district")
    return counts.get(district, 0) if district else sum(counts.values())


def _known(counts: dict[str | None, int]) -> dict[str, int]:
    return {code: n for code, n in counts.items() if code}
