from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class CoreConfig(AppConfig):
    """Finds what each app shows elsewhere: the `portal.py` beside its `apps.py`."""

    name = "busan_se.core"
    verbose_name = _("Ground")

    def ready(self) -> None:
        from busan_se.core import checks  # noqa: F401
        from busan_se.core.page_cache import triggers

        autodiscover_modules("portal")
        post_migrate.connect(triggers.install, sender=self)
