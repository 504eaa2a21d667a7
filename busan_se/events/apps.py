from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EventsConfig(AppConfig):
    """Events of every kind; courses and fairs of the strategies build on them."""

    name = "busan_se.events"
    verbose_name = _("Events")
