"""Rounds of reviews with applications, reviewers and sheets, made through the actions."""

from datetime import timedelta
from decimal import Decimal

from busan_se.core.clock import now
from busan_se.reviews import rounds, scoring
from busan_se.reviews.models import Assignment, Case, Criterion, Panelist, Round
from busan_se.reviews.workflow import Interest, RoundState
from enterprises.selection.sources import collect
from tests.factories import applications
from tests.factories.accounts import UserFactory


def rubric(**fields) -> dict:
    """Return a rubric of two criteria, 100 points in all, and a bonus of 3."""
    one = {"kind": "score", "label_en": "", "anchors": []}
    return {
        "pass_mark": 60,
        "drops_extremes": True,
        "criteria": [
            {**one, "key": "plan", "label_ko": "계획", "max": 5, "weight": 12, "tie_order": 1},
            {**one, "key": "value", "label_ko": "가치", "max": 40, "weight": 1, "tie_order": 2},
            {**one, "key": "fresh", "kind": "bonus", "label_ko": "처음", "max": 3, "weight": 1, "tie_order": 0},
        ],
        **fields,
    }


def round_of(call=None, **fields) -> Round:
    """Return a round in preparation."""
    call = call or applications.open_call(rubric=rubric())
    given = {"name": "서면심사", "deadline_at": now() + timedelta(days=3), "quorum": 1, **fields}
    return rounds.prepare(Round(call=call, **given))


def panelist(round_: Round, **fields) -> Panelist:
    """Return a reviewer who has signed the pledge."""
    return Panelist.objects.create(
        round=round_, pledged_at=now(), **{"user": fields.pop("user", None) or UserFactory(), **fields}
    )


def case_of(round_: Round, **fields) -> Case:
    """Return the case of a new application to the round's call."""
    applications.submitted(call=round_.call, **fields)
    collect(round_)
    return round_.cases.order_by("-number").first()


def opened(round_: Round) -> Round:
    """Let reviewers score, without letters."""
    Round.objects.filter(pk=round_.pk).update(state=RoundState.OPEN, opened_at=now())
    round_.refresh_from_db()
    return round_


def closed(round_: Round) -> Round:
    """Close it, whatever was submitted."""
    Round.objects.filter(pk=round_.pk).update(state=RoundState.CLOSED, closed_at=now(), closed_by=UserFactory())
    return Round.objects.select_related("call__envelope", "rubric").get(pk=round_.pk)


def sheet(case: Case, seat: Panelist) -> Assignment:
    """Return a sheet on which nothing was declared."""
    return Assignment.objects.create(case=case, panelist=seat)


def scored(case: Case, seat: Panelist, plan: str, value: str) -> Assignment:
    """Return a submitted sheet with points of both criteria."""
    row = sheet(case, seat)
    scoring.declare(row.pk, Interest.NONE, "", by=seat.user)
    scoring.save_scores(row.pk, points(row, plan, value), "")
    return scoring.submit(row.pk)


def points(row: Assignment, plan: str, value: str) -> dict[int, Decimal]:
    """Return points by criterion."""
    keys = dict(Criterion.objects.filter(rubric=row.case.round.rubric_id).values_list("key", "pk"))
    return {keys["plan"]: Decimal(plan), keys["value"]: Decimal(value)}


def ready_round(*, money_won: int = 30_000_000, n: int = 4, **call) -> Round:
    """Return a closed round of `n` applications, the first the best, all above the pass mark."""
    round_ = round_of(applications.open_call(rubric=rubric(), money_won=money_won, **call))
    seat = panelist(round_)
    cases = [case_of(round_) for _ in range(n)]
    opened(round_)
    for place, case in enumerate(cases):
        scored(case, seat, "5", str(30 - place))
    return closed(round_)
