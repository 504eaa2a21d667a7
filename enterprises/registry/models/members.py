"""Who acts for an enterprise."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from busan_se.audit.history import track
from busan_se.core.models import TimeStamped
from enterprises.registry.models.enterprise import Enterprise
from enterprises.registry.triggers import KEEP_AN_OWNER


class MembershipQuerySet(models.QuerySet["Membership"]):
    """Questions about memberships."""

    def of(self, user: Any) -> Self:
        """Return a person's memberships, enterprises in order of name."""
        return self.filter(user_id=user.pk).select_related("enterprise").order_by("enterprise__sort_key", "pk")


@track()
class Membership(TimeStamped):
    """A person's role in an enterprise. Written by `actions.add_member`, `change_role` and `remove_member`."""

    class Role(models.TextChoices):
        """What a member may do: an owner answers for the enterprise, a manager acts for it, a viewer only looks."""

        OWNER = "owner", pgettext_lazy("member", "Owner")
        MANAGER = "manager", pgettext_lazy("member", "Manager")
        VIEWER = "viewer", pgettext_lazy("member", "Viewer")

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("person"), on_delete=models.CASCADE, related_name="memberships"
    )
    enterprise = models.ForeignKey(
        Enterprise, verbose_name=_("enterprise"), on_delete=models.CASCADE, related_name="memberships"
    )
    role = models.CharField(_("role"), max_length=10, choices=Role)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("member")
        verbose_name_plural = _("members")
        ordering = ["enterprise", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "enterprise"],
                name="membership_once",
                violation_error_message=_("This person is a member already."),
            ),
            models.CheckConstraint(condition=Q(role__in=["owner", "manager", "viewer"]), name="membership_role_known"),
        ]
        triggers = [KEEP_AN_OWNER]

    def __str__(self) -> str:
        return f"{self.user} · {self.get_role_display()}"

    @property
    def may_edit(self) -> bool:
        """Return whether the member may change what the register says."""
        return self.role in {self.Role.OWNER, self.Role.MANAGER}
