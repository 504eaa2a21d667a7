"""Calls that take applications, and applications in every state, made through the actions wherever there is one."""

from datetime import timedelta
from uuid import uuid4

import factory

from busan_se.core.clock import now
from busan_se.programs import actions as money
from busan_se.programs.models import Call, Envelope, Program
from enterprises.applications import actions
from enterprises.applications.consents import REQUIRED
from enterprises.applications.content import applicant_of, content_hash
from enterprises.applications.models import Application
from tests.factories.accounts import UserFactory
from tests.factories.enterprises import EnterpriseFactory, MembershipFactory
from tests.factories.ground import upload

CONSENTS = [text.purpose for text in REQUIRED]
ANSWERS = {"plan": "새 상품을 만들어 판로를 넓힙니다.", "amount": 12_000_000}


def program() -> Program:
    """Return a program of the plan, which migrations bring."""
    return Program.objects.get(code="business-development")


def envelope_with(amount: int) -> Envelope:
    """Return an envelope in which `amount` won can be reserved."""
    row = Envelope.objects.create(
        program=program(), fiscal_year=2031, source="city", regulation="local_subsidy", label=uuid4().hex[:8]
    )
    money.appropriate(row, amount, None, "당초 예산")
    return row


def open_call(*, money_won: int = 100_000_000, **fields) -> Call:
    """Return a published call that opened yesterday and closes in ten days, with the usual form."""
    serial = Call.objects.count() + 100
    call = Call.objects.create(
        **{
            "number": f"2031-{serial:03}",
            "program": program(),
            "title_ko": f"시험 공고 {serial}",
            "title_en": f"Trial call {serial}",
            "summary_ko": "시험입니다.",
            "opens_at": now() - timedelta(days=1),
            "closes_at": now() + timedelta(days=10),
            "amount_min": 1_000_000,
            "amount_max": 20_000_000,
            "envelope": envelope_with(money_won) if money_won else None,
            **fields,
        }
    )
    return money.publish_as_of(call, None, min(call.opens_at, now()))


class DraftFactory(factory.django.DjangoModelFactory):
    """A draft whose enterprise has an owner, `application.started_by`."""

    class Meta:
        model = Application
        skip_postgeneration_save = True

    call = factory.LazyFunction(open_call)
    version = factory.SelfAttribute("call.current_version")
    enterprise = factory.SubFactory(EnterpriseFactory)
    started_by = factory.SubFactory(UserFactory)
    answers = factory.LazyFunction(lambda: dict(ANSWERS))
    requested_won = factory.LazyAttribute(lambda draft: draft.answers.get("amount"))

    @factory.post_generation
    def owner(obj, create, extracted, **kwargs):
        if create and obj.enterprise and extracted is not False:
            MembershipFactory(user=obj.started_by, enterprise=obj.enterprise, role="owner")

    @factory.post_generation
    def file(obj, create, extracted=True, **kwargs):
        if create and extracted is not False:
            actions.attach(obj.pk, "plan_file", upload(), by=obj.started_by)


def hash_of(application: Application) -> str:
    """Return the hash that the check page shows for a draft."""
    fresh = Application.objects.select_related("call", "version", "enterprise__district", "person").get(
        pk=application.pk
    )
    return content_hash(fresh, applicant_of(fresh))


def submit(draft: Application, **changes) -> Application:
    """Submit a draft as its owner would, now."""
    given = {
        "by": draft.started_by,
        "seen_hash": hash_of(draft),
        "consents": CONSENTS,
        "key": uuid4(),
        "arrived": now(),
    }
    return actions.submit(draft.pk, **(given | changes))


def submitted(**fields) -> Application:
    """Return a submitted application."""
    return submit(DraftFactory(**fields))


def decided(outcome: str = "selected", amount: int | None = 10_000_000, **fields) -> Application:
    """Return an application with a decision that waits for its release."""
    application = submitted(**fields)
    won = amount if outcome == "selected" else None
    officer = UserFactory()
    return actions.decide(
        application.pk, outcome=outcome, amount=won, reason="심사 결과입니다.", by=officer
    ).application


def released(outcome: str = "selected", **fields) -> Application:
    """Return an application whose applicant knows the result."""
    return actions.release(decided(outcome, **fields).pk, by=UserFactory()).application
