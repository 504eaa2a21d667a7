"""The life of a request to be in the register, as one table.

Words of the portal: 보완 (send back to be mended), 반려 (rejection of the papers), 취하 (withdraw before the decision).
"""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from busan_se.core.workflow import Transition, Workflow


class State(models.TextChoices):
    """Where a request stands."""

    DRAFT = "draft", _("Being written")
    SUBMITTED = "submitted", _("Being checked")
    RETURNED = "returned", pgettext_lazy("request", "To be mended")
    APPROVED = "approved", _("Approved")
    REJECTED = "rejected", _("Papers rejected")
    WITHDRAWN = "withdrawn", _("Withdrawn")


# The desk has it.
WAITING = (State.SUBMITTED, State.RETURNED)
# Not over: a requester has one of these for a number.
OPEN = (State.DRAFT, *WAITING)
DECIDED = (State.APPROVED, State.REJECTED)
FINAL = (*DECIDED, State.WITHDRAWN)

WORKFLOW = Workflow(
    {
        "submit": Transition((State.DRAFT, State.RETURNED), State.SUBMITTED),
        "return": Transition((State.SUBMITTED,), State.RETURNED),
        "move_due": Transition((State.RETURNED,), State.RETURNED),
        "approve": Transition((State.SUBMITTED,), State.APPROVED),
        "reject": Transition(WAITING, State.REJECTED),
        "withdraw": Transition(WAITING, State.WITHDRAWN),
    }
)
