"""What the ground has to tell."""

from typing import Any

from django.contrib.auth import get_user_model
from django.dispatch import receiver
from django.utils.translation import gettext_lazy as _

from busan_se.core.clock import today
from busan_se.core.signals import consistency_broken
from busan_se.notifications.actions import notify


@receiver(consistency_broken)
def tell_superusers(problems: list[str], **kwargs: Any) -> None:
    """Tell every superuser once a day what the nightly check found."""
    for user in get_user_model().objects.filter(is_superuser=True, is_active=True):
        notify(
            user,
            kind="consistency",
            key=f"consistency:{today()}",
            title=_("The nightly check found problems"),
            body="\n".join(problems[:50]),
        )
