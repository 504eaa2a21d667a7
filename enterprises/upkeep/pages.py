"""What the upkeep shows: to members, on the public page, on the card."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from busan_se.core.extensions import Text
from busan_se.core.prepared import prepared
from busan_se.core.templatetags.portal import seoul_date
from enterprises.registry.completeness import Completeness, Fact, completeness_of
from enterprises.registry.extensions import CardLine
from enterprises.registry.models import Enterprise, Membership
from enterprises.registry.queries import current_membership
from enterprises.upkeep.models import Confirmation
from enterprises.upkeep.queries import standing

_PAPERS = {"number": "business", "representative": "business", "address": "business", "state": "business"}


@dataclass(frozen=True)
class Lack:
    """A fact that an entry lacks, how it is mended, and where."""

    label: Text
    how: Text
    url: str


def lacks(found: Completeness) -> list[Lack]:
    """Return what is missing with the way to mend it: members write some facts, papers prove the others."""
    return [Lack(fact.label, _how(fact), _where(fact)) for fact in found.missing]


def _how(fact: Fact) -> str:
    if fact.field:
        return _("Write it")
    return _("Put a paper that shows it into the document folder, and tell the desk: it writes this fact")


def _where(fact: Fact) -> str:
    if fact.field:
        return f"{reverse('enterprises:edit')}#id_{fact.field}"
    return f"{reverse('documents:add')}?kind={_PAPERS.get(fact.key, 'business')}"


def my_context(request: HttpRequest) -> dict[str, Any]:
    """Return where the entry of the enterprise stands that the person works for now; `member` is None without one."""
    member = current_membership(request)
    return context_of(member) if member else {"member": None}


def check_url(enterprise: int) -> str:
    """Return where a member answers for this enterprise, whichever the person works for now."""
    return f"{reverse('upkeep:check')}?enterprise={enterprise}"


def context_of(member: Membership) -> dict[str, Any]:
    """Return where the entry of a member's enterprise stands."""
    return {
        "member": member,
        "standing": standing(member.enterprise_id),
        "complete": completeness_of(member.enterprise_id),
    }


def public_context(enterprise: Enterprise, request: HttpRequest) -> dict[str, Any]:
    """Return the day on which members last confirmed the entry; None where they never did."""
    found = _newest(enterprise.pk)
    return {"confirmed_on": found[0] if found else None}


@prepared
def _newest(enterprise: int) -> QuerySet[Confirmation, Any]:
    return Confirmation.objects.filter(enterprise=enterprise).values_list("day", flat=True)[:1]


def card_lines(enterprise: Enterprise, user: Any, most: int) -> Sequence[CardLine] | None:
    """Return how complete the entry is, and who confirmed it when."""
    if not user.has_perm("enterprises.view_confirmation"):
        return None
    found = completeness_of(enterprise.pk)
    missing = ", ".join(str(fact.label) for fact in found.missing)
    first = CardLine(_("Completeness %(n)s %%") % {"n": found.percent}, _("Missing: %(facts)s") % {"facts": missing})
    rows = Confirmation.objects.filter(enterprise=enterprise)
    said = [CardLine(_("Confirmed by the enterprise"), when=seoul_date(row.day)) for row in rows[: most - 1]]
    return [first if missing else CardLine(first.title), *said]
