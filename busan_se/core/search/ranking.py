"""Why a row was found: the order of results, and the words that stand beside them."""

from collections.abc import Callable, Sequence
from functools import reduce
from operator import and_, or_
from typing import Any

from django.db.models import Case, IntegerChoices, IntegerField, Q, QuerySet, Value, When
from django.db.models.expressions import Combinable
from django.utils.translation import gettext_lazy as _

from busan_se.core.paging import counted
from busan_se.core.search.functions import SearchKey
from busan_se.core.search.korean import is_initials, without_particle, words_of


class Reason(IntegerChoices):
    """Why a row was found, the best reason first."""

    SAME_NAME = 0, _("The name is the same")
    NAME_BEGINS = 1, _("The name begins with it")
    IN_NAME = 2, _("In the name")
    IN_TEXT = 3, _("In its description or what belongs to it")
    BY_INITIALS = 4, _("The initials fit")


def with_reason(rows: QuerySet[Any], query: str, *names: str | Combinable) -> QuerySet[Any]:
    """Add `found_by` (a `Reason`) to rows that match. `names`: columns, or expressions that are search keys already."""
    keys = {f"_key_{at}": SearchKey(name) if isinstance(name, str) else name for at, name in enumerate(names)}
    words = words_of(query)
    glued = "".join(words)
    bare = without_particle(glued)

    def any_name(lookup: str, text: str) -> Q:
        return reduce(or_, (Q(**{f"{key}__{lookup}": text}) for key in keys))

    def in_name(word: str) -> Q:
        return any_name("contains", word) | any_name("contains", without_particle(word))

    by_initials = Value(Reason.BY_INITIALS if all(map(is_initials, words)) else Reason.IN_TEXT)
    reason = Case(
        When(any_name("exact", glued) | any_name("exact", bare), then=Value(Reason.SAME_NAME)),
        When(any_name("startswith", bare), then=Value(Reason.NAME_BEGINS)),
        When(reduce(and_, map(in_name, words)), then=Value(Reason.IN_NAME)),
        default=by_initials,
        output_field=IntegerField(),
    )
    return rows.alias(**keys).annotate(found_by=reason)


def first_found(
    rows: QuerySet[Any], query: str, limit: int, *, names: Sequence[str | Combinable], order: Sequence[str]
) -> tuple[list[Any], Callable[[], tuple[int, bool]]]:
    """Return the best rows of a matching queryset with their `found_by`, and what counts them all.

    Equal reasons stand in `order`, whose last column is unique.
    """
    best = list(with_reason(rows, query, *names).order_by("found_by", *order)[:limit])
    return best, lambda: (len(best), False) if len(best) < limit else counted(rows)
