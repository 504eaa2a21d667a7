"""What invitations, hand-overs and restorings keep of people."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from busan_se.core.extensions import NotPersonal, PersonalData
from enterprises.membership.actions import forget_old
from enterprises.membership.models import HandOver, Invitation, OwnerRestoring

DECLARED = (
    PersonalData(
        "enterprises.Invitation",
        _("Who is invited into an enterprise"),
        ("email", "invited_by", "accepted_by"),
        _("Letting an owner bring others into the enterprise"),
        _("Wish of the owner; consent of who accepts"),
        _("30 days after it was answered, taken back or ran out"),
        _("Kept until then, without your name."),
        also=("enterprise", "role", "created_at"),
        own=lambda user: Invitation.objects.filter(Q(invited_by=user) | Q(accepted_by=user)),
        forget=forget_old,
        order=24,
    ),
    PersonalData(
        "enterprises.HandOver",
        _("Members of enterprises"),
        ("giver", "receiver"),
        _("Proof of how the ownership went from one member to another"),
        _("Consent of the person"),
        _("As long as the enterprise is in the register"),
        _("Kept without your name."),
        also=("enterprise", "answer", "created_at"),
        own=lambda user: HandOver.objects.visible_to(user),
        order=25,
    ),
    PersonalData(
        "enterprises.OwnerRestoring",
        _("Who becomes an owner by two officers"),
        ("person", "reason"),
        _("Proof of why the desk gave the ownership to a person"),
        _("Social Enterprise Promotion Act and the laws of the other qualifications"),
        _("As long as the enterprise is in the register"),
        _("Kept without your name."),
        also=("enterprise", "verdict", "decided_at"),
        own=lambda user: OwnerRestoring.objects.filter(person=user),
        order=26,
    ),
    NotPersonal("enterprises.OwnerRestoring", ("proposed_by", "decided_by"), "an officer in office"),
)
