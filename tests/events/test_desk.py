"""The desk of events: drafts and dates, participants, attendance, entering for others, lists as files, who may what."""

from datetime import timedelta
from io import BytesIO

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from busan_se.accounts.roles import Role
from busan_se.audit.models import AccessLog
from busan_se.core.clock import now, seoul
from busan_se.events import actions
from busan_se.events.models import Attendance, Event, Registration, Session
from busan_se.events.workflow import State
from busan_se.notifications.models import Outbox
from tests.factories import events as make
from tests.factories.accounts import StaffFactory, sign_in_staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def city(client):
    return sign_in_staff(client, StaffFactory())


def step(session, name):
    return reverse(f"admin:events_session_{name}", args=[session.pk])


def moment(name, at):
    local = seoul(at)
    return {f"{name}_0": f"{local:%Y-%m-%d}", f"{name}_1": f"{local:%H:%M:%S}"}


def event_data(event, dates):
    """Return what the form of an event sends; `dates` are (session or None, starts_at, capacity)."""
    names = ("kind", "title_ko", "summary_ko", "audience_ko", "place_ko", "offer_hours", "desk", "phone")
    data = {name: getattr(event, name) for name in names} | {"district": event.district_id}
    data |= moment("registration_opens_at", event.registration_opens_at)
    data |= moment("registration_closes_at", event.registration_closes_at)
    stored = sum(session is not None for session, *_rest in dates)
    data |= {"sessions-TOTAL_FORMS": len(dates), "sessions-INITIAL_FORMS": stored, "sessions-MAX_NUM_FORMS": 1000}
    for n, (session, starts_at, capacity) in enumerate(dates):
        data |= {f"sessions-{n}-id": session.pk if session else "", f"sessions-{n}-event": event.pk or ""}
        data |= moment(f"sessions-{n}-starts_at", starts_at) | moment(
            f"sessions-{n}-ends_at", starts_at + timedelta(hours=2)
        )
        data[f"sessions-{n}-capacity"] = "" if capacity is None else capacity
    return data


def save(client, event, dates):
    url = reverse("admin:events_event_change", args=[event.pk])
    return client.post(url, event_data(event, dates))


def errors(answer):
    forms = answer.context["inline_admin_formsets"][0].formset.forms
    return " ".join(str(error) for form in forms for error in form.errors.values())


class TestDates:
    def test_a_new_event_with_several_dates_is_a_draft_whose_seats_hang_on_the_first(self, city):
        event, first = make.EventFactory.build(), now() + timedelta(days=9)
        dates = [(None, first + timedelta(days=7 * n), 20 if n == 0 else None) for n in range(3)]
        city.post(reverse("admin:events_event_add"), event_data(event, dates))
        made = Event.objects.get()
        lead, *further = made.sessions.order_by("starts_at")
        assert made.published_at is None
        assert (lead.capacity, [date.part_of for date in further]) == (20, [lead, lead])

    def test_the_first_date_needs_seats(self, city):
        event = make.EventFactory()
        assert "정원" in errors(save(city, event, [(None, now() + timedelta(days=3), None)]))

    @pytest.mark.parametrize(
        ("change", "words"),
        [
            ({"sessions-0-ends_at_0": "2020-01-01"}, "회차의 시작은 끝보다 빨라야"),
            ({"sessions-0-starts_at_0": "0001-01-01"}, "1900"),
            ({"sessions-0-starts_at_1": "25:99"}, "시각"),
            ({"sessions-0-capacity": "0"}, "1"),
            ({"sessions-0-capacity": "9" * 30}, "2147483647"),
        ],
    )
    def test_what_can_not_be_is_told_at_its_place(self, city, change, words):
        event = make.EventFactory()
        url = reverse("admin:events_event_change", args=[event.pk])
        answer = city.post(url, event_data(event, [(None, now() + timedelta(days=3), 5)]) | change)
        assert answer.status_code == 200
        assert words in errors(answer)

    def test_fewer_seats_than_taken_are_refused_with_the_number(self, city):
        session = make.SessionFactory(capacity=5)
        for _ in range(3):
            make.registered(session)
        answer = save(city, session.event, [(session, session.starts_at, 2)])
        assert "3자리" in errors(answer)
        session.refresh_from_db()
        assert session.capacity == 5

    def test_more_seats_are_offered_to_the_line(self, city):
        session = make.SessionFactory(capacity=1)
        _seated, waiting = make.registered(session), make.registered(session)
        save(city, session.event, [(session, session.starts_at, 2)])
        waiting.refresh_from_db()
        assert waiting.state == State.OFFERED

    def test_a_moved_date_is_told(self, city):
        session = make.SessionFactory()
        row = make.registered(session)
        save(city, session.event, [(session, session.starts_at + timedelta(days=1), 10)])
        assert "일정" in Outbox.objects.filter(recipient_email=row.contact).latest("pk").subject

    def test_a_session_with_people_keeps_its_seats(self, city):
        session = make.SessionFactory()
        early = make.SessionFactory(event=session.event, starts_at=now() + timedelta(days=1))
        make.registered(session)
        answer = save(city, session.event, [(early, early.starts_at, 5), (session, session.starts_at, None)])
        assert "이미 신청한 사람" in errors(answer)

    def test_saving_a_form_undoes_no_cancellation_and_no_counter(self, city):
        session = make.SessionFactory()
        make.registered(session)
        Session.objects.filter(pk=session.pk).update(cancelled_at=now(), cancel_reason="휴관")
        save(city, session.event, [(session, session.starts_at, 11)])
        session.refresh_from_db()
        assert (session.capacity, session.taken, session.is_cancelled) == (11, 1, True)


class TestPublish:
    def test_a_draft_with_a_date(self, city):
        event = make.SessionFactory(event=make.EventFactory(published_at=None)).event
        city.post(reverse("admin:events_event_publish", args=[event.pk]))
        event.refresh_from_db()
        assert event.published_at

    def test_not_without_a_date(self, city):
        event = make.EventFactory(published_at=None)
        answer = city.post(reverse("admin:events_event_publish", args=[event.pk]))
        assert answer.context["form"].non_field_errors()

    def test_what_was_published_is_not_deleted(self, city):
        event = make.EventFactory()
        assert city.get(reverse("admin:events_event_delete", args=[event.pk])).status_code == 403


class TestParticipants:
    def test_shows_who_comes_masked_and_is_logged(self, city):
        session = make.SessionFactory()
        row = make.registered(session, name="나참가")
        page = city.get(step(session, "participants")).content.decode()
        assert "나참가" in page
        assert row.contact not in page
        assert AccessLog.objects.filter(subject=f"events.Session:{session.pk}", action="view").exists()

    def test_attendance_by_check_boxes(self, city):
        session = make.SessionFactory()
        rows = [make.registered(session) for _ in range(3)]
        make.over(session)
        city.post(
            step(session, "participants"), {"shown": [r.pk for r in rows], "present": [rows[0].pk, "x", "9" * 30]}
        )
        assert list(Attendance.objects.order_by("registration").values_list("present", flat=True)) == [
            True,
            False,
            False,
        ]
        assert city.get(step(session, "participants")).context["page"].present == {rows[0].pk}

    def test_of_a_further_date_apart(self, city):
        session = make.SessionFactory()
        row = make.registered(session)
        date = make.further_date(session, days=1)
        for each in (session, date):
            Session.objects.filter(pk=each.pk).update(
                starts_at=now() - timedelta(hours=3), ends_at=now() - timedelta(hours=1)
            )
        city.post(step(date, "participants"), {"shown": [row.pk], "present": [row.pk]})
        assert Attendance.objects.get().session == date

    def test_not_before_the_day(self, city):
        session = make.SessionFactory()
        row = make.registered(session)
        city.post(step(session, "participants"), {"shown": [row.pk], "present": [row.pk]})
        assert not Attendance.objects.exists()

    def test_the_same_few_queries_for_one_and_many(self, city):
        session, counts = make.SessionFactory(capacity=30), []
        for n in (1, 29):
            for _ in range(n):
                make.registered(session)
            city.get(step(session, "participants"))
            with CaptureQueriesContext(connection) as seen:
                city.get(step(session, "participants"))
            counts.append(len(seen))
        assert counts[0] == counts[1]


class TestEnter:
    DATA = {"name": "최방문", "contact": "010-9876-5432", "via": "visit", "consent_told": "on"}

    def test_for_somebody_who_comes(self, city):
        session = make.SessionFactory()
        city.post(step(session, "enter"), self.DATA)
        row = Registration.objects.get()
        assert (row.state, row.via, row.contact) == (State.SEATED, "visit", "01098765432")
        assert row.entered_by

    def test_not_without_the_consent_read_out(self, city):
        answer = city.post(step(make.SessionFactory(), "enter"), {**self.DATA, "consent_told": ""})
        assert set(answer.context["form"].errors) == {"consent_told"}

    def test_twice_is_told(self, city):
        session = make.SessionFactory()
        for _ in range(2):
            answer = city.post(step(session, "enter"), self.DATA)
        assert "이미 신청한 사람" in str(answer.context["form"].errors)


class TestCancel:
    def test_a_session_with_its_reason(self, city):
        session = make.SessionFactory()
        row = make.registered(session)
        city.post(step(session, "cancel"), {"reason": "강사 사정"})
        row.refresh_from_db()
        assert row.state == State.CALLED_OFF

    def test_a_registration_of_somebody_who_called(self, city):
        row = make.registered(make.SessionFactory())
        city.post(reverse("admin:events_registration_cancel", args=[row.pk]), {"reason": "전화로 취소"})
        row.refresh_from_db()
        assert (row.state, row.ended_reason) == (State.CANCELLED, "전화로 취소")


class TestExport:
    def test_needs_a_reason_and_logs_it(self, city):
        session = make.SessionFactory()
        row = make.registered(session)
        make.begun(session)
        assert city.post(step(session, "export"), {"format": "csv"}).context["form"].errors
        answer = city.post(step(session, "export"), {"format": "csv", "reason": "출석부 인쇄"})
        lines = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()
        assert len(lines) == 2
        assert row.contact in lines[1]
        assert AccessLog.objects.get(action="export").reason == "출석부 인쇄"

    def test_as_xlsx(self, city):
        session = make.SessionFactory()
        make.registered(session, name="=1+1")
        answer = city.post(step(session, "export"), {"format": "xlsx", "reason": "출석부"})
        sheet = openpyxl.load_workbook(BytesIO(b"".join(answer.streaming_content))).active
        assert sheet["A2"].value == "=1+1"
        assert sheet["A2"].data_type == "s"


class TestLists:
    @pytest.mark.parametrize("name", ["events_event", "events_session", "events_registration"])
    def test_the_same_few_queries_for_one_and_many(self, city, name):
        counts = []
        for n in (1, 24):
            for _ in range(n):
                session = make.SessionFactory(capacity=1)
                make.registered(session)
                make.registered(session)
            url = reverse(f"admin:{name}_changelist")
            city.get(url)
            with CaptureQueriesContext(connection) as seen:
                assert city.get(url).status_code == 200
            counts.append(len(seen))
        assert counts[0] == counts[1] <= 12, [query["sql"][:150] for query in seen]

    def test_registrations_are_found_by_the_whole_contact(self, city):
        row = make.registered(make.SessionFactory())
        make.registered(make.SessionFactory())
        answer = city.get(reverse("admin:events_registration_changelist"), {"q": row.contact.upper()})
        assert list(answer.context["cl"].result_list) == [row]

    def test_dates_whose_attendance_is_missing_wait_on_the_desk(self, city):
        session, marked = make.SessionFactory(), make.SessionFactory()
        make.there(make.registered(marked))
        make.registered(session)
        for each in (session, marked):
            make.over(each)
        answer = city.get(reverse("admin:events_session_changelist"), {"when": "unmarked"})
        assert list(answer.context["cl"].result_list) == [session]
        todos = {str(todo.title): todo for todo in city.get(reverse("admin:index")).context["todos"]}
        assert todos["출석을 입력하지 않은 회차"].count == 1


class TestAccess:
    def test_an_officer_works_on_the_own_district_alone(self, client):
        sign_in_staff(client, StaffFactory(districts=["26350"]))
        here = make.SessionFactory()
        there = make.SessionFactory(event=make.EventFactory(district_id="26110"))
        assert client.get(step(here, "participants")).status_code == 200
        for name in ("participants", "enter", "export"):
            assert client.get(step(there, name)).status_code == 404
        row = make.registered(there)
        assert client.get(reverse("admin:events_registration_change", args=[row.pk])).status_code == 302
        assert list(Registration.objects.visible_to(StaffFactory(districts=["26350"]))) == []

    @pytest.mark.parametrize("name", ["enter", "cancel", "export"])
    def test_the_auditor_changes_nothing(self, client, name):
        sign_in_staff(client, StaffFactory(role=Role.AUDITOR))
        session = make.SessionFactory()
        assert client.get(step(session, name)).status_code == 403
        make.over(session)
        assert client.post(step(session, "participants"), {"shown": []}).status_code == 403

    def test_an_officer_cancels_no_session(self, client):
        sign_in_staff(client, StaffFactory(districts=["26350"]))
        session = make.SessionFactory()
        assert client.post(step(session, "cancel"), {"reason": "x"}).status_code == 403
        assert not actions.locked(session.pk).is_cancelled
