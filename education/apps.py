"""Strategy S4 of the plan; its features are folders of this app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EducationConfig(AppConfig):
    """The strategy app."""

    name = "education"
    verbose_name = _("Citizens and learning")
