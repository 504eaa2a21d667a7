"""Demo answers to the call for regional models: one of every kind of question. All of it is invented and computed."""

from datetime import timedelta
from random import Random
from typing import Any

from busan_se.core.clock import seoul
from busan_se.programs.models import Call
from enterprises.applications.demo_words import GOALS, MEANS
from enterprises.registry.models import Enterprise

_TITLES = ("동네 반찬 구독", "되살림 가방 공방", "걸어서 15분 돌봄", "골목 수리 이음", "바닷가 되담기 교실")
_RESULTS = "지난 2년 동안 정기 이용자가 40명에서 95명으로 늘었고, 연 매출은 6,800만 원에서 1억 1,200만 원이 되었습니다."
_STEPS = ("주민 수요 조사와 설계", "시제품 제작", "두 개 동에서 시범 운영", "정식 운영과 판로 개척", "성과 점검과 공유")
_JOBS = ("사업 운영", "현장 매니저", "디자인", "배송")
# item, how it is calculated, lowest and highest city funds in steps of 500,000 won
_COSTS = (
    ("staff", "자문 4회 × 2명", 2, 6),
    ("material", "시제품 재료 3종", 6, 16),
    ("outsourced", "예약 누리집 제작", 8, 20),
    ("publicity", "홍보물과 짧은 영상", 4, 8),
)
_STEP = 500_000
_THOUSAND = 1_000
_OWN = 8  # the enterprise pays one in so many of each line: more than the 10 % that the call asks


def answers(chance: Random, call: Call, enterprise: Enterprise) -> dict[str, Any]:
    """Return whole answers of an enterprise; days lie after the closing of the call."""
    first = seoul(call.closes_at).date() + timedelta(days=chance.randrange(30, 60))
    widens, hires = chance.random() < 0.5, chance.random() < 0.7
    found: dict[str, Any] = {
        "representative": enterprise.representative or "시연 대표",
        "contact": "시연 담당자(사업팀장)",
        "phone": enterprise.phone or "051-000-0000",
        "title": chance.choice(_TITLES),
        "kind": "wider" if widens else "new",
        "links": chance.sample(["city15", "green", "care"], 2),
        "plan": f"{chance.choice(GOALS)}\n\n{chance.choice(MEANS)}",
        "starts_on": first.isoformat(),
        "users": chance.randrange(40, 400, 10),
        "hires": "yes" if hires else "no",
        "timetable": {
            "rows": [
                {"until": (first + timedelta(days=60 * n)).isoformat(), "task": step, "target": chance.randrange(1, 60)}
                for n, step in enumerate(_STEPS, start=1)
            ]
        },
        "costs": {"rows": [_cost(chance, *cost) for cost in _COSTS]},
    }
    found["links"].sort(key=["city15", "green", "care"].index)
    if widens:
        found["results"] = _RESULTS
    if hires:
        started = (first - timedelta(days=30)).isoformat()
        found["workers"] = {"rows": [_worker(chance, job, started) for job in chance.sample(_JOBS, 2)]}
    return found


def _cost(chance: Random, item: str, basis: str, least: int, most: int) -> dict[str, Any]:
    city = chance.randrange(least, most + 1) * _STEP
    district = city // 4
    own = -(-(city + district) // ((_OWN - 1) * _THOUSAND)) * _THOUSAND
    return {"item": item, "basis": basis, "city": city, "district": district, "own": own}


def _worker(chance: Random, job: str, started: str) -> dict[str, Any]:
    return {
        "role": job,
        "employment_type": chance.choice(["full", "part"]),
        "started_on": started,
        "monthly_wage_won": chance.randrange(2_100_000, 2_800_000, 50_000),
        "vulnerable": chance.choice(["none", "none", "senior", "career_break"]),
    }


def begun(whole: dict[str, Any]) -> dict[str, Any]:
    """Return what a draft has of whole answers: the plan, and the first lines of the budget."""
    plan = {key: whole[key] for key in ("title", "kind", "links", "plan")}
    return plan | {"costs": {"rows": whole["costs"]["rows"][:2]}}
