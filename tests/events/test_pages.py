"""Public pages of events: lists, feeds, registering, and what a participant can do later."""

import re
from datetime import timedelta

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from busan_se.core.clock import now
from busan_se.events import actions, links
from busan_se.events.models import Registration, Session
from busan_se.events.workflow import State
from busan_se.notifications.models import Outbox
from tests.factories import events as make
from tests.factories.accounts import StaffFactory, UserFactory, sign_in_staff

pytestmark = pytest.mark.django_db
LIST = "/events/"


def text(answer):
    return answer.content.decode()


def titles(answer):
    return [card.event.title for _month, cards in answer.context["months"] for card in cards]


def queries_of(client, url):
    client.get(url)
    with CaptureQueriesContext(connection) as seen:
        assert client.get(url).status_code == 200
    return len(seen)


class TestList:
    def test_upcoming_by_month_and_past_apart(self, client):
        coming, gone = make.SessionFactory(), make.over(make.SessionFactory())
        assert titles(client.get(LIST)) == [coming.event.title]
        assert titles(client.get(LIST, {"when": "past"})) == [gone.event.title]

    def test_drafts_are_not_listed(self, client):
        make.SessionFactory(event=make.EventFactory(published_at=None))
        assert titles(client.get(LIST)) == []

    def test_months_head_the_list(self, client):
        for days in (3, 70):
            make.SessionFactory(starts_at=now() + timedelta(days=days))
        assert len(client.get(LIST).context["months"]) == 2

    def test_by_kind_and_district(self, client):
        make.SessionFactory()
        fair = make.SessionFactory(event=make.EventFactory(kind="fair", district_id="26110"))
        assert titles(client.get(LIST, {"kind": "fair"})) == [fair.event.title]
        assert titles(client.get(LIST, {"district": "26110"})) == [fair.event.title]

    @pytest.mark.parametrize("query", ["kind=zoo", "district=x", "when=never", "q=%01"])
    def test_a_wrong_filter_is_told(self, client, query):
        answer = client.get(f"{LIST}?{query}")
        assert answer.status_code == 400
        assert answer.context["form"].errors

    @pytest.mark.parametrize("when", ["upcoming", "past"])
    def test_the_same_few_queries_for_one_and_many(self, client, when):
        counts = []
        for n in (1, 24):
            for _ in range(n):
                session = make.SessionFactory()
                make.further_date(session)
                if when == "past":
                    make.over(session, days=20)
                    Session.objects.filter(part_of=session).update(
                        starts_at=now() - timedelta(days=9), ends_at=now() - timedelta(days=8)
                    )
            counts.append(queries_of(client, f"{LIST}?when={when}"))
        assert counts[0] == counts[1] <= 4

    def test_a_page_without_cookie(self, client):
        make.SessionFactory()
        assert not client.get(LIST).cookies


class TestDetail:
    def test_says_how_many_seats_are_left(self, client):
        session = make.SessionFactory(capacity=2)
        make.registered(session)
        assert "정원 2명 중 1자리 남음" in text(client.get(session.event.get_absolute_url()))

    def test_full_leads_to_the_waiting_list(self, client):
        session = make.SessionFactory(capacity=1)
        make.registered(session)
        assert "대기 신청하기" in text(client.get(session.event.get_absolute_url()))

    def test_a_cancelled_date_says_why(self, client):
        session = make.SessionFactory()
        actions.cancel_session(session.pk, reason="태풍")
        page = text(client.get(session.event.get_absolute_url()))
        assert "태풍" in page
        assert reverse("events:register", args=[session.pk]) not in page

    def test_a_draft_is_for_staff(self, client):
        session = make.SessionFactory(event=make.EventFactory(published_at=None))
        url = session.event.get_absolute_url()
        assert client.get(url).status_code == 404
        sign_in_staff(client, StaffFactory())
        assert client.get(url).status_code == 200

    def test_the_online_address_is_for_who_has_a_seat(self, client):
        event = make.EventFactory(place_ko="", online_url="https://meet.test.example/1")
        session = make.SessionFactory(event=event, capacity=1)
        assert event.online_url not in text(client.get(event.get_absolute_url()))
        seated, waiting = (make.registered(session) for _ in range(2))
        assert event.online_url in text(client.get(links.new_link(seated)))
        assert event.online_url not in text(client.get(links.new_link(waiting)))

    def test_a_course_has_its_own_page(self, client):
        course = make.SessionFactory(event=make.CourseFactory()).event
        answer = client.get(reverse("events:detail", args=[course.pk]))
        assert (answer.status_code, answer.url) == (301, f"/education/courses/{course.pk}/")


class TestCalendar:
    def test_all_dates_with_cancelled_ones_marked(self, client):
        session = make.SessionFactory()
        make.further_date(session)
        actions.cancel_session(make.SessionFactory().pk, reason="태풍")
        feed = text(client.get("/events/calendar.ics"))
        assert feed.count("BEGIN:VEVENT") == 3
        assert feed.count("STATUS:CANCELLED") == 1

    def test_not_modified(self, client):
        make.SessionFactory()
        first = client.get("/events/calendar.ics")
        again = client.get("/events/calendar.ics", headers={"If-Modified-Since": first["Last-Modified"]})
        assert again.status_code == 304

    def test_empty(self, client):
        assert client.get("/events/calendar.ics").status_code == 200

    def test_of_one_session_with_its_further_dates(self, client):
        session = make.SessionFactory()
        make.further_date(session)
        make.SessionFactory()
        assert text(client.get(f"/events/sessions/{session.pk}.ics")).count("BEGIN:VEVENT") == 2

    def test_of_a_draft_is_nobodys(self, client):
        session = make.SessionFactory(event=make.EventFactory(published_at=None))
        assert client.get(f"/events/sessions/{session.pk}.ics").status_code == 404


class TestRegister:
    def test_with_an_account_at_once(self, client):
        session, user = make.SessionFactory(), UserFactory()
        client.force_login(user)
        answer = client.post(reverse("events:register", args=[session.pk]), {"consent": "on"}, follow=True)
        assert answer.context["registration"].state == State.SEATED
        assert "자리가 확정되었습니다" in text(answer)

    def test_not_without_consent(self, client):
        session = make.SessionFactory()
        answer = client.post(
            reverse("events:register", args=[session.pk]), {"name": "김", "contact": "kim@test.example.org"}
        )
        assert set(answer.context["form"].errors) == {"consent"}
        assert not Registration.objects.exists()

    @pytest.mark.parametrize("contact", ["", "kim", "051-123-4567", "010-12", "a" * 300])
    def test_a_contact_that_is_none(self, client, contact):
        url = reverse("events:register", args=[make.SessionFactory().pk])
        answer = client.post(url, {"name": "김", "contact": contact, "consent": "on"})
        assert set(answer.context["form"].errors) == {"contact"}

    def test_too_many_codes_are_refused_and_nothing_stays(self, client):
        url = reverse("events:register", args=[make.SessionFactory().pk])
        data = {"name": "김", "contact": "kim@test.example.org", "consent": "on"}
        answers = [client.post(url, data) for _ in range(6)]
        assert answers[-1].context["form"].non_field_errors()
        assert Registration.objects.count() == 5

    def test_closed_says_so_instead_of_a_form(self, client):
        event = make.EventFactory(registration_closes_at=now() - timedelta(minutes=1))
        url = reverse("events:register", args=[make.SessionFactory(event=event).pk])
        assert "접수가 마감되었습니다" in text(client.get(url))
        assert "마감" in text(client.post(url, {"name": "김", "contact": "k@test.example.org", "consent": "on"}))

    def test_a_wrong_code_gives_no_seat(self, client):
        row = make.begun(make.SessionFactory())
        answer = client.post(links.confirm_path(row), {"code": "000000"})
        assert answer.context["form"].errors
        row.refresh_from_db()
        assert row.state == State.UNCONFIRMED

    def test_a_new_code_on_demand(self, client):
        row = make.begun(make.SessionFactory())
        client.post(links.confirm_path(row), {"again": "1"})
        assert Outbox.objects.filter(recipient_email=row.contact).count() == 1

    def test_a_confirmed_registration_is_not_confirmed_again(self, client):
        row = make.registered(make.SessionFactory())
        answer = client.get(links.confirm_path(row))
        assert answer.url == row.session.event.get_absolute_url()


class TestLink:
    def test_shows_and_cancels(self, client):
        row = make.registered(make.SessionFactory())
        link = links.new_link(row)
        assert row.name in text(client.get(link))
        answer = client.post(link, {"do": "cancel"}, follow=True)
        assert answer.context["registration"].state == State.CANCELLED

    def test_a_look_changes_nothing(self, client):
        session = make.SessionFactory(capacity=1)
        first, second = make.registered(session), make.registered(session)
        actions.cancel(first.pk)
        assert "자리 수락하기" in text(client.get(links.new_link(second)))
        second.refresh_from_db()
        assert second.state == State.OFFERED

    def test_accepts_an_offer_once(self, client):
        session = make.SessionFactory(capacity=1)
        first, second = make.registered(session), make.registered(session)
        actions.cancel(first.pk)
        link = links.new_link(second)
        for _ in range(2):
            answer = client.post(link, {"do": "accept"}, follow=True)
        assert answer.context["registration"].state == State.SEATED

    @pytest.mark.parametrize("token", ["x", "%00", "가", "a" * 300])
    def test_any_other_text_leads_nowhere(self, client, token):
        make.registered(make.SessionFactory())
        assert client.get(f"/events/seat/{token}/").status_code in {400, 404}

    def test_it_opens_no_other_registration(self):
        mine, other = (make.registered(make.SessionFactory()) for _ in range(2))
        token = links.new_link(mine).rstrip("/").rsplit("/", 1)[1]
        assert links.follow(token) == mine != other
        mine.links.all().delete()
        with pytest.raises(ObjectDoesNotExist):
            links.follow(token)

    def test_the_whole_contact_is_not_on_the_page(self, client):
        row = make.registered(make.SessionFactory())
        assert row.contact not in text(client.get(links.new_link(row)))


class TestMine:
    def test_nobody_sees_anothers(self, client):
        row = actions.register(make.SessionFactory().pk, user=UserFactory(), arrived=now())
        client.force_login(UserFactory())
        assert client.get(row.get_absolute_url()).status_code == 404
        assert client.get("/my/events/").context["rows"] == []

    def test_the_same_few_queries_for_one_and_many(self, client):
        user = UserFactory()
        client.force_login(user)
        counts = []
        for n in (1, 19):
            for _ in range(n):
                actions.register(make.SessionFactory().pk, user=user, arrived=now())
            counts.append((queries_of(client, "/my/events/"), queries_of(client, "/my/")))
        assert counts[0] == counts[1]

    def test_an_offer_waits_on_my_page(self, client):
        session, user = make.SessionFactory(capacity=1), UserFactory()
        first = make.registered(session)
        actions.register(session.pk, user=user, arrived=now())
        actions.cancel(first.pk)
        client.force_login(user)
        assert [todo.title for todo in client.get("/my/").context["todos"]] == [f"자리 수락하기: {session.event.title}"]


def test_home_and_search_lead_to_events(client):
    session = make.SessionFactory()
    assert 'href="/events/"' in text(client.get("/"))
    assert session.event.get_absolute_url() in text(client.get("/search/", {"q": session.event.title.split()[-1]}))
    assert re.search(rf'href="{session.event.get_absolute_url()}"', text(client.get("/")))
