"""Controls for long lists."""

from html import escape
from typing import Any

from django import forms
from django.forms.renderers import BaseRenderer
from django.forms.utils import flatatt
from django.utils.safestring import SafeString, mark_safe


class PlainSelect(forms.Select):
    """A select without groups, written in one go: Django's own renders a template for each option."""

    def render(
        self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: BaseRenderer | None = None
    ) -> SafeString:
        """Return the control with its options, `value` chosen."""
        chosen = set(self.format_value(value))
        options = "".join(_option("" if key is None else str(key), str(label), chosen) for key, label in self.choices)
        built = self.build_attrs(self.attrs, {**(attrs or {}), "name": name})
        return mark_safe(f"<select{flatatt(built)}>{options}</select>")


def _option(key: str, label: str, chosen: set[str]) -> str:
    return f'<option value="{escape(key)}"{" selected" if key in chosen else ""}>{escape(label)}</option>'
