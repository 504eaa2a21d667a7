"""Courses: the public list and page, the courses of a person, the desk, and the strategy's page."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from busan_se.core.clock import now
from busan_se.events import actions
from busan_se.events.models import Event, Kind, Session
from busan_se.programs.models import Program
from education.courses.models import Course
from education.courses.queries import completion_rule
from tests.events.test_desk import event_data
from tests.factories import events as make
from tests.factories.accounts import StaffFactory, UserFactory, sign_in_staff

pytestmark = pytest.mark.django_db
LIST = "/education/courses/"


def course(dates=1, capacity=10, **fields):
    """Return the session with seats of a new course."""
    session = make.SessionFactory(event=make.CourseFactory(**fields), capacity=capacity)
    for week in range(1, dates):
        make.further_date(session, days=7 * week)
    return session


def closed(**fields):
    return course(registration_closes_at=now() - timedelta(minutes=1), **fields)


def coming(**fields):
    times = {"registration_opens_at": now() + timedelta(days=1), "registration_closes_at": now() + timedelta(days=3)}
    return course(**times, **fields)


def titles(answer):
    return [card.event.title for card in answer.context["cards"]]


class TestList:
    def test_open_ones_first_then_coming_ones(self, client):
        later, open_now, _gone = coming(), course(), closed()
        assert titles(client.get(LIST)) == [open_now.event.title, later.event.title]

    @pytest.mark.parametrize(("state", "make_one"), [("open", course), ("coming", coming), ("closed", closed)])
    def test_by_state(self, client, state, make_one):
        rows = {each: each().event.title for each in (course, coming, closed)}
        assert titles(client.get(LIST, {"state": state})) == [rows[make_one]]

    def test_full_is_still_open_for_the_waiting_list(self, client):
        session = course(capacity=1)
        make.registered(session)
        assert titles(client.get(LIST, {"state": "open"})) == [session.event.title]

    def test_by_life_stage_and_district(self, client):
        course()
        senior = course(stages=["senior"], district_id="26110")
        assert titles(client.get(LIST, {"stage": "senior"})) == [senior.event.title]
        assert titles(client.get(LIST, {"district": "26110"})) == [senior.event.title]

    @pytest.mark.parametrize("query", ["stage=robot", "state=maybe", "district=x", "q=%01"])
    def test_a_wrong_filter_is_told(self, client, query):
        assert client.get(f"{LIST}?{query}").status_code == 400

    def test_no_draft_and_no_other_event(self, client):
        course(published_at=None)
        make.SessionFactory()
        assert titles(client.get(LIST)) == []

    @pytest.mark.parametrize("query", ["", "?state=closed"])
    def test_the_same_few_queries_for_one_and_many(self, client, query):
        counts = []
        for n in (1, 24):
            for _ in range(n):
                (closed if query else course)(dates=3)
            client.get(LIST + query)
            with CaptureQueriesContext(connection) as seen:
                assert client.get(LIST + query).status_code == 200
            counts.append(len(seen))
        assert counts[0] == counts[1] <= 7

    def test_every_page_of_a_long_list(self, client):
        wanted = {course().event.title for _ in range(25)}
        first = client.get(LIST)
        second = client.get(first.context["page"].next_url)
        assert set(titles(first)) | set(titles(second)) == wanted


class TestDetail:
    def test_says_what_when_where_and_how_to_complete(self, client):
        page = client.get(course(dates=5).event.get_absolute_url()).content.decode()
        for words in (
            "협동조합을 세우는 법",
            "김강사",
            "정원 10명 중 10자리 남음",
            "전체 5회 중 4회 이상 출석(80%)",
            "수강신청",
        ):
            assert words in page

    def test_seats_left_are_never_negative(self):
        session = course(capacity=1)
        make.registered(session)
        session.taken, session.capacity = 3, 1
        assert session.seats_left == 0

    def test_a_draft_is_for_staff(self, client):
        url = course(published_at=None).event.get_absolute_url()
        assert client.get(url).status_code == 404
        sign_in_staff(client, StaffFactory())
        assert client.get(url).status_code == 200

    def test_another_event_is_no_course(self, client):
        assert client.get(reverse("courses:detail", args=[make.EventFactory().pk])).status_code == 404

    @pytest.mark.parametrize(
        ("percent", "dates", "needed"), [(80, 5, 4), (80, 3, 3), (50, 3, 2), (100, 7, 7), (1, 4, 1)]
    )
    def test_how_many_dates_complete_it(self, percent, dates, needed):
        row = make.CourseFactory(completion_percent=percent)
        assert row.needed_of(dates) == needed
        assert f"{needed}회 이상" in completion_rule(row, dates)


class TestMine:
    @pytest.fixture
    def taken(self, client):
        """A course of four dates that is over, attended three times by a signed-in person."""
        user, session = UserFactory(), course(dates=4)
        row = actions.register(session.pk, user=user, arrived=now())
        for n, date in enumerate(Session.objects.filter(event=session.event).order_by("starts_at")):
            make.there(row, date, present=n < 3)
            starts_at = now() - timedelta(days=30 - n)
            Session.objects.filter(pk=date.pk).update(starts_at=starts_at, ends_at=starts_at + timedelta(hours=2))
        client.force_login(user)
        return session

    def test_what_was_attended_and_what_is_needed(self, client, taken):
        page = client.get("/my/courses/").content.decode()
        assert "전체 4회 중 3회 출석(이수 기준 4회)" in page

    def test_completed_when_it_is_enough(self, client, taken):
        Course.objects.update(completion_percent=75)
        assert "이수: 전체 4회 중 3회 출석" in client.get("/my/courses/").content.decode()

    def test_a_cancelled_date_counts_for_nobody(self, client, taken):
        last = Session.objects.order_by("-starts_at").first()
        Session.objects.filter(pk=last.pk).update(cancelled_at=now(), cancel_reason="휴관")
        assert "이수: 전체 3회 중 3회 출석" in client.get("/my/courses/").content.decode()

    def test_events_are_elsewhere(self, client):
        user = UserFactory()
        actions.register(make.SessionFactory().pk, user=user, arrived=now())
        client.force_login(user)
        assert client.get("/my/courses/").context["rows"] == []

    def test_the_same_few_queries_for_one_and_many(self, client):
        user, counts = UserFactory(), []
        client.force_login(user)
        for n in (1, 19):
            for _ in range(n):
                make.over(actions.register(course(dates=2).pk, user=user, arrived=now()).session)
            client.get("/my/courses/")
            with CaptureQueriesContext(connection) as seen:
                client.get("/my/courses/")
            counts.append(len(seen))
        assert counts[0] == counts[1]


class TestDesk:
    def test_a_course_with_its_dates_in_one_form(self, client):
        sign_in_staff(client, StaffFactory())
        draft, first = make.EventFactory.build(), now() + timedelta(days=9)
        dates = [(None, first, 12), (None, first + timedelta(days=7), None)]
        data = event_data(draft, dates) | {
            "stages": ["child", "youth"],
            "teacher": "박강사",
            "learn_ko": "놀이로 배웁니다.",
            "completion_percent": 80,
            "program": Program.objects.get(code="lifecycle-education").pk,
        }
        client.post(reverse("admin:education_course_add"), data)
        made = Course.objects.get()
        assert made.kind == Kind.COURSE
        assert [date.capacity for date in made.sessions.order_by("starts_at")] == [12, None]
        client.post(reverse("admin:education_course_publish", args=[made.pk]))
        assert Event.objects.published().get().pk == made.pk

    def test_the_same_few_queries_for_one_and_many(self, client):
        sign_in_staff(client, StaffFactory())
        counts = []
        for n in (1, 24):
            for _ in range(n):
                make.registered(course(dates=2))
            url = reverse("admin:education_course_changelist")
            client.get(url)
            with CaptureQueriesContext(connection) as seen:
                assert client.get(url).status_code == 200
            counts.append(len(seen))
        assert counts[0] == counts[1]

    def test_changes_of_a_course_are_in_its_history(self, client):
        row = make.CourseFactory()
        row.teacher, row.title_ko = "새 강사", "새 제목"
        row.save()
        assert row.course_history.latest("pgh_id").teacher == "새 강사"
        assert row.event_ptr.history.latest("pgh_id").title_ko == "새 제목"


@pytest.mark.parametrize("path", ["/education/", "/programs/lifecycle-education/"])
def test_strategy_and_program_show_what_can_be_joined(client, path):
    session = course()
    assert session.event.get_absolute_url() in client.get(path).content.decode()


def test_one_entry_of_the_menu_is_current(client):
    page = client.get(LIST).content.decode()
    assert page.count('aria-current="page"') >= 1
    assert [node.entry.key for node in client.get(LIST).context["shell"].menu.nodes if node.current] == ["events"]
