"""What the programs show elsewhere."""

from collections.abc import Iterable
from datetime import datetime
from itertools import chain
from typing import Any
from urllib.parse import urlencode

from django.db.models import Case, F, Min, Q, Sum, When
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from busan_se.accounts.roles import Role, RoleGrant
from busan_se.core.clock import now
from busan_se.core.extensions import (
    ClockEdge,
    ConsistencyCheck,
    DemoSeed,
    Found,
    HomePart,
    MenuEntry,
    NotPersonal,
    SearchHit,
    SearchSource,
)
from busan_se.core.registry import register
from busan_se.core.search.ranking import Reason, first_found
from busan_se.programs import demo
from busan_se.programs.api import CALLS, PROGRAMS
from busan_se.programs.models import Call, Envelope, Program
from busan_se.programs.models.envelopes import EntryKind

ON_HOME = 3

# What each kind of entry does to a balance.
SIGNS = {
    "appropriated": {EntryKind.APPROPRIATE: 1, EntryKind.REDUCE: -1},
    "reserved": {EntryKind.RESERVE: 1, EntryKind.RELEASE: -1, EntryKind.COMMIT: -1},
    "committed": {EntryKind.COMMIT: 1},
    "paid": {EntryKind.PAY: 1},
    "returned": {EntryKind.RETURN: 1},
}


def open_calls(request: HttpRequest) -> dict[str, Any]:
    """Return the calls that close next, and what opens next where too few are open."""
    instant = now()
    calls = list(Call.objects.open_at(instant).select_related("program").order_by("closes_at")[:ON_HOME])
    rest = ON_HOME - len(calls)
    coming = Call.objects.upcoming_at(instant).select_related("program").order_by("opens_at")[:rest] if rest else ()
    return {"calls": [*calls, *coming]}


def next_opening_or_closing(instant: datetime) -> datetime | None:
    """Return when the next call opens or closes."""
    calls = Call.objects.standing().filter(closes_at__gt=instant)
    found = calls.aggregate(opens=Min("opens_at", filter=Q(opens_at__gt=instant)), closes=Min("closes_at"))
    return min(filter(None, found.values()), default=None)


def search_programs(words: str, user: Any, limit: int) -> Found:
    """Return programs that hold every word, in the order of the plan."""
    rows = Program.objects.visible_to(user).with_words(words)
    order = ("task__order", "order", "code")
    best, count = first_found(rows, words, limit, names=("name_ko", "name_en"), order=order)
    hits = [
        SearchHit(row.name, row.get_absolute_url(), row.summary, found_by=Reason(row.found_by).label) for row in best
    ]
    return Found(hits, count, f"{reverse('programs:list')}?{urlencode({'q': words})}")


def search_calls(words: str, user: Any, limit: int) -> Found:
    """Return published calls that hold every word, or whose program does, the newest first."""
    rows = Call.objects.published().with_words(words)
    best, count = first_found(rows, words, limit, names=("title_ko", "title_en"), order=("-closes_at", "-pk"))
    hits = [
        SearchHit(row.title, row.get_absolute_url(), row.summary, found_by=Reason(row.found_by).label) for row in best
    ]
    return Found(hits, count, f"{reverse('programs:calls')}?{urlencode({'q': words})}")


def program_names() -> Iterable[str]:
    """Yield the names of programs and the titles of calls that everybody sees."""
    programs: Any = Program.objects.filter(is_shown=True).values_list("name_ko", "name_en")
    calls: Any = Call.objects.published().values_list("title_ko", "title_en")
    return chain(chain.from_iterable(programs), chain.from_iterable(calls))


def balances_that_differ() -> Iterable[str]:
    """Return a sentence for each envelope whose balances are not the sums of its entries."""
    sums = {
        f"sum_{column}": Sum(
            Case(
                *(When(entries__kind=kind, then=F("entries__amount") * sign) for kind, sign in signs.items()), default=0
            )
        )
        for column, signs in SIGNS.items()
    }
    for envelope in Envelope.objects.annotate(**sums).select_related("program"):
        for column in SIGNS:
            if getattr(envelope, column) != (getattr(envelope, f"sum_{column}") or 0):
                yield _("%(envelope)s: %(column)s differs from its entries.") % {"envelope": envelope, "column": column}


register(MenuEntry(key="programs", label=gettext_lazy("Support programs"), url_name="programs:list", order=10))
register(
    MenuEntry(
        key="program-list", label=gettext_lazy("All programs"), url_name="programs:list", parent="programs", order=1
    )
)
register(MenuEntry(key="calls", label=gettext_lazy("Calls"), url_name="programs:calls", parent="programs", order=2))
register(HomePart(key="calls", template="programs/_home.html", context=open_calls, order=10))
register(SearchSource("programs", gettext_lazy("Support programs"), search_programs, order=10, names=program_names))
register(SearchSource(key="calls", label=gettext_lazy("Calls"), search=search_calls, order=20))
register(PROGRAMS)
register(CALLS)
register(ClockEdge(key="programs.calls", next_after=next_opening_or_closing))
register(ConsistencyCheck(key="programs.balances", check=balances_that_differ))
register(DemoSeed(key="programs", plant=demo.plant, remove=demo.remove, order=30))
register(
    RoleGrant(
        Role.CITY_STAFF,
        (
            *(f"programs.{verb}_{model}" for verb in ("view", "change") for model in ("plan", "strategy", "task")),
            *(
                f"programs.{verb}_{model}"
                for verb in ("view", "add", "change")
                for model in ("program", "programstate", "call", "parameter", "envelope")
            ),
            "programs.delete_call",
            "programs.publish_call",
            "programs.view_commitment",
            "programs.view_envelopeentry",
            "programs.add_envelopeentry",
            "programs.view_callversion",
            "programs.view_callextension",
        ),
    )
)
register(
    RoleGrant(
        Role.CENTRE_STAFF,
        tuple(f"programs.view_{model}" for model in ("program", "programstate", "call", "parameter", "envelope")),
    )
)
register(RoleGrant(Role.DISTRICT_STAFF, ("programs.view_program", "programs.view_call")))

register(NotPersonal("programs.Call", ("published_by",), "an officer in office"))
register(NotPersonal("programs.CallVersion", ("published_by",), "an officer in office"))
register(NotPersonal("programs.CallCorrection", ("started_by",), "an officer in office"))
register(NotPersonal("programs.CallExtension", ("extended_by",), "an officer in office"))
register(NotPersonal("programs.EnvelopeEntry", ("actor",), "an officer in office"))
