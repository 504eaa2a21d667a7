"""The parameters of a list in the words of OpenAPI, read from the form of its filters."""

import re
from typing import Any

from django import forms
from django.utils.choices import flatten_choices
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter

from busan_se.api.extensions import Resource
from busan_se.api.queries import CURSOR, DEFAULT_SIZE, LARGEST_SIZE, PAGE_SIZE
from busan_se.core.problems import LANGUAGE, LANGUAGES

_LARGEST_KEY = 2**63 - 1
_KEYS: dict[str, dict[str, Any]] = {
    "int": {"type": "integer", "minimum": 0, "maximum": _LARGEST_KEY},
    "slug": {"type": "string", "pattern": "^[-a-zA-Z0-9_]+$"},
    "uuid": {"type": "string", "format": "uuid"},
}
# How a description lists what its values stand for: as drf-spectacular does it for the fields of serializers.
FIRST_VALUE = "\n\n* "
VALUE_LINE = re.compile(r"^\* `(.*)` - (.*)$", re.MULTILINE)


def filter_parameters(resource: Resource) -> list[OpenApiParameter]:
    """Return the questions of the page's filters, with the values that they take."""
    form = resource.filterset({}, resource.nothing()).form
    return [_query(name, _schema_of(field), _described(field)) for name, field in form.fields.items()]


def page_parameters() -> list[OpenApiParameter]:
    """Return the two parameters of paging."""
    size = {"type": "integer", "minimum": 1, "maximum": LARGEST_SIZE, "default": DEFAULT_SIZE}
    sizes = {"largest": LARGEST_SIZE, "usual": DEFAULT_SIZE}
    return [
        _query(PAGE_SIZE, size, _("Rows on a page, 1 to %(largest)d; %(usual)d without.") % sizes),
        _query(
            CURSOR,
            {"type": "string", "pattern": "^.+:.+$"},
            _("Where the page begins: taken from `next`, good for the same list alone."),
        ),
    ]


def common_parameters() -> list[OpenApiParameter]:
    """Return what every address understands."""
    known = OpenApiParameter(
        "If-None-Match", str, OpenApiParameter.HEADER, description=_("The ETag of the answer that you have.")
    )
    return [
        _query(
            LANGUAGE,
            {"type": "string", "enum": list(LANGUAGES), "default": LANGUAGES[0]},
            _("Language of messages and of the addresses of pages. `Accept-Language` is not read."),
        ),
        known,
    ]


def key_parameter(resource: Resource) -> OpenApiParameter:
    """Return the part of the address that names a row."""
    schema = _KEYS[resource.converter]
    value = resource.example[_shown_key(resource)]
    return OpenApiParameter(
        "key",
        schema | {"example": value},
        OpenApiParameter.PATH,
        required=True,
        description=_("The field `%(name)s` of the row.") % {"name": _shown_key(resource)},
    )


def _shown_key(resource: Resource) -> str:
    return "id" if resource.key == "pk" else resource.key


def _query(name: str, schema: dict[str, Any], description: str) -> OpenApiParameter:
    return OpenApiParameter(name, schema, OpenApiParameter.QUERY, description=str(description))


def _schema_of(field: forms.Field) -> dict[str, Any]:
    """Return what values a field of a form takes."""
    if isinstance(field, forms.NullBooleanField):
        return {"type": "boolean", "default": False}
    if isinstance(field, forms.ChoiceField):
        return {"type": "string", "enum": [*_choices(field), ""]}  # empty: not asked
    if isinstance(field, forms.IntegerField):
        number = {"type": "integer", "minimum": field.min_value, "maximum": field.max_value}
        return {"anyOf": [number, {"type": "string", "maxLength": 0}]}  # empty: not asked
    limits = {"maxLength": getattr(field, "max_length", None), "pattern": getattr(field, "json_pattern", None)}
    return {"type": "string"} | {key: value for key, value in limits.items() if value}


def _described(field: forms.Field) -> str:
    """Return what a field asks for, and what each of its values stands for."""
    text = ". ".join(str(text) for text in (field.label, field.help_text) if text)
    choices = _choices(field) if isinstance(field, forms.ChoiceField) else {}
    lines = "\n* ".join(f"`{value}` - {label}" for value, label in choices.items())
    return f"{text}{FIRST_VALUE}{lines}" if lines else text


def _choices(field: forms.ChoiceField) -> dict[str, str]:
    """Return value → label, without the empty one."""
    choices: Any = field.choices
    pairs: list[tuple[Any, Any]] = list(flatten_choices(list(choices)))
    named = {str(getattr(value, "value", value)): str(label) for value, label in pairs}
    return {value: label for value, label in named.items() if value}
