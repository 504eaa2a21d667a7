"""The plan that migration 0003 brings: what the press says of it, and codes that other code refers to."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from busan_se.core.clock import today
from busan_se.programs import plan_data
from busan_se.programs.models import Plan, Program, ProgramState, Strategy, Task
from busan_se.programs.models.plan import Target

pytestmark = pytest.mark.django_db

# Addresses in letters and bookmarks, and other apps, refer to these: none may go or change.
CODES = {
    "academia",
    "bef",
    "business-development",
    "lifecycle-education",
}


def test_what_the_plan_wants():
    plan = Plan.objects.get()
    assert (plan.first_year, plan.last_year) == (2023, 2027)
    assert plan.budget_won == 119_400_000_000
    assert plan.goal_enterprises == 2_100
    assert plan.goal_sales_won == 600_000_000_000
    assert plan.vision_ko == "사회적 가치 실현을 통한 시민 행복 및 지속 가능 발전 도시 부산"
    assert plan.vision_en


def test_four_strategies_in_their_order_with_the_apps_that_carry_them_out():
    found = list(Strategy.objects.values_list("code", "app_label"))
    assert found == [("S1", "enterprises"), ("S2", "procurement"), ("S3", "finance"), ("S4", "education")]


def test_ten_tasks_marked_as_a_reconstruction():
    assert list(Task.objects.values_list("code", flat=True)) == [f"T{n:02}" for n in range(1, 11)]
    assert not Task.objects.exclude(is_reconstruction=True).exists()


def test_every_strategy_and_every_task_has_programs():
    assert not Task.objects.filter(programs=None).exists()
    assert not Strategy.objects.filter(tasks=None).exists()


def test_four_focus_projects():
    assert Program.objects.focus().count() == 4


def test_every_program_of_the_data_is_there_with_a_unique_code():
    codes = [text.code for text in plan_data.PROGRAMS]
    assert len(codes) == len(set(codes)) >= 28
    assert set(Program.objects.values_list("code", flat=True)) >= set(codes)
    assert set(codes) >= CODES


@pytest.mark.parametrize("column", ["name", "summary", "who", "gives", "when", "how"])
def test_every_program_says_everything_in_both_languages(column):
    for language in ("ko", "en"):
        assert not Program.objects.filter(**{f"{column}_{language}": ""}).exists()


def test_every_program_has_a_desk_a_telephone_and_a_known_target():
    for program in Program.objects.all():
        assert program.desk_ko
        assert program.phone
        assert set(program.targets) <= set(Target.values)
        assert len(program.target_labels()) == len(program.targets) > 0


def test_every_program_has_a_state_today():
    assert {program.state_on(today()) is None for program in Program.objects.all()} == {False}


@pytest.mark.parametrize(("model", "fields"), [
    (Plan, {"name_ko": "x", "vision_ko": "x", "first_year": 2023, "last_year": 2027, "budget_won": 1,
            "goal_enterprises": 1, "goal_sales_won": 1}),
    (Strategy, {"app_label": "x", "name_ko": "x"}),
    (Task, {"name_ko": "x"}),
    (Program, {"name_ko": "x", "summary_ko": "x", "who_ko": "x", "gives_ko": "x", "when_ko": "x", "how_ko": "x",
               "desk_ko": "x"}),
])  # fmt: skip
def test_a_code_is_taken_once(model, fields):
    taken = model.objects.first()
    parents = {name: getattr(taken, name) for name in ("plan", "strategy", "task") if hasattr(taken, f"{name}_id")}
    with pytest.raises(IntegrityError), transaction.atomic():
        model.objects.create(code=taken.code, **parents, **fields)


@pytest.mark.parametrize(
    ("changes", "constraint"),
    [({"last_year": 2022}, "plan_years_in_order"), ({"budget_won": -1}, "plan_amounts_not_negative")],
)
def test_a_plan_of_another_shape_is_refused(changes, constraint):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Plan.objects.update(**changes)


class TestStates:
    """A program closes and reopens with the year's budget."""

    @pytest.fixture
    def program(self):
        program = Program.objects.get(code="business-development")
        program.states.all().delete()
        for since, state in (("2024-01-01", "operating"), ("2025-01-01", "closed"), ("2026-06-01", "operating")):
            ProgramState.objects.create(program=program, since=since, state=state, note_ko=f"{state}부터")
        return program

    @pytest.mark.parametrize(
        ("day", "state"),
        [("2023-12-31", None), ("2024-12-31", "operating"), ("2025-01-01", "closed"), ("2026-06-01", "operating")],
    )
    def test_the_newest_row_up_to_a_day_holds(self, program, day, state):
        assert getattr(program.state_on(day), "state", None) == state
        assert Program.objects.with_state_on(day).get(pk=program.pk).state_now == state

    def test_a_day_has_one_state(self, program):
        with pytest.raises(ValidationError, match="그날"):
            ProgramState(program=program, since="2025-01-01", state="operating").full_clean()
