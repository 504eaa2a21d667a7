"""Queries of busy pages whose SQL is made once by each process: only their values change from then on.

Django writes the SQL of a query anew each time, which costs several times what PostgreSQL needs to answer it.
"""

import inspect
from collections.abc import Callable, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache, wraps
from typing import Any, ParamSpec, TypeVar

from django.db import connections
from django.db.models import QuerySet

Values = ParamSpec("Values")
Row = TypeVar("Row")
# Values that no query has of its own, so that they are found again among its parameters: one for each place.
_SAMPLES: dict[type, Callable[[int], Any]] = {
    int: lambda place: -(10**15) - place,
    str: lambda place: f"value of place {place}",
    date: lambda place: date(1600, 1, 1) + timedelta(place),
    datetime: lambda place: datetime(1600, 1, 1, 1, 2, 3, tzinfo=UTC) + timedelta(place),
}


@dataclass(frozen=True)
class _Kept:
    """A query as Django wrote it, and which value each of its parameters takes (None: it stays as it is)."""

    rows: QuerySet[Any]
    compiler: Any
    sql: str
    parameters: tuple[tuple[Any, int | None], ...]

    def answer(self, values: tuple[Any, ...]) -> list[Any]:
        """Return the rows for these values: models with what was selected with them, or tuples."""
        parameters = tuple(given if place is None else values[place] for given, place in self.parameters)
        compiler = copy(self.compiler)
        compiler.connection = connections[self.rows.db]  # each thread has its own
        compiler.as_sql = lambda *_args, **_options: (self.sql, parameters)
        query = copy(self.rows.query)
        query.get_compiler = lambda *_args, **_options: compiler  # type: ignore[method-assign]
        rows = type(self.rows)(model=self.rows.model, query=query)
        for name in ("_iterable_class", "_fields", "_prefetch_related_lookups"):
            setattr(rows, name, getattr(self.rows, name))
        return list(rows)


def prepared(build: Callable[Values, QuerySet[Any, Row]]) -> Callable[Values, list[Row]]:
    """Turn a function that returns a queryset into one that returns its rows, its SQL kept from the first call on.

    The function takes positional values of the types int, str, date and datetime, and uses each as a parameter of the
    query; nothing else may decide what the query is (no language, no user, no setting).
    Raises TypeError for a value of another type, and ValueError where a value is no parameter of the query.
    """
    answer = kept(build, [parameter.annotation for parameter in inspect.signature(build).parameters.values()])

    @wraps(build)
    def prepared_(*values: Values.args, **_named: Values.kwargs) -> list[Row]:
        return answer(*values)

    return prepared_


def kept(build: Callable[..., QuerySet[Any, Row]], types: Sequence[type]) -> Callable[..., list[Row]]:
    """Do what `prepared` does for a function whose values are of these `types`, which its signature doesn't name."""
    if wrong := [kind for kind in types if kind not in _SAMPLES]:
        raise TypeError(f"{build.__qualname__} takes {wrong}, a prepared query takes {list(_SAMPLES)}.")

    @lru_cache(maxsize=1)
    def query() -> _Kept:
        return _prepare(build, [_SAMPLES[kind](place) for place, kind in enumerate(types)])

    return lambda *values: query().answer(values)


def _prepare(build: Callable[..., QuerySet[Any]], samples: list[Any]) -> _Kept:
    rows = build(*samples)
    compiler = rows.query.get_compiler(rows.db)
    sql, given = compiler.as_sql()
    places = {(type(sample), sample): place for place, sample in enumerate(samples)}
    parameters = tuple((value, places.get((type(value), value))) for value in given)
    if missing := set(range(len(samples))) - {place for _value, place in parameters}:
        raise ValueError(f"{build.__qualname__}: no parameter takes value {sorted(missing)}.")
    return _Kept(rows, compiler, sql, parameters)
