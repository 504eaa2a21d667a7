"""Strategy S2 of the plan; its features are folders of this app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProcurementConfig(AppConfig):
    """The strategy app."""

    name = "procurement"
    verbose_name = _("Ecosystem and sales channels")
