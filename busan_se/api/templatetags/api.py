"""Texts of the interface's documentation on a page."""

import re

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

register = template.Library()


@register.filter
def code_words(text: object) -> SafeString:
    """Return the text as HTML, with `words` between backticks (as in OpenAPI) as code."""
    return mark_safe(re.sub(r"`([^`]+)`", r"<code>\1</code>", escape(str(text))))
