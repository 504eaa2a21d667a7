"""What people are told about memberships: written in the caller's transaction."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from busan_se.accounts.models import User
from busan_se.core.templatetags.portal import seoul_instant
from busan_se.notifications.actions import notify, send_mail_once
from enterprises.membership.models import HandOver, Invitation, OwnerRestoring
from enterprises.registry.models import Enterprise, Membership

KIND = "membership"
INVITATION_KIND = "invitation"


def owners_of(enterprise: Enterprise) -> Iterable[User]:
    """Return the people who own an enterprise."""
    held = Membership.objects.filter(enterprise=enterprise, role=Membership.Role.OWNER)
    return User.objects.filter(pk__in=held.values("user"), is_active=True).order_by("pk")


def send_invitation(invitation: Invitation, token: str) -> None:
    """Send the link to the address; its language is that of who invites."""
    with override(invitation.invited_by.language):
        link = settings.PUBLIC_URL.rstrip("/") + reverse("members:invitation", args=[token])
        body = _(
            "You are invited to work for %(enterprise)s in the Busan social economy portal.\n\n"
            "Role: %(role)s\nInvited by: %(by)s\n\n%(link)s\n\n"
            "Sign in, or make an account, with this e-mail address, then accept. The link is good until %(until)s and "
            "works once. If you do not know about this, do nothing. Questions: %(phone)s"
        ) % {
            "enterprise": invitation.enterprise.name,
            "role": invitation.get_role_display(),
            "by": invitation.invited_by.name,
            "link": link,
            "until": seoul_instant(invitation.expires_at),
            "phone": settings.HELP_DESK_PHONE,
        }
        send_mail_once(
            invitation.email,
            kind=INVITATION_KIND,
            key=invitation_key(invitation),
            subject=_("Invitation: %(enterprise)s") % {"enterprise": invitation.enterprise.name},
            body=body,
        )


def invitation_key(invitation: Invitation) -> str:
    """Return the key of the mail that carries an invitation."""
    return f"{INVITATION_KIND}:{invitation.pk}"


def tell_joined(invitation: Invitation, member: Membership) -> None:
    """Tell the owners who came in."""
    for owner in owners_of(invitation.enterprise):
        if owner.pk != member.user_id:
            _tell(
                owner,
                f"joined:{invitation.pk}",
                _("%(person)s is now a member of %(enterprise)s"),
                _("Role: %(role)s"),
                {"person": member.user, "enterprise": invitation.enterprise, "role": member.get_role_display()},
            )


def tell_role(member: Membership) -> None:
    """Tell a member which role it is now."""
    _tell(
        member.user,
        f"role:{member.pk}:{member.updated_at.isoformat()}",
        _("Your role in %(enterprise)s changed"),
        _("It is now: %(role)s"),
        {"enterprise": member.enterprise, "role": member.get_role_display()},
    )


def tell_removed(member: Membership, key: Any) -> None:
    """Tell somebody that the membership ended."""
    _tell(
        member.user,
        f"removed:{key}",
        _("You are no longer a member of %(enterprise)s"),
        _("If this is a mistake, ask the owner of the enterprise, or the help desk (%(phone)s)."),
        {"enterprise": member.enterprise, "phone": settings.HELP_DESK_PHONE},
    )


def tell_left(member: Membership, key: Any) -> None:
    """Tell the owners who stay that a member left."""
    for owner in owners_of(member.enterprise):
        _tell(
            owner,
            f"left:{key}",
            _("%(person)s left %(enterprise)s"),
            _("The role was: %(role)s"),
            {"person": member.user, "enterprise": member.enterprise, "role": member.get_role_display()},
        )


def tell_offered(hand_over: HandOver) -> None:
    """Tell the receiver that the ownership is offered."""
    _tell(
        hand_over.receiver,
        f"handover:{hand_over.pk}:offered",
        _("%(giver)s wants to hand %(enterprise)s over to you"),
        _("Nothing changes until you accept. The owner answers for the entry and its members."),
        {"giver": hand_over.giver, "enterprise": hand_over.enterprise},
        url=reverse("members:hand_over_answer", args=[hand_over.pk]),
    )


def tell_answered(hand_over: HandOver) -> None:
    """Tell the other side how a hand-over ended."""
    taken_back = hand_over.answer == HandOver.Answer.TAKEN_BACK
    _tell(
        hand_over.receiver if taken_back else hand_over.giver,
        f"handover:{hand_over.pk}:{hand_over.answer}",
        _("Hand-over of %(enterprise)s: %(answer)s"),
        _("From %(giver)s to %(receiver)s."),
        {
            "enterprise": hand_over.enterprise,
            "answer": hand_over.get_answer_display(),
            "giver": hand_over.giver,
            "receiver": hand_over.receiver,
        },
    )


def tell_proposed(restoring: OwnerRestoring) -> None:
    """Tell the present owners that the desk means to give the ownership to somebody else: they can still object."""
    for owner in owners_of(restoring.enterprise):
        _tell(
            owner,
            f"restoring:{restoring.pk}:proposed",
            _("The city checks who owns %(enterprise)s"),
            _(
                "Somebody showed papers that the enterprise has another owner. A second officer decides about it. "
                "If you know nothing of this, call the help desk at once: %(phone)s."
            ),
            {"enterprise": restoring.enterprise, "phone": settings.HELP_DESK_PHONE},
        )


def tell_restored(restoring: OwnerRestoring, people: Iterable[User]) -> None:
    """Tell the new owner and the owners of before."""
    for person in {*people, restoring.person}:
        _tell(
            person,
            f"restoring:{restoring.pk}:confirmed",
            _("%(enterprise)s has another owner"),
            _("Owner now: %(person)s. Reason: %(reason)s\nQuestions: %(phone)s"),
            {
                "enterprise": restoring.enterprise,
                "person": restoring.person,
                "reason": restoring.verdict_reason,
                "phone": settings.HELP_DESK_PHONE,
            },
        )


def _tell(user: Any, key: str, title: str, body: str, names: dict[str, Any], url: str = "") -> None:
    notify(user, kind=KIND, key=f"membership:{key}", title=title % names, body=body % names, url=url or _own_page())


def _own_page() -> str:
    return reverse("enterprises:my")
