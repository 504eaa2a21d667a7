"""The description of what a program can do with a closed list and its rows."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, OpenApiResponse
from rest_framework import serializers

from busan_se.api.extensions import OwnAction
from busan_se.api.parameters import key_parameter
from busan_se.api.schema import FaultSerializer, OwnSchema, ProblemSerializer
from busan_se.core.problems import Problem

ONCE = "Idempotency-Key"


class RefusalSerializer(serializers.Serializer):
    """A rule says no, or the body is wrong."""

    code = serializers.CharField()
    message = serializers.CharField()
    fields = serializers.DictField(child=FaultSerializer(many=True))


class StaleSerializer(RefusalSerializer):
    """It can't be done because of what the row is by now."""

    current = serializers.JSONField(
        allow_null=True, help_text=gettext_lazy("The row as it stands now; null: it is gone.")
    )


class WriteSchema(OwnSchema):
    """One action on a list or a row."""

    @property
    def action(self) -> OwnAction:
        """The action that address and method name."""
        action: OwnAction = self.view.actions[self.method.lower()]
        return action

    def get_operation_id(self) -> str:
        """Return the name of the operation in generated clients."""
        return f"{self.action.resource.name}_{self.action.name}".replace("-", "_")

    def get_summary(self) -> str:
        """Return the heading."""
        return str(self.action.label)

    def get_description(self) -> str:
        """Return what it does."""
        return str(self.action.description)

    def get_override_parameters(self) -> list[Any]:
        """Return the key of the row, the key against doing it twice, and what every address understands."""
        listed = {parameter.name: parameter for parameter in super().get_override_parameters()}
        known = [parameter for name, parameter in listed.items() if name in {"lang", "Retry-After"}]
        own = [key_parameter(self.resource)] if self.is_row else []
        if self.action.once:
            text = _("A UUID that you make; sent again with the same one, nothing happens twice.")
            own.append(OpenApiParameter(ONCE, UUID, OpenApiParameter.HEADER, required=True, description=text))
        return [*own, *known]

    def get_request_serializer(self) -> Any:
        """Return what reads the body; None where the address says it all."""
        return self.action.serializer() if self.action.serializer else None

    def get_response_serializers(self) -> dict[Any, Any]:
        """Return the good answer under its own status, and that of every refusal."""
        found = super().get_response_serializers()
        good = found.pop(200)
        status = 204 if self.action.leaves_nothing else 200 if self.action.among else 201
        return {status: OpenApiResponse(description=self.get_summary()) if status == 204 else good, **found} | (
            {} if self.action.answer else self._refusals()
        )

    def _refusals(self) -> dict[int, Any]:
        found = {
            409: OpenApiResponse(StaleSerializer, _("The row is another by now: `current` is how it stands.")),
            422: OpenApiResponse(RefusalSerializer, _("A rule says no, or `fields` names what is wrong in the body.")),
        }
        if self.action.serializer:
            found[413] = OpenApiResponse(ProblemSerializer, str(Problem.TOO_LARGE.label))
            found[415] = OpenApiResponse(ProblemSerializer, str(Problem.UNSUPPORTED_MEDIA_TYPE.label))
        return found

    def good_answer(self) -> Any:
        """Return the row, or what a reading tells."""
        return (self.action.answer or self.resource.serializer)()

    def get_examples(self) -> list[OpenApiExample]:
        """Return the registered body."""
        body = dict(self.action.example)
        if self.action.answer:
            return [OpenApiExample(str(self.action.label), value=body, response_only=True, status_codes=["200"])]
        return [OpenApiExample(str(self.action.label), value=body, request_only=True)] if body else []
