from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PagesConfig(AppConfig):
    """The pages that belong to no single subject: home, my page, search, statements, error pages."""

    name = "busan_se.pages"
    verbose_name = _("Pages")
