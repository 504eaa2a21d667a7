"""Kinds of fields that the open interface has beside those of its library."""

from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from busan_se.core.fields import SafeCharField


@extend_schema_field(OpenApiTypes.NUMBER)
class NumberField(serializers.Field):
    """A number as JSON has it: whole where it is whole."""

    def to_representation(self, value: Decimal) -> int | float:
        """Return the number without the two decimals that the column has."""
        return int(value) if value == value.to_integral_value() else float(value)


@extend_schema_field(OpenApiTypes.URI)
class PageField(serializers.Field):
    """The address of the row's page in the portal, in the language that was asked for."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(source="get_absolute_url", read_only=True, **kwargs)

    def to_representation(self, value: str) -> str:
        """Return the path with the portal's name in front."""
        return f"{self.context['origin']}{value}"


class CodeNameSerializer(serializers.Serializer):
    """Something with a code and two names."""

    code = serializers.CharField(help_text=_("Code; it never changes."))
    name_ko = serializers.CharField(help_text=_("Name (Korean)."))
    name_en = serializers.CharField(help_text=_("Name (English)."))


class SafeTextField(serializers.CharField):
    """Text that people wrote, of any number of lines: what the forms of the pages refuse, it refuses too."""

    def to_internal_value(self, data: Any) -> str:
        """Return composed Unicode. Raises ValidationError for control and direction signs."""
        text: str = super().to_internal_value(data)
        try:
            return SafeCharField(multiline=True, required=False).clean(text)
        except ValidationError as error:
            raise serializers.ValidationError(error.messages, "control") from error


@extend_schema_field(CodeNameSerializer)
class CodeNameField(serializers.Field):
    """A row with a code and two names, as `CodeNameSerializer` has it, in a fraction of its time."""

    def to_representation(self, value: Any) -> Any:
        """Return the code and both names."""
        return code_name(value)


def code_name(value: Any) -> Any:
    """Return the code and both names of a row as they are answered; None for none."""
    return value and {"code": value.code, "name_ko": value.name_ko, "name_en": value.name_en}


def path_with(origin: str, path: str) -> str:
    """Return the whole address of a path of the portal; '' for none."""
    return f"{origin}{path}" if path else ""
