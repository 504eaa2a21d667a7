"""How people come into an enterprise and how it changes hands: invitations, hand-overs, restoring a lost owner.

Doors: `actions` for members, `restoring` for the desk. Roles themselves are `registry.models.Membership`, whose
deferred trigger refuses members without an owner. The database keeps here: one open invitation per enterprise and
address, one open hand-over per owner, one open restoring per enterprise, and that nobody confirms the own proposal.
"""

from datetime import datetime
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from busan_se.accounts.models import EmailAddressField
from busan_se.accounts.roles import districts_of, reads_everything
from busan_se.audit.history import track
from busan_se.core.clock import now
from busan_se.core.models import TimeStamped
from busan_se.files.models import StoredFile
from enterprises.registry.models import Enterprise, Membership

__all__ = ["HandOver", "Invitation", "OwnerRestoring"]


class InvitationQuerySet(models.QuerySet["Invitation"]):
    """Readings of the invitations."""

    def visible_to(self, user: Any) -> Self:
        """Return those of the enterprises that the user owns, and those to the user's own address."""
        if not user.is_authenticated:
            return self.none()
        owned = Membership.objects.filter(user=user, role=Membership.Role.OWNER).values("enterprise")
        return self.filter(Q(enterprise__in=owned) | Q(email=user.email))

    def open(self) -> Self:
        """Return those that were neither accepted nor revoked, expired ones too."""
        return self.filter(accepted_at=None, revoked_at=None)

    def live_at(self, instant: datetime) -> Self:
        """Return those that can be accepted at `instant`."""
        return self.open().filter(expires_at__gt=instant)


@track(exclude=("email", "token_digest"))
class Invitation(TimeStamped):
    """An invitation into an enterprise by e-mail. The link's token is nowhere, only its SHA-256.

    Personal data: email (basis: the wish of the enterprise's owner; deleted 30 days after it was answered or expired).
    """

    enterprise = models.ForeignKey(Enterprise, models.CASCADE, related_name="invitations", verbose_name=_("enterprise"))
    email = EmailAddressField(_("e-mail address"))
    role = models.CharField(_("role"), max_length=10, choices=Membership.Role)
    token_digest = models.CharField(max_length=64, unique=True, editable=False)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("invited by")
    )
    expires_at = models.DateTimeField(_("good until"))
    accepted_at = models.DateTimeField(_("accepted at"), null=True, blank=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("accepted by")
    )
    revoked_at = models.DateTimeField(_("taken back at"), null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ("-created_at", "-pk")
        constraints = [
            models.UniqueConstraint(
                fields=("enterprise", "email"),
                condition=Q(accepted_at=None, revoked_at=None),
                name="invitation_one_open_per_address",
                violation_error_message=_("This address has an open invitation already."),
            ),
            models.CheckConstraint(
                condition=Q(accepted_at=None, accepted_by=None)
                | Q(accepted_at__isnull=False, accepted_by__isnull=False, revoked_at=None),
                name="invitation_used_once",
                violation_error_message=_("An invitation is accepted by one person, or taken back."),
            ),
            models.CheckConstraint(condition=Q(role__in=Membership.Role.values), name="invitation_role_known"),
        ]

    def __str__(self) -> str:
        return f"{self.email} · {self.get_role_display()}"

    @property
    def is_live(self) -> bool:
        """Return whether it can be accepted now."""
        return self.accepted_at is None and self.revoked_at is None and self.expires_at > now()


class HandOverQuerySet(models.QuerySet["HandOver"]):
    """Readings of the hand-overs."""

    def visible_to(self, user: Any) -> Self:
        """Return those that the user offered or was offered."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(Q(giver=user) | Q(receiver=user))

    def open(self) -> Self:
        """Return those that nobody has answered."""
        return self.filter(answer="")


@track()
class HandOver(TimeStamped):
    """The offer of an owner to hand the ownership to another member; nothing changes until that one accepts."""

    class Answer(models.TextChoices):
        """How it ended."""

        ACCEPTED = "accepted", pgettext_lazy("hand-over", "Accepted")
        DECLINED = "declined", pgettext_lazy("hand-over", "Declined")
        TAKEN_BACK = "taken_back", pgettext_lazy("hand-over", "Taken back")

    enterprise = models.ForeignKey(Enterprise, models.CASCADE, related_name="hand_overs", verbose_name=_("enterprise"))
    giver = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("giver"))
    receiver = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("receiver"))
    giver_stays = models.BooleanField(_("the giver stays an owner too"), default=False)
    answer = models.CharField(_("answer"), max_length=10, choices=Answer, blank=True)
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)

    objects = HandOverQuerySet.as_manager()

    class Meta:
        verbose_name = _("hand-over")
        verbose_name_plural = _("hand-overs")
        ordering = ("-created_at", "-pk")
        constraints = [
            models.UniqueConstraint(
                fields=("enterprise", "giver"),
                condition=Q(answer=""),
                name="handover_one_open_per_owner",
                violation_error_message=_("You have offered the hand-over already: take it back first."),
            ),
            models.CheckConstraint(
                condition=~Q(giver=F("receiver")),
                name="handover_to_another",
                violation_error_message=_("Choose another member."),
            ),
            models.CheckConstraint(
                condition=Q(answer="", answered_at=None) | (~Q(answer="") & Q(answered_at__isnull=False)),
                name="handover_answered_with_date",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.enterprise}: {self.giver} → {self.receiver}"


class RestoringQuerySet(models.QuerySet["OwnerRestoring"]):
    """Readings of the restorings."""

    def visible_to(self, user: Any) -> Self:
        """Return those on the desk of this user: staff only, an officer those of the own districts."""
        if reads_everything(user):
            return self
        districts = districts_of(user)
        return self.filter(enterprise__district__in=districts) if districts else self.none()

    def open(self) -> Self:
        """Return those that wait for a second officer."""
        return self.filter(verdict="")


@track(exclude=("reason",))
class OwnerRestoring(TimeStamped):
    """The ownership of an enterprise that lost its owner, given to a person by two officers.

    One proposes with reason and proof, another confirms or refuses; the constraint keeps the two apart.
    Personal data: reason, proof (basis: the duty to keep the register right; kept as long as the entry).
    """

    class Former(models.TextChoices):
        """What becomes of the owners there are."""

        STAY = "stay", _("They stay owners")
        VIEW = "view", _("They become viewers")
        GO = "go", _("They are removed")

    class Verdict(models.TextChoices):
        """What the second officer said."""

        CONFIRMED = "confirmed", pgettext_lazy("restoring", "Confirmed")
        REFUSED = "refused", pgettext_lazy("restoring", "Refused")

    enterprise = models.ForeignKey(Enterprise, models.CASCADE, related_name="restorings", verbose_name=_("enterprise"))
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("new owner"))
    former = models.CharField(_("present owners"), max_length=5, choices=Former, default=Former.GO)
    reason = models.TextField(_("reason"))
    proof = models.OneToOneField(StoredFile, models.PROTECT, related_name="owner_restoring", verbose_name=_("proof"))
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("proposed by")
    )
    verdict = models.CharField(_("verdict"), max_length=10, choices=Verdict, blank=True)
    verdict_reason = models.CharField(_("reason of the verdict"), max_length=500, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("decided by")
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)

    objects = RestoringQuerySet.as_manager()

    class Meta:
        verbose_name = _("restoring of an owner")
        verbose_name_plural = _("restorings of owners")
        ordering = ("-created_at", "-pk")
        permissions = [("decide_ownerrestoring", _("May propose and confirm the restoring of owners"))]
        constraints = [
            models.UniqueConstraint(
                fields=("enterprise",),
                condition=Q(verdict=""),
                name="restoring_one_open_per_enterprise",
                violation_error_message=_("A proposal for this enterprise waits for a second officer already."),
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("proposed_by")),
                name="restoring_by_two_officers",
                violation_error_message=_("Another officer than the one who proposed it must decide."),
            ),
            models.CheckConstraint(
                condition=Q(verdict="", decided_by=None, decided_at=None)
                | (~Q(verdict="") & Q(decided_by__isnull=False, decided_at__isnull=False) & ~Q(verdict_reason="")),
                name="restoring_decided_with_reason",
                violation_error_message=_("A verdict says who, when and why."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.enterprise} → {self.person}"
