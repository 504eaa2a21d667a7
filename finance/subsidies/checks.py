"""What no constraint can see: selections, grants, decisions and the ledger, which must agree across tables."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Case, F, Q, QuerySet, Sum, When
from django.utils.translation import gettext as _

from enterprises.applications.models import Decision
from enterprises.applications.workflow import ENDED, Outcome
from enterprises.applications.workflow import State as ApplicationState
from finance.subsidies import actions, rules
from finance.subsidies.models import Grant, Payment
from finance.subsidies.workflow import UNDECIDED, PaymentState, State


def selections_without_grant() -> QuerySet[Decision]:
    """Return the released selections of subsidy money that have no grant."""
    return Decision.objects.filter(
        outcome=Outcome.SELECTED,
        released_at__isnull=False,
        application__state=ApplicationState.SELECTED,
        application__grant=None,
        commitment__envelope__regulation__in=rules.SUBSIDY_RULES,
    ).select_related("application", "commitment__envelope__program")


def open_forgotten() -> None:
    """Open the grants that a selection lacks, e.g. one announced before this feature was there."""
    for selection in selections_without_grant():
        actions.open_grant(selection)


def without_grant() -> Iterable[str]:
    """Return a sentence for each announced selection without a grant."""
    for selection in selections_without_grant():
        yield _("%(application)s is selected, but has no grant.") % {"application": selection.application}


def states_that_differ() -> Iterator[str]:
    """Return a sentence for each grant whose state contradicts its application, its decision or its money."""
    for grant in _contradictions().select_related("application__enterprise", "application__person"):
        yield _("%(grant)s: the grant contradicts its application, its decision or its money.") % {"grant": grant}


def _contradictions() -> QuerySet[Grant]:
    ended = Q(application__state__in=ENDED)
    wrong = (
        Q(state__in=UNDECIDED) & (ended | Q(decision__isnull=False) | ~Q(commitment__reserved=F("selected_won")))
        | Q(state=State.GIVEN_UP) & (~ended | Q(commitment__reserved__gt=0))
        | Q(state=State.GRANTED)
        & (
            Q(decision__isnull=True)
            | ~Q(decision__amount_won=F("commitment__committed"))
            | Q(commitment__reserved__gt=0)
        )
        | Q(state=State.REFUSED) & (Q(decision__isnull=True) | Q(decision__amount_won__isnull=False))
        | ~Q(commitment=F("application__decision__commitment"))
    )
    return Grant.objects.filter(wrong)


def payments_that_differ() -> Iterator[str]:
    """Return a sentence for each grant whose confirmed payments and returns are not what the ledger says."""
    sums = {
        name: Sum(
            Case(
                When(payments__state=PaymentState.CONFIRMED, payments__kind=kind, then=F("payments__amount_won")),
                default=0,
            )
        )
        for name, kind in (("sum_paid", Payment.Kind.PAY), ("sum_returned", Payment.Kind.RETURN))
    }
    agreeing: dict[str, Any] = {"sum_paid": F("commitment__paid"), "sum_returned": F("commitment__returned")}
    grants = Grant.objects.annotate(**sums).exclude(**agreeing)
    for grant in grants.select_related("application__enterprise", "application__person"):
        yield _("%(grant)s: its confirmed payments differ from the ledger.") % {"grant": grant}
