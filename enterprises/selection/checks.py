"""What no constraint can see: reserve places, vacancies and decisions that must agree across tables."""

from collections.abc import Iterable

from django.db.models import Q
from django.utils.translation import gettext as _

from enterprises.applications.workflow import Outcome, State
from enterprises.selection.models import ReservePlace


def places_that_differ() -> Iterable[str]:
    """Return a sentence for each waiting place whose application waits no more, and each that moved up in vain."""
    waiting = Q(state=ReservePlace.State.WAITING) & ~Q(application__state=State.SUBMITTED)
    moved = Q(state=ReservePlace.State.PROMOTED) & ~Q(application__decision__outcome=Outcome.SELECTED)
    for place in ReservePlace.objects.filter(waiting | moved).select_related("application"):
        yield _("Reserve place %(place)s and its application contradict each other.") % {"place": place}
