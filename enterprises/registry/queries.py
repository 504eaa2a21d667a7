"""Whose enterprise it is that a person works for now, and the counts of the directory."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Count
from django.http import HttpRequest

from enterprises.registry.models import Enterprise, EnterpriseQuerySet, Membership

SESSION_KEY = "enterprise"


def memberships_of(request: HttpRequest) -> Sequence[Membership]:
    """Return the memberships of the signed-in person in enterprises that were not merged; read once per request."""
    if not request.user.is_authenticated:
        return ()
    known: Sequence[Membership] | None = getattr(request, "_memberships", None)
    if known is None:
        known = tuple(Membership.objects.of(request.user).filter(enterprise__merged_into=None))
        request._memberships = known  # type: ignore[attr-defined]
    return known


def current_membership(request: HttpRequest) -> Membership | None:
    """Return the membership that the person chose in the header, else the first by name; None without any."""
    memberships = memberships_of(request)
    if not memberships:
        return None
    chosen = request.session.get(SESSION_KEY)
    return next((member for member in memberships if member.enterprise_id == chosen), memberships[0])


def current_enterprise(request: HttpRequest) -> Enterprise | None:
    """Return the enterprise that the person works for now; None for visitors, citizens and staff."""
    member = current_membership(request)
    return member.enterprise if member else None


def counts_by_district(found: EnterpriseQuerySet) -> dict[str, int]:
    """Return district code → number of these enterprises; those without a district are left out."""
    rows: Any = found.exclude(district=None).order_by().values_list("district").annotate(Count("pk"))
    return dict(rows)
