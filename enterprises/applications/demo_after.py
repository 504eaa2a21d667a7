"""What became of demo applications after their submission: mended, numbered, objected to. Without letters."""

from datetime import datetime, time, timedelta
from random import Random

from busan_se.accounts.models import User
from busan_se.core.clock import SEOUL, citizen_due, now, seoul, today
from busan_se.programs.models import Call
from enterprises.applications.demo_words import STEPS
from enterprises.applications.models import Application, Decision
from enterprises.applications.numbering import number_call
from enterprises.applications.objections.models import Objection
from enterprises.applications.objections.rules import answer_due
from enterprises.applications.supplements import content
from enterprises.applications.supplements.models import State, Supplement
from enterprises.applications.workflow import State as Standing

_ASKED = "추진 일정이 분기별로 나뉘어 있지 않습니다. 분기마다 무엇을 할지 적어 주세요."
_OBJECTED = "지난해 매출 자료가 심사에 반영되지 않은 것으로 보입니다. 다시 확인해 주시기 바랍니다."
_ANSWERED = "제출된 매출 자료를 다시 확인했습니다. 심사 점수에 반영되어 있어 결과가 바뀌지 않습니다."


def plant_supplements(chance: Random, officer: User, call: Call) -> None:
    """Let the desk ask two applicants of an open call to mend their plan; the second has done so."""
    rows = Application.objects.filter(call=call, state=Standing.SUBMITTED, enterprise__isnull=False)
    waiting, answered = list(rows.select_related("version", "call").order_by("submitted_at", "pk")[:2])
    for application in (waiting, answered):
        assert application.submitted_at
        Supplement.objects.create(
            application=application,
            parts=["plan"],
            asked=_ASKED,
            asked_by=officer,
            asked_at=min(application.submitted_at + timedelta(days=2), now() - timedelta(hours=3)),
            due_at=datetime.combine(citizen_due(today(), 7), time(18), SEOUL),
        )
    _answer(chance, answered)


def _answer(chance: Random, application: Application) -> None:
    supplement = application.supplements.get()
    supplement.answers = {"plan": f"{application.answers['plan']}\n\n분기별 일정: {chance.choice(STEPS)}"}
    supplement.note = "분기별 일정을 더했습니다."
    supplement.content_hash = content.content_hash(supplement, [])
    supplement.state, supplement.answered_by = State.ANSWERED, application.submitted_by
    supplement.answered_at = supplement.asked_at + timedelta(hours=2)
    supplement.save()


def plant_past(officer: User, call: Call) -> None:
    """Number the applications of a closed call, and let one applicant object to the result."""
    number_call(call)
    refused = Decision.objects.filter(application__call=call, application__state=Standing.NOT_SELECTED)
    decision = refused.select_related("application__submitted_by").order_by("application__register_number").first()
    assert decision
    assert decision.released_at
    filed_at = decision.released_at + timedelta(days=6)
    assert decision.application.submitted_by
    Objection.objects.create(
        decision=decision,
        reasons=_OBJECTED,
        filed_by=decision.application.submitted_by,
        filed_at=filed_at,
        due_on=answer_due(seoul(filed_at).date()),
        outcome=Objection.Outcome.REJECTED,
        answer=_ANSWERED,
        decided_by=officer,
        decided_at=filed_at + timedelta(days=9),
    )
