from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReferenceConfig(AppConfig):
    """Official codes that other rows point to."""

    name = "busan_se.reference"
    verbose_name = _("Official codes")
