"""Demo consultations (시연 자료): a few talks, notes and desks in charge on demo enterprises."""

from collections.abc import Callable
from datetime import timedelta
from random import Random

from django.db import transaction

from busan_se.accounts.models import User
from busan_se.core.clock import today
from enterprises.card.models import Consultation, Correction, DeskInCharge, Note
from enterprises.registry.models import Enterprise

ENTERPRISES, TALKS = 12, 3
_OFFICERS = ("city@example.com", "centre@example.com")
_SAID = {
    "qualification": ("인증 신청 서류 가운데 정관과 유급근로자 명부를 함께 확인함.", "보완한 정관 다시 확인"),
    "program": ("사업개발비 공고의 신청 자격과 자부담 비율을 안내함.", "공고가 열리면 알림"),
    "finance": ("융자 한도와 상환 기간을 문의하여 담당 기관 연락처를 전달함.", ""),
    "sales": ("공공기관 우선구매 상담회 참가를 희망함. 제품 목록을 받기로 함.", "제품 목록 받기"),
    "staff": ("취약계층 근로자 1명을 새로 뽑을 계획. 고용 유지 조건을 설명함.", ""),
    "management": ("회계 프로그램 도입과 결산 일정을 의논함.", "결산 자료 점검 일정 잡기"),
}
_NOTE = "다음 방문 때 작업장 이전 계획을 확인하기로 함. (시연)"


@transaction.atomic
def plant(chance: Random, log: Callable[[str], None]) -> None:
    """Make them; does nothing where there are some, or where the accounts of the demo are missing."""
    officers = list(User.objects.filter(email__in=_OFFICERS).order_by("email"))
    rows = Enterprise.objects.filter(is_demo=True, merged_into=None)
    # Those of the demo's members first: their pages are the ones that people open.
    firms = [*rows.filter(memberships__isnull=False).distinct(), *rows.filter(memberships=None)[:ENTERPRISES]]
    if not officers or not firms or Consultation.objects.filter(enterprise__is_demo=True).exists():
        log("card: nothing to plant")
        return
    for firm in firms[:ENTERPRISES]:
        _plant(chance, firm, officers)
    log(f"card: consultations of {len(firms[:ENTERPRISES])} enterprises")


def _plant(chance: Random, firm: Enterprise, officers: list[User]) -> None:
    by = chance.choice(officers)
    DeskInCharge.objects.create(enterprise=firm, officer=by, by=by, reason="담당 지역 배정 (시연)")
    Note.objects.create(enterprise=firm, by=by, text=_NOTE)
    for number, topic in enumerate(chance.sample(sorted(_SAID), TALKS)):
        said, step = _SAID[topic]
        day = today() - timedelta(days=20 * number + chance.randrange(2, 15))
        due = day + timedelta(days=14) if step else None
        row = Consultation.objects.create(
            enterprise=firm,
            by=by,
            day=day,
            channel=chance.choice(Consultation.Channel.values),
            topic=topic,
            said=f"{said} (시연)",
            next_step=step,
            next_due=due,
            next_done_on=due if due and number == TALKS - 1 else None,
        )
    Correction.objects.create(consultation=row, by=by, text="상담일 기재 오류를 확인함: 전날 통화한 내용임. (시연)")


@transaction.atomic
def remove() -> None:
    """Take out again what stands on cards of demo enterprises, by the seed or by who tried the demo."""
    for model in (Consultation, Note, DeskInCharge):
        model._default_manager.filter(enterprise__is_demo=True).delete()
