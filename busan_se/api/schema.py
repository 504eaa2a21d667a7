"""The description of the interface, made from what is registered: serializers, filters, examples."""

from abc import ABC, abstractmethod
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, OpenApiResponse, inline_serializer
from rest_framework import serializers

from busan_se.api.extensions import ApiResource, OwnResource, Resource
from busan_se.api.parameters import common_parameters, filter_parameters, key_parameter, page_parameters
from busan_se.core.problems import Problem
from busan_se.core.registry import registered

_KEPT_SECONDS = 300
_LIBRARY_NOTE = "x-spec-enum-id"  # what drf-spectacular writes to itself beside an enumeration


class FaultSerializer(serializers.Serializer):
    """What is wrong with one parameter."""

    code = serializers.CharField()
    message = serializers.CharField()


class ProblemSerializer(serializers.Serializer):
    """Every error has this shape."""

    code = serializers.ChoiceField(choices=Problem.choices)
    message = serializers.CharField()
    fields = serializers.DictField(child=FaultSerializer(many=True))


class OpenSchema(AutoSchema, ABC):
    """What all operations have in common."""

    def get_auth(self) -> list[dict[str, Any]]:
        """Nobody signs in."""
        return []

    def get_override_parameters(self) -> list[Any]:
        """Return the parameters, and the headers of the answers."""
        return [*common_parameters(), *_headers()]

    def get_response_serializers(self) -> dict[Any, Any]:
        """Return the body of the good answer, and that of every error that can happen."""
        refusals = {400: _("The query is wrong."), 406: Problem.NOT_ACCEPTABLE.label}
        refusals[429] = Problem.TOO_MANY_REQUESTS.label
        return {
            200: self.good_answer(),
            304: OpenApiResponse(description=_("You have the newest already (`If-None-Match`).")),
            **{code: OpenApiResponse(ProblemSerializer, str(text)) for code, text in self.further(refusals).items()},
        }

    def further(self, refusals: dict[int, Any]) -> dict[int, Any]:
        """Add the refusals of this operation alone."""
        return refusals

    @abstractmethod
    def good_answer(self) -> Any:
        """Return the serializer of the answer."""

    def _is_list_view(self, serializer: Any = None) -> bool:
        return False  # a page of a list is an object too


class RootSchema(OpenSchema):
    """`/api/v1/`."""

    def get_operation_id(self) -> str:
        """Return the name of the operation in generated clients."""
        return "lists"

    def get_summary(self) -> str:
        """Return the heading."""
        return _("What there is")

    def get_description(self) -> str:
        """Return nothing more."""
        return ""

    def get_tags(self) -> list[str]:
        """Return the group that the operation stands in."""
        return ["lists"]

    def good_answer(self) -> Any:
        """Return name → address."""
        fields = {
            "documentation": serializers.URLField(),
            "lists": serializers.DictField(child=serializers.URLField()),
            "own_lists": serializers.DictField(child=serializers.URLField()),
        }
        return inline_serializer("Lists", fields)


class ResourceSchema(OpenSchema):
    """A list, or one of its rows: which of both, its address tells."""

    @property
    def resource(self) -> Resource:
        """The resource that the view answers for."""
        resource: Resource = self.view.resource
        return resource

    @property
    def is_row(self) -> bool:
        """Whether it is about one row."""
        return "{key}" in self.path

    def get_operation_id(self) -> str:
        """Return the name of the operation in generated clients."""
        return f"{self.resource.name}_{'read' if self.is_row else 'list'}"

    def get_summary(self) -> str:
        """Return the heading."""
        label = str(self.resource.label)
        return _("%(label)s: one") % {"label": label} if self.is_row else _("%(label)s: list") % {"label": label}

    def get_description(self) -> str:
        """Return what the list holds."""
        return str(self.resource.description)

    def get_tags(self) -> list[str]:
        """Return the group that the operation stands in."""
        return [self.resource.name]

    def get_override_parameters(self) -> list[Any]:
        """Return the key of a row, or the filters and the paging of a list."""
        own = [key_parameter(self.resource)] if self.is_row else filter_parameters(self.resource) + page_parameters()
        return [*own, *super().get_override_parameters()]

    def further(self, refusals: dict[int, Any]) -> dict[int, Any]:
        """Return that a row may not be there."""
        return refusals | ({404: Problem.NOT_FOUND.label} if self.is_row else {})

    def good_answer(self) -> Any:
        """Return the row, or the page of rows."""
        if self.is_row:
            return self.resource.serializer()
        fields = {
            "next": serializers.URLField(allow_null=True, help_text=_("Address of the next page; null on the last.")),
            "results": self.resource.serializer(many=True),
        }
        return inline_serializer(f"{self.resource.serializer.__name__.removesuffix('Serializer')}Page", fields)

    def get_examples(self) -> list[OpenApiExample]:
        """Return the registered row as it would be answered."""
        row = dict(self.resource.example)
        value = row if self.is_row else {"next": None, "results": [row]}
        return [OpenApiExample(str(self.resource.label), value=value, response_only=True, status_codes=["200"])]


class _ClosedSchema(OpenSchema):
    """What all operations have in common that need a token. Nobody keeps their answers: no tags, no 304."""

    def get_auth(self) -> list[dict[str, Any]]:
        """Return the name of the scheme in `SPECTACULAR_SETTINGS`."""
        return [{"token": []}]

    def get_response_serializers(self) -> dict[Any, Any]:
        """Leave out what only answers that are kept have."""
        found = super().get_response_serializers()
        return {code: answer for code, answer in found.items() if code != 304}

    def get_override_parameters(self) -> list[Any]:
        """Leave out the headers of answers that are kept."""
        kept = {"If-None-Match", "ETag"}
        return [parameter for parameter in super().get_override_parameters() if parameter.name not in kept]

    def further(self, refusals: dict[int, Any]) -> dict[int, Any]:
        """Add that who is not known, or has no right, is refused."""
        closed = {401: Problem.NOT_AUTHENTICATED.label, 403: Problem.FORBIDDEN.label}
        return super().further(refusals) | closed


class OwnSchema(_ClosedSchema, ResourceSchema):
    """A person's own list, or one of its rows."""


class _SingleSchema(_ClosedSchema):
    """An operation beside the lists."""

    operation, heading, text, tag = "", "", "", ""

    def get_operation_id(self) -> str:
        """Return the name of the operation in generated clients."""
        return self.operation

    def get_summary(self) -> str:
        """Return the heading."""
        return str(self.heading)

    def get_description(self) -> str:
        """Return what it does."""
        return str(self.text)

    def get_tags(self) -> list[str]:
        """Return the group that the operation stands in."""
        return [self.tag]

    def further(self, refusals: dict[int, Any]) -> dict[int, Any]:
        """Add that the row may not be there."""
        return super().further(refusals) | {404: Problem.NOT_FOUND.label}


class FileSchema(_SingleSchema):
    """The download of a file."""

    operation, tag = "my-files_read", "my-documents"
    heading: Any = gettext_lazy("Content of a file")
    text: Any = gettext_lazy("The bytes of a file that you may read; its address stands in the rows that have files.")

    def get_response_serializers(self) -> dict[Any, Any]:
        """Say that the good answer is of any type, while refusals are JSON."""
        found = super().get_response_serializers()
        return {(200, "*/*"): found.pop(200), **found}

    def good_answer(self) -> Any:
        """Return bytes."""
        return OpenApiResponse(OpenApiTypes.BINARY, str(self.heading))


class ActionSchema(_SingleSchema):
    """Marking an own message as read."""

    operation, tag = "my-messages_mark_read", "my-messages"
    heading: Any = gettext_lazy("Mark a message as read")
    text: Any = gettext_lazy("Needs a token that may write. Doing it again changes nothing.")

    def get_request_serializer(self) -> Any:
        """Return nothing: the address says it all."""
        return None

    def get_response_serializers(self) -> dict[Any, Any]:
        """Answer without a body."""
        found = {code: answer for code, answer in super().get_response_serializers().items() if code != 200}
        return {204: OpenApiResponse(description=str(self.heading)), **found}

    def good_answer(self) -> Any:
        """Return nothing."""
        return None


def _headers() -> list[OpenApiParameter]:
    tag = OpenApiParameter(
        "ETag", str, OpenApiParameter.HEADER, response=[200, 304], description=_("Changes with the body.")
    )
    wait = OpenApiParameter(
        "Retry-After", int, OpenApiParameter.HEADER, response=[429], description=_("Seconds to wait.")
    )
    return [tag, wait]


def document(language: str) -> dict[str, Any]:
    """Return the description in a language. It names codes out of the database, and is at most five minutes old."""
    key = f"busan_se.api.schema:{language}"
    found: dict[str, Any] | None = cache.get(key)
    if found is None:
        with override(language):
            found = SchemaGenerator(patterns=None).get_schema(request=None, public=True)
        cache.set(key, found, _KEPT_SECONDS)
    return found


def finish(result: dict[str, Any], generator: Any, request: Any, public: bool) -> dict[str, Any]:
    """Write title and introduction in the language of the document (a hook of drf-spectacular)."""
    result["info"]["title"] = _("Open data of the Busan social economy portal")
    result["info"]["description"] = "\n\n".join(introduction())
    result["tags"] = [
        {"name": resource.name, "description": f"{resource.label}: {resource.description}"}
        for resource in (*registered(ApiResource), *registered(OwnResource))
    ]
    for component in result["components"]["schemas"].values():
        for part in component["properties"].values():
            part.pop(_LIBRARY_NOTE, None)
            part.get("items", {}).pop(_LIBRARY_NOTE, None)
    return result


def introduction() -> list[str]:
    """Return what is true of the whole interface, a paragraph each."""
    return [
        _(
            "What the public pages show, as JSON: the same rows, the same filters, the same masking. "
            "For these nobody signs in, and pages of other sites may ask too."
        ),
        _(
            "Texts are given in both languages, `…_ko` and `…_en`; an English one may be empty. Days are as in Seoul, "
            "instants carry their offset, money is in whole won. null: not known, not open, or too small to publish."
        ),
        _(
            "Lists come in pages: follow `next` until it is null. "
            "No row is given twice or left out while others are added."
        ),
        _(
            "Each answer has an `ETag`. Asked with `If-None-Match`, what has not changed is not sent again (304): that "
            "saves the transfer. An answer may be kept for a minute."
        ),
        _("An address may ask %(number)d times in a minute; then 429 says in `Retry-After` how many seconds to wait.")
        % {"number": settings.API_REQUESTS_PER_MINUTE},
        _(
            "What your own pages show beside that needs a token: make one under “My account” and send it as "
            "`Authorization: Bearer …`. It has your rights, no more; a token may ask %(number)d times in a minute, and "
            "nobody keeps the answers."
        )
        % {"number": settings.API_TOKEN_REQUESTS_PER_MINUTE},
        _(
            "Licence: Korea Open Government License type 1. Use it for anything, also for trade, and name the source. "
            "Rows with `is_demo` or `includes_demo` are invented: never present them as facts."
        ),
    ]
