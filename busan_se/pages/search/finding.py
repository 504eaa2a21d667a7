"""Asks the sources of the search."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from busan_se.core.extensions import SearchHit, SearchSource, Text
from busan_se.core.registry import registered

HITS_PER_GROUP = 10
_SUGGESTED_OF_EACH = 3
_MOST_SUGGESTED = 8


@dataclass(frozen=True)
class HitGroup:
    """What one source found: the first hits, how many there are (`more`: and more), and the list of them all."""

    key: str
    label: Text
    hits: Sequence[SearchHit]
    n: int
    more: bool
    url: str

    @property
    def cut(self) -> bool:
        """Return whether there are hits that are not shown here."""
        return self.more or self.n > len(self.hits)


@dataclass(frozen=True)
class Suggestion:
    """A page that somebody who is still typing may look for."""

    label: Text
    hit: SearchHit


def find(words: str, user: Any, limit: int = HITS_PER_GROUP) -> list[HitGroup]:
    """Ask every source for `words`; groups without a hit are left out."""
    groups = []
    for source in registered(SearchSource):
        found = source.search(words, user, limit)
        if found.hits:
            groups.append(HitGroup(source.key, source.label, found.hits, *found.count(), found.url))
    return groups


def suggest(words: str, user: Any) -> list[Suggestion]:
    """Return a few pages of each source, in the order of sources."""
    found = [
        Suggestion(source.label, hit)
        for source in registered(SearchSource)
        for hit in source.search(words, user, _SUGGESTED_OF_EACH).hits
    ]
    return found[:_MOST_SUGGESTED]
