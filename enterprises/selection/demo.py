"""Demo review (시연 자료): a call that has closed, under review by five reviewers, with one who stood down.

All of it is computed from the seed; no letter leaves. The reviewer account of the demo has cases left to score.
"""

from collections.abc import Callable, Sequence
from datetime import timedelta
from decimal import Decimal
from random import Random
from typing import Any

import pgtrigger
from django.db import connection, transaction

from busan_se.accounts.models import User
from busan_se.core.clock import now, today
from busan_se.programs import actions as money
from busan_se.programs.call_rubrics import usual_rubric
from busan_se.programs.demo import LABEL, instant
from busan_se.programs.models import Call, Envelope, Program
from busan_se.reviews import assigning, rounds, scoring
from busan_se.reviews.models import Assignment, Case, Criterion, Panelist, Round, Rubric
from busan_se.reviews.workflow import Interest, RoundState
from enterprises.applications.demo import Planting, instants, others, submitted
from enterprises.applications.workflow import State
from enterprises.selection.models import ReservePlace, ReviewedApplication, Selection, Vacancy
from enterprises.selection.sources import collect

NUMBER, APPLICATIONS, EACH = "2026-013", 8, 4
MONEY_WON = 75_000_000
# Name, affiliation, district: all invented. The first is the account that signs in.
REVIEWERS = (
    ("reviewer@example.com", "", "시연대학교 경영학과", "26290"),
    ("panel1@example.com", "심사위원장(시연)", "시연회계법인", "26470"),
    ("panel2@example.com", "심사위원 나(시연)", "시연사회가치연구소", "26350"),
    ("panel3@example.com", "심사위원 다(시연)", "시연투자", "26440"),
    ("panel4@example.com", "심사위원 라(시연)", "시연디자인진흥센터", "26110"),
)
OPINIONS = (
    "수요처가 분명하고 일정이 현실적입니다.",
    "자부담 계획을 더 구체적으로 적으면 좋겠습니다.",
    "지역 일자리 효과가 크고 협력 기관이 확실합니다.",
    "비슷한 사업과의 차이가 잘 드러나지 않습니다.",
)
_TRACKED = ("round", "assignment", "declaration", "score", "adjustment", "sitting")


@transaction.atomic
def plant(chance: Random, log: Callable[[str], None]) -> None:
    """Make call, applications and review; does nothing where they are, or where accounts of the demo are missing."""
    users = {user.email: user for user in User.objects.filter(email__endswith="@example.com")}
    officer, owner = users.get("city@example.com"), users.get("owner@example.com")
    if not officer or not owner or REVIEWERS[0][0] not in users or Call.objects.filter(number=NUMBER).exists():
        log("reviews: nothing to plant")
        return
    call = _call()
    planting = Planting(chance, officer, owner)
    enterprises = others(planting, call, APPLICATIONS)
    for enterprise, at in zip(enterprises, sorted(instants(chance, call, len(enterprises))), strict=True):
        submitted(planting, call, enterprise, at, State.SUBMITTED)
    round_ = _round(call)
    collect(round_)
    panelists = [_panelist(round_, users, place) for place in range(len(REVIEWERS))]
    assigning.distribute(round_.pk, EACH)
    Round.objects.filter(pk=round_.pk).update(state=RoundState.OPEN, opened_at=now() - timedelta(days=2))
    _score(chance, round_, panelists)
    log(f"reviews: {round_.cases.count()} cases, {len(panelists)} reviewers")


def _call() -> Call:
    program = Program.objects.get(code="business-development")
    envelope = Envelope.objects.create(
        program=program, fiscal_year=today().year, source="city", regulation="local_subsidy", is_demo=True,
        label="시연 자료(하반기)",
    )  # fmt: skip
    money.appropriate(envelope, MONEY_WON, None, "시연 자료: 추경 예산")
    call = Call.objects.create(
        is_demo=True, number=NUMBER, program=program, envelope=envelope, selections=6,
        title_ko=LABEL + "하반기 사업개발비 추가 모집", title_en="[Demo] Business development grant, second round",
        summary_ko="하반기에 남은 예산으로 사업개발비를 추가로 지원합니다. 지금 심사하고 있습니다.",
        summary_en="The rest of the year's money for business development. Under review now.",
        opens_at=instant(today() - timedelta(days=25), 9), closes_at=instant(today() - timedelta(days=6), 18),
        amount_min=10_000_000, amount_max=20_000_000, own_share_percent=10, rubric=_rubric(),
    )  # fmt: skip
    return money.publish_as_of(call, None, call.opens_at - timedelta(days=7))


def _rubric() -> dict[str, Any]:
    """Return the usual rubric with a bonus, as calls of the city have it."""
    rubric = usual_rubric()
    rubric["criteria"].append(
        {
            "key": "fresh", "kind": "bonus", "label_ko": "최근 3년 지원 이력 없음",
            "label_en": "No support in three years", "max": 3, "weight": 1, "anchors": [], "tie_order": 0,
        }
    )  # fmt: skip
    return rubric


def _round(call: Call) -> Round:
    deadline = instant(today() + timedelta(days=5), 18)
    return rounds.prepare(
        Round(call=call, name="1차 서면심사", is_blind=True, deadline_at=deadline, quorum=EACH, is_demo=True)
    )


def _panelist(round_: Round, users: dict[str, User], place: int) -> Panelist:
    email, name, affiliation, district = REVIEWERS[place]
    user = users.get(email) or User.objects.create_user(email, None, name=name)
    return Panelist.objects.create(
        round=round_,
        user=user,
        affiliation=affiliation,
        district_id=district,
        is_chair=place == 1,
        pledged_at=now() - timedelta(days=2),
    )


def _score(chance: Random, round_: Round, panelists: Sequence[Panelist]) -> None:
    """Score all sheets but half of the demo account's; the last reviewer stands down from one case."""
    quality = {case.pk: chance.uniform(2.6, 4.8) for case in round_.cases.all()}
    rows = list(
        Assignment.objects.filter(case__round=round_).select_related("panelist__user").order_by("case", "panelist")
    )
    mine = [row for row in rows if row.panelist_id == panelists[0].pk]
    left = {row.pk for row in mine[len(mine) // 2 :]}
    recused = _who_stands_down([row for row in rows if row.panelist_id == panelists[-1].pk])
    for row in rows:
        if row.pk == recused.pk:
            scoring.declare(row.pk, Interest.RECUSED, "이 신청 기업의 자문을 맡은 적이 있습니다.", by=row.panelist.user)
            free = assigning.candidates(row)
            _submit(chance, assigning.substitute(row.pk, free[0].pk), quality[row.case_id])
        elif row.pk not in left:
            _submit(chance, row, quality[row.case_id])
    first = round_.cases.order_by("number").first()
    bonus = Criterion.objects.get(rubric=round_.rubric_id, key="fresh")
    if first:
        scoring.adjust(first, bonus, Decimal(2), "보조금 이력 조회 결과 없음(시연)", by=rows[0].panelist.user)


def _who_stands_down(sheets: Sequence[Assignment]) -> Assignment:
    """Return a sheet for which somebody of another district than the applicant's can step in, else the first."""
    far = (row for row in sheets if assigning.candidates(row)[0].district_id != row.case.district_id)
    return next(far, sheets[0])


def _submit(chance: Random, row: Assignment, quality: float) -> None:
    scoring.declare(row.pk, Interest.NONE, "", by=row.panelist.user)
    points = {
        c.pk: Decimal(max(1, min(5, round(chance.gauss(quality, 0.5)))))
        for c in scoring.criteria_of(scoring.locked(row.pk))
    }
    scoring.save_scores(row.pk, points, chance.choice(OPINIONS))
    scoring.submit(row.pk)


@transaction.atomic
def remove() -> None:
    """Take the demo reviews out again with their row history, and the reviewers that only they have."""
    found = Round.objects.filter(is_demo=True)
    keys = {"round": list(found.values_list("pk", flat=True))}
    for name in ("assignment", "score", "declaration", "adjustment", "sitting"):
        keys[name] = _keys(name, keys["round"])
    selections = Selection.objects.filter(round__in=found)
    places = list(ReservePlace.objects.filter(selection__in=selections).values_list("pk", flat=True))
    Vacancy.objects.filter(selection__in=selections).delete()
    selections.delete()
    ReviewedApplication.objects.filter(case__round__in=found).delete()
    rubrics = list(found.values_list("rubric", flat=True))
    guards = ("Score:guard_score", "Adjustment:guard_adjustment", "Assignment:guard_sheet")
    with pgtrigger.ignore(*(f"reviews.{guard}" for guard in guards)):  # somebody may have closed the review
        Case.objects.filter(round__in=found).delete()
        found.delete()
    Rubric.objects.filter(pk__in=rubrics, version__call__is_demo=True).delete()
    _remove_history(keys, places)
    User.objects.filter(email__in=[email for email, *_rest in REVIEWERS[1:]]).delete()


def _keys(name: str, found: Sequence[int]) -> list[Any]:
    path = {"assignment": "case__round", "score": "assignment__case__round", "declaration": "assignment__case__round"}
    path |= {"adjustment": "case__round", "sitting": "round"}
    model = Round._meta.apps.get_model("reviews", name)
    return list(model._default_manager.filter(**{f"{path[name]}__in": found}).values_list("pk", flat=True))


def _remove_history(keys: dict[str, list[Any]], places: list[int]) -> None:
    events = [f"reviews.{name.capitalize()}Event:append_only" for name in _TRACKED]
    with pgtrigger.ignore(*events, "enterprises.ReservePlaceEvent:append_only"), connection.cursor() as cursor:
        for name in _TRACKED:
            cursor.execute(f"DELETE FROM reviews_{name}event WHERE id = ANY(%s)", [keys[name]])  # noqa: S608
        cursor.execute("DELETE FROM enterprises_reserveplaceevent WHERE id = ANY(%s)", [places])
