"""The ranking: weights, extremes left out, bonus, ties, and what is far from the others."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from busan_se.reviews import scoring
from busan_se.reviews.models import Criterion, Round
from busan_se.reviews.ranking import rank
from tests.factories import reviews as make
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


def of_cases(round_):
    return {row.case.number: row for row in rank(round_)}


def test_points_count_by_their_weight():
    round_ = make.opened(make.round_of())
    case = make.case_of(round_)
    make.scored(case, make.panelist(round_), "4", "30.5")
    assert rank(round_)[0].final == Decimal("78.50")  # 4 × 12 + 30.5


def test_one_highest_and_one_lowest_are_left_out_from_five_on():
    round_ = make.opened(make.round_of())
    case = make.case_of(round_)
    for value in ("0", "20", "20", "23"):
        make.scored(case, make.panelist(round_), "5", value)
    assert rank(round_)[0].mean == Decimal("75.75")  # four: all count
    make.scored(case, make.panelist(round_), "5", "40")
    row = rank(round_)[0]
    assert row.mean == Decimal("81.00")  # 80, 80, 83
    assert [sheet.is_left_out for sheet in row.sheets] == [True, False, False, False, True]


def test_a_tie_is_decided_by_the_criterion_that_comes_first_and_says_so():
    round_ = make.opened(make.round_of())
    seat = make.panelist(round_)
    first, second = make.case_of(round_), make.case_of(round_)
    make.scored(first, seat, "4", "32")
    make.scored(second, seat, "5", "20")
    rows = rank(round_)
    assert [row.case.number for row in rows] == [2, 1]
    assert "계획" in rows[0].words
    assert "60.00" in rows[0].words


def test_a_tie_in_everything_is_decided_by_the_order_of_receipt_and_says_so():
    round_ = make.opened(make.round_of())
    seat = make.panelist(round_)
    for case in (make.case_of(round_), make.case_of(round_)):
        make.scored(case, seat, "4", "32")
    rows = rank(round_)
    assert [row.case.number for row in rows] == [1, 2]
    assert all(row.words for row in rows)


def test_a_bonus_lifts_a_case_over_another():
    round_ = make.opened(make.round_of())
    seat = make.panelist(round_)
    first, second = make.case_of(round_), make.case_of(round_)
    make.scored(first, seat, "4", "32")
    make.scored(second, seat, "4", "30")
    bonus = Criterion.objects.get(rubric=round_.rubric, key="fresh")
    scoring.adjust(second, bonus, Decimal(3), "이력 없음", by=UserFactory())
    assert [row.case.number for row in rank(round_)] == [2, 1]


def test_the_pass_mark_is_met_exactly_or_not():
    round_ = make.opened(make.round_of())
    seat = make.panelist(round_)
    met, missed = make.case_of(round_), make.case_of(round_)
    make.scored(met, seat, "5", "0")
    make.scored(missed, seat, "4", "11.5")
    found = of_cases(round_)
    assert found[met.number].passes
    assert not found[missed.number].passes


def test_a_sum_far_from_the_median_is_marked():
    round_ = make.opened(make.round_of(outlier_points=15))
    case = make.case_of(round_)
    for value in ("30", "32", "10"):
        make.scored(case, make.panelist(round_), "5", value)
    assert [sheet.is_outlier for sheet in rank(round_)[0].sheets] == [False, False, True]


def test_the_number_of_queries_does_not_grow():
    round_ = make.opened(make.round_of())
    seats = [make.panelist(round_) for _ in range(3)]
    counts = []
    for _ in range(3):
        case = make.case_of(round_)
        for seat in seats:
            make.scored(case, seat, "4", "20")
        with CaptureQueriesContext(connection) as queries:
            rank(Round.objects.get(pk=round_.pk))
        counts.append(len(queries))
    assert counts[0] == counts[-1] <= 9
