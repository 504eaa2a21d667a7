"""What members do with memberships. Each function locks the enterprise, looks again, and writes once."""

import hashlib
import secrets
from datetime import timedelta
from typing import Any

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from busan_se.core.clock import now
from busan_se.core.errors import Refused, WrongState
from busan_se.notifications.models import Outbox
from enterprises.membership import letters
from enterprises.membership.models import HandOver, Invitation
from enterprises.registry import actions as register
from enterprises.registry.models import Enterprise, Membership

# So many invitations of one enterprise may wait: nobody floods others with mail in its name.
MOST_OPEN = 20
KEPT = timedelta(days=30)
_ROLES_BELOW = (Membership.Role.MANAGER, Membership.Role.VIEWER)


@transaction.atomic
def invite(enterprise: Enterprise, email: str, role: str, *, by: Any) -> Invitation:
    """Invite an address; the mail with the link leaves after the commit. An expired invitation makes room.

    Raises Refused ("member_already", "invited_already", "too_many", "no_owner" for another first member than an owner).
    """
    register.lock(enterprise.pk)
    address = email.strip().lower()
    members = Membership.objects.filter(enterprise=enterprise)
    if members.filter(user__email=address).exists():
        raise Refused(_("This person is a member already."), "member_already")
    if role != Membership.Role.OWNER and not members.exists():
        raise Refused(_("The first member of an enterprise is its owner."), "no_owner")
    open_ones = Invitation.objects.open().filter(enterprise=enterprise)
    if open_ones.live_at(now()).filter(email=address).exists():
        raise Refused(
            _("This address has an open invitation already. Take it back or send it again."), "invited_already"
        )
    open_ones.filter(email=address).update(revoked_at=now(), updated_at=now())
    if open_ones.live_at(now()).count() >= MOST_OPEN:
        raise Refused(_("%(n)d invitations are open. Take some back first.") % {"n": MOST_OPEN}, "too_many")
    token = secrets.token_urlsafe(32)
    invitation = Invitation.objects.create(
        enterprise=enterprise,
        email=address,
        role=role,
        token_digest=digest(token),
        invited_by=by,
        expires_at=now() + timedelta(days=settings.INVITATION_DAYS),
    )
    letters.send_invitation(invitation, token)
    return invitation


def digest(token: str) -> str:
    """Return how a token is kept: its SHA-256 (hex). It has 256 random bits, so that no salt is needed."""
    return hashlib.sha256(token.encode()).hexdigest()


def by_token(token: str) -> Invitation | None:
    """Return the invitation of a link, whatever became of it."""
    rows = Invitation.objects.select_related("enterprise", "invited_by")
    return rows.filter(token_digest=digest(token)).first()


@transaction.atomic
def invite_again(pk: int, *, by: Any) -> Invitation:
    """Send a new link; the one before is void. Raises WrongState for an invitation that was used or taken back."""
    invitation = revoke(pk)
    return invite(invitation.enterprise, invitation.email, invitation.role, by=by)


@transaction.atomic
def revoke(pk: int) -> Invitation:
    """Take an invitation back. Raises WrongState if it was used or taken back already."""
    invitation = _locked(Invitation.objects.get(pk=pk))
    if invitation.accepted_at or invitation.revoked_at:
        raise WrongState(_("This invitation was used or taken back already."), "not_open")
    invitation.revoked_at = now()
    invitation.save(update_fields=["revoked_at", "updated_at"])
    return invitation


@transaction.atomic
def accept(token: str, *, by: Any) -> Membership:
    """Make `by` a member by the link. It works once, until its day, and for the address to which it was sent.

    Raises Refused ("no_such_link", "not_live", "other_address", "member_already", "no_owner").
    """
    found = by_token(token)
    if found is None:
        raise Refused(_("This link is not complete. Open it from the mail again."), "no_such_link")
    invitation = _locked(found)
    if not invitation.is_live:
        raise Refused(_("This invitation was used, taken back or is too old. Ask for a new one."), "not_live")
    if not owns_address(by, invitation.email):
        raise Refused(_("This invitation went to another e-mail address. Sign in with that one."), "other_address")
    member = register.add_member(invitation.enterprise, by, invitation.role)
    invitation.accepted_at, invitation.accepted_by = now(), by
    invitation.save(update_fields=["accepted_at", "accepted_by", "updated_at"])
    letters.tell_joined(invitation, member)
    return member


def owns_address(user: Any, email: str) -> bool:
    """Return whether the address is a confirmed one of the user."""
    return EmailAddress.objects.filter(user=user, verified=True, email__iexact=email).exists()


def _locked(invitation: Invitation) -> Invitation:
    """Return the invitation as it is now, locked after its enterprise: everything here locks in this order."""
    register.lock(invitation.enterprise_id)
    rows = Invitation.objects.select_for_update(of=("self",), no_key=True).select_related("enterprise")
    return rows.get(pk=invitation.pk)


@transaction.atomic
def set_role(member: Membership, role: str) -> None:
    """Make a member manager or viewer. Raises Refused ("is_owner") for owners, who only step down themselves."""
    fresh = _locked_member(member)
    if fresh.role == Membership.Role.OWNER or role not in _ROLES_BELOW:
        raise Refused(_("Ownership changes by a hand-over only, which the receiver accepts."), "is_owner")
    register.change_role(fresh, role)
    letters.tell_role(fresh)


@transaction.atomic
def remove(member: Membership) -> None:
    """End the membership of another. Raises Refused ("is_owner") for owners."""
    fresh = _locked_member(member)
    if fresh.role == Membership.Role.OWNER:
        raise Refused(_("An owner can't be removed by another one. Ask the help desk."), "is_owner")
    _end(fresh)
    letters.tell_removed(fresh, member.pk)


@transaction.atomic
def leave(member: Membership) -> None:
    """End one's own membership. Raises Refused ("no_owner") where others would stay without an owner."""
    fresh = _locked_member(member)
    _end(fresh)
    letters.tell_left(fresh, member.pk)


def _end(member: Membership) -> None:
    close_hand_overs(member.enterprise_id, member.user_id)
    register.remove_member(member)


def _locked_member(member: Membership) -> Membership:
    register.lock(member.enterprise_id)
    found = Membership.objects.select_related("user", "enterprise").filter(pk=member.pk).first()
    if found is None:
        raise WrongState(_("This person is no longer a member."), "no_member")
    return found


@transaction.atomic
def offer_hand_over(giver: Membership, receiver: Membership, *, giver_stays: bool) -> HandOver:
    """Offer the ownership to another member. Raises Refused ("not_owner", "open_already", "to_oneself")."""
    own, other = _locked_member(giver), _locked_member(receiver)
    if own.role != Membership.Role.OWNER:
        raise Refused(_("Only an owner hands the ownership over."), "not_owner")
    if other.enterprise_id != own.enterprise_id or other.role == Membership.Role.OWNER:
        raise Refused(_("Choose a member who is not an owner yet."), "to_oneself")
    if HandOver.objects.open().filter(enterprise=own.enterprise_id, giver=own.user_id).exists():
        raise Refused(_("You have offered the hand-over already: take it back first."), "open_already")
    hand_over = HandOver.objects.create(
        enterprise=own.enterprise, giver=own.user, receiver=other.user, giver_stays=giver_stays
    )
    letters.tell_offered(hand_over)
    return hand_over


@transaction.atomic
def answer_hand_over(pk: int, answer: str, *, by: Any) -> HandOver:
    """Accept or decline as the receiver, or take the offer back as the giver.

    On acceptance the receiver becomes an owner and the giver a manager (or stays). Raises WrongState ("answered"),
    Refused ("not_yours", "not_owner").
    """
    known = HandOver.objects.get(pk=pk)
    register.lock(known.enterprise_id)
    rows = HandOver.objects.select_for_update(of=("self",), no_key=True)
    hand_over = rows.select_related("enterprise", "giver", "receiver").get(pk=pk)
    if hand_over.answer:
        raise WrongState(_("This offer was answered or taken back already."), "answered")
    mine = hand_over.giver_id if answer == HandOver.Answer.TAKEN_BACK else hand_over.receiver_id
    if mine != by.pk:
        raise Refused(_("This answer is not yours to give."), "not_yours")
    if answer == HandOver.Answer.ACCEPTED:
        _pass_on(hand_over)
    hand_over.answer, hand_over.answered_at = answer, now()
    hand_over.save(update_fields=["answer", "answered_at", "updated_at"])
    letters.tell_answered(hand_over)
    return hand_over


def _pass_on(hand_over: HandOver) -> None:
    members = Membership.objects.filter(enterprise=hand_over.enterprise_id).select_related("enterprise")
    giver = members.filter(user=hand_over.giver_id, role=Membership.Role.OWNER).first()
    receiver = members.filter(user=hand_over.receiver_id).first()
    if giver is None or receiver is None:
        raise Refused(_("One of you is no longer owner or member: the hand-over is void."), "not_owner")
    register.change_role(receiver, Membership.Role.OWNER)
    if not hand_over.giver_stays:
        register.change_role(giver, Membership.Role.MANAGER)


def close_hand_overs(enterprise: int, *users: int) -> None:
    """Take back the open offers from or to these people."""
    HandOver.objects.open().filter(Q(giver__in=users) | Q(receiver__in=users), enterprise=enterprise).update(
        answer=HandOver.Answer.TAKEN_BACK, answered_at=now(), updated_at=now()
    )


def forget_old() -> int:
    """Delete invitations 30 days after their end, and the mails of those that are over; return how many invitations."""
    over = Invitation.objects.exclude(pk__in=Invitation.objects.live_at(now()).values("pk"))
    keys = [letters.invitation_key(invitation) for invitation in over]
    Outbox.objects.filter(kind=letters.INVITATION_KIND, key__in=keys).delete()
    old = now() - KEPT
    return over.filter(Q(accepted_at__lt=old) | Q(revoked_at__lt=old) | Q(expires_at__lt=old)).delete()[0]
