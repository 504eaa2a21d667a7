"""Events and courses with their dates, and people who register. Times are around now."""

from datetime import timedelta

import factory
from factory.django import DjangoModelFactory

from busan_se.core.clock import now
from busan_se.events import actions
from busan_se.events.models import Attendance, Event, Registration, Session
from busan_se.notifications.contacts import Contact
from education.courses.models import Course


class EventFactory(DjangoModelFactory):
    """A published event of 해운대구 whose registration has been open for an hour and closes in five days."""

    class Meta:
        model = Event

    kind = "forum"
    title_ko = factory.Sequence(lambda n: f"시험 포럼 {n}")
    summary_ko = "시험으로 여는 행사입니다."
    audience_ko = "누구나"
    district_id = "26350"
    place_ko = "해운대문화회관"
    registration_opens_at = factory.LazyFunction(lambda: now() - timedelta(hours=1))
    registration_closes_at = factory.LazyFunction(lambda: now() + timedelta(days=5))
    published_at = factory.LazyFunction(now)
    desk = "교육팀"
    phone = "051-000-0000"


class CourseFactory(EventFactory):
    """A published course for young adults."""

    class Meta:
        model = Course
        skip_postgeneration_save = True

    title_ko = factory.Sequence(lambda n: f"시험 강좌 {n}")
    teacher = "김강사"
    learn_ko = "협동조합을 세우는 법을 배웁니다."

    @factory.post_generation
    def stages(self, create, extracted, **kwargs):
        self.stages.set(extracted or ["young_adult"])


class SessionFactory(DjangoModelFactory):
    """A session in six days with ten seats."""

    class Meta:
        model = Session

    event = factory.SubFactory(EventFactory)
    starts_at = factory.LazyFunction(lambda: now() + timedelta(days=6))
    ends_at = factory.LazyAttribute(lambda row: row.starts_at + timedelta(hours=2))
    capacity = 10


def further_date(session: Session, days: int = 7) -> Session:
    """Return a further date of a session, so many days after it."""
    starts_at = session.starts_at + timedelta(days=days)
    return SessionFactory(event=session.event, part_of=session, capacity=None, starts_at=starts_at)


def over(session: Session, days: int = 2) -> Session:
    """Move a session so far back that it was over `days` ago, with its registration before it."""
    starts_at = now() - timedelta(days=days, hours=2)
    Session.objects.filter(pk=session.pk).update(starts_at=starts_at, ends_at=starts_at + timedelta(hours=2))
    opens = {"registration_opens_at": starts_at - timedelta(days=9), "registration_closes_at": starts_at}
    Event.objects.filter(pk=session.event_id).update(**opens)
    session.refresh_from_db()
    return session


_people = iter(range(10**6))


def contact() -> Contact:
    """Return the contact of somebody new."""
    return Contact("email", f"person{next(_people)}@test.example.org")


def begun(session: Session, person: Contact | None = None, name: str = "이참가") -> Registration:
    """Return a registration that waits for the code."""
    return actions.begin(session, name=name, contact=person or contact(), arrived=now())


def registered(session: Session, person: Contact | None = None, name: str = "이참가") -> Registration:
    """Return a confirmed registration without an account: with a seat where one is left, else in line."""
    registration = begun(session, person, name)
    return actions.confirm(registration.pk, registration.reachable)


def there(registration: Registration, session: Session | None = None, present: bool = True) -> Attendance:
    """Return the mark that somebody was there."""
    return Attendance.objects.create(
        registration=registration, session=session or registration.session, present=present
    )
