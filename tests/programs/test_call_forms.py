"""The format of a call's form: what each kind of question needs, conditions, the requested amount."""

import pytest
from django.core.exceptions import ValidationError

from busan_se.programs.call_forms import amount_question, check_form, cost_table_of, shown_questions

CHOICES = [{"key": "yes", "label_ko": "예"}, {"key": "no", "label_ko": "아니요"}]
HIRES = {"key": "hires", "type": "choice", "label_ko": "채용 여부", "choices": CHOICES}
GOALS = {"key": "goals", "type": "choices", "label_ko": "목표", "choices": CHOICES, "max_choices": 2}
STAFF = {"key": "staff", "type": "workers", "label_ko": "채용 계획", "min_rows": 1, "max_rows": 20}
TABLE = {
    "key": "events",
    "type": "table",
    "label_ko": "일정",
    "columns": [
        {"key": "what", "type": "text", "label_ko": "내용", "required": True},
        {"key": "kind", "type": "choice", "label_ko": "구분", "choices": CHOICES},
    ],
    "max_rows": 50,
}
COSTS = {
    "key": "costs",
    "type": "cost_table",
    "label_ko": "사업비",
    "items": [{"key": "wages", "label_ko": "인건비"}],
    "sources": ["city", "own"],
    "own_share_percent": "12.5",
}
NUMBER = {"key": "people", "type": "number", "label_ko": "인원", "min": -5, "max": 5, "unit_ko": "명"}


def form_of(*questions):
    return {"sections": [{"key": "a", "title_ko": "가", "questions": list(questions)}]}


def on(answer, question="hires"):
    return {"show_if": {"question": question, "in": [answer]}}


@pytest.mark.parametrize("question", [HIRES, GOALS, STAFF, TABLE, COSTS, NUMBER], ids=lambda row: row["type"])
def test_a_whole_question_is_taken(question):
    check_form(form_of(question))


def test_a_condition_on_an_earlier_choice_is_taken():
    check_form(form_of(HIRES, GOALS, STAFF | on("yes"), TABLE | on("no", "goals")))


@pytest.mark.parametrize(
    "questions",
    [
        (HIRES | {"choices": CHOICES[:1]},),
        (HIRES | {"choices": [CHOICES[0], CHOICES[0]]},),
        (HIRES | {"choices": [CHOICES[0], {"key": "a b", "label_ko": "나"}]},),
        (HIRES | {"choices": [CHOICES[0], {"key": "b", "label_ko": " "}]},),
        (HIRES | {"choices": "yes"},),
        (GOALS | {"max_choices": 3},),
        (NUMBER | {"min": 6},),
        (NUMBER | {"max": 10**13},),
        (TABLE | {"columns": []},),
        (TABLE | {"columns": [TABLE["columns"][0] | {"type": "file"}]},),
        (TABLE | {"columns": [TABLE["columns"][0] | {"type": "choice"}]},),
        (TABLE | {"columns": [TABLE["columns"][0] | {"type": ["text"]}]},),
        (TABLE | {"max_rows": 51},),
        (STAFF | {"min_rows": 21},),
        (COSTS | {"items": []},),
        (COSTS | {"sources": []},),
        (COSTS | {"sources": ["own", "city"]},),
        (COSTS | {"sources": ["city", "city"]},),
        (COSTS | {"sources": ["bank"]},),
        (COSTS | {"sources": ["city"]},),
        (COSTS | {"own_share_percent": 12.5},),
        (COSTS | {"own_share_percent": "12.555"},),
        (COSTS | {"own_share_percent": "100.01"},),
        (COSTS, COSTS | {"key": "more"}),
        (COSTS, amount_question()),
        (STAFF | on("yes"), HIRES),
        (HIRES | on("yes"),),
        (HIRES, STAFF | on("perhaps")),
        (HIRES, STAFF | {"show_if": {"question": "hires", "in": []}}),
        (HIRES, STAFF | {"show_if": {"question": ["hires"], "in": ["yes"]}}),
        (HIRES, STAFF | {"show_if": None}),
        (NUMBER, STAFF | on("yes", "people")),
    ],
    ids=str,
)
def test_half_a_question_is_refused_in_words(questions):
    with pytest.raises(ValidationError):
        check_form(form_of(*questions))


def test_two_sections_of_one_key_are_refused():
    section = form_of(NUMBER)["sections"][0]
    with pytest.raises(ValidationError):
        check_form({"sections": [section, {**section, "questions": [HIRES]}]})


def test_a_hidden_question_opens_no_other():
    form = form_of(HIRES, GOALS | on("yes"), STAFF | on("no", "goals"))

    def shown(**answers):
        return [question["key"] for question in shown_questions(form, answers)]

    assert shown() == ["hires"]
    assert shown(hires="yes") == ["hires", "goals"]
    assert shown(hires="yes", goals=["yes", "no"]) == ["hires", "goals", "staff"]
    assert shown(hires="no", goals=["no"]) == ["hires"]


def test_the_cost_table_is_found():
    assert cost_table_of(form_of(NUMBER, COSTS)) == COSTS
    assert cost_table_of(form_of(NUMBER)) is None
