"""Pieces of the design system in templates: widgets with the right classes, badges, and parts that apps register."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from django import template
from django.forms import BoundField
from django.forms.widgets import CheckboxInput, FileInput, Select, Textarea
from django.template.context import Context
from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from busan_se.core import linked_data as ld
from busan_se.core.fields import WonField

register = template.Library()

TONES = ("primary", "success", "warning", "danger", "information", "gray")


def widget_class(field: BoundField) -> str:
    """Return the design system's class for the control of a field."""
    match field.field.widget:
        case CheckboxInput():
            return ""
        case Select():
            return "krds-form-select"
        case FileInput():
            return "krds-input file-input"
        case Textarea():
            return "krds-input textarea"
        case _:
            return "krds-input"


@register.simple_tag
def krds_widget(field: BoundField, size: str = "large") -> SafeString:
    """Render the control of a field. Django itself adds aria-invalid and the ids of hint and error."""
    own = field.field.widget.attrs.get("class", "")
    attrs: dict[str, str | bool] = {"class": " ".join(filter(None, (widget_class(field), size, own)))}
    if isinstance(field.field, WonField):
        attrs["data-won"] = ""
    return field.as_widget(attrs=attrs)


@register.filter
def is_checkbox(field: BoundField) -> bool:
    """Return whether the field is one tick box, whose label stands beside it."""
    return isinstance(field.field.widget, CheckboxInput)


@register.filter
def is_won(field: BoundField) -> bool:
    """Return whether the field takes an amount in won, which is read back in words."""
    return isinstance(field.field, WonField)


@register.filter
def first_id(field: BoundField) -> str:
    """Return the id that a link to the field must have: the first choice of a group, else the control."""
    return f"{field.auto_id}_0" if field.use_fieldset else field.id_for_label


@register.simple_tag
def badge(text: Any, tone: str = "gray") -> SafeString:
    """Show a state in words: `{% badge call.state_label "success" %}`. Raises ValueError on an unknown tone."""
    if tone not in TONES:
        raise ValueError(f"{tone!r} is none of {TONES}")
    return format_html('<span class="krds-badge bg-light-{}">{}</span>', tone, text)


@register.filter
def badges(keys: Iterable[str], names: Mapping[str, Any]) -> SafeString:
    """One badge for each key of a table of names: `{{ row.kinds_held|badges:codes.kinds }}`."""
    return _badges(tuple(str(names.get(key, key)) for key in keys))


@lru_cache(maxsize=512)
def _badges(names: tuple[str, ...]) -> SafeString:
    """Keep what lists show again and again: a badge of its own for each line costs more than the line."""
    return format_html_join(" ", '<span class="krds-badge bg-light-primary">{}</span>', ((name,) for name in names))


@register.simple_tag(takes_context=True)
def part(context: Context, item: Any) -> SafeString:
    """Render a registered HeaderPart, HomePart or MyPanel for the current request."""
    request = context["request"]
    values: Mapping[str, Any] = item.context(request)
    return render_to_string(item.template, dict(values), request)


@register.simple_tag
def linked_data(things: Iterable[ld.Thing]) -> SafeString:
    """Render what the page is about for search engines (busan_se.core.linked_data)."""
    return ld.as_block(things)
