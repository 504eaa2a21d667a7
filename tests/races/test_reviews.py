"""Scores under real concurrency: none outlives a recusal or a closing, and nobody waits for ever."""

import pytest

from busan_se.core.errors import PortalError
from busan_se.reviews import assigning, rounds, scoring
from busan_se.reviews.models import Assignment
from busan_se.reviews.workflow import Interest, SheetState
from tests.factories import reviews as make
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.race


@pytest.fixture
def sheet(race_db):
    """A cleared sheet of an open round."""
    round_ = make.opened(make.round_of())
    row = make.sheet(make.case_of(round_), make.panelist(round_))
    scoring.declare(row.pk, Interest.NONE, "", by=row.panelist.user)
    return row


def score(sheet):
    points = make.points(sheet, "4", "20")
    return lambda: scoring.save_scores(sheet.pk, points, "의견").pk


@pytest.mark.parametrize("_attempt", range(3))
def test_no_score_outlives_standing_down(race_db, sheet, _attempt):
    user = sheet.panelist.user
    recuse = lambda: scoring.declare(sheet.pk, Interest.RECUSED, "자문", by=user).pk  # noqa: E731
    outcome = race_db.together(score(sheet), recuse, score(sheet))
    assert all(isinstance(error, PortalError) for error in outcome.errors)
    sheet.refresh_from_db()
    assert sheet.state == SheetState.RECUSED
    assert not sheet.scores.exists()


@pytest.mark.parametrize("_attempt", range(3))
def test_a_sheet_is_in_before_the_closing_or_not_at_all(race_db, sheet, _attempt):
    score(sheet)()
    make.scored(sheet.case, make.panelist(sheet.case.round), "4", "20")
    officer = UserFactory()
    close = lambda: rounds.close_round(sheet.case.round_id, by=officer, reason="끝").pk  # noqa: E731
    outcome = race_db.together(lambda: scoring.submit(sheet.pk).pk, close)
    assert all(isinstance(error, PortalError) for error in outcome.errors)
    row = Assignment.objects.select_related("case__round").get(pk=sheet.pk)
    assert row.case.round.is_closed
    assert row.submitted_at is None or row.submitted_at <= row.case.round.closed_at


def test_giving_out_by_hand_does_not_hold_up_who_scores(race_db, sheet):
    other = make.panelist(sheet.case.round)
    pairs = [(sheet.case_id, sheet.panelist_id), (sheet.case_id, other.pk)]
    assign = lambda: assigning.assign(sheet.case.round_id, pairs)  # noqa: E731
    outcome = race_db.together(*[score(sheet), assign] * 4)
    assert not outcome.errors
    assert Assignment.objects.count() == 2
