"""What the pages of programs and calls show, each in a fixed number of queries."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from decimal import Decimal
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.models import AnonymousUser
from django.db.models import Prefetch, QuerySet
from django.utils.translation import pgettext_lazy

from busan_se.core.clock import now, today
from busan_se.core.extensions import Text
from busan_se.core.paging import counted
from busan_se.core.prepared import prepared
from busan_se.programs.models import Call, Parameter, Program, Strategy
from busan_se.programs.models.calls import Phase
from busan_se.programs.models.parameters import Unit
from busan_se.programs.models.plan import ProgramQuerySet
from busan_se.programs.texts import Translated, in_english

_ORDERS: dict[str, tuple[str, ...]] = {
    Phase.OPEN: ("closes_at", "pk"),
    Phase.UPCOMING: ("opens_at", "pk"),
    Phase.CLOSED: ("-closes_at", "pk"),
}
PHASES = tuple(_ORDERS)
_TAB_LABELS: dict[str, Text] = {
    Phase.OPEN: pgettext_lazy("call", "Open"),
    Phase.UPCOMING: pgettext_lazy("call", "Coming"),
    Phase.CLOSED: pgettext_lazy("call", "Closed"),
}
_CLOSED_SHOWN = 5
# What only the page of a call itself needs.
_LONG = ("body_ko", "body_en", "form", "rubric", "reception_place", "reception_url", "cancel_reason", "eligible_kinds")


@dataclass(frozen=True)
class StrategyGroup:
    """A strategy with those of its programs that a list shows."""

    strategy: Strategy
    programs: Sequence[Program]


def programs_with_state(user: Any) -> ProgramQuerySet:
    """Return programs with task, strategy and today's state."""
    return Program.objects.visible_to(user).select_related("task__strategy").with_state_on(today())


def program_page(user: Any, code: str) -> Program | None:
    """Return the program of this code with task, strategy and today's state; None where `user` sees no such program."""
    if getattr(user, "is_staff", False):
        return programs_with_state(user).filter(code=code).first()
    return next(iter(_shown_program(code, today())), None)


@prepared
def _shown_program(code: str, day: date) -> ProgramQuerySet:
    rows = Program.objects.visible_to(AnonymousUser()).filter(code=code)
    return rows.select_related("task__strategy").with_state_on(day)


@dataclass(frozen=True)
class Rate:
    """A rate or cap as a page shows it. Two with the same values are equal, so that a page can keep how they look."""

    label_ko: str
    label_en: str
    value: Decimal
    unit: str
    valid_from: date
    source: str
    verified: bool

    label = Translated()

    @property
    def unit_name(self) -> str:
        """Return what the value counts, in the reader's language."""
        return str(Unit(self.unit).label)


def rates_of(program: int, day: date) -> tuple[Rate, ...]:
    """Return the rates and caps of a program that hold on a day."""
    return tuple(Rate(*row) for row in _rates(program, day))


@prepared
def _rates(program: int, day: date) -> QuerySet[Parameter, tuple[Any, ...]]:
    return Parameter.objects.valid_on(day).filter(program=program).values_list(*(field.name for field in fields(Rate)))


def listed_programs(user: Any) -> ProgramQuerySet:
    """Return programs with task, strategy, today's state and their open calls (`open_calls`)."""
    calls = Call.objects.open_at(now()).order_by("closes_at")
    return (
        programs_with_state(user)
        .prefetch_related(Prefetch("calls", calls, to_attr="open_calls"))
        .order_by("task__strategy__order", "task__order", "order", "code")
    )


@dataclass(frozen=True)
class ProgramCalls:
    """The published calls of one program: open ones (the first to close first), coming ones, the last that closed."""

    open: Sequence[Call]
    upcoming: Sequence[Call]
    closed: Sequence[Call]


def calls_of(program: Program, instant: datetime) -> ProgramCalls:
    """Return what the page of a program shows of its calls at an instant, in one query."""
    phases: dict[str, list[Call]] = {}
    for call in _published_calls(program.pk):
        call.program = program
        phases.setdefault(call.phase_at(instant), []).append(call)
    upcoming = sorted(phases.get("upcoming", ()), key=lambda call: call.opens_at)
    over = [*phases.get("closed", ()), *phases.get("cancelled", ())]
    closed = sorted(over, key=lambda call: call.closes_at, reverse=True)[:_CLOSED_SHOWN]
    return ProgramCalls(phases.get("open", ()), upcoming, closed)


@prepared
def _published_calls(program: int) -> QuerySet[Call]:
    return Call.objects.published().filter(program=program).defer(*_LONG).order_by("closes_at", "pk")


def by_strategy(programs: Iterable[Program]) -> list[StrategyGroup]:
    """Group programs, already in the order of the plan, under their strategies."""
    groups = groupby(programs, key=lambda program: program.task.strategy)
    return [StrategyGroup(strategy, list(rows)) for strategy, rows in groups]


def state_note(program: Any) -> str:
    """Return the note of today's state of a program from `listed_programs`, in the reader's language."""
    english = program.state_note_en if in_english() else ""
    return english or program.state_note_ko or ""


@dataclass(frozen=True)
class CallTab:
    """A phase beside the others, with what a search finds in it: `n` up to 1,000, None where nothing is searched."""

    phase: str
    label: Text
    query: str
    n: int | None = None
    more: bool = False


def call_tabs(words: str) -> list[CallTab]:
    """Return the three phases; with words, how many calls each of them finds."""
    return [_call_tab(phase, words) for phase in PHASES]


def _call_tab(phase: str, words: str) -> CallTab:
    label = _TAB_LABELS[phase]
    if not words:
        return CallTab(phase, label, urlencode({"phase": phase}))
    n, more = counted(calls_in(phase, words)[0])
    return CallTab(phase, label, urlencode({"q": words, "phase": phase}), n, more)


def chosen_tab(tabs: Sequence[CallTab], phase: str) -> CallTab:
    """Return the tab of a phase; of '' the first in which something was found, else the first."""
    return next((tab for tab in tabs if (tab.phase == phase if phase else tab.n)), tabs[0])


def calls_in(phase: str, words: str = "") -> tuple[QuerySet[Call], tuple[str, ...]]:
    """Return (calls of a phase, the order to page by): what closes or opens next comes first, what closed last.

    `words` leave those whose title, summary or program holds every one.
    """
    calls = Call.objects.published().select_related("program__task__strategy").in_phase(phase, now())
    return calls.with_words(words) if words else calls, _ORDERS[phase]
