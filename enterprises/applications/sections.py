"""What the pages show on which a draft is written: the list of its sections, one section, and two texts of one."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.db import models
from django.forms import BoundField
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from busan_se.core.clock import seoul
from enterprises.applications import folder, letters, merging, pages, prefill
from enterprises.applications.content import applicant_of
from enterprises.applications.forms import AnswersForm
from enterprises.applications.models import Application, ApplicationFile
from enterprises.applications.questions import Grid, Question, Questions, Section

# Fields of the page itself, which the page of two texts does not carry along.
_OF_THE_PAGE = {"csrfmiddlewaretoken", "then", "lock_version", "page.shown", "remove", "from_folder"}


class Progress(models.TextChoices):
    """How far a section is."""

    NOT_STARTED = "not_started", gettext_lazy("Not started")
    BEGUN = "begun", gettext_lazy("In progress")
    TO_LOOK_AT = "to_look_at", gettext_lazy("To be looked at")
    DONE = "done", gettext_lazy("Complete")
    OPTIONAL = "optional", gettext_lazy("Optional, empty")
    NOT_ASKED = "not_asked", gettext_lazy("Not asked of you")


_TONES = {Progress.DONE: "success", Progress.BEGUN: "information", Progress.TO_LOOK_AT: "warning"}


@dataclass(frozen=True)
class Task:
    """One section in the list."""

    section: Section
    progress: Progress
    url: str

    @property
    def tone(self) -> str:
        """Return the colour of the badge."""
        return _TONES.get(self.progress, "gray")


@dataclass(frozen=True)
class TaskListPage:
    """A draft: its sections with how far each is, and what can be taken over."""

    form_steps = pages.STEPS

    application: Application
    arrived: datetime

    @cached_property
    def tasks(self) -> list[Task]:
        """Return the sections of the form in their order."""
        questions, attached = Questions(self.application.version), pages.files_by_slot(self.application)
        problems = pages.problems_of(self.application, questions, attached, seoul(self.arrived).date())
        shown = questions.shown(self.application.answers)
        return [
            Task(
                section,
                _progress(self.application, section.keys & shown, attached, problems),
                section_url(self.application, section.number),
            )
            for section in questions.sections
        ]

    @property
    def ready(self) -> int:
        """Return how many sections need nothing more."""
        return sum(task.progress in (Progress.DONE, Progress.OPTIONAL, Progress.NOT_ASKED) for task in self.tasks)

    @property
    def next_task(self) -> Task | None:
        """Return the section to go on with, None where nothing is missing."""
        open_tasks = (Progress.NOT_STARTED, Progress.BEGUN, Progress.TO_LOOK_AT)
        return next((task for task in self.tasks if task.progress in open_tasks), None)

    @cached_property
    def earlier(self) -> Application | None:
        """Return the earlier application if it could answer something that is still empty."""
        found = prefill.earlier(self.application)
        questions = Questions(self.application.version)
        return found if found and prefill.from_earlier(questions, self.application.answers, found) else None

    @cached_property
    def last(self) -> pages.Written | None:
        """Return who wrote last, and when."""
        return pages.last_written(self.application)

    @property
    def applicant(self) -> list[tuple[str, str]]:
        """Return what the register says of the applicant."""
        return pages.applicant_facts(applicant_of(self.application))

    @property
    def refusal(self) -> str:
        """Return why it could not be submitted now, '' if it could."""
        return pages.refusal_at(self.application.call, self.arrived)

    @property
    def desk(self) -> str:
        """Return whom to ask."""
        return letters.desk(self.application)


def _progress(
    application: Application,
    keys: set[str],
    attached: Mapping[str, Sequence[ApplicationFile]],
    problems: Mapping[str, str],
) -> Progress:
    """Return how far the section with these asked questions is."""
    begun = any(key in application.answers or key in attached for key in keys)
    if not keys:
        return Progress.NOT_ASKED
    if any("from" in application.written.get(key, {}) for key in keys):
        return Progress.TO_LOOK_AT
    if any(key in problems for key in keys):
        return Progress.BEGUN if begun else Progress.NOT_STARTED
    return Progress.DONE if begun else Progress.OPTIONAL


def section_url(application: Application, number: int) -> str:
    """Return the address of a section."""
    return reverse("applications:section", args=[application.pk, number])


@dataclass(frozen=True)
class Item:
    """One question on the page: a field to write in, or a place for files with what is attached."""

    question: Question
    field: BoundField | None
    files: list[ApplicationFile]
    error: str = ""
    choices: Sequence[folder.Choice] = ()
    origin: str = ""
    condition: str = ""

    @property
    def asked_for(self) -> str:
        """Return the choices after which it is asked, for the script."""
        return " ".join(self.question.condition.keys) if self.question.condition else ""


def blank_form(application: Application, questions: Questions, section: Section, more: str = "") -> AnswersForm:
    """Return the form of a section with what was saved."""
    keys = [question.key for question in section.written]
    initial = {
        **{key: application.answers[key] for key in keys if key in application.answers},
        "lock_version": application.lock_version,
        "page.shown": json.dumps(merging.digests(application.answers, keys)),
    }
    return AnswersForm(questions, section, initial=initial, before=application.answers, more=more)


@dataclass(frozen=True)
class SectionPage:
    """One section of a draft being written. `back` is "check" where the page of all answers sent the writer here."""

    application: Application
    form: AnswersForm
    file_errors: Mapping[str, str]
    arrived: datetime
    back: str = ""

    @property
    def section(self) -> Section:
        """Return the section."""
        return self.form.section

    @property
    def total(self) -> int:
        """Return how many sections the form has."""
        return len(self.form.questions.sections)

    @property
    def is_first(self) -> bool:
        """Return whether no section comes before."""
        return self.section.number == 1

    @cached_property
    def items(self) -> list[Item]:
        """Return the questions in the order of the form."""
        attached = pages.files_by_slot(self.application)
        files = [question for question in self.section.questions if question.is_file]
        choices = folder.choices(self.application, files, attached, seoul(self.arrived).date())
        return [
            Item(
                question,
                None if question.is_file else self.form[question.key],
                attached.get(question.key, []),
                self.file_errors.get(question.key, ""),
                choices.get(question.key, ()),
                pages.origin_of(self.application, question.key),
                self._condition(question),
            )
            for question in self.section.questions
        ]

    def _condition(self, question: Question) -> str:
        """Return when a question is asked that a choice on this same page decides, '' for another."""
        if question.condition is None or question.condition.question not in self.section.keys:
            return ""
        asked = next(row for row in self.section.questions if row.key == question.condition.question)
        chosen = [option.label for option in asked.options if option.key in question.condition.keys]
        return _("Answer this only if you chose “%(choices)s” for “%(question)s”.") % {
            "choices": "” / “".join(chosen),
            "question": asked.label,
        }

    @cached_property
    def last(self) -> pages.Written | None:
        """Return who wrote last in this section, and when."""
        return pages.last_written(self.application, self.section.keys)

    @property
    def refusal(self) -> str:
        """Return why it could not be submitted now, '' if it could."""
        return pages.refusal_at(self.application.call, self.arrived)

    @property
    def desk(self) -> str:
        """Return whom to ask."""
        return letters.desk(self.application)


@dataclass(frozen=True)
class Text:
    """One of two texts of an answer."""

    text: str
    grid: Grid | None

    @classmethod
    def of(cls, question: Question, answer: object) -> "Text":
        """Return an answer as people read it."""
        grid = question.grid(answer)
        return cls("" if grid else question.as_text(answer), grid)


@dataclass(frozen=True)
class Difference:
    """A question with two texts: what this window sent, and what was saved in the meantime, by whom and when."""

    question: Question
    mine: Text
    theirs: Text
    written: pages.Written | None


@dataclass(frozen=True)
class ConflictPage:
    """Two texts of one section; nothing of what was sent is saved yet, and all of it is carried along."""

    application: Application
    form: AnswersForm
    sent: QueryDict

    @cached_property
    def _shown(self) -> dict[str, str]:
        return self.form.shown

    @cached_property
    def _conflicts(self) -> list[str]:
        keys = [question.key for question in self.form.section.written if question.key in self.form.sound]
        return merging.conflicts(self.application.answers, self.form.answers, keys, self._shown)

    @cached_property
    def differences(self) -> list[Difference]:
        """Return the questions that were changed on both sides."""
        mine, theirs, by = self.form.answers, self.application.answers, pages.writers(self.application)
        asked = self.form.questions.by_key
        return [
            Difference(
                asked[key],
                Text.of(asked[key], mine.get(key)),
                Text.of(asked[key], theirs.get(key)),
                by.get(key),
            )
            for key in self._conflicts
        ]

    @property
    def carried(self) -> list[tuple[str, str]]:
        """Return the fields (name, value) that send again what was typed, over what is saved now."""
        saved = merging.digests(self.application.answers, self._conflicts)
        typed = [
            (name, value)
            for name, values in self.sent.lists()
            if name not in _OF_THE_PAGE and not name.startswith("take.")
            for value in values
            if isinstance(value, str)
        ]
        return [
            *typed,
            ("lock_version", str(self.application.lock_version)),
            ("page.shown", json.dumps({**self._shown, **saved})),
        ]
