"""The form of a demo call with every kind of question: six sections, a condition, workers, a timetable and costs."""

from typing import Any

from busan_se.programs.call_forms import Form, Row


def _named(key: str, label_ko: str, label_en: str, **more: Any) -> Row:
    return {"key": key, "label_ko": label_ko, "label_en": label_en, **more}


def _question(key: str, kind: str, label_ko: str, label_en: str, **more: Any) -> Row:
    return {"type": kind, "required": True, **_named(key, label_ko, label_en), **more}


def _section(key: str, title_ko: str, title_en: str, *questions: Row, **more: str) -> Row:
    return {"key": key, "title_ko": title_ko, "title_en": title_en, "questions": list(questions), **more}


def regional_form() -> Form:
    """Return the form of the call for regional models."""
    return {"sections": [_applicant(), _plan(), _workers(), _timetable(), _costs(), _papers()]}


def _applicant() -> Row:
    return _section(
        "applicant", "기업과 담당자", "Enterprise and contact",
        _question("representative", "text", "대표자", "Representative", max=60),
        _question("contact", "text", "담당자 이름과 직위", "Contact: name and position", max=60),
        _question("phone", "text", "담당자 전화번호", "Telephone of the contact", max=40, help_ko="심사 중 연락받을 번호입니다.",
                  help_en="The number that we call during the review."),
        _question("homepage", "text", "누리집", "Homepage", required=False, max=200),
    )  # fmt: skip


def _plan() -> Row:
    kinds = [_named("new", "새 사업 모델", "A new model"), _named("wider", "하던 사업의 확장", "Widening what exists")]
    links = [
        _named("city15", "15분도시", "15-minute city"),
        _named("green", "저탄소 그린도시", "Low-carbon green city"),
        _named("english", "영어하기 편한 도시", "City at ease with English"),
        _named("care", "지역 돌봄", "Care in the neighbourhood"),
    ]
    return _section(
        "plan", "사업계획", "Plan",
        _question("title", "text", "과제 이름", "Title of the task", max=80),
        _question("kind", "choice", "사업 구분", "Kind", choices=kinds),
        _question("results", "long_text", "지금까지의 성과", "Results so far", max=1500,
                  show_if={"question": "kind", "in": ["wider"]},
                  help_ko="최근 2년의 매출, 이용자 수처럼 숫자로 적으세요.", help_en="In figures, like sales and users of two years."),
        _question("links", "choices", "이어지는 시 정책", "Policies of the city", choices=links, max_choices=2),
        _question("plan", "long_text", "무엇을, 왜, 어떻게", "What, why and how", max=3000),
        _question("starts_on", "date", "사업 시작일", "First day"),
        _question("users", "number", "혜택을 받는 주민", "Residents who benefit", min=1, max=100_000, unit_ko="명",
                  unit_en="people"),
    )  # fmt: skip


def _workers() -> Row:
    answers = [_named("yes", "있습니다", "Yes"), _named("no", "없습니다", "No")]
    return _section(
        "workers", "참여 인력", "People at work",
        _question("hires", "choice", "이 사업에 참여할 인력이 있습니까?", "Will people work on this task?", choices=answers),
        _question("workers", "workers", "참여 인력", "People at work", min_rows=1, max_rows=20,
                  show_if={"question": "hires", "in": ["yes"]},
                  help_ko="이름은 적지 않습니다. 아직 뽑지 않은 자리는 예정일을 적으세요.",
                  help_en="No names. For a place that is still free write the planned day."),
    )  # fmt: skip


def _timetable() -> Row:
    columns = [
        _named("until", "언제까지", "Until", type="date", required=True),
        _named("task", "할 일", "What", type="text", required=True),
        _named("target", "목표(건·명)", "Target (number)", type="number", required=False),
    ]
    return _section(
        "timetable", "추진 일정", "Timetable",
        _question("timetable", "table", "단계별 일정", "Steps", columns=columns, min_rows=2, max_rows=12),
    )  # fmt: skip


def _costs() -> Row:
    items = [
        _named("staff", "전문가 활용비", "Experts"),
        _named("material", "재료비", "Material"),
        _named("outsourced", "외주 용역비", "Outsourced work"),
        _named("publicity", "홍보비", "Publicity"),
        _named("rent", "임차료", "Rent"),
    ]
    return _section(
        "costs", "예산", "Budget",
        _question("costs", "cost_table", "비목별 예산", "Costs by item", items=items, max_rows=20,
                  sources=["city", "district", "own"], own_share_percent="10",
                  help_ko="부가가치세는 자부담에 넣으세요.", help_en="Value-added tax belongs to your own share."),
        help_ko="시비와 구·군비를 더한 금액이 신청금액입니다.", help_en="What you apply for is city and district funds together.",
    )  # fmt: skip


def _papers() -> Row:
    return _section(
        "papers", "붙임 서류", "Attachments",
        _question("plan_file", "file", "사업계획서 파일", "Plan as a file", max_files=1),
        _question("business_certificate", "file", "사업자등록증", "Certificate of business registration", required=False,
                  document_kind="business"),
    )  # fmt: skip
