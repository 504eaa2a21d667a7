"""Indicators: what is counted, what is wanted, what was found, and the reports made of it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class KpisConfig(AppConfig):
    """The indicators' app."""

    name = "busan_se.kpis"
    verbose_name = _("Indicators and reports")
