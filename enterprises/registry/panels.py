"""What the register itself shows on the card of an enterprise: qualifications, states, members."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from busan_se.core.clock import today
from busan_se.core.templatetags.portal import seoul_date
from busan_se.notifications.contacts import Contact
from busan_se.notifications.models import Channel
from enterprises.registry.extensions import CardLine, CardPanel
from enterprises.registry.models import Enterprise
from enterprises.registry.profile import qualification_label, qualification_period, standing
from enterprises.registry.sources import source_label

_LABELS = {
    "current": lambda: pgettext("qualification", "In force"),
    "ahead": lambda: pgettext("qualification", "To come"),
    "done": lambda: pgettext("qualification", "Over"),
}


def qualifications(enterprise: Enterprise, user: Any, most: int) -> Sequence[CardLine] | None:
    """Return the qualifications with their periods and how they ended."""
    if not user.has_perm("enterprises.view_qualification"):
        return None
    rows, day = enterprise.qualifications.select_related("kind")[:most], today()
    return [
        CardLine(qualification_label(row), qualification_period(row), mark=_LABELS[standing(row, day)]())
        for row in rows
    ]


def states(enterprise: Enterprise, user: Any, most: int) -> Sequence[CardLine] | None:
    """Return the operating states with their days, and who said so."""
    if not user.has_perm("enterprises.view_operatingstate"):
        return None
    return [
        CardLine(
            row.get_state_display(),
            " · ".join(filter(None, (source_label(row.source), row.reason))),
            when=seoul_date(row.since),
        )
        for row in enterprise.states.all()[:most]
    ]


def members(enterprise: Enterprise, user: Any, most: int) -> Sequence[CardLine] | None:
    """Return the members, of their names and addresses only so much that one recognises them."""
    if not user.has_perm("enterprises.view_membership"):
        return None
    rows = enterprise.memberships.select_related("user").only(
        "role", "created_at", "enterprise", "user", "user__name", "user__email"
    )
    return [
        CardLine(
            mask_name(row.user.name),
            f"{row.get_role_display()} · {Contact(Channel.EMAIL, row.user.email).masked}",
            when=seoul_date(row.created_at),
        )
        for row in rows.order_by("pk")[:most]
    ]


def mask_name(name: str) -> str:
    """Return a name of which only the first and the last sign can be read: "홍*동", "김*"."""
    if len(name) < 3:
        return f"{name[:1]}*"
    return f"{name[0]}{'*' * (len(name) - 2)}{name[-1]}"


def _form(enterprise: Enterprise) -> str:
    return reverse("admin:enterprises_enterprise_change", args=[enterprise.pk])


PANELS = (
    CardPanel(
        "registry.qualifications", _("Qualifications"), qualifications, _("It holds and held none."), _form, order=10
    ),
    CardPanel("registry.states", _("Operating states"), states, _("No dated state is known."), _form, order=15),
    CardPanel("registry.members", _("Members"), members, _("Nobody acts for it on the portal."), _form, order=20),
)
