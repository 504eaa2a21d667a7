"""What memberships show elsewhere."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from busan_se.accounts.roles import Role, RoleGrant
from busan_se.core.clock import now
from busan_se.core.extensions import DemoSeed, MyPanel, Todo, TodoSource, Unpublished
from busan_se.core.registry import register
from busan_se.files.extensions import FileOwner
from busan_se.files.models import StoredFile
from enterprises.membership import demo, personal
from enterprises.membership.admin import DECIDE
from enterprises.membership.models import HandOver, Invitation, OwnerRestoring
from enterprises.registry.extensions import EntryLink
from enterprises.registry.models import Membership
from enterprises.registry.queries import current_membership


def my_context(request: HttpRequest) -> dict[str, Any]:
    """Return how many members and open invitations the current enterprise has."""
    own = current_membership(request)
    if own is None:
        return {"own": None}
    return {
        "own": own,
        "n": Membership.objects.filter(enterprise=own.enterprise_id).count(),
        "open": Invitation.objects.live_at(now()).filter(enterprise=own.enterprise_id).count(),
    }


def my_todos(user: Any) -> Sequence[Todo]:
    """Return the hand-overs that this user can accept."""
    offers = HandOver.objects.open().filter(receiver=user.pk).select_related("enterprise", "giver")
    return [
        Todo(
            _("%(giver)s wants to hand %(enterprise)s over to you")
            % {"giver": offer.giver, "enterprise": offer.enterprise},
            reverse("members:hand_over_answer", args=[offer.pk]),
        )
        for offer in offers
    ]


def staff_todos(user: Any) -> Sequence[Todo]:
    """Return the proposals of other officers that wait for a second one."""
    if not user.has_perm(DECIDE):
        return ()
    n = OwnerRestoring.objects.visible_to(user).open().exclude(proposed_by=user).count()
    url = f"{reverse('admin:enterprises_ownerrestoring_changelist')}?verdict__exact="
    return [Todo(_("Proposals of another owner, for a second officer"), url, count=n)] if n else []


def proof_is_readable(user: Any, file: StoredFile) -> bool:
    """Return whether the file is the proof of a proposal that the user may read."""
    return OwnerRestoring.objects.visible_to(user).filter(proof=file).exists()


register(Unpublished("enterprises.membership"))
register(EntryLink("members", gettext_lazy("See and manage the members"), "members:list"))
register(MyPanel("membership.members", "enterprises/membership/_my_panel.html", my_context, order=12))
register(TodoSource("membership.handovers", "my", my_todos, order=3))
register(TodoSource("membership.restorings", "staff", staff_todos, order=16))
register(FileOwner("membership.proofs", proof_is_readable))
for declared in personal.DECLARED:
    register(declared)
register(DemoSeed("enterprises.membership", demo.plant, demo.remove, order=26))

_SEES = ("enterprises.view_ownerrestoring",)
register(RoleGrant(Role.CITY_STAFF, (*_SEES, DECIDE)))
register(RoleGrant(Role.DISTRICT_STAFF, (*_SEES, DECIDE)))
register(RoleGrant(Role.CENTRE_STAFF, _SEES))
