"""Demo applications (시연 자료): a call of 2025 that is decided, and the open call with its first applications.

Rows are made as they would stand now, with dates of the past and without letters: nobody is told of invented things.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

import pgtrigger
from django.db import connection, transaction

from busan_se.accounts.models import User
from busan_se.core.clock import now, seoul
from busan_se.files.actions import store_bytes
from busan_se.files.models import StoredFile
from busan_se.programs import actions as money
from busan_se.programs.call_forms import AMOUNT
from busan_se.programs.models import Call
from enterprises.applications import actions, demo_after, demo_regional, merging, prefill
from enterprises.applications.announcing.models import PlannedRelease
from enterprises.applications.consents import record_consents
from enterprises.applications.content import applicant_of, content_hash
from enterprises.applications.demo_words import GOALS, MEANS, REASONS, STEPS, plan_pdf
from enterprises.applications.models import Application, ApplicationConsent, ApplicationFile, Decision
from enterprises.applications.numbering import next_receipt_number
from enterprises.applications.objections.models import Objection
from enterprises.applications.questions import Questions
from enterprises.applications.supplements.models import MoreTime, Supplement
from enterprises.applications.workflow import Outcome, State
from enterprises.registry.models import Enterprise, Membership

PAST, OPEN, REGIONAL = "2025-001", "2027-001", "2027-003"
# What became of the applications to the past call: 34 in all.
PAST_OUTCOMES = {State.SELECTED: 20, State.NOT_SELECTED: 10, State.INELIGIBLE: 3, State.WITHDRAWN: 1}
OPEN_SUBMITTED = 4
_STEP = 500_000  # amounts are asked for and given in steps of so many won
_HISTORY = ("Application", "Decision", "Supplement", "MoreTime", "Objection", "PlannedRelease")


@dataclass
class Planting:
    """What all parts of the planting share."""

    chance: Random
    officer: User
    owner: User


@transaction.atomic
def plant(chance: Random, log: Callable[[str], None]) -> None:
    """Make the applications; does nothing where there are some, or where calls and accounts of the demo are missing."""
    calls = Call.objects.filter(is_demo=True, current_version__isnull=False).in_bulk(
        [PAST, OPEN, REGIONAL], field_name="number"
    )
    users = {user.email: user for user in User.objects.filter(email__in=("city@example.com", "owner@example.com"))}
    if len(calls) < 3 or len(users) < 2 or Application.objects.filter(call__in=calls.values()).exists():
        log("applications: nothing to plant")
        return
    planting = Planting(chance, users["city@example.com"], users["owner@example.com"])
    _plant_past(planting, calls[PAST])
    _plant_open(planting, calls[OPEN])
    _plant_regional(planting, calls[REGIONAL])
    demo_after.plant_past(planting.officer, calls[PAST])
    demo_after.plant_supplements(chance, planting.officer, calls[OPEN])
    log(f"applications: {Application.objects.filter(call__in=calls.values()).count()}")


def _plant_past(planting: Planting, call: Call) -> None:
    first = _enterprises_of(planting.owner)[:1]
    enterprises = [*first, *others(planting, call, sum(PAST_OUTCOMES.values()) - len(first))]
    outcomes = [state for state, n in PAST_OUTCOMES.items() for _ in range(n)]
    received = sorted(instants(planting.chance, call, len(enterprises)))
    selected = []
    for enterprise, state, at in zip(enterprises, outcomes, _shuffled(planting.chance, received), strict=False):
        application = submitted(planting, call, enterprise, at, state)
        if state == State.SELECTED:
            selected.append(application)
        elif state != State.WITHDRAWN:
            _decide(planting, application, Outcome(state.value))
    for application, amount in zip(selected, _amounts(planting.chance, call, selected), strict=True):
        _decide(planting, application, Outcome.SELECTED, amount)


def _plant_open(planting: Planting, call: Call) -> None:
    """Make some received applications, and a draft for the owner's second enterprise: the first can still apply."""
    for enterprise, at in zip(
        others(planting, call, OPEN_SUBMITTED), sorted(instants(planting.chance, call, OPEN_SUBMITTED)), strict=False
    ):
        submitted(planting, call, enterprise, at, State.SUBMITTED)
    assert call.current_version
    for enterprise in _enterprises_of(planting.owner)[1:2]:
        Application.objects.create(
            call=call,
            version=call.current_version,
            enterprise=enterprise,
            started_by=planting.owner,
            answers={"plan": _plan(planting.chance)},
        )


def _plant_regional(planting: Planting, call: Call) -> None:
    """Make received applications with every kind of answer, and a draft of the owner that is half written."""
    chance = planting.chance
    chosen = others(planting, call, OPEN_SUBMITTED)
    for enterprise, at in zip(chosen, sorted(instants(chance, call, OPEN_SUBMITTED)), strict=False):
        submitted(planting, call, enterprise, at, State.SUBMITTED, demo_regional.answers(chance, call, enterprise))
    assert call.current_version
    for enterprise in _enterprises_of(planting.owner)[:1]:
        known = prefill.from_register(Questions(call.current_version), enterprise)
        begun = demo_regional.begun(demo_regional.answers(chance, call, enterprise))
        typed = merging.written({}, {}, begun, planting.owner.pk, call.opens_at + timedelta(days=2))
        Application.objects.create(
            call=call,
            version=call.current_version,
            enterprise=enterprise,
            started_by=planting.owner,
            answers=known | begun,
            requested_won=Questions(call.current_version).amount_in(begun),
            written=prefill.marked(known, prefill.Origin.REGISTER) | typed,
        )


def _enterprises_of(owner: User) -> list[Enterprise]:
    members = Membership.objects.filter(user=owner, enterprise__is_demo=True).select_related("enterprise__district")
    return [member.enterprise for member in members.order_by("pk")]


def others(planting: Planting, call: Call, n: int) -> list[Enterprise]:
    """Return `n` demo enterprises without members that held a qualification when the call opened."""
    rows = Enterprise.objects.filter(is_demo=True, state="operating", memberships=None)
    held = rows.with_qualification_on(seoul(call.opens_at).date(), kind__group__in=("certified", "pre", "village"))
    ids = list(held.order_by("pk").values_list("pk", flat=True))
    chosen = planting.chance.sample(ids, min(n, len(ids)))
    return list(Enterprise.objects.filter(pk__in=chosen).select_related("district").order_by("pk"))


def instants(chance: Random, call: Call, n: int) -> Iterator[datetime]:
    """Yield `n` instants within the call's period, and none in the future."""
    last = min(call.closes_at, now())
    for _ in range(n):
        yield call.opens_at + (last - call.opens_at) * chance.random()


def _shuffled(chance: Random, items: Sequence[datetime]) -> list[datetime]:
    return chance.sample(items, len(items))


def submitted(
    planting: Planting,
    call: Call,
    enterprise: Enterprise,
    at: datetime,
    state: State,
    answers: dict[str, Any] | None = None,
) -> Application:
    """Make an application as it stands after submission: by the owner for an own one, by the officer for others."""
    chance = planting.chance
    own = enterprise.memberships.filter(user=planting.owner).exists()
    by = planting.owner if own else planting.officer
    assert call.current_version
    answers = answers or _usual_answers(chance, call)
    application = Application(
        id=UUID(int=chance.getrandbits(128), version=4),
        call=call,
        version=call.current_version,
        enterprise=enterprise,
        started_by=by,
        answers=answers,
        requested_won=Questions(call.current_version).amount_in(answers),
    )
    application.applicant = applicant_of(application)
    application.save()
    _attach_plan(application, by)
    application.content_hash = content_hash(application, application.applicant)
    application.submitted_at, application.submitted_by, application.state = at, by, state
    application.receipt_number = next_receipt_number(call)
    if state == State.WITHDRAWN:
        application.ended_at, application.ended_reason = at + timedelta(days=3), "대표자 변경으로 취하합니다."
    application.save()
    Application.objects.filter(pk=application.pk).update(created_at=at - timedelta(hours=2), updated_at=at)
    record_consents(application)
    return application


def _usual_answers(chance: Random, call: Call) -> dict[str, Any]:
    lowest, highest = call.amount_min or _STEP, call.amount_max or 20 * _STEP
    amount = chance.randrange(lowest, highest + 1, _STEP)
    return {"plan": _plan(chance), AMOUNT: amount}


def _plan(chance: Random) -> str:
    return "\n\n".join(
        (f"목표: {chance.choice(GOALS)}", f"방법: {chance.choice(MEANS)}", f"추진 일정: {chance.choice(STEPS)}")
    )


def _attach_plan(application: Application, by: User) -> None:
    stored = store_bytes(
        plan_pdf(application.applicant_name, application.answers["plan"]),
        kind=actions.FILE_KIND,
        name="사업계획서(시연).pdf",
        content_type="application/pdf",
        user=by,
    )
    ApplicationFile.objects.create(application=application, slot="plan_file", file=stored)


def _amounts(chance: Random, call: Call, selected: Sequence[Application]) -> Iterator[int]:
    """Yield what each selected one gets: from the call's minimum to what it asked for, as far as the money reaches."""
    assert call.envelope
    left, least = call.envelope.available, call.amount_min or _STEP
    for rest, application in zip(range(len(selected) - 1, -1, -1), selected, strict=True):
        most = min(application.requested_won or least, left - rest * least)
        amount = chance.randrange(least, most + 1, _STEP)
        left -= amount
        yield amount


def _decide(planting: Planting, application: Application, outcome: Outcome, amount: int | None = None) -> None:
    """Make the released decision of a past call, three weeks after its closing."""
    call = application.call
    decided = call.closes_at + timedelta(days=18)
    commitment = None
    if amount:
        assert call.envelope
        purpose = f"{application.receipt_number} {application.applicant_name}"
        commitment = money.reserve(call.envelope, amount, by=planting.officer, reason=purpose)
    Decision.objects.create(
        application=application,
        outcome=outcome,
        amount_won=amount,
        commitment=commitment,
        reason=planting.chance.choice(REASONS[outcome]),
        decided_by=planting.officer,
        decided_at=decided,
        released_by=planting.officer,
        released_at=decided + timedelta(days=3),
    )


@transaction.atomic
def remove() -> None:
    """Take the applications to demo calls and of demo enterprises out again, their row history too."""
    found = Application.objects.filter(call__is_demo=True) | Application.objects.filter(enterprise__is_demo=True)
    ids = list(found.values_list("pk", flat=True))
    decisions = list(Decision.objects.filter(application__in=ids).values_list("pk", flat=True))
    files = list(ApplicationFile.objects.filter(application__in=ids).values_list("file", flat=True))
    after: dict[str, Any] = {
        "Supplement": Supplement.objects.filter(application__in=ids),
        "MoreTime": MoreTime.objects.filter(supplement__application__in=ids),
        "Objection": Objection.objects.filter(decision__in=decisions),
        "PlannedRelease": PlannedRelease.objects.filter(decision__in=decisions),
    }
    keys = {name: list(rows.values_list("pk", flat=True)) for name, rows in after.items()}
    ApplicationConsent.objects.filter(application__in=ids).delete()
    Application.objects.filter(pk__in=ids).delete()
    for file in StoredFile.objects.without_owner().filter(pk__in=files):
        file.file.delete(save=False)
        file.delete()
    _remove_history({"Application": ids, "Decision": decisions, **keys})


def _remove_history(rows: dict[str, list[Any]]) -> None:
    with (
        pgtrigger.ignore(*(f"enterprises.{name}Event:append_only" for name in _HISTORY)),
        connection.cursor() as cursor,
    ):
        for name, ids in rows.items():
            cursor.execute(f"DELETE FROM enterprises_{name.lower()}event WHERE id = ANY(%s)", [ids])  # noqa: S608
