"""What a feature registers to open one of its lists to programs."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django_filters import FilterSet
from rest_framework.serializers import Serializer

from busan_se.core.extensions import Text


@dataclass(frozen=True)
class ApiResource:
    """One list of the open interface, `/api/v1/<name>/`, and with `key` each of its rows, `/api/v1/<name>/<key>/`.

    `rows()` are what everybody may see, with all that the serializer reads loaded in a fixed number of queries.
    `filterset` is the one of the page. `sort` names columns that are never NULL, never change and together are unique:
    paging then gives every row exactly once. `key` names the unique column of the address ('' for a list alone), and
    `converter` its kind ("int" or "slug"). `published` turns the rows of one page into what may be told of them.
    `example` is one row as it is answered, for the documentation.
    """

    name: str
    label: Text
    description: Text
    rows: Callable[[], QuerySet[Any]]
    serializer: type[Serializer]
    filterset: type[FilterSet]
    sort: tuple[str, ...]
    example: Mapping[str, Any]
    key: str = ""
    converter: str = "slug"
    published: Callable[[Sequence[Any]], Iterable[Any]] = list
    order: int = 100
