"""Demo data (시연 자료): envelopes with money, and calls of the past, of now and to come, around today."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db import connection, transaction

from busan_se.core.clock import now, today
from busan_se.programs import actions
from busan_se.programs.call_forms import Form, usual_form
from busan_se.programs.demo_form import regional_form
from busan_se.programs.models import Call, Envelope, Program

SEOUL = ZoneInfo("Asia/Seoul")
LABEL = "[시연 자료] "

# program, year, source, regulation, won
ENVELOPES = (
    ("business-development", 2025, "city", "local_subsidy", 200_000_000),
    ("business-development", 2025, "district", "local_subsidy", 85_000_000),
    ("business-development", 2027, "city", "local_subsidy", 300_000_000),
    ("regional-specialization", 2027, "city", "local_subsidy", 500_000_000),
    ("bef", 2026, "fund", "agreement", 1_170_000_000),
    ("academia", 2026, "city", "local_subsidy", 180_000_000),
)


def instant(day: date, hour: int) -> datetime:
    """Return an hour of a day in Seoul."""
    return datetime.combine(day, time(hour), SEOUL)


def open_period(day: date) -> tuple[datetime, datetime]:
    """Return the period of the open demo call: 16 November to 11 December 2026 while that lasts, else around `day`."""
    first, last = date(2026, 11, 16), date(2026, 12, 11)
    if not first <= day < last:
        first, last = day - timedelta(days=8), day + timedelta(days=17)
    return instant(first, 9), instant(last, 18)


@transaction.atomic
def plant(random: Any, log: Callable[[str], None]) -> None:
    """Make envelopes and calls; does nothing where there are demo calls already."""
    if Call.objects.filter(is_demo=True).exists():
        return
    programs = {row.code: row for row in Program.objects.all()}
    envelopes = {}
    for code, year, source, regulation, amount in ENVELOPES:
        envelope, _made = Envelope.objects.get_or_create(
            program=programs[code], fiscal_year=year, source=source, regulation=regulation, label="시연 자료",
            defaults={"is_demo": True},
        )  # fmt: skip
        actions.appropriate(envelope, amount, None, "시연 자료: 당초 예산")
        envelopes[code, year, source] = envelope
    for fields in calls(programs, envelopes):
        call = Call.objects.create(is_demo=True, **fields)
        actions.publish_as_of(call, None, min(call.opens_at - timedelta(days=7), now()))
    log(f"{Call.objects.filter(is_demo=True).count()} calls, {len(envelopes)} envelopes")


def calls(programs: dict[str, Program], envelopes: dict[tuple[str, int, str], Envelope]) -> list[dict[str, Any]]:
    """Return the columns of the demo calls: two rounds of one grant, and others that are received in other ways."""
    opens, closes = open_period(today())
    development = programs["business-development"]
    least, most = 10_000_000, 20_000_000
    grant = {
        "program": development,
        "amount_min": least,
        "amount_max": most,
        "own_share_percent": 10,
        "selections": 20,
        "summary_en": "Grants for product development, publicity and new markets.",
    }
    return [
        grant | {
            "number": "2025-001", "title_ko": LABEL + "2025년 사업개발비 지원 공고", "title_en": "[Demo] Business development grant 2025",
            "summary_ko": "제품 개발과 판로 개척 비용을 20개사에 1,000만~2,000만 원씩 지원했습니다.",
            "opens_at": instant(date(2025, 4, 21), 9), "closes_at": instant(date(2025, 5, 2), 18),
            "envelope": envelopes["business-development", 2025, "city"],
        },
        grant | {
            "number": "2027-001", "title_ko": LABEL + "2027년 참여기업 모집(예산 확정 전 조건부)",
            "title_en": "[Demo] Business development grant 2027 (subject to the budget)",
            "summary_ko": "2027년 사업개발비를 받을 기업을 미리 모집합니다. 예산이 확정되지 않으면 규모가 바뀔 수 있습니다.",
            "body_ko": "인건비, 일반 관리비, 자산 취득비로는 쓸 수 없습니다. 부가가치세는 자부담입니다.",
            "body_en": "Wages, administration and capital goods are not covered. Value-added tax is your own cost.",
            "opens_at": opens, "closes_at": closes, "envelope": envelopes["business-development", 2027, "city"],
            "form": form_with_documents(least, most),
        },
        _regional_call(programs, envelopes),
        *_other_calls(programs, envelopes),
    ]  # fmt: skip


def _regional_call(programs: dict[str, Program], envelopes: dict[tuple[str, int, str], Envelope]) -> dict[str, Any]:
    opens, closes = open_period(today())
    return {
        "number": "2027-003", "program": programs["regional-specialization"],
        "title_ko": LABEL + "2027년 지역특화 모델 개발 과제 모집", "title_en": "[Demo] Models for the region 2027",
        "summary_ko": "지역의 필요에서 출발한 사업 모델을 1,000만~5,000만 원까지 지원합니다. 자부담은 10% 이상입니다.",
        "summary_en": "Grants for models that start from a need of the neighbourhood. At least 10 % is your own share.",
        "opens_at": opens, "closes_at": closes + timedelta(days=7), "amount_min": 10_000_000, "amount_max": 50_000_000,
        "own_share_percent": 10, "selections": 8, "envelope": envelopes["regional-specialization", 2027, "city"],
        "form": regional_form(),
    }  # fmt: skip


def _other_calls(programs: dict[str, Program], envelopes: dict[tuple[str, int, str], Envelope]) -> list[dict[str, Any]]:
    day = today()
    return [
        {
            "number": "2027-002", "program": programs["academia"], "title_ko": LABEL + "2027년 지산학 협력 과제 모집",
            "title_en": "[Demo] Joint tasks with universities 2027", "summary_ko": "대학과 함께 풀 기업 과제를 모집합니다.",
            "summary_en": "Tasks of enterprises to be solved with universities.",
            "opens_at": instant(day + timedelta(days=14), 9), "closes_at": instant(day + timedelta(days=45), 18),
            "amount_max": 30_000_000,
        },
        {
            "number": "2026-011", "program": programs["bef"], "title_ko": LABEL + "BEF 참여기업 모집", "title_en": "[Demo] BEF cohort",
            "summary_ko": "성장 단계에 따라 지원금 또는 무이자 대출을 지원합니다. 신청은 운영기관 이메일로 받습니다.",
            "summary_en": "A grant or an interest-free loan by stage. Applications go to the operator by e-mail.",
            "opens_at": instant(day - timedelta(days=5), 9), "closes_at": instant(day + timedelta(days=9), 18),
            "reception": "email", "reception_place": "bef@example.com", "envelope": envelopes["bef", 2026, "fund"],
        },
        {
            "number": "2026-012", "program": programs["lifecycle-education"], "title_ko": LABEL + "찾아가는 사회적경제 교실 참가 모집",
            "title_en": "[Demo] The social economy visits your class", "summary_ko": "학교와 단체를 찾아가는 교육의 참가 신청을 받습니다.",
            "summary_en": "Courses that come to schools and associations.",
            "opens_at": instant(day - timedelta(days=60), 9), "closes_at": instant(day - timedelta(days=30), 18),
            "reception": "district", "reception_place": "각 구·군 사회적경제 담당 부서",
        },
    ]  # fmt: skip


def form_with_documents(amount_min: int, amount_max: int) -> Form:
    """Return the usual form with two papers that can be put in from the document folder."""
    form = usual_form(amount_min=amount_min, amount_max=amount_max)
    form["sections"][-1]["questions"] += [
        {
            "key": "business_certificate", "type": "file", "required": False, "document_kind": "business",
            "label_ko": "사업자등록증", "label_en": "Certificate of business registration",
        },
        {
            "key": "tax_certificate", "type": "file", "required": False, "document_kind": "tax",
            "issued_within_days": 30, "label_ko": "국세·지방세 납세증명", "label_en": "Proof of paid national and local tax",
        },
    ]  # fmt: skip
    return form


@transaction.atomic
def remove() -> None:
    """Take the demo rows out again through the one door that the triggers leave (migration 0002)."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL portal.remove_demo = 'on'")
    calls, envelopes = Call.objects.filter(is_demo=True), Envelope.objects.filter(is_demo=True)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    calls.delete()
    for envelope in envelopes:
        envelope.entries.all().delete()
        envelope.commitments.all().delete()
    envelopes.delete()
