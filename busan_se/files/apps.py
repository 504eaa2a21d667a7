from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FilesConfig(AppConfig):
    """Uploads: private, checked, hashed."""

    name = "busan_se.files"
    verbose_name = _("Files")
