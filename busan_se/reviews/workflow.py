"""The life of a round of reviews, and of one reviewer's sheet in it."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from busan_se.core.workflow import Transition, Workflow


class RoundState(models.TextChoices):
    """Where a round stands."""

    PREPARING = "preparing", pgettext_lazy("review round", "In preparation")
    OPEN = "open", pgettext_lazy("review round", "Under review")
    CLOSED = "closed", pgettext_lazy("review round", "Closed")


class SheetState(models.TextChoices):
    """Where the sheet of one reviewer for one case stands."""

    ASSIGNED = "assigned", pgettext_lazy("review sheet", "No declaration yet")
    CLEARED = "cleared", pgettext_lazy("review sheet", "Being scored")
    SUBMITTED = "submitted", pgettext_lazy("review sheet", "Submitted")
    RECUSED = "recused", pgettext_lazy("review sheet", "Stood down")


class Interest(models.TextChoices):
    """What was declared about a reviewer and a case (지방보조금법 §26⑦–⑨)."""

    NONE = "none", _("No interest in the case")
    EXCLUDED = "excluded", _("Excluded by law (제척)")
    RECUSED = "recused", _("Stands down (회피)")
    CHALLENGED = "challenged", _("Challenged by the applicant (기피)")


ROUND = Workflow(
    {
        "open": Transition((RoundState.PREPARING,), RoundState.OPEN),
        "close": Transition((RoundState.OPEN,), RoundState.CLOSED),
    }
)
SHEET = Workflow(
    {
        "submit": Transition((SheetState.CLEARED,), SheetState.SUBMITTED),
        "give_back": Transition((SheetState.SUBMITTED,), SheetState.CLEARED),
    }
)
