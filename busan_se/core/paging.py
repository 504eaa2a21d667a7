"""Pages by key, not by number: the last page of a million rows costs what the first one does."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Any

from django.core.signing import BadSignature, Signer
from django.db.models import Model, Q, QuerySet
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

PARAMETER = "page"


class NoSuchPage(Http404):
    """A cursor that this list did not write."""


@dataclass(frozen=True)
class Page:
    """One page: its rows, and the addresses of the pages beside it ('' where there is none)."""

    items: list[Any]
    next_url: str
    previous_url: str

    def __bool__(self) -> bool:
        return bool(self.items)


@dataclass(frozen=True)
class KeysetPaginator:
    """Cuts an ordered list of a model at keys. `order` names columns that are never NULL, the last one unique.

    "-x" descends. A list may have sections, one after the other, each in this order; a later one is asked only for what
    an earlier one leaves of a page.
    """

    model: type[Model]
    order: Sequence[str]
    size: int
    parameter: str = PARAMETER

    def page(self, request: HttpRequest, sections: Sequence[QuerySet[Any]]) -> Page:
        """Return the page that `parameter` names, the first without one. Raises NoSuchPage (404) for any other text."""
        cursor = request.GET.get(self.parameter)
        back, section, key = self._read(cursor, len(sections)) if cursor is not None else (False, 0, None)
        return self._cut(request, self._rows(sections, back, section, key), back=back, first=key is None)

    def first(self, request: HttpRequest, rows: Sequence[Any]) -> Page:
        """Return the first page of a list whose first `size` + 1 rows are known."""
        return self._cut(request, [(0, row) for row in rows], back=False, first=True)

    def _cut(self, request: HttpRequest, rows: list[tuple[int, Any]], *, back: bool, first: bool) -> Page:
        more, rows = len(rows) > self.size, rows[: self.size]
        if back:
            rows.reverse()
        has_next, has_previous = (True, more) if back else (more, not first)
        return Page(
            items=[row for _section, row in rows],
            next_url=self._url(request, rows[-1], back=False) if rows and has_next else "",
            previous_url=self._url(request, rows[0], back=True) if rows and has_previous else "",
        )

    def _rows(
        self, sections: Sequence[QuerySet[Any]], back: bool, section: int, key: list[Any] | None
    ) -> list[tuple[int, Any]]:
        """Return one row more than a page has, each with the number of its section, from `key` of `section` on."""
        order = [_turned(name) for name in self.order] if back else list(self.order)
        found: list[tuple[int, Any]] = []
        for at in range(section, -1, -1) if back else range(section, len(sections)):
            rows = sections[at].order_by(*order)
            if key is not None and at == section:
                rows = rows.filter(_beyond(order, key))
            found += [(at, row) for row in rows[: self.size + 1 - len(found)]]
            if len(found) > self.size:
                break
        return found

    def _read(self, cursor: str, sections: int) -> tuple[bool, int, list[Any]]:
        try:
            back, section, key = self._signer.unsign_object(cursor)
        except (BadSignature, ValueError, TypeError) as error:
            raise NoSuchPage(_("There is no such page in this list.")) from error
        return back, min(section, sections - 1), key

    @property
    def _signer(self) -> Signer:
        """A cursor is good for its own list alone: the key of another would be of other types."""
        return Signer(salt=":".join([__name__, self.model._meta.label_lower, *self.order]))

    def _url(self, request: HttpRequest, place: tuple[int, Any], *, back: bool) -> str:
        section, row = place
        key = [_value(row, name.lstrip("-")) for name in self.order]
        query = request.GET.copy()
        query[self.parameter] = self._signer.sign_object([back, section, key])
        return f"{request.path}?{query.urlencode()}"


def page_of(
    rows: QuerySet[Any] | Sequence[QuerySet[Any]],
    request: HttpRequest,
    order: Sequence[str] = ("-created_at", "pk"),
    size: int = 20,
) -> Page:
    """Return the requested page of `rows` in `order`, with `.items`, `.next_url`, `.previous_url`.

    `rows` may be several querysets of one model, to be read one after the other, each in this order. `order` names
    columns (or annotations) that are never NULL, the last one unique. Raises Http404 for a `page` that this portal did
    not write.
    """
    sections = (rows,) if isinstance(rows, QuerySet) else rows
    return KeysetPaginator(sections[0].model, tuple(order), size).page(request, sections)


def counted(queryset: QuerySet[Any], limit: int = 1000) -> tuple[int, bool]:
    """Return how many rows there are, counted up to `limit`, and whether there are more."""
    found = queryset.order_by()[: limit + 1].count()
    return min(found, limit), found > limit


def _beyond(order: Sequence[str], key: Sequence[Any]) -> Q:
    """Return the condition of rows that come after `key`: (a, b) > (x, y), column by column."""
    condition = Q()
    for name, value in reversed(list(zip(order, key, strict=True))):
        column = name.lstrip("-")
        further = Q(**{f"{column}__{'lt' if name.startswith('-') else 'gt'}": value})
        condition = further | Q(**{column: value}) & condition if condition else further
    # The first column alone again: this is the part that an index serves.
    first = order[0].lstrip("-")
    return Q(**{f"{first}__{'lte' if order[0].startswith('-') else 'gte'}": key[0]}) & condition


def _turned(name: str) -> str:
    return name[1:] if name.startswith("-") else f"-{name}"


def _value(row: Any, path: str) -> Any:
    """Return what a cursor keeps of a column: numbers and text; Django reads dates and UUIDs from their text."""
    value = reduce(getattr, path.split("__"), row)
    return value if isinstance(value, int | str) and not hasattr(value, "isoformat") else str(value)
