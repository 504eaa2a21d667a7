"""The plan, its programs and calls, and the money behind them."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProgramsConfig(AppConfig):
    """The shared ground of all four strategies: programs, calls, parameters, envelopes."""

    name = "busan_se.programs"
    verbose_name = _("Programs and calls")
