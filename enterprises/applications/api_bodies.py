"""What a program sends to write an application, and the form that it reads first."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework import serializers

from busan_se.api.errors import InvalidBody
from busan_se.api.fields import SafeTextField
from busan_se.core.money import MAX_WON
from enterprises.applications.consents import REQUIRED
from enterprises.applications.questions import Question, Questions
from enterprises.applications.workflow import Outcome

_LARGEST_LOCK, _LARGEST_KEY = 2**31 - 1, 2**63 - 1
_PURPOSES = [(text.purpose, text.title) for text in REQUIRED]


class StartSerializer(serializers.Serializer):
    """For which call, by which enterprise, with which answers on who may apply."""

    call = serializers.CharField(max_length=40, help_text=gettext_lazy("Number of the call."))
    enterprise = serializers.IntegerField(
        min_value=1, max_value=_LARGEST_KEY, help_text=gettext_lazy("Number of your enterprise that applies.")
    )
    declared = serializers.DictField(
        child=serializers.JSONField(allow_null=True),
        required=False,
        help_text=gettext_lazy("Answers to what only you know, by condition. Left out, the refusal names them."),
    )


class AnswersSerializer(serializers.Serializer):
    """Answers to be saved; what is not named stays."""

    lock_version = serializers.IntegerField(
        min_value=1, max_value=_LARGEST_LOCK, help_text=gettext_lazy("That of the row that you read.")
    )
    answers = serializers.DictField(
        child=serializers.JSONField(allow_null=True),
        help_text=gettext_lazy("Values by the key of the question; null takes an answer away."),
    )


class AttachSerializer(serializers.Serializer):
    """A file and the question that it answers."""

    question = serializers.CharField(max_length=60, help_text=gettext_lazy("Key of a file question."))
    file = serializers.FileField(
        allow_empty_file=True, help_text=gettext_lazy("The file; type and size as on the page.")
    )


class AttachDocumentSerializer(serializers.Serializer):
    """A document of the folder and the question that it answers."""

    question = serializers.CharField(max_length=60, help_text=gettext_lazy("Key of a file question."))
    document = serializers.IntegerField(
        min_value=1, max_value=_LARGEST_KEY, help_text=gettext_lazy("Number of the document in `my-documents`.")
    )


class DetachSerializer(serializers.Serializer):
    """The attachment to be taken off."""

    id = serializers.IntegerField(
        min_value=1, max_value=_LARGEST_KEY, help_text=gettext_lazy("Number of the attachment.")
    )


class SubmitSerializer(serializers.Serializer):
    """What goes with the last click."""

    seen_hash = serializers.CharField(
        max_length=64, help_text=gettext_lazy("`content_hash` of what you checked: changed since, it is refused.")
    )
    consents = serializers.ListField(
        child=serializers.ChoiceField(choices=_PURPOSES),
        max_length=len(_PURPOSES),
        help_text=gettext_lazy("Purposes that the applicant agrees to, after reading the texts."),
    )


class EndSerializer(serializers.Serializer):
    """Why it ends."""

    reason = SafeTextField(max_length=500, help_text=gettext_lazy("Reason; the desk in charge reads it."))


class ConsentSerializer(serializers.Serializer):
    """A consent that submission needs."""

    purpose = serializers.CharField(help_text=gettext_lazy("What names it at submission."))
    version = serializers.CharField(help_text=gettext_lazy("Version of the text."))
    text = serializers.CharField(source="as_shown", help_text=gettext_lazy("The whole text, to be read before."))


class FormSerializer(serializers.Serializer):
    """The frozen form of a draft, and what stands against submitting it now."""

    version = serializers.IntegerField(help_text=gettext_lazy("Version of the call; a correction is a new one."))
    form = serializers.JSONField(help_text=gettext_lazy("Sections and questions as they were published."))
    lock_version = serializers.IntegerField(help_text=gettext_lazy("Sent when saving answers."))
    content_hash = serializers.CharField(help_text=gettext_lazy("Sent when submitting: what would be submitted now."))
    problems = serializers.DictField(
        child=serializers.CharField(), help_text=gettext_lazy("What is missing or wrong, by question.")
    )
    refusal = serializers.CharField(help_text=gettext_lazy("Why it can't be submitted now; empty: it can."))
    consents = ConsentSerializer(many=True, help_text=gettext_lazy("Consents that submission needs."))


class DecideSerializer(serializers.Serializer):
    """A decision, which stays unknown to the applicant until it is released."""

    outcome = serializers.ChoiceField(choices=Outcome.choices, help_text=gettext_lazy("Outcome."))
    amount = serializers.IntegerField(
        min_value=1,
        max_value=MAX_WON,
        required=False,
        allow_null=True,
        help_text=gettext_lazy("Amount of a selection, in won."),
    )
    reason = SafeTextField(max_length=1000, help_text=gettext_lazy("Reason; the applicant reads it with the result."))
    override = SafeTextField(
        max_length=500,
        required=False,
        help_text=gettext_lazy("Why it is selected although a condition is not met."),
    )


class TakeBackSerializer(serializers.Serializer):
    """Why a decision is taken back."""

    reason = SafeTextField(max_length=300, help_text=gettext_lazy("Reason; it stays in the history."))


class ReleaseSerializer(serializers.Serializer):
    """The city's own document, where it is there already."""

    document_number = SafeTextField(max_length=60, required=False, help_text=gettext_lazy("Approval document number."))
    approved_on = serializers.DateField(required=False, allow_null=True, help_text=gettext_lazy("Day of the approval."))
    effective_on = serializers.DateField(
        required=False, allow_null=True, help_text=gettext_lazy("Day from which it holds.")
    )


def read_answers(questions: Questions, given: Mapping[str, Any]) -> dict[str, Any]:
    """Return the answers as a draft keeps them. Raises InvalidBody that names each question and what is wrong."""
    asked = {question.key: question for question in questions.written}
    fields = {key: _optional(question) for key, question in asked.items()}
    return questions.stored(read_values("answers", fields, given, {key: asked[key].kind for key in asked}))


def read_values(
    name: str, fields: Mapping[str, forms.Field], given: Mapping[str, Any], kinds: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """Return values cleaned by the fields of the page; `name` is that of the part of the body that they stand in.

    Raises InvalidBody.
    """
    found, faults = {}, {}
    for key, value in given.items():
        try:
            found[key] = _cleaned(fields.get(key), value, (kinds or {}).get(key, ""))
        except ValidationError as error:
            faults[f"{name}.{key}"] = [{"code": error.code or "invalid", "message": text} for text in error.messages]
    if faults:
        raise InvalidBody(faults)
    return found


def _optional(question: Question) -> forms.Field:
    field = question.field()
    field.required = False
    return field


_SHAPES: dict[str, type | tuple[type, ...]] = {"number": (int, str), "won": (int, str), "choices": list}
_TABLES = ("table", "workers", "cost_table")


def _cleaned(field: forms.Field | None, value: Any, kind: str) -> Any:
    if field is None:
        raise ValidationError(_("There is no such question to be answered here."), "unknown")
    if value is None and kind:
        return None
    fits = _is_table(value) if kind in _TABLES else isinstance(value, _SHAPES.get(kind, str if kind else object))
    if not fits or (kind and isinstance(value, bool)):
        raise ValidationError(_("The value is of the wrong kind: `form` describes it."), "invalid")
    try:
        return field.clean(value)
    except (TypeError, ValueError, AttributeError) as error:
        raise ValidationError(_("The value is of the wrong kind: `form` describes it."), "invalid") from error


def _is_table(value: Any) -> bool:
    """Return whether it has lines of plain values."""
    rows = value.get("rows") if isinstance(value, dict) else None
    return isinstance(rows, list) and all(isinstance(row, dict) and _plain(row.values()) for row in rows)


def _plain(values: Iterable[Any]) -> bool:
    return all(value is None or type(value) in (int, str) for value in values)
