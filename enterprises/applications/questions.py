"""The questions of a frozen form: read from the call version, made into fields, checked for submission, shown as text.

The format is that of `programs.call_forms`.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils.dateparse import parse_date
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from busan_se.core.errors import Refused
from busan_se.core.fields import DateField, SafeCharField, WonField
from busan_se.core.money import MAX_WON, won, won_short, won_words
from busan_se.core.templatetags.portal import seoul_date
from busan_se.files.types import DOCUMENTS_AND_PICTURES, TYPES, type_names
from busan_se.programs.call_forms import AMOUNT
from busan_se.programs.models import CallVersion

# Characters that a text may have where its question sets no limit.
_MAX_LENGTH = {"text": 200, "long_text": 5000}


@dataclass(frozen=True)
class Question:
    """One question, in the reader's language. `lowest` and `highest` are won, `max_length` characters.

    `document_kind` is that of the document folder, '' for none; `issued_within_days` is 0 where any age will do.
    """

    key: str
    kind: str
    label: str
    help: str
    required: bool
    max_length: int
    lowest: int
    highest: int
    max_files: int
    document_kind: str = ""
    issued_within_days: int = 0

    @classmethod
    def read(cls, raw: Mapping[str, Any]) -> "Question":
        """Return the question of one entry of the form."""
        kind = raw["type"]
        limit = raw.get("max")
        return cls(
            key=raw["key"],
            kind=kind,
            label=_in_language(raw, "label"),
            help=_in_language(raw, "help"),
            required=bool(raw.get("required")),
            max_length=limit or _MAX_LENGTH.get(kind, 0),
            lowest=raw.get("min", 0),
            highest=limit if kind == "won" and limit else MAX_WON,
            max_files=raw.get("max_files", 1),
            document_kind=raw.get("document_kind", ""),
            issued_within_days=raw.get("issued_within_days", 0),
        )

    @property
    def is_file(self) -> bool:
        """Return whether it is answered by uploads."""
        return self.kind == "file"

    @property
    def accept(self) -> str:
        """Return the file name endings for the browser's file dialog."""
        return ",".join(suffix for kind in TYPES.values() for suffix in kind.suffixes)

    @property
    def limits(self) -> str:
        """Return what it takes, said before anybody answers."""
        if self.is_file:
            return " ".join(filter(None, (self._age, self._sizes)))
        if self.max_length and self.kind != "won":
            return _("Up to %(n)s characters.") % {"n": f"{self.max_length:,}"}
        return self._range if self.kind == "won" else ""

    @property
    def _age(self) -> str:
        days = self.issued_within_days
        return _("Issued within %(days)s days.") % {"days": days} if days else ""

    @property
    def _sizes(self) -> str:
        return _("%(types)s, up to %(limit)s each; at most %(n)s.") % {
            "types": type_names(DOCUMENTS_AND_PICTURES),
            "limit": filesizeformat(settings.UPLOAD_MAX_BYTES),
            "n": self.max_files,
        }

    @property
    def _range(self) -> str:
        if self.highest == MAX_WON:
            return _("From %(amount)s") % {"amount": won_short(self.lowest)} if self.lowest else ""
        if not self.lowest:
            return _("Up to %(amount)s") % {"amount": won_short(self.highest)}
        return f"{won_short(self.lowest)} – {won_short(self.highest)}"

    def field(self) -> forms.Field:
        """Return the form field of a written question; limits are said in its help."""
        given: dict[str, Any] = {"label": self.label, "required": self.required}
        given["help_text"] = " ".join(filter(None, (self.help, self.limits)))
        match self.kind:
            case "won":
                return WonField(min_value=self.lowest, max_value=self.highest, **given)
            case "date":
                return DateField(**given)
            case "long_text":
                box = forms.Textarea(attrs={"rows": 12})
                return SafeCharField(multiline=True, max_length=self.max_length, widget=box, **given)
            case _:
                return SafeCharField(max_length=self.max_length, **given)

    def as_text(self, answer: Any) -> str:
        """Return a stored answer as people read it; an amount also in words."""
        if answer is None:
            return ""
        if self.kind == "won":
            return won_words(answer) if get_language() == "ko" else won(answer)
        return seoul_date(parse_date(answer)) if self.kind == "date" else str(answer)


class Questions:
    """All questions of a call version, in their order."""

    def __init__(self, version: CallVersion) -> None:
        self.version = version

    @cached_property
    def all(self) -> list[Question]:
        """Return every question."""
        return [Question.read(raw) for section in self.version.form["sections"] for raw in section["questions"]]

    @property
    def written(self) -> list[Question]:
        """Return those that are answered in the form itself."""
        return [question for question in self.all if not question.is_file]

    @property
    def files(self) -> list[Question]:
        """Return those that are answered by uploads."""
        return [question for question in self.all if question.is_file]

    def file(self, slot: str) -> Question:
        """Return the file question `slot`. Raises Refused ("unknown_slot")."""
        for question in self.files:
            if question.key == slot:
                return question
        raise Refused(_("The form has no place for this file."), "unknown_slot")

    def stored(self, cleaned: Mapping[str, Any]) -> dict[str, Any]:
        """Return cleaned answers as JSON keeps them, without empty ones."""
        answers = {question.key: cleaned.get(question.key) for question in self.written}
        return {
            key: value.isoformat() if isinstance(value, date) else value
            for key, value in answers.items()
            if value not in ("", None)
        }

    def amount_in(self, answers: Mapping[str, Any]) -> int | None:
        """Return the requested amount (won), where the form asks for one and it is answered."""
        return answers.get(AMOUNT)

    def problems(self, answers: Mapping[str, Any], slots: Collection[str]) -> dict[str, str]:
        """Return what stands against submission, by question; `slots` are the questions with a file attached."""
        found = {question.key: self._problem(question, answers, slots) for question in self.all}
        return {key: problem for key, problem in found.items() if problem}

    def _problem(self, question: Question, answers: Mapping[str, Any], slots: Collection[str]) -> str:
        if question.is_file:
            return _("Upload a file.") if question.required and question.key not in slots else ""
        try:
            question.field().clean(answers.get(question.key))
        except ValidationError as error:
            return str(error.messages[0])
        return ""


def _in_language(raw: Mapping[str, Any], name: str) -> str:
    english = raw.get(f"{name}_en", "") if get_language() == "en" else ""
    return str(english or raw.get(f"{name}_ko", ""))
