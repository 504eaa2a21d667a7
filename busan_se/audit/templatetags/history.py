"""The history of a row in a template: `{% load history %}{% history_of object as entries %}`."""

from django import template
from django.db.models import Model

from busan_se.audit import history

register = template.Library()


@register.simple_tag
def history_of(row: Model) -> list[history.HistoryEntry]:
    """Return the changes of `row`, newest first (see `audit.history.history_of`)."""
    return history.history_of(row)
