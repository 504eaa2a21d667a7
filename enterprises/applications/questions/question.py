"""One question of a form, in the reader's language."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils.dateparse import parse_date
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from busan_se.core.fields import DateField, SafeCharField, WonField
from busan_se.core.money import MAX_WON, won, won_short, won_words
from busan_se.core.templatetags.portal import seoul_date
from busan_se.files.types import DOCUMENTS_AND_PICTURES, TYPES, type_names
from busan_se.programs.call_forms import MOST_NUMBER
from enterprises.applications.questions.cells import ChosenField, NumberField, SeveralField
from enterprises.applications.questions.shapes import Option, Shape, in_language, options_of
from enterprises.applications.questions.tables import Grid, TableField

# Characters that a text may have where its question sets no limit.
_MAX_LENGTH = {"text": 200, "long_text": 5000}
_HIGHEST = {"won": MAX_WON, "number": MOST_NUMBER}
_LOWEST = {"number": -MOST_NUMBER}


@dataclass(frozen=True)
class Condition:
    """Asked only if the choice question `question` was answered with one of the `keys`."""

    question: str
    keys: tuple[str, ...]


@dataclass(frozen=True)
class Question:
    """One question. `lowest` and `highest` are won or a number, `max_length` characters, `most` chosen options.

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
    unit: str = ""
    options: tuple[Option, ...] = ()
    most: int = 0
    shape: Shape | None = None
    condition: Condition | None = None

    @classmethod
    def read(cls, raw: Mapping[str, Any]) -> "Question":
        """Return the question of one entry of the form."""
        kind, limit, condition = raw["type"], raw.get("max"), raw.get("show_if")
        return cls(
            key=raw["key"],
            kind=kind,
            label=in_language(raw, "label"),
            help=in_language(raw, "help"),
            required=bool(raw.get("required")),
            max_length=limit or _MAX_LENGTH.get(kind, 0),
            lowest=raw.get("min", _LOWEST.get(kind, 0)),
            highest=limit if kind in _HIGHEST and limit is not None else _HIGHEST.get(kind, MAX_WON),
            max_files=raw.get("max_files", 1),
            document_kind=raw.get("document_kind", ""),
            issued_within_days=raw.get("issued_within_days", 0),
            unit=in_language(raw, "unit"),
            options=options_of(raw.get("choices", ())),
            most=raw.get("max_choices", 0),
            shape=Shape.read(raw),
            condition=Condition(condition["question"], tuple(condition["in"])) if condition else None,
        )

    @property
    def is_file(self) -> bool:
        """Return whether it is answered by uploads."""
        return self.kind == "file"

    @property
    def anchor(self) -> str:
        """Return the id of its control, or of the first one where it has several."""
        return f"id_{self.key}_0" if self.kind in ("choice", "choices") or self.shape else f"id_{self.key}"

    @property
    def accept(self) -> str:
        """Return the file name endings for the browser's file dialog."""
        return ",".join(suffix for kind in TYPES.values() for suffix in kind.suffixes)

    @property
    def limits(self) -> str:
        """Return what it takes, said before anybody answers."""
        match self.kind:
            case "file":
                return " ".join(filter(None, (self._age, self._sizes)))
            case "text" | "long_text":
                return _("Up to %(n)s characters.") % {"n": f"{self.max_length:,}"}
            case "won":
                return self._range
            case "number":
                return self._number_range
            case "choices" if self.most:
                return _("Choose at most %(most)s.") % {"most": self.most}
        return self._rows if self.shape else ""

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

    @property
    def _number_range(self) -> str:
        lowest = f"{self.lowest:,}" if self.lowest != -MOST_NUMBER else ""
        highest = f"{self.highest:,}" if self.highest != MOST_NUMBER else ""
        if lowest or highest:
            return f"{lowest} – {highest} {self.unit}".strip()
        return _("In whole numbers (%(unit)s).") % {"unit": self.unit} if self.unit else _("In whole numbers.")

    @property
    def _rows(self) -> str:
        assert self.shape
        return _("At most %(n)s lines. An empty line is not kept.") % {"n": self.shape.max_rows}

    def field(self, *, more: bool = False) -> forms.Field:
        """Return the form field of a written question; limits are said in its help, `more` gives a table more lines."""
        given: dict[str, Any] = {"label": self.label, "required": self.required}
        given["help_text"] = " ".join(filter(None, (self.help, self.limits)))
        if self.shape:
            return TableField(self.shape, more=more, **given)
        choices = [(option.key, option.label) for option in self.options]
        match self.kind:
            case "won":
                return WonField(min_value=self.lowest, max_value=self.highest, **given)
            case "number":
                return NumberField(lowest=self.lowest, highest=self.highest, **given)
            case "date":
                return DateField(**given)
            case "choice":
                return ChosenField(choices=choices, widget=forms.RadioSelect, **given)
            case "choices":
                return SeveralField(choices=choices, most=self.most, **given)
            case "long_text":
                box = forms.Textarea(attrs={"rows": 12})
                return SafeCharField(multiline=True, max_length=self.max_length, widget=box, **given)
        return SafeCharField(max_length=self.max_length, **given)

    def problem(self, answer: Any) -> str:
        """Return what stands against submitting a stored answer, '' for nothing."""
        field = self.field()
        if answer is None and self.required and self.kind in ("text", "long_text", "number", "won", "date"):
            return _("Answer this question.")
        if isinstance(field, TableField):
            field.strict = True
        try:
            field.clean(answer)
        except ValidationError as error:
            return str(error.messages[0])
        return ""

    def fits(self, answer: Any) -> bool:
        """Return whether a stored answer, of another form perhaps, is one that this question takes in a draft."""
        field = self.field()
        field.required = False
        try:
            return field.clean(answer) == answer or self.kind == "date"
        except (ValidationError, TypeError, AttributeError, KeyError, ValueError):
            return False

    def grid(self, answer: Any) -> Grid | None:
        """Return an answered table to be read, None for another question or no answer."""
        return Grid(self.shape, tuple(answer["rows"])) if self.shape and answer else None

    def as_text(self, answer: Any) -> str:
        """Return a stored answer as people read it; an amount also in words, a table in lines."""
        if answer in (None, ""):
            return ""
        labels = {option.key: option.label for option in self.options}
        match self.kind:
            case "won":
                return won_words(answer) if get_language() == "ko" else won(answer)
            case "number":
                return f"{answer:,} {self.unit}".rstrip()
            case "date":
                return seoul_date(parse_date(answer))
            case "choice":
                return labels.get(answer, str(answer))
            case "choices":
                return ", ".join(labels.get(key, str(key)) for key in answer)
        grid = self.grid(answer)
        return grid.as_text if grid else str(answer)
