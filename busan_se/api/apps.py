from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ApiConfig(AppConfig):
    """The open interface (`/api/`): how lists are answered and described. What they hold, other apps register."""

    name = "busan_se.api"
    verbose_name = _("Open data")
