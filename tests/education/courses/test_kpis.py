"""People who take courses: each once a course, by the month in which it was recorded, by district and life stage."""

from datetime import date, datetime

import pytest

from busan_se.core.clock import SEOUL
from busan_se.events.models import Attendance
from busan_se.kpis.actions import measure_of
from busan_se.kpis.models import Indicator
from education.courses.kpis import first_mark, participant_rows, participants
from tests.factories import events as make
from tests.factories.accounts import StaffFactory

pytestmark = pytest.mark.django_db
OCTOBER = date(2026, 10, 31)


def marked(session, at=datetime(2026, 10, 5, 12, tzinfo=SEOUL), present=True, registration=None):
    mark = make.there(registration or make.registered(session), session, present=present)
    Attendance.objects.filter(pk=mark.pk).update(created_at=at)
    return mark


def figures(as_of=OCTOBER):
    return {(row.dimension, row.member): row.value for row in participants(as_of)}


def course(**fields):
    return make.SessionFactory(event=make.CourseFactory(**fields))


def test_who_came_twice_is_counted_once_and_who_stayed_away_is_not():
    session = course()
    first = marked(session)
    marked(make.further_date(session), registration=first.registration)
    marked(session, present=False)
    assert figures()["", ""] == 1


def test_by_district_and_by_life_stage_with_zeros():
    marked(course(stages=["child", "senior"], district_id="26110"))
    marked(course(district_id=None))
    found = figures()
    assert (found["district", "26110"], found["district", "none"], found["district", "26350"]) == (1, 1, 0)
    assert (found["life_stage", "child"], found["life_stage", "senior"], found["life_stage", "young_adult"]) == (
        1,
        1,
        1,
    )
    assert found["life_stage", "middle"] == 0


def test_a_month_ends_at_midnight_in_seoul():
    session = course()
    marked(session, at=datetime(2026, 10, 31, 23, 59, tzinfo=SEOUL))
    marked(session, at=datetime(2026, 11, 1, tzinfo=SEOUL))
    assert figures()["", ""] == 1


def test_other_events_are_not_courses():
    marked(make.SessionFactory())
    assert figures()["", ""] == 0
    assert first_mark() is None


def test_the_rows_behind_name_dates_and_nobody():
    mark = marked(course(district_id="26110"))
    rows = participant_rows(OCTOBER, "district", "26110", StaffFactory())
    assert [(row.pk, row.there) for row in rows.queryset] == [(mark.session_id, 1)]
    assert not participant_rows(OCTOBER, "", "", StaffFactory(districts=["26350"])).queryset.exists()
    texts = " ".join(str(column.value(rows.queryset.get())) for column in rows.columns)
    assert mark.registration.name not in texts


def test_the_indicator_is_there_and_measured():
    assert Indicator.objects.get(code="course_participants").is_active
    assert measure_of("course_participants").function(OCTOBER)
