"""How a call went: how many started, submitted and were decided, how long each state took, and where drafts stopped."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median
from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from busan_se.core.clock import now
from busan_se.programs.models import Call
from enterprises.applications.models import Application, ApplicationFile
from enterprises.applications.questions import Questions
from enterprises.applications.supplements.models import Supplement
from enterprises.applications.workflow import State

# A draft that nobody touched for so long, or whose call has closed, counts as left.
_LEFT_AFTER = timedelta(days=7)


@dataclass(frozen=True)
class Step:
    """One step: how many came so far, and what share (%) of those who started."""

    label: str
    n: int
    percent: int


@dataclass(frozen=True)
class Wait:
    """How long something takes: the middle one of `n`, in days; None where there is none yet."""

    label: str
    days: float | None
    n: int


@dataclass(frozen=True)
class Stop:
    """A question which is the first without a good answer in `n` drafts that were left."""

    label: str
    n: int


@dataclass(frozen=True)
class Funnel:
    """What the page shows."""

    steps: Sequence[Step]
    waits: Sequence[Wait]
    stops: Sequence[Stop]
    left: int


def funnel(call: Call) -> Funnel:
    """Return how a call went so far: five queries for any number of applications."""
    stops, left = _stops(call)
    return Funnel(_steps(call), _waits(call), stops, left)


def _steps(call: Call) -> list[Step]:
    handed_in, released = ~Q(state=State.DRAFT), Q(decision__released_at__isnull=False)
    counts = Application.objects.filter(call=call).aggregate(
        started=Count("pk"),
        submitted=Count("pk", filter=handed_in),
        ended=Count("pk", filter=Q(ended_at__isnull=False)),
        decided=Count("pk", filter=Q(decision__isnull=False)),
        released=Count("pk", filter=released),
        selected=Count("pk", filter=Q(state=State.SELECTED)),
    )
    asked = Supplement.objects.filter(application__call=call).aggregate(n=Count("application", distinct=True))
    rows = (
        (_("Started"), counts["started"]),
        (_("Submitted"), counts["submitted"]),
        (_("Asked to mend"), asked["n"]),
        (_("Withdrawn or given up"), counts["ended"]),
        (pgettext("course of a call", "Decided"), counts["decided"]),
        (_("Announced"), counts["released"]),
        (_("Selected"), counts["selected"]),
    )
    return [Step(label, n, round(100 * n / counts["started"]) if counts["started"] else 0) for label, n in rows]


def _waits(call: Call) -> list[Wait]:
    rows = list(
        Application.objects.filter(call=call)
        .exclude(state=State.DRAFT)
        .values_list("created_at", "submitted_at", "decision__decided_at", "decision__released_at")
    )
    mended = Supplement.objects.filter(application__call=call, answered_at__isnull=False)
    pairs: Any = list(mended.values_list("asked_at", "answered_at"))
    return [
        _wait(_("Being written"), ((row[0], row[1]) for row in rows)),
        _wait(_("Being mended"), pairs),
        _wait(_("Submitted, not decided"), ((row[1], row[2]) for row in rows)),
        _wait(_("Decided, not announced"), ((row[2], row[3]) for row in rows)),
    ]


def _wait(label: str, spans: Iterable[tuple[datetime | None, datetime | None]]) -> Wait:
    days = [(until - since) / timedelta(days=1) for since, until in spans if since and until]
    return Wait(label, round(median(days), 1) if days else None, len(days))


def _stops(call: Call) -> tuple[list[Stop], int]:
    """Return at which question the drafts that were left stopped, the most frequent first, and how many were left."""
    drafts = Application.objects.filter(call=call, state=State.DRAFT).select_related("version")
    if call.is_open_at(now()):
        drafts = drafts.filter(updated_at__lt=now() - _LEFT_AFTER)
    rows = list(drafts)
    slots: dict[Any, set[str]] = {}
    for application, slot in ApplicationFile.objects.filter(application__in=rows).values_list("application", "slot"):
        slots.setdefault(application, set()).add(slot)
    found = Counter(_first_open(row, slots.get(row.pk, set())) for row in rows)
    return [Stop(label, n) for label, n in found.most_common()], len(rows)


def _first_open(draft: Application, slots: set[str]) -> str:
    questions = Questions(draft.version)
    problems = questions.problems(draft.answers, slots)
    first = next((question.label for question in questions.all if question.key in problems), None)
    return first or _("All answered, not submitted")
