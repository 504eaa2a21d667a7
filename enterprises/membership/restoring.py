"""A lost owner is restored by two officers: one proposes with reason and proof, another confirms or refuses."""

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from busan_se.audit import history
from busan_se.core.clock import now
from busan_se.core.errors import Refused, WrongState
from busan_se.files.actions import store_upload
from enterprises.membership import letters
from enterprises.membership.actions import close_hand_overs
from enterprises.membership.models import Invitation, OwnerRestoring
from enterprises.registry import actions as register
from enterprises.registry.models import Enterprise, Membership

FILE_KIND = "owner_restoring"


def propose(
    enterprise: Enterprise, person: Any, *, former: str, reason: str, proof: UploadedFile, by: Any
) -> OwnerRestoring:
    """Propose that `person` becomes the owner; the present owners are told, so that they can object.

    `former` (OwnerRestoring.Former) says what becomes of them. Raises Refused ("open_already", "own_matter", "gone",
    and as `store_upload`).
    """
    if person == by:
        raise Refused(_("An officer does not restore the own ownership."), "own_matter")
    if enterprise.is_gone or enterprise.merged_into_id:
        raise Refused(_("This enterprise is closed, dissolved or merged into another."), "gone")
    stored = store_upload(proof, kind=FILE_KIND, user=by)
    with transaction.atomic():
        register.lock(enterprise.pk)
        if OwnerRestoring.objects.open().filter(enterprise=enterprise).exists():
            raise Refused(_("A proposal for this enterprise waits for a second officer already."), "open_already")
        restoring = OwnerRestoring.objects.create(
            enterprise=enterprise, person=person, former=former, reason=reason, proof=stored, proposed_by=by
        )
        letters.tell_proposed(restoring)
    return restoring


@transaction.atomic
def decide(pk: int, verdict: str, *, reason: str, by: Any) -> OwnerRestoring:
    """Confirm or refuse a proposal of another officer; confirming changes the owners at once.

    Raises WrongState ("decided"), Refused ("same_officer", "own_matter").
    """
    known = OwnerRestoring.objects.get(pk=pk)
    register.lock(known.enterprise_id)
    rows = OwnerRestoring.objects.select_for_update(of=("self",), no_key=True)
    restoring = rows.select_related("enterprise", "person").get(pk=pk)
    if restoring.verdict:
        raise WrongState(_("Another officer decided about this already."), "decided")
    if restoring.proposed_by_id == by.pk:
        raise Refused(_("Another officer than the one who proposed it must decide."), "same_officer")
    if restoring.person_id == by.pk:
        raise Refused(_("An officer does not restore the own ownership."), "own_matter")
    restoring.verdict, restoring.verdict_reason = verdict, reason
    restoring.decided_by, restoring.decided_at = by, now()
    with history.reason(reason):
        restoring.save()
        if verdict == OwnerRestoring.Verdict.CONFIRMED:
            _restore(restoring)
    return restoring


def _restore(restoring: OwnerRestoring) -> None:
    enterprise = restoring.enterprise
    told = list(letters.owners_of(enterprise))
    members = Membership.objects.filter(enterprise=enterprise).select_related("enterprise")
    former = list(members.filter(role=Membership.Role.OWNER).exclude(user=restoring.person_id))
    _make_owner(enterprise, restoring.person)
    for member in former if restoring.former != OwnerRestoring.Former.STAY else ():
        close_hand_overs(enterprise.pk, member.user_id)
        if restoring.former == OwnerRestoring.Former.VIEW:
            register.change_role(member, Membership.Role.VIEWER)
        else:
            register.remove_member(member)
    # Whoever held the ownership wrongly must not come back by an invitation that still waits.
    Invitation.objects.open().filter(enterprise=enterprise).update(revoked_at=now(), updated_at=now())
    letters.tell_restored(restoring, told)


def _make_owner(enterprise: Enterprise, person: Any) -> None:
    member = Membership.objects.filter(enterprise=enterprise, user=person).select_related("enterprise").first()
    if member is None:
        register.add_member(enterprise, person, Membership.Role.OWNER)
    elif member.role != Membership.Role.OWNER:
        register.change_role(member, Membership.Role.OWNER)
