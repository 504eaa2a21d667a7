"""What participants are told, in their language: by inbox and mail with an account, else by mail or text message.

All of it is written in the caller's transaction and leaves after its commit; each letter leaves once.
"""

from collections.abc import Callable

from django.utils import translation
from django.utils.translation import gettext as _

from busan_se.core.extensions import Text
from busan_se.core.templatetags.portal import seoul_instant
from busan_se.events import links
from busan_se.events.models import Registration, SeatOffer, Session
from busan_se.notifications.actions import notify
from busan_se.notifications.contacts import tell

KIND = "events"


def tell_place(registration: Registration) -> None:
    """Confirm a seat, or say which place in the line it is."""
    if registration.holds_seat:
        _send(registration, "seat", lambda: _("Registered: %(event)s"), _seat_text(registration))
    else:
        place = registration.place_in_line
        _send(
            registration,
            "line",
            lambda: _("Waiting list: %(event)s"),
            lambda: (
                _("%(when)s. All seats are taken: you are number %(n)d in line. We write when a seat is free.")
                % {"when": _when(registration.session), "n": place}
            ),
        )


def tell_offer(registration: Registration, offer: SeatOffer) -> None:
    """Offer a seat, with the instant until which it is kept."""
    _send(
        registration,
        f"offer:{offer.pk}",
        lambda: _("A seat for you: %(event)s"),
        lambda: (
            _("%(when)s. A seat is free. Accept it by %(until)s; after that it goes to the next in line.")
            % {"when": _when(registration.session), "until": seoul_instant(offer.expires_at)}
        ),
    )


def tell_accepted(registration: Registration, offer: SeatOffer) -> None:
    """Confirm a seat that was offered."""
    _send(registration, f"seat:{offer.pk}", lambda: _("Registered: %(event)s"), _seat_text(registration))


def tell_lapsed(registration: Registration, offer: SeatOffer) -> None:
    """Say that an offered seat went on to the next."""
    _send(
        registration,
        f"lapsed:{offer.pk}",
        lambda: _("The offered seat has expired: %(event)s"),
        lambda: (
            _("The seat was kept until %(until)s. You can register again while registration is open.")
            % {"until": seoul_instant(offer.expires_at)}
        ),
    )


def tell_cancelled(registration: Registration) -> None:
    """Confirm that a registration was cancelled."""
    _send(
        registration,
        "cancelled",
        lambda: _("Your registration is cancelled: %(event)s"),
        lambda: _("%(when)s. Your place is free for somebody else.") % {"when": _when(registration.session)},
    )


def tell_called_off(registration: Registration, session: Session) -> None:
    """Say that a session, or one date of it, does not take place, and why."""
    _send(
        registration,
        f"called_off:{session.pk}",
        lambda: _("Does not take place: %(event)s"),
        lambda: (
            _("The session of %(when)s does not take place. Reason: %(reason)s")
            % {"when": _when(session), "reason": session.cancel_reason}
        ),
    )


def tell_moved(registration: Registration, session: Session) -> None:
    """Say that a date was moved."""
    _send(
        registration,
        f"moved:{session.pk}:{session.starts_at:%Y%m%d%H%M}",
        lambda: _("New date: %(event)s"),
        lambda: _("The session was moved. It is now on %(when)s.") % {"when": _when(session)},
    )


def remind(registration: Registration, session: Session) -> None:
    """Remind of a date the day before."""
    _send(
        registration,
        f"reminder:{session.pk}:{session.starts_at:%Y%m%d}",
        lambda: _("Tomorrow: %(event)s"),
        lambda: (
            _("%(when)s. If you can't come, cancel on this page: somebody else may be waiting.")
            % {"when": _when(session)}
        ),
    )


def _seat_text(registration: Registration) -> Callable[[], str]:
    return lambda: (
        _("Your seat is reserved. %(when)s. Taking part is free. On this page you can cancel it.")
        % {"when": _when(registration.session)}
    )


def _when(session: Session) -> str:
    event = session.event
    place = event.place or _("online")
    return f"{seoul_instant(session.starts_at)}, {place}"


def _send(registration: Registration, what: str, title: Callable[[], str], body: Callable[[], str]) -> None:
    """Tell one participant one thing. The texts are made in the participant's language."""
    user = registration.user
    key = f"registration:{registration.reference}:{what}"
    with translation.override(user.language if user else registration.language):
        subject: Text = title() % {"event": registration.session.event.title}
        if user:
            notify(user, kind=KIND, key=key, title=subject, body=body(), url=registration.get_absolute_url())
        elif registration.contact:
            text = f"{subject}\n{body()}\n{links.absolute(links.new_link(registration))}"
            tell(registration.reachable, kind=KIND, key=key, subject=subject, body=text)
