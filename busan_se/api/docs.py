"""The page about the open interface, made from its description: no script, readable on a phone."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from busan_se.api.extensions import ApiResource, OwnAction, OwnResource, Resource
from busan_se.api.parameters import FIRST_VALUE, VALUE_LINE
from busan_se.api.schema import document, introduction
from busan_se.core.extensions import Text
from busan_se.core.problems import Problem
from busan_se.core.registry import registered

Part = Mapping[str, Any]


@dataclass(frozen=True)
class Entry:
    """One line of a table: a parameter, or a field of the data dictionary."""

    name: str
    kind: str
    text: str
    values: Sequence[tuple[str, str]] = ()  # value, what it stands for
    example: str = ""


@dataclass(frozen=True)
class Chapter:
    """One list: its addresses, parameters and fields, and one row as it is answered."""

    name: str
    label: Text
    description: Text
    url: str
    row_url: str
    parameters: Sequence[Entry]
    fields: Sequence[Entry]
    example: str
    deeds: Sequence["Deed"] = ()


@dataclass(frozen=True)
class Deed:
    """What can be done with a list or its rows: method and address, and what the body has."""

    call: str
    label: Text
    description: Text
    fields: Sequence[Entry]
    example: str


@require_safe
def docs(request: HttpRequest) -> HttpResponse:
    """Show how programs read the portal."""
    schema = document(get_language() or settings.LANGUAGE_CODE)
    chapters = [_chapter(resource, schema) for resource in registered(ApiResource)]
    context = {
        "chapters": chapters,
        "own_chapters": [_chapter(resource, schema) for resource in registered(OwnResource)],
        "introduction": introduction(),
        "writing": _(
            "A token that may write does what the pages do, with the same rights: from the start of an application to "
            "its receipt, and at the desk the decision. What a rule refuses is answered with its code (422), what "
            "changed meanwhile with the row as it is now in `current` (409). Each is written to the access log."
        ),
        "problems": Problem,
        "licence": settings.SPECTACULAR_SETTINGS["LICENSE"],
        "root": request.build_absolute_uri(reverse("api:root")),
        "first": request.build_absolute_uri(chapters[0].url) if chapters else "",
    }
    return render(request, "api/docs.html", context)


def _chapter(resource: Resource, schema: Part) -> Chapter:
    url = reverse(f"api:{resource.name}")
    parts = schema["components"]["schemas"]
    row = parts[resource.serializer.__name__.removesuffix("Serializer")]
    return Chapter(
        name=resource.name,
        label=resource.label,
        description=resource.description,
        url=url,
        row_url=f"{url}{{{'id' if resource.key == 'pk' else resource.key}}}/" if resource.key else "",
        parameters=[_parameter(part) for part in schema["paths"][url]["get"]["parameters"] if part["in"] == "query"],
        fields=list(_fields(row, parts, resource.example)),
        example=json.dumps({"next": None, "results": [resource.example]}, ensure_ascii=False, indent=2),
        deeds=[_deed(action, parts) for action in registered(OwnAction) if action.resource == resource],
    )


def _deed(action: OwnAction, parts: Part) -> Deed:
    """Return an action with the fields of its body; of a reading, with those of its answer."""
    url = reverse(f"api:{action.resource.name}")
    address = f"{url}{{id}}/" if action.among else url
    told = action.answer or action.serializer
    schema = parts[told.__name__.removesuffix("Serializer")] if told else {"properties": {}}
    return Deed(
        call=f"{action.method.upper()} {address}{f'{action.path}/' if action.path else ''}",
        label=action.label,
        description=action.description,
        fields=list(_fields(schema, parts, action.example)),
        example=json.dumps(action.example, ensure_ascii=False, indent=2) if action.example else "",
    )


def _parameter(part: Part) -> Entry:
    kind = part["schema"]
    text, meanings = _explained(part.get("description", ""))
    return Entry(part["name"], _kind(kind), text, _values(kind, meanings))


def _fields(schema: Part, parts: Part, example: Any, before: str = "") -> Iterator[Entry]:
    """Yield the fields of a row; those inside of another with its name in front, `[]` where it is a list."""
    for name, part in schema["properties"].items():
        inner, many = _inner(part, parts)
        value = example.get(name) if isinstance(example, Mapping) else None
        path = f"{before}{name}{'[]' if many else ''}"
        text, meanings = _explained(part.get("description", "") or part.get("items", {}).get("description", ""))
        shown = "" if inner else json.dumps(value, ensure_ascii=False)
        yield Entry(path, _kind(part), text, _values(part, meanings), shown)
        if inner:
            yield from _fields(inner, parts, (value or [None])[0] if many else value, f"{path}.")


def _inner(part: Part, parts: Part) -> tuple[Part | None, bool]:
    """Return the object that a field is or lists, and whether it is a list."""
    many = part.get("type") == "array"
    target = part["items"] if many else part
    target = target.get("allOf", [target])[0]
    reference = target.get("$ref")
    return (parts[reference.rpartition("/")[2]] if reference else None), many


def _kind(part: Part) -> str:
    kind = part.get("format") or part.get("type") or "object"
    return f"{kind} | null" if part.get("nullable") else str(kind)


def _explained(description: str) -> tuple[str, Mapping[str, str]]:
    """Return a description without its list of values, and what each of these stands for."""
    return description.partition(FIRST_VALUE)[0], dict(VALUE_LINE.findall(description))


def _values(part: Part, meanings: Mapping[str, str]) -> Sequence[tuple[str, str]]:
    holder = part["items"] if part.get("type") == "array" else part
    values = ["true", "false"] if holder.get("type") == "boolean" and "default" in holder else holder.get("enum", ())
    return [(str(value), meanings.get(str(value), "")) for value in values if value]
