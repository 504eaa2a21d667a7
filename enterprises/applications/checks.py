"""What no constraint can see: decisions, states and reserved money that must agree across tables."""

from collections.abc import Iterable

from django.db.models import F, Q
from django.utils.translation import gettext as _

from busan_se.programs.models.envelopes import EntryKind
from enterprises.applications.models import Application, Decision
from enterprises.applications.workflow import ANNOUNCED, ENDED, Outcome, State


def selections_without_money() -> Iterable[str]:
    """Return a sentence for each live selection that never held money, and each ended one that still reserves some.

    Money that was held may be gone rightly: a grant can be refused after the selection (the rooms of money check that).
    """
    selected = Decision.objects.filter(outcome=Outcome.SELECTED).select_related("application", "commitment")
    bare = ~Q(commitment__entries__kind=EntryKind.RESERVE)
    for decision in selected.filter(bare).exclude(application__state__in=ENDED):
        yield _("%(application)s is selected, but nothing is reserved for it.") % {"application": decision.application}
    for decision in selected.filter(application__state__in=ENDED, commitment__reserved__gt=0):
        yield _("%(application)s is over, but money is still reserved for it.") % {"application": decision.application}


def states_that_differ() -> Iterable[str]:
    """Return a sentence for each application whose state and decision contradict each other."""
    announced = Application.objects.filter(state__in=ANNOUNCED)
    wrong = announced.filter(~Q(decision__outcome=F("state")) | Q(decision__released_at=None))
    undecided = Application.objects.filter(state=State.DECIDED).exclude(
        decision__released_at=None, decision__pk__isnull=False
    )
    early = Application.objects.filter(state__in=(State.DRAFT, State.SUBMITTED), decision__isnull=False)
    for application in (wrong | undecided | early).distinct():
        yield _("%(application)s: its state and its decision contradict each other.") % {"application": application}
