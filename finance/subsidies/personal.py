"""What grants keep of people, and what a grantee settles before going."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from busan_se.core.extensions import ClosingObstacle, NotPersonal, PersonalData
from enterprises.registry.models import Membership
from finance.subsidies.models import Grant
from finance.subsidies.workflow import UNDECIDED, State


def running_grants(user: Any) -> Iterator[str]:
    """Yield a sentence for each grant that would be left without anybody."""
    others = Membership.objects.filter(enterprise=OuterRef("application__enterprise")).exclude(user=user.pk)
    alone = Q(application__enterprise__memberships__user=user) & ~Exists(others)
    mine = Grant.objects.filter(Q(application__person=user) | alone, state__in=(*UNDECIDED, State.GRANTED))
    for grant in mine.select_related("application"):
        yield _("The grant of application %(number)s is not settled: somebody must answer for it.") % {
            "number": grant.application.receipt_number
        }


DECLARED = (
    PersonalData(
        "finance.Grant",
        gettext_lazy("Grantees"),
        ("bank", "account_holder", "account_number", "plan", "filed_by"),
        gettext_lazy("Grant decision, disbursement and settlement"),
        gettext_lazy("Local Subsidy Act"),
        gettext_lazy("Five years after the support ends"),
        gettext_lazy("Kept for five years (Local Subsidy Act)."),
        also=("state", "requested_won", "filed_at"),
        own=lambda user: Grant.objects.filter(Q(filed_by=user) | Q(application__person=user)),
        order=35,
    ),
    NotPersonal("finance.GrantDecision", ("decided_by",), "an officer in office"),
    NotPersonal("finance.Agreement", ("offered_by", "agreed_by"), "an officer, and who acted for the enterprise"),
    NotPersonal("finance.Payment", ("entered_by", "confirmed_by", "cancelled_by"), "officers in office"),
)
OBSTACLES = (ClosingObstacle("finance.grants", running_grants),)
