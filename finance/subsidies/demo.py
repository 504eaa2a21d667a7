"""Demo grants (시연 자료): the selections of the past call on their way to the money.

Rows are made as they would stand now, with dates of the past and without letters; money moves by the ledger alone, and
one demo officer enters what another confirms.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from random import Random
from typing import Any

import pgtrigger
from django.db import transaction
from django.db.models import Q

from busan_se.accounts.models import User
from busan_se.core.clock import SEOUL, citizen_due, seoul, today
from busan_se.files.actions import store_bytes
from busan_se.programs import actions as money
from enterprises.applications.demo import PAST
from enterprises.applications.demo_words import plan_pdf
from enterprises.applications.models import Application
from enterprises.applications.workflow import State as ApplicationState
from finance.subsidies import rules, texts
from finance.subsidies.actions import FILE_KIND
from finance.subsidies.content import content_hash, text_hash
from finance.subsidies.models import Agreement, Grant, GrantDecision, GrantFile, Payment
from finance.subsidies.workflow import PaymentState, State

_PLAN = "시제품을 만들고 인증을 받은 뒤 온라인 판로를 엽니다. 선정 때보다 홍보비를 줄이고 시험·인증비를 늘렸습니다."
_MEND = "홍보비 산출 근거(견적서)를 붙이고, 부가가치세를 자부담으로 옮겨 주세요."
_REFUSAL = "기한 안에 교부신청서를 내지 않아 교부하지 않습니다."
_FIRST_SHARE = 0.6  # of a grant is paid at once, the rest after the interim report
_STEP = 100_000

# How far the grants have come, the owner's first; the rest is paid in full.
WAYS = (
    *("sent_back", "filed", "filed", "to_file", "refused", "offered", "entered", "half", "returned"),
    *("returning", "half"),
)


@dataclass
class Planting:
    """What all parts of the planting share: one officer enters, the other confirms."""

    chance: Random
    maker: User
    checker: User
    owner: User


@transaction.atomic
def plant(chance: Random, log: Callable[[str], None]) -> None:
    """Make the grants; does nothing where there are some, or where demo applications or accounts are missing."""
    emails = ("city@example.com", "admin@example.com", "owner@example.com")
    users = {user.email: user for user in User.objects.filter(email__in=emails)}
    selected = list(_selected())
    if len(users) < len(emails) or not selected or Grant.objects.filter(application__in=selected).exists():
        log("grants: nothing to plant")
        return
    planting = Planting(chance, *(users[email] for email in emails))
    selected.sort(key=lambda row: (row.submitted_by_id != planting.owner.pk, row.submitted_at, row.pk))
    for index, application in enumerate(selected):
        _plant(planting, application, WAYS[index] if index < len(WAYS) else "paid")
    log(f"grants: {len(selected)}")


def _selected() -> Any:
    rows = Application.objects.filter(call__number=PAST, call__is_demo=True, state=ApplicationState.SELECTED)
    return rows.select_related("decision__commitment__envelope__program", "version", "enterprise", "call__program")


def _plant(planting: Planting, application: Application, way: str) -> None:
    selection = application.decision
    released, commitment, amount = selection.released_at, selection.commitment, selection.amount_won
    assert released
    assert commitment
    assert amount
    due_at = rules.filing_due(commitment.envelope, seoul(released).date())
    grant = Grant.objects.create(application=application, commitment=commitment, selected_won=amount, due_at=due_at)
    if way == "to_file":
        grant.due_at = _office_hour(20)
        grant.save(update_fields=["due_at"])
    elif way == "refused":
        _refuse(planting, grant)
    else:
        filed_at = released + timedelta(days=planting.chance.randint(5, 20), hours=planting.chance.randint(0, 6))
        _file(planting, grant, filed_at)
        _go_on(planting, grant, way, filed_at)


def _go_on(planting: Planting, grant: Grant, way: str, filed_at: datetime) -> None:
    match way:
        case "filed":
            return
        case "sent_back":
            grant.state, grant.sent_back_reason, grant.due_at = State.SENT_BACK, _MEND, _office_hour(9)
            grant.save(update_fields=["state", "sent_back_reason", "due_at"])
        case _:
            _grant(planting, grant, filed_at + timedelta(days=planting.chance.randint(14, 24)))
            _pay(planting, grant, way)


def _office_hour(days: int) -> datetime:
    """Return 18:00 of the working day about so many days from today."""
    return datetime.combine(citizen_due(today(), days), time(18), SEOUL)


def _file(planting: Planting, grant: Grant, at: datetime) -> None:
    application = grant.application
    stored = store_bytes(
        plan_pdf(application.applicant_name, _PLAN),
        kind=FILE_KIND,
        name="수정사업계획서(시연).pdf",
        content_type="application/pdf",
        user=application.submitted_by,
    )
    GrantFile.objects.create(grant=grant, file=stored)
    grant.requested_won, grant.plan = grant.selected_won - planting.chance.randrange(0, 11) * _STEP, _PLAN
    grant.own_share_won = rules.least_own_share(grant, grant.requested_won)
    grant.bank, grant.account_holder = "시연은행", application.applicant_name[:60]
    grant.account_number = f"000-00-{planting.chance.randrange(10**6):06}"
    grant.state, grant.filed_at, grant.filed_by = State.FILED, at, application.submitted_by
    grant.content_hash = content_hash(grant)
    grant.save()


def _grant(planting: Planting, grant: Grant, at: datetime) -> None:
    """Decide, a little below what was asked for now and then; the committee met three days before."""
    assert grant.requested_won
    amount = grant.requested_won - planting.chance.choice((0, 0, 0, 5)) * _STEP
    day = seoul(at).date()
    number = _document(planting)
    grant.state = State.GRANTED
    grant.save(update_fields=["state"])
    GrantDecision.objects.create(
        grant=grant,
        amount_won=amount,
        conditions=texts.first_conditions(grant),
        committee_on=day - timedelta(days=3),
        document_number=number,
        approved_on=day,
        effective_on=day,
        decided_by=planting.maker,
        decided_at=at,
    )
    money.commit(grant.commitment, amount, planting.maker, f"{grant} · {number}")


def _refuse(planting: Planting, grant: Grant) -> None:
    assert grant.due_at
    at = grant.due_at + timedelta(days=5)
    grant.state = State.REFUSED
    grant.save(update_fields=["state"])
    number, day = _document(planting), seoul(at).date()
    GrantDecision.objects.create(
        grant=grant,
        reason=_REFUSAL,
        document_number=number,
        approved_on=day,
        effective_on=day,
        decided_by=planting.maker,
        decided_at=at,
    )
    money.release(grant.commitment, planting.maker, f"{grant} · {number}")


def _document(planting: Planting) -> str:
    return f"시연-{planting.chance.randrange(1000, 10000)}"


def _agreement(planting: Planting, grant: Grant, *, agreed: bool) -> None:
    at = grant.decision.decided_at + timedelta(days=2)
    text = texts.first_agreement(grant)
    Agreement.objects.create(
        grant=grant,
        text=text,
        text_hash=text_hash(text),
        offered_by=planting.maker,
        offered_at=at,
        agreed_by=grant.filed_by if agreed else None,
        agreed_at=at + timedelta(days=1) if agreed else None,
    )


def _pay(planting: Planting, grant: Grant, way: str) -> None:
    _agreement(planting, grant, agreed=way != "offered")
    if way == "offered":
        return
    granted = grant.decision.amount_won
    assert granted
    first = int(granted * _FIRST_SHARE) // _STEP * _STEP
    if way == "entered":  # by the other officer, so that the city's desk has something to confirm
        _enter(planting, grant, 1, first, 10, maker=planting.checker)
        return
    _confirm(planting, _enter(planting, grant, 1, first, 10))
    if way != "half":
        _confirm(planting, _enter(planting, grant, 2, granted - first, 110))
    if way == "returned":
        _confirm(planting, _enter(planting, grant, 1, 3 * _STEP, 230, kind=Payment.Kind.RETURN))
    if way == "returning":
        _enter(planting, grant, 1, 2 * _STEP, 230, kind=Payment.Kind.RETURN)


def _enter(
    planting: Planting,
    grant: Grant,
    number: int,
    amount: int,
    days: int,
    *,
    kind: str = Payment.Kind.PAY,
    maker: User | None = None,
) -> Payment:
    at = grant.decision.decided_at + timedelta(days=days)
    return Payment.objects.create(
        grant=grant,
        kind=kind,
        number=number,
        amount_won=amount,
        due_on=seoul(at).date(),
        paid_on=seoul(at).date(),
        document_number=_document(planting),
        entered_by=maker or planting.maker,
        entered_at=at,
    )


def _confirm(planting: Planting, payment: Payment) -> None:
    payment.state, payment.confirmed_by = PaymentState.CONFIRMED, planting.checker
    payment.confirmed_at = payment.entered_at + timedelta(hours=3)
    payment.save(update_fields=["state", "confirmed_by", "confirmed_at"])


@transaction.atomic
def remove() -> None:
    """Take the grants of demo calls and demo enterprises out again; the ledger's entries go with their envelope."""
    found = Grant.objects.filter(Q(application__call__is_demo=True) | Q(application__enterprise__is_demo=True))
    ids = list(found.values_list("pk", flat=True))
    files = [row.file for row in GrantFile.objects.filter(grant__in=ids).select_related("file")]
    doors = ("Payment:settled_is_final", "GrantDecision:never_changes", "Agreement:agreed_text_is_final")
    with pgtrigger.ignore(*(f"finance.{door}" for door in doors)):
        for model in (Payment, GrantDecision, Agreement):
            model._default_manager.filter(grant__in=ids).delete()
    Grant.objects.filter(pk__in=ids).delete()
    for file in files:
        file.file.delete(save=False)
        file.delete()
