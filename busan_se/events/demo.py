"""Demo events (시연 자료) around today: past ones with attendance, full ones with a line, some to come.

Rows are made as they would stand now and without letters: nobody is told of invented things.
"""

from collections.abc import Callable
from datetime import datetime, time, timedelta
from random import Random
from typing import Any

from django.db import transaction

from busan_se.accounts.models import User
from busan_se.core.clock import SEOUL, now, today
from busan_se.events.consents import VERSION
from busan_se.events.models import Attendance, Event, Kind, Registration, SeatOffer, Session, Via
from busan_se.events.workflow import State
from busan_se.notifications.contacts import Contact

LABEL = "[시연 자료] "
DESK = {"desk": "사회적경제지원센터 교육팀", "phone": "051-000-0000"}
CITIZEN = "citizen@example.com"
_SURNAMES = "김이박최정강조윤장임한오서신권황안송류홍"
_GIVEN = (
    "민서",
    "지훈",
    "서연",
    "도윤",
    "하은",
    "준호",
    "수빈",
    "영숙",
    "정희",
    "상철",
    "미경",
    "현우",
    "은지",
    "태양",
    "말순",
    "기영",
)
_SHOWS_UP = 0.86

# kind, Korean title, English title, summary, audience, district, place, days from today, hour, hours, seats, seated, in line
EVENTS: tuple[tuple[Any, ...], ...] = (
    (Kind.BRIEFING, "2027년 참여기업 모집 공고 설명회", "Briefing on the 2027 call", "공고의 자격, 서류, 심사 기준을 설명하고 질문에 답합니다.",
     "Who can apply, which papers, how it is reviewed; with time for questions.", "공고에 신청하려는 기업", "26470", "부산시청 1층 대회의실", 6, 14, 2, 120, 87, 0),
    (Kind.BRIEFING, "온라인 공고 설명회", "Online briefing on the call", "현장에 오기 어려운 기업을 위한 온라인 설명회입니다.",
     "For enterprises that can't come in person.", "공고에 신청하려는 기업", None, "", 9, 19, 1, 200, 41, 0),
    (Kind.FORUM, "동네 돌봄을 말하는 시민 포럼", "Citizens' forum on local care", "돌봄의 빈자리를 주민과 기업이 함께 찾습니다.",
     "Residents and enterprises look for the gaps in care.", "부산 시민 누구나", "26350", "해운대문화회관 소공연장", 12, 15, 3, 60, 60, 7),
    (Kind.MATCHING, "공공구매 매칭데이", "Public purchasing matching day", "공공기관 구매 담당자와 기업이 20분씩 만납니다.",
     "Buyers of public bodies meet enterprises for 20 minutes each.", "사회적경제기업과 공공기관", "26230", "부산상공회의소 2층", 20, 10, 6, 40, 28, 0),
    (Kind.FORUM, "청년이 묻는 사회적경제", "Young people ask about the social economy", "청년 창업가에게 무엇이든 물어보는 자리입니다.",
     "An evening of questions to young founders.", "청년", "26410", "금정구청년창조발전소", 27, 19, 2, 50, 12, 0),
    (Kind.FAIR, "사회적경제 나눔장터", "Social economy market", "지역 기업의 제품을 만나고 체험하는 장터입니다.",
     "Products of local enterprises to see and try.", "부산 시민 누구나", "26500", "수영구 광안리 만남의광장", 34, 11, 6, 300, 96, 0),
    (Kind.MEETING, "시민참여단 정례회의", "Meeting of the citizens' panel", "의제를 고르고 실행 계획을 나눕니다.",
     "Choosing issues and sharing plans.", "시민참여단과 관심 있는 시민", "26470", "사회적경제지원센터 3층", -9, 14, 2, 30, 24, 0),
    (Kind.FORUM, "마을기업 10년, 다음을 묻다", "Ten years of village enterprises", "마을기업의 성과와 과제를 돌아봅니다.",
     "What village enterprises have reached, and what comes next.", "부산 시민 누구나", "26140", "서구청 다목적홀", -24, 14, 3, 80, 71, 0),
)  # fmt: skip


def instant(days: int, hour: int) -> datetime:
    """Return an hour in Seoul so many days from today."""
    return datetime.combine(today() + timedelta(days=days), time(hour), SEOUL)


@transaction.atomic
def plant(chance: Random, log: Callable[[str], None]) -> None:
    """Make the events; does nothing where there are demo events already."""
    if Event.objects.filter(is_demo=True).exclude(kind=Kind.COURSE).exists():
        log("events: planted before")
        return
    for row in EVENTS:
        (
            kind,
            title_ko,
            title_en,
            summary_ko,
            summary_en,
            audience,
            district,
            place,
            days,
            hour,
            hours,
            seats,
            *people,
        ) = row
        event = Event.objects.create(
            kind=kind,
            title_ko=LABEL + title_ko,
            title_en=f"[Demo] {title_en}",
            summary_ko=summary_ko,
            summary_en=summary_en,
            audience_ko=audience,
            district_id=district,
            place_ko=place,
            online_url="" if place else "https://meet.example.com/briefing",
            **times(days),
            **DESK,
        )
        session = Session.objects.create(
            event=event, starts_at=instant(days, hour), ends_at=instant(days, hour + hours), capacity=seats
        )
        fill(chance, session, *people)
    log(f"events: {len(EVENTS)}")


def times(first_day: int, opened: int = -30) -> dict[str, Any]:
    """Return registration times, publication and mark of a demo event whose first date is `first_day` from today.

    Registration opens on the day `opened` from today, for past events 30 days before the first date.
    """
    opens = min(opened, first_day - 30) if first_day <= 0 else opened
    return {
        "registration_opens_at": instant(opens, 9),
        "registration_closes_at": instant(first_day - 1, 18),
        "published_at": min(instant(opens - 3, 9), now()),
        "is_demo": True,
    }


def fill(chance: Random, session: Session, seated: int, in_line: int) -> None:
    """Let invented people take seats and wait; those of past dates were there or not."""
    officer = User.objects.filter(email="centre@example.com").first()
    states = [State.SEATED] * seated + [State.WAITING] * in_line
    rows = [_person(chance, session, number, state) for number, state in enumerate(states)]
    for row in rows[:2] if officer else ():
        row.via, row.entered_by = Via.PHONE, officer
    Registration.objects.bulk_create(rows)
    for date in (session, *session.further_dates.order_by("starts_at")):
        if date.ends_at <= now():
            _attend(chance, date, [row for row in rows if row.state == State.SEATED], officer)


def _person(chance: Random, session: Session, number: int, state: State) -> Registration:
    opens = session.event.registration_opens_at
    last = min(now(), session.event.registration_closes_at)
    contact = Contact("email", f"person{session.pk}.{number}@example.com")
    return Registration(
        session=session,
        name=f"{chance.choice(_SURNAMES)}{chance.choice(_GIVEN)}",
        channel=contact.channel,
        contact=contact.value,
        contact_digest=contact.digest,
        state=state,
        consent_version=VERSION,
        consented_at=opens,
        queued_at=opens + (last - opens) * (number + 1) / 400,
    )


def _attend(chance: Random, date: Session, rows: list[Registration], officer: User | None) -> None:
    """Mark who was there, as if it had been marked at the end of the date: measures count by the day of recording."""
    Attendance.objects.bulk_create(
        Attendance(registration=row, session=date, present=chance.random() < _SHOWS_UP, marked_by=officer)
        for row in rows
    )
    Attendance.objects.filter(session=date).update(created_at=date.ends_at, updated_at=date.ends_at)


def offer_first(session: Session) -> None:
    """Let the demo citizen have an offered seat of a full session: somebody just gave it back."""
    user = User.objects.filter(email=CITIZEN).first()
    gone = session.registrations.filter(state=State.SEATED).order_by("-queued_at").first()
    if user is None or gone is None:
        return
    gone.state, gone.ended_at = State.CANCELLED, now()
    gone.save()
    contact = Contact("email", user.email)
    registration = Registration.objects.create(
        session=session,
        user=user,
        name=user.name,
        channel=contact.channel,
        contact=contact.value,
        contact_digest=contact.digest,
        state=State.OFFERED,
        consent_version=VERSION,
        consented_at=session.event.registration_opens_at,
        queued_at=session.event.registration_opens_at,
    )
    SeatOffer.objects.create(registration=registration, made_at=now(), expires_at=now() + timedelta(hours=24))


@transaction.atomic
def remove() -> None:
    """Take the demo events out again, with everything that hangs on them."""
    Registration.objects.filter(session__event__is_demo=True).delete()
    Event.objects.filter(is_demo=True).delete()
