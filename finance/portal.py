"""What this strategy shows elsewhere."""

from django.utils.translation import gettext_lazy as _

from busan_se.core.extensions import MenuEntry
from busan_se.core.registry import register

register(
    MenuEntry(key="finance", label=_("Finance and capacity"), url_name="finance:strategy", parent="programs", order=30)
)
