from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReviewsConfig(AppConfig):
    """Reviews; the apps above bring what is reviewed."""

    name = "busan_se.reviews"
    verbose_name = _("Reviews")
