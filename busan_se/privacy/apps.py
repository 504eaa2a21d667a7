from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PrivacyConfig(AppConfig):
    """What is kept of people: the registry of it, handing it out, and letting it go."""

    name = "busan_se.privacy"
    verbose_name = _("Privacy")
