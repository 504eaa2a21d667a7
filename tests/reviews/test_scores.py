"""What the database promises of scores, whoever writes, and what the actions do before it has to refuse."""

from datetime import timedelta
from decimal import Decimal

import pgtrigger
import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from busan_se.core.clock import now
from busan_se.core.errors import PortalError, Refused
from busan_se.notifications.models import Outbox
from busan_se.reviews import assigning, personal, rounds, scoring
from busan_se.reviews.models import Assignment, Round, Score
from busan_se.reviews.workflow import Interest, RoundState, SheetState
from tests.factories import reviews as make
from tests.factories.accounts import StaffFactory, UserFactory
from tests.factories.ground import StoredFileFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def round_():
    return make.opened(make.round_of(quorum=2))


@pytest.fixture
def cleared(round_):
    """A sheet on which no interest was declared."""
    row = make.sheet(make.case_of(round_), make.panelist(round_))
    scoring.declare(row.pk, Interest.NONE, "", by=row.panelist.user)
    row.refresh_from_db()
    return row


def insert(row, points="1"):
    """Write a score by raw SQL; return the name of what refuses it, '' if nothing does."""
    criterion = next(iter(make.points(row, "1", "1")))
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO reviews_score (assignment_id, criterion_id, points, saved_at) VALUES (%s, %s, %s, now())",
                [row.pk, criterion, points],
            )
    except IntegrityError as error:
        return error.__cause__.diag.constraint_name
    return ""


def test_no_score_before_a_declaration(round_):
    row = make.sheet(make.case_of(round_), make.panelist(round_))
    assert insert(row) == "score_before_declaration"


def test_no_score_after_standing_down(cleared):
    scoring.save_scores(cleared.pk, make.points(cleared, "3", "20"), "")
    scoring.declare(cleared.pk, Interest.RECUSED, "자문을 맡았습니다.", by=cleared.panelist.user)
    cleared.refresh_from_db()
    assert cleared.state == SheetState.RECUSED
    assert not cleared.scores.exists()
    assert insert(cleared) == "score_after_recusal"


def test_raw_sql_cannot_recuse_and_keep_the_scores(cleared):
    scoring.save_scores(cleared.pk, make.points(cleared, "3", "20"), "")
    with pytest.raises(IntegrityError, match="must go first"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE reviews_declaration SET kind = 'recused', ground = 'x'")


def test_raw_sql_cannot_clear_a_sheet_that_was_recused(cleared):
    scoring.declare(cleared.pk, Interest.EXCLUDED, "친족입니다.", by=cleared.panelist.user)
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE reviews_assignment SET state = 'cleared' WHERE id = %s", [cleared.pk])


@pytest.mark.parametrize(
    ("points", "refusal"), [("5.1", "score_within_maximum"), ("-1", "score_within_maximum"), ("5", "")]
)
def test_points_lie_between_0_and_the_maximum(cleared, points, refusal):
    assert insert(cleared, points) == refusal


def test_a_bonus_is_not_scored_by_reviewers(cleared):
    bonus = cleared.case.round.rubric.criteria.get(key="fresh")
    with pytest.raises(Refused) as refused:
        scoring.save_scores(cleared.pk, {bonus.pk: Decimal(1)}, "")
    assert refused.value.code == "score_within_maximum"


def test_a_submitted_sheet_stays_until_the_desk_gives_it_back(cleared):
    scoring.save_scores(cleared.pk, make.points(cleared, "3", "20"), "")
    scoring.submit(cleared.pk)
    assert insert(cleared) == "score_is_submitted"
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM reviews_score")
    scoring.give_back(cleared.pk, reason="오기")
    assert scoring.save_scores(cleared.pk, make.points(cleared, "4", "20"), "")


def test_a_closed_round_changes_no_more(cleared):
    scoring.save_scores(cleared.pk, make.points(cleared, "3", "20"), "")
    make.closed(cleared.case.round)
    with pytest.raises(IntegrityError, match="round_is_closed"), transaction.atomic():
        Score.objects.update(points=1)
    with pytest.raises(Refused) as refused:
        scoring.declare(cleared.pk, Interest.RECUSED, "뒤늦게", by=cleared.panelist.user)
    assert refused.value.code in {"round_is_closed", "score_after_recusal"}
    with pytest.raises(DatabaseError, match="reviews_round"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE reviews_round SET state = 'open', closed_at = NULL")


def test_an_incomplete_sheet_is_not_submitted(cleared):
    criterion, points = next(iter(make.points(cleared, "3", "20").items()))
    scoring.save_scores(cleared.pk, {criterion: points}, "")
    with pytest.raises(Refused) as refused:
        scoring.submit(cleared.pk)
    assert refused.value.code == "incomplete"


def test_reviewers_are_bound_to_the_deadline_and_paper_is_not(cleared):
    late = cleared.case.round.deadline_at
    with pytest.raises(Refused) as refused:
        scoring.save_scores(cleared.pk, make.points(cleared, "3", "20"), "", arrived=late)
    assert refused.value.code == "deadline"
    officer = StaffFactory()
    points = make.points(cleared, "3", "20")
    with pytest.raises(Refused):
        scoring.enter_paper(cleared.pk, points, "", None, by=officer)
    done = scoring.enter_paper(cleared.pk, points, "", StoredFileFactory(), by=officer)
    assert (done.state, done.entered_by) == (SheetState.SUBMITTED, officer)


def test_a_substitute_takes_over_once(cleared):
    other, third = make.panelist(cleared.case.round), make.panelist(cleared.case.round)
    scoring.declare(cleared.pk, Interest.CHALLENGED, "신청인의 기피 신청", by=StaffFactory())
    assert assigning.substitute(cleared.pk, other.pk).substitute_for_id == cleared.pk
    with pytest.raises(PortalError) as refused:
        assigning.substitute(cleared.pk, third.pk)
    assert refused.value.code == "substituted"


def test_the_quorum_holds_the_closing_back(cleared):
    officer = UserFactory()
    scoring.save_scores(cleared.pk, make.points(cleared, "3", "20"), "")
    scoring.submit(cleared.pk)
    with pytest.raises(Refused) as refused:
        rounds.close_round(cleared.case.round_id, by=officer, reason="끝")
    assert refused.value.code == "quorum"
    make.scored(cleared.case, make.panelist(cleared.case.round), "3", "20")
    assert rounds.close_round(cleared.case.round_id, by=officer, reason="끝").state == RoundState.CLOSED


def test_cases_are_given_out_evenly_and_not_within_a_district():
    round_ = make.round_of()
    near, far = make.panelist(round_, district_id="26350"), make.panelist(round_, district_id="26110")
    third = make.panelist(round_)
    cases = [make.case_of(round_, enterprise__district_id="26350") for _ in range(2)]
    assert assigning.distribute(round_.pk, 2) == 4
    load = {seat.pk: Assignment.objects.filter(panelist=seat).count() for seat in (near, far, third)}
    assert load == {near.pk: 0, far.pk: 2, third.pk: 2}
    assert assigning.distribute(round_.pk, 2) == 0
    assert len(cases) == 2


def test_who_has_a_hint_of_an_interest_gets_nothing_of_it():
    round_ = make.round_of()
    case = make.case_of(round_, enterprise__representative="홍길동")
    make.panelist(round_, user=UserFactory(name="홍길동"))
    with pytest.raises(Refused) as refused:
        assigning.distribute(round_.pk, 1)
    assert refused.value.code == "too_few"
    other = make.panelist(round_)
    assigning.distribute(round_.pk, 1)
    assert list(case.assignments.values_list("panelist", flat=True)) == [other.pk]


def test_opening_sends_each_reviewer_a_link_and_a_reminder_goes_once_a_day():
    round_ = make.round_of(quorum=1)
    rounds.invite(round_, email="New@Example.org", name="새 위원", by=StaffFactory())
    assert not Outbox.objects.filter(kind="review").exists()
    case = make.case_of(round_)
    rounds.open_round(round_.pk)
    mail = Outbox.objects.get(kind="review")
    assert mail.recipient_email == "new@example.org"
    assert "/reviews/invitation/" in mail.body
    make.sheet(case, round_.panelists.get())
    round_.refresh_from_db()
    assert rounds.remind(round_, now()) == 1
    rounds.remind(round_, now())
    assert Outbox.objects.filter(kind="review").count() == 2
    rounds.remind(round_, now() + timedelta(days=1))
    assert Outbox.objects.filter(kind="review").count() == 3


def test_after_five_years_grounds_and_opinions_go_and_points_stay(cleared):
    other = make.sheet(cleared.case, make.panelist(cleared.case.round))
    scoring.declare(other.pk, Interest.RECUSED, "친족입니다.", by=other.panelist.user)
    scoring.save_scores(cleared.pk, make.points(cleared, "3", "20"), "개인 의견")
    scoring.submit(cleared.pk)
    make.closed(cleared.case.round)
    assert (personal.forget_grounds(), personal.forget_opinions()) == (0, 0)
    with pgtrigger.ignore("reviews.Round:closed_stays_closed"):
        Round.objects.update(opened_at=now() - timedelta(days=2001), closed_at=now() - timedelta(days=2000))
    assert (personal.forget_grounds(), personal.forget_opinions()) == (1, 1)
    cleared.refresh_from_db()
    assert (cleared.state, cleared.comment, cleared.scores.count()) == (SheetState.SUBMITTED, "", 2)
