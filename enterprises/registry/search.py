"""What the directory and `/search/` find, a page at a time, however many enterprises hold a word.

Names that begin with the words come first: an index of names gives them at once. For the rest it matters how many there
are. Few are taken from the index of pieces and sorted; where there are more than can be counted, the index of names is
walked and the text looked at until the page is full. PostgreSQL can't tell the two cases apart: it takes the pieces of
one word for independent.
"""

from typing import Any

from django.db.models import F, Q, TextField, Value
from django.db.models.functions import Concat

from busan_se.core.search.korean import initials_of, search_key
from busan_se.core.search.matching import matching, names_beginning
from busan_se.core.search.ranking import with_reason
from enterprises.registry.lookups import codes
from enterprises.registry.models import EnterpriseQuerySet

ORDER = ("name_order", "pk")
MOST_COUNTED = 1000
_SHORTEST_PLACE = 2


def found_in(rows: EnterpriseQuerySet, query: str, *, pieces: bool = True) -> EnterpriseQuerySet:
    """Return those of `rows` that hold the query; `pieces`: through the index of pieces."""
    return rows.filter(matching(query, pieces=pieces, also=_in_district))


def _in_district(word: str) -> Q:
    """Return the condition of standing in a district whose name, or its initials, begin with the word: "해운대"."""
    if len(word) < _SHORTEST_PLACE:
        return Q()
    names = ((code, search_key(district.name_ko)) for code, district in codes().districts.items())
    meant = [code for code, name in names if name.startswith(word) or initials_of(name).startswith(word)]
    return Q(district__in=meant) if meant else Q()


def sections(rows: EnterpriseQuerySet, query: str, *, frequent: bool) -> tuple[EnterpriseQuerySet, EnterpriseQuerySet]:
    """Return those of `rows` whose name begins with the query, and the others that hold it, to be sorted by `ORDER`.

    `frequent`: whether more than `MOST_COUNTED` hold it.
    """
    beginning = names_beginning(query, "sort_key")
    if frequent:
        walked = rows.annotate(name_order=F("sort_key"))
        return walked.filter(beginning), found_in(walked, query, pieces=False).exclude(beginning)
    # An expression that no index has: else the whole index of names might be walked for a handful of rows.
    few = found_in(rows, query).annotate(name_order=Concat("sort_key", Value(""), output_field=TextField()))
    return few.filter(beginning), few.exclude(beginning)


def best_of(rows: EnterpriseQuerySet, query: str, limit: int, *, frequent: bool) -> list[Any]:
    """Return the first of `rows` that hold the query, the best reason first (`found_by`), then by name."""
    explained: Any = with_reason(rows, query, F("sort_key"))
    order = ORDER if frequent else ("found_by", *ORDER)
    found: list[Any] = []
    for section in sections(explained, query, frequent=frequent):
        if len(found) < limit:
            found += section.order_by(*order)[: limit - len(found)]
    return found
