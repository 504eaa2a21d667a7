"""What a feature registers to open one of its lists to programs."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet
from django_filters import FilterSet
from rest_framework.serializers import Serializer

from busan_se.core.extensions import Text


@dataclass(frozen=True, kw_only=True)
class Resource:
    """One list, `/api/v1/<name>/`, and with `key` each of its rows, `/api/v1/<name>/<key>/`.

    `filterset` is the one of the page. `sort` names columns that are never NULL, never change and together are unique:
    paging then gives every row exactly once. `key` names the unique column of the address ('' for a list alone), and
    `converter` its kind ("int", "slug" or "uuid"). `example` is one row as it is answered, for the documentation.
    """

    name: str
    label: Text
    description: Text
    serializer: type[Serializer]
    filterset: type[FilterSet]
    sort: tuple[str, ...]
    example: Mapping[str, Any]
    key: str = ""
    converter: str = "slug"
    order: int = 100

    def nothing(self) -> QuerySet[Any]:
        """Return no rows, of the kind that the list has."""
        raise NotImplementedError


@dataclass(frozen=True, kw_only=True)
class ApiResource(Resource):
    """A list that is the same for everybody.

    `rows()` are what everybody may see, with all that the serializer reads loaded in a fixed number of queries.
    `published` turns the rows of one page into what may be told of them.
    """

    rows: Callable[[], QuerySet[Any]]
    published: Callable[[Sequence[Any]], Iterable[Any]] = list

    def nothing(self) -> QuerySet[Any]:
        """Return no rows, of the kind that the list has."""
        return self.rows().none()


@dataclass(frozen=True, kw_only=True)
class OwnResource(Resource):
    """A list that is another for each person, and closed to who is not known: what the person's own pages show.

    `rows(user)` begin with `visible_to(user)` and are loaded in a fixed number of queries. `allowed(user)` says whether
    there is such a page for the user at all. `logged` is how the access log names the rows ("app.Model") where they are
    other people's; '' for one's own.
    """

    rows: Callable[[Any], QuerySet[Any]]
    allowed: Callable[[Any], bool] = lambda user: True
    logged: str = ""

    def nothing(self) -> QuerySet[Any]:
        """Return no rows, of the kind that the list has."""
        return self.rows(AnonymousUser()).none()
