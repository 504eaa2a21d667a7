"""What this strategy and its features show elsewhere."""

from django.utils.translation import gettext_lazy as _

from busan_se.core.extensions import MenuEntry
from busan_se.core.registry import register
from finance.subsidies import portal as _subsidies

__all__ = ["_subsidies"]

register(
    MenuEntry(key="finance", label=_("Finance and capacity"), url_name="finance:strategy", parent="programs", order=30)
)
