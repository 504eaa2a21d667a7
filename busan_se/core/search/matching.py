"""From what somebody typed to the condition that a row must meet."""

from collections.abc import Callable
from functools import reduce
from operator import and_, or_

from django.db.models import Q

from busan_se.core.search.korean import halves, is_initials, syllables_of, without_particle, words_of


def matching(query: str, *paths: str, pieces: bool = False, also: Callable[[str], Q] | None = None) -> Q:
    """Return the condition that every word of the query is found, or all of them glued together.

    `paths` lead to searchable rows, "published__" for instance; a word may be found in any of them. `pieces` asks
    `search_tokens` too, and so its index. `also(word)` says where else a word may be found, Q() for nowhere. A query
    with neither letter nor digit holds for every row.
    """
    words = words_of(query)
    conditions = _Conditions(paths or ("",), pieces, also)
    found = reduce(and_, map(conditions.word, words), Q())
    return found | conditions.text("".join(words)) if len(words) > 1 else found


def names_beginning(query: str, column: str) -> Q:
    """Return the condition that a column of search keys begins with the query, or with syllables of its initials.

    The index of the column serves it.
    """
    key = without_particle("".join(words_of(query)))
    if not is_initials(key):
        return Q(**{f"{column}__startswith": key})
    ranges = [syllables_of(initial) for initial in key]
    first, last = ranges[0]
    syllables = "".join(f"[{one}-{other}]" for one, other in ranges)
    return Q(**{f"{column}__gte": first, f"{column}__lt": chr(ord(last) + 1), f"{column}__regex": f"^{syllables}"})


class _Conditions:
    """The conditions of single words over some paths."""

    def __init__(self, paths: tuple[str, ...], pieces: bool, also: Callable[[str], Q] | None) -> None:
        self.paths, self.pieces, self.also = paths, pieces, also

    def word(self, word: str) -> Q:
        """The word as it is, without its particle, or split in two."""
        bare = without_particle(word)
        whole = [self.text(text) for text in dict.fromkeys((word, bare))]
        return reduce(or_, [*whole, *(self.text(first) & self.text(second) for first, second in halves(bare))])

    def text(self, text: str) -> Q:
        """The text as it stands, in any of the rows."""
        found = reduce(or_, (self._in_row(text, path) for path in self.paths))
        elsewhere = self.also(text) if self.also else Q()
        return found | elsewhere if elsewhere else found

    def _in_row(self, text: str, path: str) -> Q:
        if len(text) == 1:  # the first letter of a name or text
            begins = Q(**{f"{path}search_text__startswith": text}) | Q(**{f"{path}search_text__contains": f" {text}"})
            return Q(**{f"{path}search_tokens__contains": [f"^{text}"]}) if self.pieces else begins
        found = Q(**{f"{path}search_text__contains": text})
        if not self.pieces:
            return found
        pieces = sorted({text[at : at + 2] for at in range(len(text) - 1)})
        # The text first: where PostgreSQL takes another index, it is much quicker looked at than the array.
        return found & Q(**{f"{path}search_tokens__contains": pieces})
