"""Who gets a seat, who waits, whom a free seat is offered to, and who is told."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from busan_se.core.clock import now, seoul
from busan_se.core.errors import Refused, WrongState
from busan_se.core.templatetags.portal import seoul_instant
from busan_se.events import actions, letters, reminders, retention
from busan_se.events.models import Event, Registration, RegistrationLink, SeatOffer, Session
from busan_se.events.portal import offers_without_seat, seats_that_differ
from busan_se.events.workflow import State
from busan_se.notifications.contacts import Contact
from busan_se.notifications.models import Message, Outbox, TextMessage
from tests.factories import events as make
from tests.factories.accounts import StaffFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def full():
    """One seat, taken by the first; the others wait in their order."""
    session = make.SessionFactory(capacity=1)
    return session, [make.registered(session) for _ in range(3)]


def state_of(registration):
    registration.refresh_from_db()
    return registration.state


def letters_of(registration):
    return [mail.body for mail in Outbox.objects.filter(recipient_email=registration.contact).order_by("pk")]


def expire(registration):
    SeatOffer.objects.filter(registration=registration).update(
        made_at=now() - timedelta(days=2), expires_at=now() - timedelta(minutes=1)
    )


class TestRegister:
    def test_a_seat_while_one_is_left_then_the_line(self, full):
        _session, rows = full
        assert [state_of(row) for row in rows] == [State.SEATED, State.WAITING, State.WAITING]
        assert [row.place_in_line for row in rows] == [0, 1, 2]

    def test_nothing_is_held_before_the_code(self):
        session = make.SessionFactory(capacity=1)
        make.begun(session)
        session.refresh_from_db()
        assert session.taken == 0

    def test_twice_is_once(self):
        session, person = make.SessionFactory(), make.contact()
        assert make.registered(session, person) == make.registered(session, person)
        assert Registration.objects.count() == 1

    def test_an_account_and_its_address_are_one_person(self):
        session, user = make.SessionFactory(), UserFactory()
        own = actions.register(session.pk, user=user, arrived=now())
        assert make.registered(session, Contact("email", user.email)) == own

    def test_again_after_cancelling(self):
        session, person = make.SessionFactory(), make.contact()
        actions.cancel(make.registered(session, person).pk)
        assert make.registered(session, person).state == State.SEATED

    @pytest.mark.parametrize(
        ("event", "session", "code"),
        [
            ({"published_at": None}, {}, "not_published"),
            ({"registration_opens_at": now() + timedelta(days=1)}, {}, "coming"),
            ({"registration_closes_at": now() - timedelta(minutes=1)}, {}, "closed"),
            ({}, {"starts_at": now() - timedelta(minutes=1), "ends_at": now() + timedelta(hours=1)}, "begun"),
            ({}, {"cancelled_at": now(), "cancel_reason": "사정"}, "called_off"),
        ],
    )
    def test_refused_with_a_reason(self, event, session, code):
        row = make.SessionFactory(event=make.EventFactory(**event), **session)
        with pytest.raises(Refused) as refusal:
            actions.register(row.pk, user=UserFactory(), arrived=now())
        assert refusal.value.code == code

    def test_a_further_date_is_not_registered_for(self):
        date = make.further_date(make.SessionFactory())
        with pytest.raises(Refused):
            actions.register(date.pk, user=UserFactory(), arrived=now())

    def test_confirmed_after_the_closing_still_counts(self):
        session = make.SessionFactory()
        registration = make.begun(session)
        Event.objects.update(registration_closes_at=now() - timedelta(seconds=1))
        assert actions.confirm(registration.pk, registration.reachable).state == State.SEATED

    def test_staff_enter_for_a_caller_also_after_the_closing(self):
        event = make.EventFactory(registration_closes_at=now() - timedelta(minutes=1))
        officer, person = StaffFactory(), Contact("phone", "01012345678")
        row = actions.enter(make.SessionFactory(event=event).pk, name="최전화", contact=person, via="phone", by=officer)
        assert (row.state, row.via, row.entered_by) == (State.SEATED, "phone", officer)
        assert "최전화" not in TextMessage.objects.get().body

    def test_staff_are_told_of_a_double_entry(self):
        session, person = make.SessionFactory(), make.contact()
        make.registered(session, person)
        with pytest.raises(Refused) as refusal:
            actions.enter(session.pk, name="이", contact=person, via="visit", by=StaffFactory())
        assert refusal.value.code == "registered_already"


class TestLine:
    def test_a_seat_given_back_is_offered_to_the_first_in_line(self, full):
        _session, rows = full
        actions.cancel(rows[0].pk)
        assert [state_of(row) for row in rows] == [State.CANCELLED, State.OFFERED, State.WAITING]

    def test_who_registers_now_does_not_pass_the_line(self, full):
        session, rows = full
        actions.cancel(rows[0].pk)
        assert make.registered(session).state == State.WAITING

    def test_an_offer_says_until_when(self, full):
        session, rows = full
        actions.cancel(rows[0].pk)
        offer = SeatOffer.objects.get()
        assert offer.expires_at - offer.made_at == timedelta(hours=session.event.offer_hours)
        assert seoul_instant(offer.expires_at) in letters_of(rows[1])[-1]

    def test_an_offer_never_outlasts_the_beginning(self):
        session = make.SessionFactory(capacity=1, starts_at=now() + timedelta(hours=3))
        first, _second = make.registered(session), make.registered(session)
        actions.cancel(first.pk)
        assert SeatOffer.objects.get().expires_at == session.starts_at

    def test_accepted(self, full):
        _session, rows = full
        actions.cancel(rows[0].pk)
        assert actions.accept(rows[1].pk).state == State.SEATED
        assert SeatOffer.objects.get().answer == "accepted"

    def test_an_expired_offer_is_refused_before_any_sweeper(self, full):
        _session, rows = full
        actions.cancel(rows[0].pk)
        expire(rows[1])
        with pytest.raises(Refused) as refusal:
            actions.accept(rows[1].pk)
        assert refusal.value.code == "offer_expired"

    def test_the_sweeper_moves_the_line_on(self, full):
        _session, rows = full
        actions.cancel(rows[0].pk)
        expire(rows[1])
        assert actions.move_on_everywhere() == 1
        assert [state_of(row) for row in rows[1:]] == [State.LAPSED, State.OFFERED]
        assert actions.move_on_everywhere() == 0

    def test_declining_hands_on(self, full):
        _session, rows = full
        actions.cancel(rows[0].pk)
        actions.cancel(rows[1].pk)
        assert SeatOffer.objects.get(registration=rows[1]).answer == "declined"
        assert state_of(rows[2]) == State.OFFERED

    def test_nobody_accepts_without_an_offer(self, full):
        with pytest.raises(WrongState):
            actions.accept(full[1][1].pk)

    def test_more_seats_go_to_the_line(self, full):
        session, rows = full
        actions.set_capacity(session.pk, 2)
        assert [state_of(row) for row in rows] == [State.SEATED, State.OFFERED, State.WAITING]

    def test_never_fewer_seats_than_taken(self):
        session = make.SessionFactory(capacity=3)
        for _ in range(2):
            make.registered(session)
        with pytest.raises(Refused, match="2"):
            actions.set_capacity(session.pk, 1)

    def test_nothing_is_offered_once_it_has_begun(self, full):
        session, rows = full
        Session.objects.filter(pk=session.pk).update(starts_at=now() - timedelta(minutes=1))
        with pytest.raises(Refused):
            actions.cancel(rows[0].pk)
        assert actions.move_on(session.pk) == 0


class TestCallOff:
    def test_everybody_is_told_and_nobody_keeps_a_seat(self, full):
        session, rows = full
        actions.cancel_session(session.pk, reason="강사 사정")
        assert {state_of(row) for row in rows} == {State.CALLED_OFF}
        assert all("강사 사정" in letters_of(row)[-1] for row in rows)

    def test_open_offers_are_withdrawn(self, full):
        session, rows = full
        actions.cancel(rows[0].pk)
        actions.cancel_session(session.pk, reason="강사 사정")
        assert SeatOffer.objects.get().answer == "withdrawn"

    def test_one_date_of_several_leaves_the_seats(self):
        session = make.SessionFactory()
        date, row = make.further_date(session), make.registered(session)
        actions.cancel_session(date.pk, reason="휴관")
        assert state_of(row) == State.SEATED
        assert "휴관" in letters_of(row)[-1]

    def test_the_first_date_takes_the_others_along(self):
        session = make.SessionFactory()
        date = make.further_date(session)
        actions.cancel_session(session.pk, reason="휴관")
        date.refresh_from_db()
        assert date.is_cancelled

    def test_once_and_with_a_reason(self):
        session = make.SessionFactory()
        with pytest.raises(Refused):
            actions.cancel_session(session.pk, reason=" ")
        actions.cancel_session(session.pk, reason="휴관")
        with pytest.raises(WrongState):
            actions.cancel_session(session.pk, reason="휴관")


class TestLetters:
    def test_with_an_account_by_inbox_and_mail(self):
        user = UserFactory()
        row = actions.register(make.SessionFactory().pk, user=user, arrived=now())
        assert Message.objects.get(user=user).url == row.get_absolute_url()
        assert not RegistrationLink.objects.exists()

    def test_without_one_with_a_secret_link_that_is_kept_as_a_hash(self):
        row = make.registered(make.SessionFactory())
        token = letters_of(row)[0].rsplit("/events/seat/", 1)[1].strip("/ \n")
        assert token not in RegistrationLink.objects.get().token_hash

    def test_to_a_phone_as_a_text(self):
        make.registered(make.SessionFactory(), Contact("phone", "01012345678"))
        assert "/events/seat/" in TextMessage.objects.get(kind=letters.KIND).body

    def test_the_day_before_once(self):
        session = make.SessionFactory(starts_at=now() + timedelta(days=1))
        seated, _gone = make.registered(session), actions.cancel(make.registered(session).pk)
        today = f"{seoul(now()):%Y-%m-%d}"
        assert reminders.remind_of_tomorrow(today) == 1
        reminders.remind_of_tomorrow(today)
        assert len(letters_of(seated)) == 2

    def test_a_further_date_is_reminded_of_too(self):
        session = make.SessionFactory()
        make.registered(session)
        make.further_date(session, days=7)
        day = seoul(session.starts_at + timedelta(days=6))
        assert reminders.remind_of_tomorrow(f"{day:%Y-%m-%d}") == 1


class TestRetention:
    def test_who_it_was_goes_after_a_year_and_the_count_stays(self):
        session = make.SessionFactory()
        row = make.registered(session)
        make.over(session, days=366)
        assert retention.forget_participants() == 1
        row.refresh_from_db()
        assert (row.name, row.contact, row.contact_digest, row.state) == ("", "", "", State.SEATED)
        assert not row.links.exists()
        assert not [*seats_that_differ()]

    def test_a_later_date_keeps_them(self):
        session = make.SessionFactory()
        make.registered(session)
        make.further_date(session, days=7)
        make.over(session, days=366)
        assert retention.forget_participants() == 0

    def test_a_contact_that_nobody_confirmed_goes_after_a_day(self):
        row = make.begun(make.SessionFactory())
        Registration.objects.filter(pk=row.pk).update(created_at=now() - timedelta(days=2))
        retention.forget_participants()
        assert not Registration.objects.exists()

    def test_personal_fields_stay_out_of_the_history(self):
        row = make.registered(make.SessionFactory())
        fields = {field.name for field in row.history.model._meta.fields}
        assert not fields & {"name", "contact", "contact_digest", "user"}


class TestAttendance:
    def test_marks_and_corrects(self):
        session, officer = make.SessionFactory(), StaffFactory()
        rows = [make.registered(session) for _ in range(2)]
        make.over(session)
        keys = [row.pk for row in rows]
        actions.mark_attendance(session.pk, shown=keys, present=keys[:1], by=officer)
        actions.mark_attendance(session.pk, shown=keys, present=keys[1:], by=officer)
        assert [row.attendances.get().present for row in rows] == [False, True]

    def test_only_of_those_who_have_a_seat_here(self):
        session, stranger = make.SessionFactory(), make.registered(make.SessionFactory())
        make.over(session)
        assert actions.mark_attendance(session.pk, shown=[stranger.pk], present=[stranger.pk], by=None) == 0

    def test_not_days_before(self):
        with pytest.raises(Refused) as refusal:
            actions.mark_attendance(make.SessionFactory().pk, shown=[], present=[], by=None)
        assert refusal.value.code == "not_begun"


class TestDatabase:
    def test_the_counter_is_moved_by_registrations_alone(self):
        session = make.SessionFactory(taken=9)
        Session.objects.filter(pk=session.pk).update(taken=7)
        session.refresh_from_db()
        assert session.taken == 0

    def test_a_seat_too_many_is_refused(self):
        session = make.SessionFactory(capacity=1)
        make.registered(session)
        begun = make.begun(session)
        with pytest.raises(IntegrityError, match="session_seats_not_over"), transaction.atomic():
            Registration.objects.filter(pk=begun.pk).update(state=State.SEATED, queued_at=now())

    def test_a_registration_stays_with_its_session(self):
        row = make.registered(make.SessionFactory())
        with pytest.raises(IntegrityError), transaction.atomic():
            Registration.objects.filter(pk=row.pk).update(session=make.SessionFactory())

    def test_a_broken_offer_is_found_at_night(self, full):
        Registration.objects.filter(pk=full[1][1].pk).update(state=State.WAITING)
        assert not [*offers_without_seat()]
        actions.cancel(full[1][0].pk)
        SeatOffer.objects.all().delete()
        assert len([*offers_without_seat()]) == 1
