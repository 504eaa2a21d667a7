from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NotificationsConfig(AppConfig):
    """What someone must be told, and what must leave the house."""

    name = "busan_se.notifications"
    verbose_name = _("Notifications")

    def ready(self) -> None:
        from busan_se.notifications import receivers  # noqa: F401
