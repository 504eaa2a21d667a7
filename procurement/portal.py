"""What this strategy and its features show elsewhere."""

from django.utils.translation import gettext_lazy as _

from busan_se.core.extensions import MenuEntry
from busan_se.core.registry import register
from procurement.marketplace import portal as _marketplace

__all__ = ["_marketplace"]

register(
    MenuEntry(
        key="procurement",
        label=_("Ecosystem and sales channels"),
        url_name="procurement:strategy",
        parent="programs",
        order=20,
    )
)
