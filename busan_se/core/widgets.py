"""Controls of filters, written in one go: Django renders a template for each of them and for each option."""

from functools import lru_cache
from html import escape
from typing import Any

from django import forms
from django.forms.renderers import BaseRenderer
from django.forms.utils import flatatt
from django.utils.safestring import SafeString, mark_safe


class PlainSearch(forms.TextInput):
    """A field for search words."""

    input_type = "search"

    def render(
        self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: BaseRenderer | None = None
    ) -> SafeString:
        """Return the control with its words."""
        shown = {"type": self.input_type, "name": name, "value": self.format_value(value) or None}
        return mark_safe(f"<input{flatatt(self.build_attrs(self.attrs, {**shown, **(attrs or {})}))}>")


class PlainSelect(forms.Select):
    """A select without groups."""

    def render(
        self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: BaseRenderer | None = None
    ) -> SafeString:
        """Return the control with its options, `value` chosen."""
        choices = tuple(("" if key is None else str(key), str(label)) for key, label in self.choices)
        built = self.build_attrs(self.attrs, {**(attrs or {}), "name": name})
        return mark_safe(f"<select{flatatt(built)}>{_options(choices, frozenset(self.format_value(value)))}</select>")


@lru_cache(maxsize=256)
def _options(choices: tuple[tuple[str, str], ...], chosen: frozenset[str]) -> str:
    return "".join(_option(key, label, chosen) for key, label in choices)


def _option(key: str, label: str, chosen: frozenset[str]) -> str:
    return f'<option value="{escape(key)}"{" selected" if key in chosen else ""}>{escape(label)}</option>'
