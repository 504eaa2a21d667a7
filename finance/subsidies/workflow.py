"""The life of a grant (지방보조금 교부) from the announced selection on, as two tables.

Words: 교부신청 (grant application), 보완 (sent back to be mended), 교부결정 (grant decision), 협약 (agreement), 교부
(disbursement), 반납 (return), 포기 (given up, by giving up the selection).
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from busan_se.core.workflow import Transition, Workflow


class State(models.TextChoices):
    """Where a grant stands."""

    TO_FILE = "to_file", _("Grant application to be filed")
    FILED = "filed", _("Grant application filed")
    SENT_BACK = "sent_back", _("Sent back to be mended")
    GRANTED = "granted", _("Granted")
    REFUSED = "refused", _("Not granted")
    GIVEN_UP = "given_up", _("Given up")


class PaymentState(models.TextChoices):
    """Where a payment or a return stands."""

    ENTERED = "entered", _("Entered, to be confirmed")
    CONFIRMED = "confirmed", _("Confirmed")
    CANCELLED = "cancelled", _("Cancelled")


# The enterprise writes.
OPEN = (State.TO_FILE, State.SENT_BACK)
# Nothing was decided yet: the money is still only reserved.
UNDECIDED = (*OPEN, State.FILED)
DECIDED = (State.GRANTED, State.REFUSED)

WORKFLOW = Workflow(
    {
        "file": Transition(OPEN, State.FILED),
        "send_back": Transition((State.FILED,), State.SENT_BACK),
        "grant": Transition((State.FILED,), State.GRANTED),
        "refuse": Transition(UNDECIDED, State.REFUSED),
        "give_up": Transition(UNDECIDED, State.GIVEN_UP),
    }
)

PAYMENTS = Workflow(
    {
        "confirm": Transition((PaymentState.ENTERED,), PaymentState.CONFIRMED),
        "cancel": Transition((PaymentState.ENTERED,), PaymentState.CANCELLED),
    }
)
