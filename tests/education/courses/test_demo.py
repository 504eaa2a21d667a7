"""The demo data of events and courses: alive around today, consistent, and gone without a trace."""

from random import Random

import pytest

from busan_se.core.clock import now
from busan_se.events import demo as events
from busan_se.events.models import Attendance, Event, Registration
from busan_se.events.portal import offers_without_seat, seats_that_differ
from busan_se.reference.models import LifeStage
from education.courses import demo as courses
from education.courses.models import Course

pytestmark = pytest.mark.django_db


@pytest.fixture
def planted():
    events.plant(Random(1), print)
    courses.plant(Random(1), print)


def test_something_is_open_full_coming_and_past(planted):
    phases = {session.phase for event in Event.objects.all() for session in event.sessions.filter(part_of=None)}
    assert {"open", "full", "coming", "over"} <= phases
    assert Attendance.objects.filter(present=True).exists()
    assert Event.objects.open_at(now()).count() >= 10


def test_every_life_stage_has_a_course(planted):
    assert set(Course.objects.values_list("stages", flat=True)) == set(LifeStage.objects.values_list("pk", flat=True))


def test_seats_and_offers_agree(planted):
    assert not [*seats_that_differ(), *offers_without_seat()]


def test_planting_again_changes_nothing(planted):
    before = Registration.objects.count()
    events.plant(Random(2), print)
    courses.plant(Random(2), print)
    assert Registration.objects.count() == before


def test_all_of_it_goes_and_nothing_else(planted):
    kept = Event.objects.create(
        kind="forum",
        title_ko="실제 행사",
        summary_ko="-",
        audience_ko="-",
        place_ko="-",
        desk="-",
        phone="-",
        registration_opens_at=events.instant(-1, 9),
        registration_closes_at=events.instant(1, 9),
    )
    courses.remove()
    events.remove()
    assert list(Event.objects.all()) == [kept]
    assert not Registration.objects.exists()
