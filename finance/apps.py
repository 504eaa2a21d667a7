"""Strategy S3 of the plan; its features are folders of this app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FinanceConfig(AppConfig):
    """The strategy app."""

    name = "finance"
    verbose_name = _("Finance and capacity")

    def ready(self) -> None:
        from finance.subsidies import receivers  # noqa: F401
