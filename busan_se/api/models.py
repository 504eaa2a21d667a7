"""Access tokens: what a person gives to an own program, so that it may read and do here what the person may.

Doors: `actions.make` and `actions.revoke`; `actions.recognise` finds the token of a request.
"""

from datetime import datetime, timedelta
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from busan_se.core.clock import now

LONGEST = timedelta(days=365)


class TokenQuerySet(models.QuerySet["AccessToken"]):
    """Readings of the tokens."""

    def visible_to(self, user: Any) -> Self:
        """Return the person's own: nobody sees another's."""
        return self.filter(user=user) if user.is_authenticated else self.none()

    def live_at(self, instant: datetime) -> Self:
        """Return those that open something at `instant`: neither revoked nor past their time."""
        return self.filter(revoked_at=None, expires_at__gt=instant)


class AccessToken(models.Model):
    """One token of a person. It is shown once; here is only its SHA-256: it is long and random, so that is enough.

    `with_second_factor` says that the person had shown one when making it: a desk opens to no other token.
    Personal data: user, name, last_used_at (basis: the wish of the person; deleted 90 days after the token ended).
    """

    class Scope(models.TextChoices):
        """What it may do, of what the person may."""

        READ = "read", pgettext_lazy("token", "Read")
        WRITE = "write", pgettext_lazy("token", "Read and write")

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="access_tokens", verbose_name=_("user")
    )
    name = models.CharField(_("name"), max_length=60)
    scope = models.CharField(pgettext_lazy("token", "may"), max_length=5, choices=Scope, default=Scope.READ)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    with_second_factor = models.BooleanField(_("made with a second factor"), default=False, editable=False)
    created_at = models.DateTimeField(_("created"), default=now, editable=False)
    expires_at = models.DateTimeField(_("good until"))
    last_used_at = models.DateTimeField(_("last used"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)

    objects = TokenQuerySet.as_manager()

    class Meta:
        verbose_name = _("access token")
        verbose_name_plural = _("access tokens")
        ordering = ("-created_at", "-pk")
        constraints = [
            models.UniqueConstraint(
                fields=("user", "name"),
                condition=Q(revoked_at=None),
                name="token_name_once_per_user",
                violation_error_message=_("You have a token of this name: choose another name, or revoke that one."),
            ),
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("created_at"), expires_at__lte=F("created_at") + LONGEST),
                name="token_good_for_a_year_at_most",
                violation_error_message=_("A token is good for one year at most."),
            ),
            models.CheckConstraint(
                condition=Q(scope__in=("read", "write")),
                name="token_scope_known",
                violation_error_message=_("A token reads, or reads and writes."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_live(self) -> bool:
        """Return whether it opens something now."""
        return self.revoked_at is None and self.expires_at > now()
