"""The table of personal data in a template: `{% personal_data_table %}`."""

from typing import Any

from django import template

from busan_se.privacy.holdings import declared_holdings

register = template.Library()


@register.inclusion_tag("privacy/_table.html")
def personal_data_table() -> dict[str, Any]:
    """Show everything that any part of the portal keeps of people, as its own declaration says."""
    return {"holdings": declared_holdings()}
