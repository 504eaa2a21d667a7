"""Extension points of the shell and the ground. Points of a single feature live beside that feature."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, TypeAlias

from django.http import HttpRequest

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

Text: TypeAlias = "str | _StrPromise"


@dataclass(frozen=True)
class MenuEntry:
    """One entry of the public menu. `parent` is the key of the entry it stands under ('' = top level)."""

    key: str
    label: Text
    url_name: str
    parent: str = ""
    description: Text = ""
    order: int = 100


@dataclass(frozen=True)
class HeaderPart:
    """A piece of the page header for the current user, e.g. the enterprise switcher; rendered from a template."""

    key: str
    template: str
    context: Callable[[HttpRequest], dict[str, Any]]
    order: int = 100


@dataclass(frozen=True)
class Todo:
    """One thing that waits for this user."""

    title: Text
    url: str
    due: datetime | date | None = None
    count: int = 1


@dataclass(frozen=True)
class TodoSource:
    """Answers what waits for a user: on `/my/` (desk="my") or on the admin's first page (desk="staff")."""

    key: str
    desk: str
    todos: Callable[[Any], Sequence[Todo]]
    order: int = 100


@dataclass(frozen=True)
class MyPanel:
    """A block of `/my/`; `context` does its own bounded number of queries."""

    key: str
    template: str
    context: Callable[[HttpRequest], dict[str, Any]]
    order: int = 100


@dataclass(frozen=True)
class HomePart:
    """A block of the home page."""

    key: str
    template: str
    context: Callable[[HttpRequest], dict[str, Any]]
    order: int = 100


@dataclass(frozen=True)
class SearchHit:
    """One search result; `facts` are what else to know at once, `found_by` the words for why it is here."""

    title: Text
    url: str
    summary: Text = ""
    facts: Text = ""
    found_by: Text = ""


@dataclass(frozen=True)
class Found:
    """What a source found: the first hits, what counts them all, and the address of the list that shows them all.

    `count` returns (number up to 1,000, whether there are more) and is called only where that is shown.
    `url` is '' where no list shows them.
    """

    hits: Sequence[SearchHit] = ()
    count: Callable[[], tuple[int, bool]] = lambda: (0, False)
    url: str = ""


@dataclass(frozen=True)
class SearchSource:
    """A group of results of `/search/?q=`. `search(words, user, limit)` is asked for words with a letter or digit.

    `names()` yields the public names in it: the words that a mistyped one may have meant.
    """

    key: str
    label: Text
    search: Callable[[str, Any, int], Found]
    order: int = 100
    names: Callable[[], Iterable[str]] = tuple


@dataclass(frozen=True)
class ConsistencyCheck:
    """A promise that is checked every night by `check_consistency`; returns one sentence per broken row."""

    key: str
    check: Callable[[], Iterable[str]]


@dataclass(frozen=True)
class DemoSeed:
    """A step of `seed_demo`. `plant(random, log)` makes rows from the one seed, `remove()` takes all of them out."""

    key: str
    plant: Callable[[Any, Callable[[str], None]], None]
    remove: Callable[[], None]
    order: int = 100


def plant_nothing(chance: Any, log: Callable[[str], None]) -> None:
    """The planting of a step that only clears away in the end."""


@dataclass(frozen=True)
class Schedule:
    """Recurring work. `due(now)` lists the period keys that lack a finished run, oldest first; `run(key)` makes one.

    `run` must be idempotent: two workers, or a killed one, may call it again for the same key.
    """

    key: str
    title: Text
    due: Callable[[datetime], Sequence[str]]
    run: Callable[[str], Any]
    order: int = field(default=100)


@dataclass(frozen=True)
class HolidaySource:
    """Days off beside the national ones; `days()` is asked for every calculation and must be cheap."""

    key: str
    days: Callable[[], frozenset[date]]


@dataclass(frozen=True)
class Sweeper:
    """Looks every minute for work whose wake-up was lost (a process may die between commit and wake-up)."""

    key: str
    sweep: Callable[[], Any]


@dataclass(frozen=True)
class Unpublished:
    """A package of models whose rows no anonymous page shows: writing them leaves kept pages as they are."""

    package: str


@dataclass(frozen=True)
class ClockEdge:
    """Names the next instant at which pages change without an edit: `next_after(instant)`, None if there is none.

    Asked once for each edit and each edge that passes. Midnight in Seoul is known without it.
    """

    key: str
    next_after: Callable[[datetime], datetime | None]


@dataclass(frozen=True)
class PersonalData:
    """What one model keeps of people: the source of the privacy page, of a person's own data and of the deletion job.

    `people` says whose data it is, `fields` which (`title` and `items` name the model and them where their own names
    are not for the public); `purpose`, `basis` (law or consent) and `kept` are for the public.
    `own(user)` gives the rows about a person with an account, which are handed out with `fields` and `also`.
    `on_closing` says what becomes of them when the account closes; `close(user)` does it, all in one transaction.
    `forget()` deletes or redacts what is out of date and returns how many rows; called every night.
    `history_kept`: so long the row history keeps the fields, where it has them; `history_of()` gives the rows whose
    history holds people, where that are not all.
    """

    model: str
    people: Text
    fields: tuple[str, ...]
    purpose: Text
    basis: Text
    kept: Text
    on_closing: Text = ""
    title: Text = ""
    items: Text = ""
    also: tuple[str, ...] = ()
    own: Callable[[Any], Any] | None = None
    close: Callable[[Any], Any] | None = None
    forget: Callable[[], int] | None = None
    history_kept: timedelta | None = None
    history_of: Callable[[], Any] | None = None
    order: int = 100


@dataclass(frozen=True)
class NotPersonal:
    """Fields of a model that look like personal data, and why they are none or are declared with another model."""

    model: str
    fields: tuple[str, ...]
    why: str


@dataclass(frozen=True)
class ClosingObstacle:
    """Why an account cannot be closed yet: `found(user)` gives a sentence for each thing to settle before."""

    key: str
    found: Callable[[Any], Iterable[Text]]
