"""Everything that changes who has a seat. Each function locks the session's row first, looks, and then writes.

The database counts the seats as well (trigger `count_seats`, constraint `session_seats_not_over`): even raw SQL can't
give one too many.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from busan_se.audit import history
from busan_se.core.clock import now
from busan_se.core.errors import Refused, WrongState
from busan_se.events import letters
from busan_se.events.consents import VERSION
from busan_se.events.models import Attendance, Event, Registration, SeatOffer, Session
from busan_se.events.workflow import WORKFLOW, State
from busan_se.notifications.contacts import Contact

EARLY = timedelta(hours=1)  # attendance is marked from so long before a session begins


def locked(session_pk: int) -> Session:
    """Return a session with its event, locked until the transaction ends. Raises Session.DoesNotExist."""
    return Session.objects.select_for_update(of=("self",), no_key=True).select_related("event").get(pk=session_pk)


def begin(session: Session, *, name: str, contact: Contact, arrived: datetime) -> Registration:
    """Return a registration that takes its place once a code confirms the contact. It holds nothing until then.

    Raises Refused as `check_open` does.
    """
    check_open(session, arrived)
    return _new(session, name=name, contact=contact)


@transaction.atomic
def confirm(registration_pk: int, contact: Contact) -> Registration:
    """Give a confirmed person a seat, or a place in line; who is registered already keeps that registration.

    Called by `notifications.contacts.confirm` in its transaction. Registering began in time, so it is honoured although
    registration closed meanwhile. Raises Refused ("begun", "called_off").
    """
    registration = Registration.objects.get(pk=registration_pk)
    session = locked(registration.session_id)
    registration.refresh_from_db()
    if registration.state != State.UNCONFIRMED:
        return registration
    if existing := _live_of(session, contact):
        registration.delete()
        return existing
    return _place(session, registration)


@transaction.atomic
def register(session_pk: int, *, user: Any, arrived: datetime) -> Registration:
    """Give somebody with an account a seat, or a place in line. Registering twice is one registration.

    Raises Refused as `check_open` does.
    """
    session = locked(session_pk)
    contact = Contact("email", user.email)
    if existing := _live_of(session, contact, user):
        return existing
    check_open(session, arrived)
    return _place(session, _new(session, name=user.name or user.email, contact=contact, user=user))


@transaction.atomic
def enter(session_pk: int, *, name: str, contact: Contact, via: str, by: Any) -> Registration:
    """Enter a registration for somebody who called or came (대리 접수); `by` has told the consent.

    Also while registration is not open, until the session begins. Raises Refused ("registered_already", "begun",
    "called_off").
    """
    session = locked(session_pk)
    if _live_of(session, contact):
        raise Refused(_("This person is registered for this session already."), "registered_already")
    return _place(session, _new(session, name=name, contact=contact, via=via, entered_by=by))


@transaction.atomic
def accept(registration_pk: int) -> Registration:
    """Take an offered seat; taking it twice is taking it once. Raises Refused ("offer_expired") after its instant."""
    registration, _session = _locked_registration(registration_pk)
    if registration.state == State.SEATED:
        return registration
    registration.state = WORKFLOW.check(registration.state, "accept")
    offer = registration.offers.get(answer="")
    if offer.expires_at <= now():
        raise Refused(_("The offer has expired: the seat goes to the next in line."), "offer_expired")
    _answer(offer, SeatOffer.Answer.ACCEPTED)
    registration.save(update_fields=["state", "updated_at"])
    letters.tell_accepted(registration, offer)
    return registration


@transaction.atomic
def cancel(registration_pk: int, *, reason: str = "") -> Registration:
    """Give a seat, an offer or a place in line back; a free seat is offered to the first in line at once.

    Raises WrongState if it has ended, Refused ("begun") once the session has begun.
    """
    registration, session = _locked_registration(registration_pk)
    if session.starts_at <= now():
        raise Refused(_("The session has begun: it can't be cancelled any more."), "begun")
    offer = registration.open_offer
    _end(registration, "cancel", reason)
    if offer:
        _answer(offer, SeatOffer.Answer.DECLINED)
    letters.tell_cancelled(registration)
    _move_on(session)
    return registration


@transaction.atomic
def move_on(session_pk: int) -> int:
    """Let expired offers lapse and offer free seats to those who wait, in order; return how many were offered."""
    return _move_on(locked(session_pk))


def move_on_everywhere() -> int:
    """Move the line on wherever an offer expired or a seat is free while somebody waits; return how many offers."""
    instant = now()
    expired = Q(registrations__offers__answer="", registrations__offers__expires_at__lte=instant)
    waiting = Q(registrations__state=State.WAITING, taken__lt=F("capacity"))
    sessions = Session.objects.filter(starts_at__gt=instant, cancelled_at__isnull=True)
    return sum(move_on(pk) for pk in sessions.filter(expired | waiting).values_list("pk", flat=True).distinct())


@transaction.atomic
def set_capacity(session_pk: int, capacity: int) -> Session:
    """Change the number of seats; more seats go to those who wait. Raises Refused ("below_taken")."""
    session = locked(session_pk)
    check_capacity(session, capacity)
    session.capacity = capacity
    session.save(update_fields=["capacity", "updated_at"])
    _move_on(session)
    return session


def check_capacity(session: Session, capacity: int) -> None:
    """Raise Refused ("below_taken") if a locked session has more seats taken or offered than `capacity`."""
    if capacity < session.taken:
        raise Refused(
            _("%(n)d seats are taken or offered already: enter %(n)d or more.") % {"n": session.taken}, "below_taken"
        )


@transaction.atomic
def cancel_session(session_pk: int, *, reason: str) -> Session:
    """Call a session off with its further dates and tell everybody who is registered or waits.

    A further date is called off alone: the people keep their seats. Raises WrongState ("cancelled"), Refused
    ("no_reason").
    """
    session = locked(session_pk)
    if session.is_cancelled:
        raise WrongState(_("This session is cancelled already."), "cancelled")
    if not reason.strip():
        raise Refused(_("Write the reason: everybody who is registered reads it."), "no_reason")
    instant = now()
    dates = Session.objects.filter(Q(pk=session.pk) | Q(part_of=session.pk), cancelled_at=None)
    with history.reason(reason):
        dates.update(cancelled_at=instant, cancel_reason=reason, updated_at=instant)
        session.cancelled_at, session.cancel_reason = instant, reason
        for registration in participants(session).select_for_update(of=("self",), no_key=True):
            if session.has_seats:
                _call_off(registration, reason)
            letters.tell_called_off(registration, session)
    return session


@transaction.atomic
def publish(event: Event, by: Any) -> Event:
    """Show an event to everybody. Raises WrongState ("already_published"), Refused ("no_session")."""
    event = Event.objects.select_for_update(of=("self",), no_key=True).get(pk=event.pk)
    if event.published_at:
        raise WrongState(_("This event is published already."), "already_published")
    if not event.sessions.filter(part_of__isnull=True).exists():
        raise Refused(_("Enter at least one session with seats first."), "no_session")
    event.published_at, event.published_by = now(), by
    event.save(update_fields=["published_at", "published_by", "updated_at"])
    return event


@transaction.atomic
def mark_attendance(session_pk: int, *, shown: Iterable[int], present: Iterable[int], by: Any) -> int:
    """Record for each participant of `shown` (keys of registrations) whether it is among `present`; return how many.

    Raises Refused ("not_begun") before the day of the session.
    """
    session = locked(session_pk)
    if session.starts_at > now() + EARLY:
        raise Refused(_("Attendance can be marked from one hour before the beginning."), "not_begun")
    there = set(present)
    seated = Registration.objects.filter(session=session.part_of_id or session.pk, state=State.SEATED)
    rows = [
        Attendance(registration_id=pk, session=session, present=pk in there, marked_by=by, updated_at=now())
        for pk in seated.filter(pk__in=list(shown)).values_list("pk", flat=True)
    ]
    Attendance.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["registration", "session"],
        update_fields=["present", "marked_by", "updated_at"],
    )
    return len(rows)


def participants(session: Session) -> Any:
    """Return the live registrations that a date concerns, with all that a letter needs."""
    lead = session.part_of_id or session.pk
    return Registration.objects.live().filter(session=lead).select_related("session__event", "user")


def check_open(session: Session, instant: datetime) -> None:
    """Raise Refused if nobody may register at `instant`: "not_published", "called_off", "coming", "closed", "begun"."""
    event = session.event
    if not event.published_at or not session.has_seats:
        raise Refused(_("Nobody can register for this."), "not_published")
    _check_takes_place(session, instant)
    if instant < event.registration_opens_at:
        raise Refused(_("Registration is not open yet."), "coming")
    if instant >= event.registration_closes_at:
        raise Refused(_("Registration has closed. Call the desk in charge if you have a question."), "closed")


def _check_takes_place(session: Session, instant: datetime) -> None:
    if session.is_cancelled:
        raise Refused(_("This session does not take place."), "called_off")
    if session.starts_at <= instant:
        raise Refused(_("This session has begun."), "begun")


def _new(session: Session, *, name: str, contact: Contact, **fields: Any) -> Registration:
    return Registration.objects.create(
        session=session,
        name=name[:60],
        channel=contact.channel,
        contact=contact.value,
        contact_digest=contact.digest,
        language=(get_language() or "ko")[:2],
        consent_version=VERSION,
        consented_at=now(),
        **fields,
    )


def _live_of(session: Session, contact: Contact, user: Any = None) -> Registration | None:
    person = Q(contact_digest=contact.digest) | Q(user=user) if user else Q(contact_digest=contact.digest)
    return Registration.objects.live().filter(person, session=session).first()


def _place(session: Session, registration: Registration) -> Registration:
    """Give a new registration a seat of a locked session, or a place at the end of the line."""
    _check_takes_place(session, now())
    _move_on(session)
    registration.session = session
    registration.state = WORKFLOW.check(registration.state, "seat" if session.seats_left else "queue")
    registration.queued_at = now()
    registration.save(update_fields=["state", "queued_at", "updated_at"])
    session.refresh_from_db(fields=["taken"])
    letters.tell_place(registration)
    return registration


def _move_on(session: Session) -> int:
    """Let expired offers of a locked session lapse, then offer its free seats in order; return how many."""
    instant = now()
    if session.is_cancelled or session.starts_at <= instant or not session.has_seats:
        return 0
    expired = SeatOffer.objects.filter(answer="", expires_at__lte=instant, registration__session=session)
    for offer in expired.select_related("registration__user"):
        _lapse(session, offer)
    session.refresh_from_db(fields=["taken"])
    free = session.seats_left
    waiting = list(Registration.objects.waiting().filter(session=session).select_related("user")[:free]) if free else []
    for registration in waiting:
        registration.session = session
        _offer(registration, instant)
    session.refresh_from_db(fields=["taken"])
    return len(waiting)


def _offer(registration: Registration, instant: datetime) -> None:
    session = registration.session
    until = min(instant + timedelta(hours=session.event.offer_hours), session.starts_at)
    registration.state = WORKFLOW.check(registration.state, "offer")
    registration.save(update_fields=["state", "updated_at"])
    offer = SeatOffer.objects.create(registration=registration, made_at=instant, expires_at=until)
    letters.tell_offer(registration, offer)


def _lapse(session: Session, offer: SeatOffer) -> None:
    registration = offer.registration
    registration.session = session
    _end(registration, "lapse", _("The offer expired without an answer."))
    _answer(offer, SeatOffer.Answer.EXPIRED)
    letters.tell_lapsed(registration, offer)


def _call_off(registration: Registration, reason: str) -> None:
    offer = registration.open_offer
    _end(registration, "call_off", reason)
    if offer:
        _answer(offer, SeatOffer.Answer.WITHDRAWN)


def _end(registration: Registration, action: str, reason: str) -> None:
    registration.state = WORKFLOW.check(registration.state, action)
    registration.ended_at, registration.ended_reason = now(), str(reason)[:300]
    registration.save(update_fields=["state", "ended_at", "ended_reason", "updated_at"])


def _answer(offer: SeatOffer, answer: str) -> None:
    offer.answer, offer.answered_at = answer, now()
    offer.save(update_fields=["answer", "answered_at"])


def _locked_registration(pk: int) -> tuple[Registration, Session]:
    """Lock the session of a registration, and return both as they stand then."""
    session = locked(Registration.objects.values_list("session", flat=True).get(pk=pk))
    registration = Registration.objects.select_related("user").get(pk=pk)
    registration.session = session
    return registration, session
