"""What this strategy shows elsewhere."""

from django.utils.translation import gettext_lazy as _

from busan_se.core.extensions import MenuEntry
from busan_se.core.registry import register
from education.courses import portal as _courses

__all__ = ["_courses"]

register(
    MenuEntry(
        key="education", label=_("Citizens and learning"), url_name="education:strategy", parent="programs", order=40
    )
)
