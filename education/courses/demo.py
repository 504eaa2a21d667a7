"""Demo courses (시연 자료) for every stage of life, around today: open, full with a line, to come, and past ones."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from random import Random

from django.db import transaction

from busan_se.events.demo import DESK, LABEL, fill, instant, offer_first, times
from busan_se.events.models import Registration, Session
from busan_se.reference.models import LifeStage
from education.courses.models import Course


@dataclass(frozen=True)
class Plan:
    """One demo course: `first` is the day of its first date from today, `opened` that of its registration."""

    title: str
    english: str
    learn: str
    stages: tuple[str, ...]
    district: str | None
    place: str
    teacher: str
    first: int
    dates: int
    seats: int
    seated: int
    in_line: int = 0
    hour: int = 14
    opened: int = -20


PLANS = (
    Plan("우리 동네 착한 가게 탐험대", "Explorers of good shops", "동네 사회적경제기업을 찾아가 물건에 담긴 이야기를 듣습니다.",
         ("child",), "26350", "해운대구 어린이도서관", "김하나", 11, 3, 20, 20, 6, 10),
    Plan("내가 만드는 협동조합 놀이", "A cooperative of our own", "놀이로 협동조합을 세우고 함께 정하는 법을 배웁니다.",
         ("child",), "26260", "동래구 청소년수련관", "이도원", 18, 2, 24, 9, 0, 10),
    Plan("청소년 사회혁신 캠프", "Social innovation camp", "학교와 동네의 문제를 찾아 해결책을 시제품으로 만듭니다.",
         ("youth",), "26410", "금정구청년창조발전소", "박서준", 25, 4, 30, 17),
    Plan("교과서 밖 경제: 함께 사는 법", "Economics beyond the textbook", "시장과 정부 밖에서 경제를 움직이는 사람들을 만납니다.",
         ("youth",), "26290", "남구 평생학습관", "정유나", -40, 3, 25, 22),
    Plan("청년 협동조합 창업 기초", "Founding a cooperative", "정관, 출자금, 설립신고까지 협동조합을 세우는 순서를 익힙니다.",
         ("young_adult",), "26230", "부산청년센터", "최민규", 8, 5, 30, 30, 9, 19),
    Plan("소셜벤처 첫걸음", "First steps of a social venture", "사회문제를 사업으로 풀 때 무엇부터 확인할지 배웁니다.",
         ("young_adult",), "26470", "사회적경제지원센터 교육실", "한지우", 15, 4, 36, 14, 0, 19),
    Plan("퇴근길 사회적경제 인문학", "Evening talks on the social economy", "일하는 사람의 눈으로 공동체와 경제를 다시 읽습니다.",
         ("young_adult", "middle"), None, "", "오세연", 6, 4, 100, 63, 0, 19),
    Plan("중장년 사회공헌 일자리 준비", "Work that serves, after fifty", "경력을 살려 사회적경제기업에서 일하는 길을 찾습니다.",
         ("middle",), "26200", "영도구 평생학습관", "서정민", 13, 4, 25, 25, 3),
    Plan("마을기업 회계와 세무", "Accounts and taxes of village enterprises", "마을기업이 놓치기 쉬운 회계와 세무를 사례로 배웁니다.",
         ("middle",), "26440", "강서구 주민센터", "윤가람", -20, 3, 20, 18),
    Plan("어르신 스마트폰으로 장보기", "Shopping by smartphone for seniors", "스마트폰으로 사회적경제기업의 물건을 찾고 주문해 봅니다.",
         ("senior",), "26110", "중구 노인복지관", "임수빈", 9, 3, 15, 11, 0, 10),
    Plan("돌봄 협동조합 이야기", "Care cooperatives", "이웃을 돌보는 협동조합을 만나고 우리 동네 돌봄을 그려 봅니다.",
         ("senior", "middle"), "26320", "북구 노인복지관", "문혜진", 40, 2, 20, 0, 0, 10, 5),
    Plan("세대를 잇는 사회적경제 강사 양성", "Training teachers of all generations", "찾아가는 교실에서 가르칠 시민 강사를 기릅니다.",
         ("young_adult", "middle", "senior"), "26170", "동구 평생학습관", "배성호", 52, 6, 24, 0, 0, 14, 12),
)  # fmt: skip


@transaction.atomic
def plant(chance: Random, log: Callable[[str], None]) -> None:
    """Make the courses; does nothing where there are demo courses already."""
    if Course.objects.filter(is_demo=True).exists():
        log("courses: planted before")
        return
    made = [(plan, _make(chance, plan)) for plan in PLANS]
    offer_first(next(session for plan, session in made if plan.in_line))
    log(f"courses: {len(PLANS)}")


def _make(chance: Random, plan: Plan) -> Session:
    """Make one course with its dates, a week apart, and its people; return the session with seats."""
    course = Course.objects.create(
        title_ko=LABEL + plan.title,
        title_en=f"[Demo] {plan.english}",
        summary_ko=plan.learn,
        summary_en="A free course for citizens of Busan.",
        learn_ko=plan.learn,
        audience_ko="부산 시민(해당 연령)",
        audience_en="Citizens of Busan of that age",
        district_id=plan.district,
        place_ko=plan.place,
        online_url="" if plan.place else "https://meet.example.com/course",
        teacher=plan.teacher,
        **times(plan.first, plan.opened),
        **DESK,
    )
    course.stages.set(LifeStage.objects.filter(pk__in=plan.stages))
    lead = None
    for week in range(plan.dates):
        begins = instant(plan.first + 7 * week, plan.hour)
        session = Session.objects.create(
            event=course,
            starts_at=begins,
            ends_at=begins + timedelta(hours=2),
            capacity=None if lead else plan.seats,
            part_of=lead,
        )
        lead = lead or session
    assert lead
    fill(chance, lead, plan.seated, plan.in_line)
    return lead


@transaction.atomic
def remove() -> None:
    """Take the demo courses out again, with everything that hangs on them."""
    Registration.objects.filter(session__event__course__is_demo=True).delete()
    Course.objects.filter(is_demo=True).delete()
