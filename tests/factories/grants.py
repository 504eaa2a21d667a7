"""Grants in every state, made through the actions; each has an owner who writes and officers who decide and pay."""

from datetime import date, timedelta

from busan_se.core.clock import now, today
from finance.subsidies import actions, payments
from finance.subsidies.content import content_hash
from finance.subsidies.models import Grant, Payment
from tests.factories import applications as make
from tests.factories.accounts import UserFactory
from tests.factories.ground import upload

ACCOUNT = {"bank": "시험은행", "account_holder": "시험기업", "account_number": "123-4567-8901"}
DOCUMENT = actions.Document("사회적경제과-1234", date(2026, 11, 2), date(2026, 11, 3))
CONDITIONS = "교부 목적에만 씁니다."


def fresh(grant: Grant) -> Grant:
    """Return the grant as the database has it now, with its balances."""
    return Grant.objects.with_names().with_money().select_related("application__version").get(pk=grant.pk)


def owner_of(grant: Grant):
    """Return who applied and writes."""
    return grant.application.started_by


def to_file(amount: int = 10_000_000, **fields) -> Grant:
    """Return a grant that the announcement of a selection opened."""
    return fresh(make.released(amount=amount, **fields).grant)


def written(grant: Grant | None = None, *, requested: int = 10_000_000, own: int = 2_000_000, **fields) -> Grant:
    """Return a grant whose application is complete, but not filed."""
    grant = grant or to_file(**fields)
    actions.save_draft(grant.pk, actions.Written(requested, own, "시제품을 만듭니다."), lock_version=grant.lock_version)
    actions.attach(grant.pk, upload(), by=owner_of(grant))
    actions.set_account(grant.pk, **ACCOUNT)
    return fresh(grant)


def file(grant: Grant) -> Grant:
    """File a complete grant application as its owner would, now."""
    actions.file(grant.pk, by=owner_of(grant), seen_hash=content_hash(fresh(grant)), arrived=now())
    return fresh(grant)


def filed(**fields) -> Grant:
    """Return a filed grant application."""
    return file(written(**fields))


def sent_back(**fields) -> Grant:
    """Return one that is to be mended within three days."""
    grant = filed(**fields)
    actions.send_back(grant.pk, reason="견적서를 붙여 주세요.", until=now() + timedelta(days=3))
    return fresh(grant)


def decide(grant: Grant, amount: int = 8_000_000, **changes):
    """Grant `amount` won."""
    given = {
        "amount": amount,
        "conditions": CONDITIONS,
        "committee_on": date(2026, 10, 30),
        "document": DOCUMENT,
        "by": UserFactory(),
    }
    return actions.grant_money(grant.pk, **(given | changes))


def granted(amount: int = 8_000_000, **fields) -> Grant:
    """Return a grant of `amount` won."""
    grant = filed(**fields)
    decide(grant, amount)
    return fresh(grant)


def slip(amount: int, **changes) -> payments.Slip:
    """Return the slip of a payment made today."""
    return payments.Slip(**({"amount_won": amount, "paid_on": today(), "document_number": "지출-77"} | changes))


def entered(grant: Grant | None = None, amount: int = 3_000_000, *, kind: str = Payment.Kind.PAY, by=None) -> Payment:
    """Return a payment (or return) that waits to be confirmed."""
    return payments.enter((grant or granted()).pk, kind, slip(amount), by=by or UserFactory())


def paid(grant: Grant | None = None, amount: int = 3_000_000, *, kind: str = Payment.Kind.PAY) -> Payment:
    """Return a confirmed payment (or return)."""
    return payments.confirm(entered(grant, amount, kind=kind).pk, by=UserFactory())
