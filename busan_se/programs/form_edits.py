"""Edits of a form that is being written: each takes a form and returns a new one, the old one stays as it was.

Raises WrongState ("gone") for a section or a question that the form does not have (any more), and ValidationError where
the result would not hold together, as when a question moves before the one that its condition asks.
"""

from collections.abc import Iterator
from copy import deepcopy
from secrets import token_hex

from django.utils.translation import gettext as _

from busan_se.core.errors import WrongState
from busan_se.programs.call_forms import Form, Row, check_together


def new_key(prefix: str) -> str:
    """Return a key that was never used: an answer to a removed question must not become that of another."""
    return f"{prefix}{token_hex(4)}"


def section_of(form: Form, key: str) -> Row:
    """Return a section."""
    return _find(form["sections"], key)


def question_of(form: Form, key: str) -> Row:
    """Return a question."""
    return _find([question for section in form["sections"] for question in section["questions"]], key)


def home_of(form: Form, key: str) -> str:
    """Return the key of the section that a question stands in."""
    return str(_home(form, key)["key"])


def with_section(form: Form, section: Row) -> Form:
    """Return the form with the texts of a section changed, or with the section added at the end."""
    form = deepcopy(form)
    known = next((row for row in form["sections"] if row["key"] == section["key"]), None)
    if known is None:
        form["sections"].append({**section, "questions": []})
    else:
        questions = known["questions"]
        known.clear()
        known.update(section, questions=questions)
    return form


def without_section(form: Form, key: str) -> Form:
    """Return the form without a section and its questions."""
    form = deepcopy(form)
    form["sections"].remove(section_of(form, key))
    return _together(form)


def moved_section(form: Form, key: str, step: int) -> Form:
    """Return the form with a section moved up (-1) or down (1); at the edge it stays."""
    form = deepcopy(form)
    _swap(form["sections"], section_of(form, key), step)
    return _together(form)


def with_question(form: Form, section: str, question: Row) -> Form:
    """Return the form with a question changed where it stands, or added at the end of the section."""
    form = deepcopy(form)
    for rows in _lists(form):
        for place, row in enumerate(rows):
            if row["key"] == question["key"]:
                rows[place] = question
                return _together(form)
    section_of(form, section)["questions"].append(question)
    return _together(form)


def without_question(form: Form, key: str) -> Form:
    """Return the form without a question."""
    form = deepcopy(form)
    _home(form, key)["questions"].remove(question_of(form, key))
    return _together(form)


def moved_question(form: Form, key: str, step: int) -> Form:
    """Return the form with a question moved up (-1) or down (1): over the edge of its section into the next one."""
    form = deepcopy(form)
    question, home = question_of(form, key), _home(form, key)
    if not _swap(home["questions"], question, step):
        place = form["sections"].index(home) + step
        if 0 <= place < len(form["sections"]):
            home["questions"].remove(question)
            target = form["sections"][place]["questions"]
            target.insert(len(target) if step < 0 else 0, question)
    return _together(form)


def _swap(rows: list[Row], row: Row, step: int) -> bool:
    place = rows.index(row)
    if not 0 <= place + step < len(rows):
        return False
    rows[place], rows[place + step] = rows[place + step], rows[place]
    return True


def _lists(form: Form) -> Iterator[list[Row]]:
    return (section["questions"] for section in form["sections"])


def _home(form: Form, key: str) -> Row:
    sections: list[Row] = form["sections"]
    for section in sections:
        if any(question["key"] == key for question in section["questions"]):
            return section
    raise _gone()


def _find(rows: list[Row], key: str) -> Row:
    for row in rows:
        if row["key"] == key:
            return row
    raise _gone()


def _gone() -> WrongState:
    return WrongState(_("This part of the form is not there (any more). Here is what there is now."), "gone")


def _together(form: Form) -> Form:
    check_together(form)
    return form
