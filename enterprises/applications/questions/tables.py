"""Table questions: the field that reads and checks their lines, its control, and the grid that shows an answer."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from busan_se.core.money import won
from enterprises.applications.questions.cells import cell_field
from enterprises.applications.questions.shapes import Column, Line, Shape, Sums, shown_percent

# Empty lines on a page without script: where nothing is written yet, beside what is, and after "add lines".
_FIRST_LINES, _NEXT_LINES, MORE_LINES = 3, 1, 5
_EMPTY = (None, "")


@dataclass(frozen=True)
class Cell:
    """One cell of the control: its column, its input, and what is wrong with it."""

    column: Column
    html: str
    id: str
    error: str


class TableWidget(forms.Widget):
    """A table of inputs, named `<question>.<line>.<column>`: a point is in no key."""

    use_fieldset = True
    template_name = "enterprises/applications/_table.html"

    def __init__(self, shape: Shape, *, more: bool = False) -> None:
        super().__init__()
        self.shape, self.more = shape, more

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[dict[str, Any]]:
        """Return the lines as typed, in their order, no more than the table takes and one more that says so."""
        place = re.compile(rf"{re.escape(name)}\.(\d{{1,3}})\.([A-Za-z0-9_-]+)")
        found = [match for key in data if (match := place.fullmatch(key))]
        numbers = sorted({int(match[1]) for match in found})
        keys = [column.key for column in self.shape.columns]
        lines = [{key: data.get(f"{name}.{number}.{key}", "") for key in keys} for number in numbers]
        return [line for line in lines if not is_empty(line)][: self.shape.max_rows + 1]

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        """Return whether no cell of it was sent."""
        return not any(key.startswith(f"{name}.") for key in data)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Return what the template shows: the lines with their cells, empty ones below, and the sums."""
        lines = list(value or ())
        context = super().get_context(name, None, attrs)
        sums = self.shape.sums([_typed(self.shape, line) for line in lines])
        blank: list[Mapping[str, Any]] = [{}] * self._blank_lines(len(lines))
        context["widget"] |= {
            "shape": self.shape,
            "rows": [self._row(name, at, line, sums) for at, line in enumerate([*lines, *blank])],
            "sums": sums,
            "own_share": shown_percent(self.shape.own_share) if self.shape.own_share is not None else "",
            "is_full": len(lines) >= self.shape.max_rows,
        }
        return context

    def _blank_lines(self, there: int) -> int:
        wanted = MORE_LINES if self.more else (_NEXT_LINES if there else _FIRST_LINES)
        return max(min(max(wanted, self.shape.min_rows - there), self.shape.max_rows - there), 0)

    def _row(self, name: str, at: int, line: Mapping[str, Any], sums: Sums | None) -> dict[str, Any]:
        cells = [self._cell(name, at, column, line.get(column.key)) for column in self.shape.columns]
        typed = _typed(self.shape, line)
        return {"at": at, "number": at + 1, "cells": cells, "sum": sums.line(typed) if sums and typed else None}

    def _cell(self, name: str, at: int, column: Column, raw: Any) -> Cell:
        field = cell_field(column, required=False)
        place, error = f"{name}.{at}.{column.key}", ""
        try:
            field.clean(raw)
        except ValidationError as refusal:
            error = str(refusal.messages[0])
        kind = "krds-form-select" if column.kind == "choice" else "krds-input"
        attrs: dict[str, Any] = {"id": f"id_{place}", "class": f"{kind} medium", **field.widget.attrs}
        if column.kind == "won":
            attrs["data-cost"] = column.key
        if error:
            attrs |= {"aria-invalid": "true", "aria-describedby": f"id_{place}_error"}
        html = field.widget.render(place, field.prepare_value(raw), attrs)
        return Cell(column, html, f"id_{place}", error)


def is_empty(line: Mapping[str, Any]) -> bool:
    """Return whether nothing is written in a line."""
    return all(str(cell).strip() == "" if isinstance(cell, str) else cell is None for cell in line.values())


def _typed(shape: Shape, line: Mapping[str, Any]) -> dict[str, int]:
    """Return the amounts of a line (won) as far as they can be read."""
    amounts = {}
    for column in shape.columns:
        if column.kind == "won" and line.get(column.key) not in _EMPTY:
            try:
                amounts[column.key] = int(cell_field(column, required=False).clean(line[column.key]))
            except ValidationError:
                continue
    return amounts


class TableField(forms.Field):
    """The lines of a table; the cleaned answer is `{"rows": [line, …]}` as it is stored, or None where all are empty.

    A draft may have gaps; with `strict` every line has what its columns need, and a cost table its own share.
    """

    widget: TableWidget

    def __init__(self, shape: Shape, *, more: bool = False, strict: bool = False, **kwargs: Any) -> None:
        self.shape, self.strict = shape, strict
        super().__init__(
            widget=TableWidget(shape, more=more), template_name="enterprises/applications/_table_group.html", **kwargs
        )

    def prepare_value(self, value: Any) -> Any:
        return value["rows"] if isinstance(value, dict) else value

    def clean(self, value: Any) -> dict[str, Any] | None:
        given = [line for line in self.prepare_value(value) or () if not is_empty(line)]
        if not given and self.required:
            raise ValidationError(_("Fill in at least one line."), code="required")
        cleaned = [self._line(number, line) for number, line in enumerate(given, start=1)]
        problems = [problem for _line, problems in cleaned for problem in problems]
        lines = [line for line, _problems in cleaned]
        if problems := problems or self._problems(lines):
            raise ValidationError([ValidationError(problem) for problem in problems])
        return {"rows": lines} if lines else None

    def _line(self, number: int, raw: Line) -> tuple[dict[str, Any], list[str]]:
        line, problems = {}, []
        for column in self.shape.columns:
            try:
                cell = cell_field(column, required=self.strict).clean(raw.get(column.key))
            except ValidationError as error:
                place = {"number": number, "column": column.label, "problem": error.messages[0]}
                problems.append(_("Line %(number)s, %(column)s: %(problem)s") % place)
            else:
                if cell not in _EMPTY:
                    line[column.key] = cell.isoformat() if isinstance(cell, date) else cell
        return line, problems

    def _problems(self, lines: Sequence[Line]) -> list[str]:
        """Return what is wrong with the lines as a whole."""
        shape = self.shape
        if len(lines) > shape.max_rows:
            return [_("At most %(n)s lines.") % {"n": shape.max_rows}]
        if not self.strict or not lines:
            return []
        if len(lines) < shape.min_rows:
            return [_("At least %(n)s lines.") % {"n": shape.min_rows}]
        sums = shape.sums(lines)
        return _cost_problems(sums) if sums else []


def _cost_problems(sums: Sums) -> list[str]:
    if unpaid := [at for at, line in enumerate(sums.lines, start=1) if not sums.line(line)]:
        return [_("Line %(number)s: enter who pays how much.") % {"number": unpaid[0]}]
    if not sums.own_is_enough:
        return [_("Your own share is %(share)s. Raise it, or ask for less.") % {"share": sums.own_text}]
    return []


@dataclass(frozen=True)
class Grid:
    """An answered table to be read: the same on pages, in PDFs and in lists."""

    shape: Shape
    lines: tuple[Line, ...]

    @cached_property
    def sums(self) -> Sums | None:
        """Return the sums of a cost table."""
        return self.shape.sums(self.lines)

    @property
    def head(self) -> list[tuple[str, bool]]:
        """Return (label, is a number) of each column; a cost table has one more, for the sum of a line."""
        head = [(column.label, column.is_number) for column in self.shape.columns]
        return [*head, (_("Total"), True)] if self.sums else head

    @property
    def body(self) -> list[list[tuple[str, bool]]]:
        """Return each line as (text, is a number)."""
        return [
            [(column.as_text(line.get(column.key)), column.is_number) for column in self.shape.columns]
            + ([(won(self.sums.line(line)), True)] if self.sums else [])
            for line in self.lines
        ]

    @property
    def total_label(self) -> str:
        """Return the name of the line of sums."""
        return _("Total")

    @property
    def foot(self) -> list[str]:
        """Return the sums below the columns of a cost table, in their order; empty for another table."""
        if self.sums is None:
            return []
        return [*(won(amount) for amount in self.sums.by_source.values()), won(self.sums.total)]

    @property
    def notes(self) -> list[tuple[str, str]]:
        """Return what the sums mean, as (label, text) pairs."""
        if self.sums is None:
            return []
        pairs = [(_("Amount applied for"), won(self.sums.requested)), (_("Own share"), self.sums.own_text)]
        return [pair for pair in pairs if pair[1]]

    @property
    def as_text(self) -> str:
        """Return the table as plain lines."""
        lines = [" · ".join(text for text, _number in line if text) for line in self.body]
        return "\n".join([*lines, *(f"{label}: {text}" for label, text in self.notes)])
