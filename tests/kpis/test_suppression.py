"""Small cells, and the complements that would reveal them."""

from itertools import product

import pytest

from busan_se.kpis.suppression import hidden_cells, reveals


def test_nothing_is_hidden_when_all_cells_are_large():
    assert hidden_cells({"a": 3, "b": 50}) == frozenset()


def test_an_empty_cell_points_at_nobody():
    assert hidden_cells({"a": 0, "b": 50}) == frozenset()


def test_a_single_small_cell_takes_the_smallest_other_with_it():
    assert hidden_cells({"a": 2, "b": 50, "c": 7}) == {"a", "c"}


def test_two_small_cells_that_leave_a_choice_need_no_other():
    assert hidden_cells({"a": 1, "b": 2, "c": 7}) == {"a", "b"}


def test_two_cells_of_one_would_be_told_by_their_sum():
    assert hidden_cells({"a": 1, "b": 1, "c": 7}) == {"a", "b", "c"}


def test_empty_cells_are_hidden_when_nothing_else_is_left():
    assert hidden_cells({"a": 1, "b": 1, "c": 0}) == {"a", "b", "c"}


def test_a_total_of_ones_alone_is_not_published():
    assert reveals({"a": 1, "b": 1, "c": 1})


def test_an_ordinary_total_is_published():
    assert not reveals({"a": 1, "b": 50, "c": 7})


@pytest.mark.parametrize("size", [2, 3, 4])
def test_the_total_never_tells_a_hidden_cell(size):
    """For every table of small numbers: another table with the same published cells and the same total exists."""
    members = "abcd"[:size]
    for counts in product(range(5), repeat=size):
        table = dict(zip(members, counts, strict=True))
        hidden = hidden_cells(table)
        total = sum(table[m] for m in hidden)
        if not hidden or total < 3 or reveals(table):  # then the total is hidden too
            continue
        low = 0 if any(table[m] == 0 for m in hidden) else 1
        choices = [c for c in product(range(low, total + 1), repeat=len(hidden)) if sum(c) == total]
        assert len(choices) > 1, table
