"""A whole frozen form: its sections, which questions the answers leave open, and what stands against submission."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from busan_se.core.errors import Refused
from busan_se.programs.call_forms import AMOUNT, cost_table_of, shown_questions
from busan_se.programs.models import CallVersion
from enterprises.applications.questions.question import Question
from enterprises.applications.questions.shapes import in_language


@dataclass(frozen=True)
class Section:
    """One part of the form, which is one page: its place (from 1), texts and questions."""

    number: int
    title: str
    help: str
    questions: tuple[Question, ...]

    @property
    def keys(self) -> set[str]:
        """Return the keys of its questions."""
        return {question.key for question in self.questions}

    @property
    def written(self) -> list[Question]:
        """Return the questions that are answered in the form itself."""
        return [question for question in self.questions if not question.is_file]


class Questions:
    """All questions of a call version, in their order."""

    def __init__(self, version: CallVersion) -> None:
        self.version = version

    @cached_property
    def sections(self) -> list[Section]:
        """Return the parts of the form."""
        return [
            Section(
                number,
                in_language(raw, "title"),
                in_language(raw, "help"),
                tuple(Question.read(question) for question in raw["questions"]),
            )
            for number, raw in enumerate(self.version.form["sections"], start=1)
        ]

    @cached_property
    def all(self) -> list[Question]:
        """Return every question."""
        return [question for section in self.sections for question in section.questions]

    @property
    def written(self) -> list[Question]:
        """Return those that are answered in the form itself."""
        return [question for question in self.all if not question.is_file]

    @property
    def files(self) -> list[Question]:
        """Return those that are answered by uploads."""
        return [question for question in self.all if question.is_file]

    @property
    def by_key(self) -> dict[str, Question]:
        """Return every question by its key."""
        return {question.key: question for question in self.all}

    def file(self, slot: str) -> Question:
        """Return the file question `slot`. Raises Refused ("unknown_slot")."""
        for question in self.files:
            if question.key == slot:
                return question
        raise Refused(_("The form has no place for this file."), "unknown_slot")

    def shown(self, answers: Mapping[str, Any]) -> set[str]:
        """Return the keys of the questions that are asked once these answers are given."""
        return {raw["key"] for raw in shown_questions(self.version.form, answers)}

    def askable(self, section: Section, answers: Mapping[str, Any]) -> Section:
        """Return a section without what the answers of other sections hide; what its own choices decide stays."""
        shown, there = self.shown(answers), set[str]()
        for question in section.questions:
            if question.key in shown or (question.condition and question.condition.question in there):
                there.add(question.key)
        return replace(section, questions=tuple(row for row in section.questions if row.key in there))

    def kept(self, answers: Mapping[str, Any]) -> dict[str, Any]:
        """Return what is submitted of a draft's answers: those to questions that are asked.

        A draft remembers the others, so that a wrong tick loses nothing.
        """
        shown = self.shown(answers)
        return {key: answer for key, answer in answers.items() if key in shown}

    def stored(self, cleaned: Mapping[str, Any]) -> dict[str, Any]:
        """Return cleaned answers as JSON keeps them, without empty ones."""
        answers = {question.key: cleaned.get(question.key) for question in self.written}
        return {
            key: value.isoformat() if isinstance(value, date) else value
            for key, value in answers.items()
            if value not in ("", None, [])
        }

    def amount_in(self, answers: Mapping[str, Any]) -> int | None:
        """Return the requested amount (won): what the cost table asks of others, else the answer to `amount`."""
        costs = cost_table_of(self.version.form)
        if costs is None:
            return answers.get(AMOUNT)
        grid = Question.read(costs).grid(answers.get(costs["key"]))
        return grid.sums.requested if grid and grid.sums else None

    def problems(self, answers: Mapping[str, Any], slots: Collection[str]) -> dict[str, str]:
        """Return what stands against submission, by question; `slots` are the questions with a file attached."""
        shown = self.shown(answers)
        found = {
            question.key: self._problem(question, answers, slots) for question in self.all if question.key in shown
        }
        return {key: problem for key, problem in found.items() if problem}

    def _problem(self, question: Question, answers: Mapping[str, Any], slots: Collection[str]) -> str:
        if question.is_file:
            return _("Upload a file.") if question.required and question.key not in slots else ""
        return question.problem(answers.get(question.key))
