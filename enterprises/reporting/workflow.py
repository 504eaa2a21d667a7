"""What can happen to a business report."""

from busan_se.core.workflow import Transition, Workflow

ACCEPT = "accept"
SEND_BACK = "send_back"
SUPERSEDE = "supersede"

REPORT_WORKFLOW = Workflow(
    {
        ACCEPT: Transition(("submitted",), "accepted"),
        SEND_BACK: Transition(("submitted",), "returned"),
        SUPERSEDE: Transition(("accepted",), "superseded"),
    }
)
