"""The life of a registration, as one table.

A seat is held while it is offered or taken. Who waits gets an offer in the order of the line; who lets it expire leaves
the line and may register again at its end.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from busan_se.core.workflow import Transition, Workflow


class State(models.TextChoices):
    """Where a registration stands."""

    UNCONFIRMED = "unconfirmed", _("Contact not confirmed")
    WAITING = "waiting", _("On the waiting list")
    OFFERED = "offered", _("Seat offered")
    SEATED = "seated", _("Registered")
    CANCELLED = "cancelled", _("Cancelled by the participant")
    LAPSED = "lapsed", _("Offer expired")
    CALLED_OFF = "called_off", _("Session cancelled")


LIVE = (State.WAITING, State.OFFERED, State.SEATED)
HOLDING = (State.OFFERED, State.SEATED)  # the trigger `count_seats` counts these
ENDED = (State.CANCELLED, State.LAPSED, State.CALLED_OFF)

WORKFLOW = Workflow(
    {
        "seat": Transition((State.UNCONFIRMED,), State.SEATED),
        "queue": Transition((State.UNCONFIRMED,), State.WAITING),
        "offer": Transition((State.WAITING,), State.OFFERED),
        "accept": Transition((State.OFFERED,), State.SEATED),
        "lapse": Transition((State.OFFERED,), State.LAPSED),
        "cancel": Transition(LIVE, State.CANCELLED),
        "call_off": Transition(LIVE, State.CALLED_OFF),
    }
)
