"""What can happen to a business report."""

from busan_se.core.workflow import Transition, Workflow

WORKFLOW = Workflow(
    {
        "accept": Transition(("submitted",), "accepted"),
        "send_back": Transition(("submitted",), "returned"),
        "supersede": Transition(("accepted",), "superseded"),
    }
)
