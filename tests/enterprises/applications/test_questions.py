"""Each type of question: read from what a page sends, checked for submission, and shown as text."""

import pytest

from enterprises.applications.forms import AnswersForm
from enterprises.applications.questions import Questions
from tests.factories.forms import ANSWERS, cells, whole_form

LINE = {"item": "staff", "basis": "4회", "city": "9,000,000", "own": "1,000,000"}


class Version:
    form = whole_form()


@pytest.fixture
def questions():
    return Questions(Version())


def sent(questions, number, **data):
    """Return the form of a section with what a page sent, cleaned."""
    form = AnswersForm(questions, questions.sections[number - 1], {"lock_version": "1", **data})
    form.is_valid()
    return form


GOOD = [
    (1, {"title": " 반찬 "}, {"title": "반찬"}),
    (1, {"users": "1,20"}, {"users": 120}),
    (1, {"users": "１２"}, {"users": 12}),
    (1, {"starts_on": "2031. 3. 5."}, {"starts_on": "2031-03-05"}),
    (2, {"kind": "wider"}, {"kind": "wider"}),
    (2, {"links": ["c", "a"]}, {"links": ["a", "c"]}),
    (3, cells("steps", [{"task": "조사", "until": "2031-04-01"}]), {"steps": ANSWERS["steps"]["rows"][:1]}),
    (3, cells("steps", [{"task": ""}, {"task": " "}, {"target": "5"}]), {"steps": [{"target": 5}]}),
    (4, cells("costs", [LINE]), {"costs": [{**LINE, "city": 9_000_000, "own": 1_000_000}]}),
    (1, {"title": "", "users": "", "starts_on": ""}, {}),
    (3, cells("steps", [{"task": ""}] * 9), {}),
]


@pytest.mark.parametrize(("number", "data", "answers"), GOOD)
def test_good_and_empty_answers_are_stored(questions, number, data, answers):
    form = sent(questions, number, **data)
    assert not form.errors
    plain = {key: answer["rows"] if isinstance(answer, dict) else answer for key, answer in form.answers.items()}
    assert plain == answers


BAD = [
    (1, "title", {"title": "가" * 21}),
    (1, "users", {"users": "501"}),
    (1, "users", {"users": "-1"}),
    (1, "users", {"users": "9" * 5000}),
    (1, "users", {"users": "1.5"}),
    (1, "starts_on", {"starts_on": "2031-02-30"}),
    (2, "kind", {"kind": "other"}),
    (2, "links", {"links": ["a", "b", "c"]}),
    (2, "links", {"links": ["a", "x"]}),
    (3, "steps", cells("steps", [{"task": "조사", "until": "곧"}])),
    (3, "steps", cells("steps", [{"task": "가" * 201}])),
    (3, "steps", cells("steps", [{"task": str(n)} for n in range(4)])),
    (3, "workers", cells("workers", [{"role": "배송", "vulnerable": "x"}])),
    (4, "costs", cells("costs", [{**LINE, "item": "rent"}])),
    (4, "costs", cells("costs", [{**LINE, "city": "-1"}])),
    (4, "costs", cells("costs", [{**LINE, "city": "9" * 30}])),
]


@pytest.mark.parametrize(("number", "key", "data"), BAD)
def test_bad_answers_are_refused_at_their_question(questions, number, key, data):
    assert sent(questions, number, **data).errors.keys() == {key}


def test_a_bad_cell_says_line_and_column_and_is_shown_as_typed(questions):
    form = sent(questions, 3, **cells("steps", [{"task": "조사"}, {"task": "운영", "until": "2031-02-30"}]))
    assert form.errors["steps"][0].startswith("2번째 줄, 언제까지:")
    html = str(form["steps"])
    assert 'value="2031-02-30"' in html
    assert 'id="id_steps.1.until_error"' in html


def test_what_is_wrong_in_a_hidden_question_stands_against_nothing(questions):
    form = sent(questions, 2, kind="new", results="a\u202eb")
    assert not form.errors
    assert "results" in sent(questions, 2, kind="wider", results="a\u202eb").errors


MISSING = {
    "title": None,
    "users": None,
    "links": None,
    "steps": {"rows": [{"task": "하나"}]},
    "costs": {"rows": [{"item": "staff", "city": 1}]},
}


def test_whole_answers_can_be_submitted(questions):
    assert questions.problems(ANSWERS, ()) == {}


@pytest.mark.parametrize("key", MISSING)
def test_what_is_missing_is_named(questions, key):
    answers = {**ANSWERS, key: MISSING[key]}
    if answers[key] is None:
        del answers[key]
    assert questions.problems(answers, ()).keys() == {key}


def test_a_hidden_question_is_neither_required_nor_kept(questions):
    wider = {**ANSWERS, "kind": "wider"}
    assert questions.problems(wider, ()).keys() == {"results", "proof"}
    assert questions.kept({**ANSWERS, "results": "지난 성과"}) == ANSWERS


@pytest.mark.parametrize(("own", "enough"), [(999_999, False), (1_000_000, True)])
def test_the_own_share_is_counted_to_the_won(questions, own, enough):
    rows = [{"item": "staff", "basis": "4회", "city": 9_000_000, "own": own}]
    answers = {**ANSWERS, "costs": {"rows": rows}}
    assert ("costs" not in questions.problems(answers, ())) is enough


def test_the_sums_of_a_cost_table(questions):
    sums = questions.by_key["costs"].grid(ANSWERS["costs"]).sums
    assert sums.by_source == {"city": 8_000_000, "district": 1_000_000, "own": 1_000_000}
    assert (sums.total, sums.requested, str(sums.own_percent)) == (10_000_000, 9_000_000, "10.00")
    assert questions.amount_in(ANSWERS) == 9_000_000


def test_each_answer_is_read_as_text(questions):
    asked = questions.by_key
    read = {key: asked[key].as_text(answer) for key, answer in ANSWERS.items()}
    assert read["users"] == "120 명"
    assert read["starts_on"] == "2031.03.01.(토)"
    assert (read["kind"], read["links"]) == ("선택 new", "선택 a, 선택 c")
    assert read["steps"] == "조사 · 2031.04.01.(화)\n운영 · 30"
    assert read["costs"].splitlines()[0] == "선택 staff · 4회 · 6,000,000원 · 1,000,000원 · 7,000,000원"
    assert read["costs"].splitlines()[-1] == "자부담: 10%(최소 10%)"


@pytest.mark.parametrize("answer", [5, "x", ["a"], {"rows": 3}, {"rows": [{"item": "x"}]}, None, True])
def test_answers_of_another_form_do_not_fit_a_table(questions, answer):
    assert questions.by_key["costs"].fits(answer) is (answer is None)
