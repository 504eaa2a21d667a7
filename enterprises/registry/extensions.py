"""What others show on the page of an enterprise."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from busan_se.core.extensions import Text
from enterprises.registry.models import Enterprise


@dataclass(frozen=True)
class EnterprisePanel:
    """A block of the public page of an enterprise; `context` does a bounded number of queries."""

    key: str
    template: str
    context: Callable[[Enterprise, HttpRequest], dict[str, Any]]
    order: int = 100


@dataclass(frozen=True)
class Clash:
    """Two rows of which one alone can be in force when two entries become one: what they are, and each in words."""

    key: str
    label: Text
    of_stays: Text
    of_goes: Text


@dataclass(frozen=True)
class MergeQuestion:
    """What staff settle when two entries become one.

    `clashes(stays, goes)` finds it. `settle(stays, goes, kept)` is called inside the merge before anything of the
    feature moves; `kept` says for the key of each clash whose row stays in force: STAYS or GOES.
    """

    key: str
    clashes: Callable[[Enterprise, Enterprise], Sequence[Clash]]
    settle: Callable[[Enterprise, Enterprise, Mapping[str, str]], None]

    STAYS: ClassVar[str] = "stays"
    GOES: ClassVar[str] = "goes"


@dataclass(frozen=True)
class EntryLink:
    """A way on from “My enterprise”: for members, or for people who have no enterprise yet (`for_strangers`)."""

    key: str
    label: Text
    url_name: str
    for_strangers: bool = False
    order: int = 100


@dataclass(frozen=True)
class EnterpriseDeskPage:
    """A page of one enterprise at the desk: /admin/enterprises/enterprise/<pk>/<key>/, named enterprises_enterprise_….

    `view(desk, request, pk)` gets the desk, whose `get_queryset` knows what is on it. `label` is that of the button on
    the enterprise's form and in the list; '' where another page leads there.
    """

    key: str
    view: Callable[[Any, HttpRequest, int], HttpResponse]
    label: Text = ""
    order: int = 100

    @property
    def name(self) -> str:
        """Return the name of the address, without that of the site."""
        return f"enterprises_enterprise_{self.key.replace('/', '_')}"


@dataclass(frozen=True)
class RegisterPage:
    """A page of the whole register at the desk: /admin/enterprises/enterprise/<key>/, named enterprises_enterprise_….

    `view(desk, request)` gets the desk of enterprises. `label` is that of the button above the list; '' for none.
    """

    key: str
    view: Callable[[Any, HttpRequest], HttpResponseBase]
    label: Text = ""
    order: int = 100

    @property
    def name(self) -> str:
        """Return the name of the address, without that of the site."""
        return f"enterprises_enterprise_{self.key}"


@dataclass(frozen=True)
class CardLine:
    """One row on the card of an enterprise: what it is, what else to know, when it was, where it stands."""

    title: Text
    facts: Text = ""
    when: Text = ""
    mark: Text = ""
    url: str = ""


@dataclass(frozen=True)
class CardPanel:
    """A block of the card of an enterprise (기업 이력카드), which staff read.

    `lines(enterprise, user, most)` gives up to `most` rows in a fixed number of queries, the newest first, and None to
    who may not see any: then there is no block. `empty` is said where there are none, `more` the address of all rows.
    """

    key: str
    title: Text
    lines: Callable[[Enterprise, Any, int], Sequence[CardLine] | None]
    empty: Text
    more: Callable[[Enterprise], str] | None = None
    order: int = 100
