"""The life of an application, as one table.

Words of the portal: 취하 (withdraw, before the result is out), 포기 (give up, after it), 미선정 (not selected in the
review), 부적격 (ineligible). A decision is made first and released later: until then the applicant sees "under review".
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from busan_se.core.workflow import Transition, Workflow


class State(models.TextChoices):
    """Where an application stands."""

    DRAFT = "draft", _("Being written")
    SUBMITTED = "submitted", _("Submitted")
    DECIDED = "decided", _("Decided, not announced")
    SELECTED = "selected", _("Selected")
    NOT_SELECTED = "not_selected", _("Not selected")
    INELIGIBLE = "ineligible", _("Ineligible")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    GIVEN_UP = "given_up", _("Given up")


class Outcome(models.TextChoices):
    """What was decided; each is the state that the application takes when the decision is released."""

    SELECTED = State.SELECTED.value, State.SELECTED.label
    NOT_SELECTED = State.NOT_SELECTED.value, State.NOT_SELECTED.label
    INELIGIBLE = State.INELIGIBLE.value, State.INELIGIBLE.label


# Over for good: the applicant may apply to the same call again.
ENDED = (State.WITHDRAWN, State.GIVEN_UP)
# The applicant may not know yet that a decision was made.
IN_REVIEW = (State.SUBMITTED, State.DECIDED)
# The applicant has been told.
ANNOUNCED = (State.SELECTED, State.NOT_SELECTED, State.INELIGIBLE)

WORKFLOW = Workflow(
    {
        "submit": Transition((State.DRAFT,), State.SUBMITTED),
        "decide": Transition((State.SUBMITTED,), State.DECIDED),
        "reopen": Transition((State.DECIDED,), State.SUBMITTED),
        "release_selected": Transition((State.DECIDED,), State.SELECTED),
        "release_not_selected": Transition((State.DECIDED,), State.NOT_SELECTED),
        "release_ineligible": Transition((State.DECIDED,), State.INELIGIBLE),
        "withdraw": Transition(IN_REVIEW, State.WITHDRAWN),
        "give_up": Transition((State.SELECTED,), State.GIVEN_UP),
    }
)
