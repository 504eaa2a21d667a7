from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AuditConfig(AppConfig):
    """Who changed what and why, and who looked at whose personal data."""

    name = "busan_se.audit"
    verbose_name = _("Audit")

    def ready(self) -> None:
        from busan_se.audit import middleware  # noqa: F401
