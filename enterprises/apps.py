"""Strategy S1 and the register; its features are folders of this app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EnterprisesConfig(AppConfig):
    """The strategy app."""

    name = "enterprises"
    verbose_name = _("Social economy enterprises")

    def ready(self) -> None:
        """Listen to the news of the calls."""
        from enterprises.applications import corrections  # noqa: F401
