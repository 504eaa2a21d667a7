"""What a feature registers to open one of its lists to programs."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet
from django_filters import FilterSet
from rest_framework.serializers import Serializer

from busan_se.core.extensions import Text


@dataclass(frozen=True, kw_only=True)
class Resource(ABC):
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

    @abstractmethod
    def nothing(self) -> QuerySet[Any]:
        """Return no rows, of the kind that the list has."""


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


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A request to do something, by somebody who may.

    `arrived` is when the request arrived, `key` names the row (None: the list), `given` is the cleaned body, and
    `once` the key against doing it twice, where the action asks for one.
    """

    user: Any
    arrived: datetime
    key: Any = None
    given: Mapping[str, Any] = field(default_factory=dict)
    once: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class OwnAction:
    """What a program does with a closed list (`among` is None: it begins a row) or with one of its rows.

    The address is that of list or row, and `path` behind it. `among(user)` are the rows with which this person may do
    it, `allowed(user)` whether there is such a page for the person at all. `act` calls the action of the page and
    returns the key of the row to answer with, or None where the row is gone; its Refused, WrongState and Conflict are
    answered with their code. A reading (`method` "get") has an `answer` of its own, and `act` returns what it tells.
    `serializer` reads the body (`example` is one), `multipart` where it brings a file, `once` asks for a key.
    """

    resource: OwnResource
    name: str
    label: Text
    description: Text
    act: Callable[[Asked], Any]
    among: Callable[[Any], QuerySet[Any]] | None = None
    method: str = "post"
    path: str = ""
    serializer: type[Serializer] | None = None
    example: Mapping[str, Any] = field(default_factory=dict)
    answer: type[Serializer] | None = None
    allowed: Callable[[Any], bool] = lambda user: True
    multipart: bool = False
    once: bool = False

    @property
    def leaves_nothing(self) -> bool:
        """Whether the row is gone afterwards."""
        return self.method == "delete"
