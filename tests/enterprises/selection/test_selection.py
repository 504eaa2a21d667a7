"""The cut line, what is taken over from it, and who moves up."""

from types import SimpleNamespace

import pytest
from django.urls import reverse

from busan_se.core.errors import Conflict, Refused, WrongState
from busan_se.notifications.models import Message
from busan_se.programs.models import Envelope
from busan_se.reviews import rounds
from enterprises.applications import actions as applications
from enterprises.applications.models import Application
from enterprises.applications.workflow import State
from enterprises.selection import actions, letters, promotion
from enterprises.selection.checks import places_that_differ
from enterprises.selection.cutline import CutRow, cut, draw
from enterprises.selection.models import ReservePlace, Selection, Vacancy
from tests.factories import reviews as make
from tests.factories.accounts import StaffFactory, sign_in_staff
from tests.factories.applications import submitted


def rows(*amounts, passes=True, state=State.SUBMITTED):
    return [
        CutRow(SimpleNamespace(passes=passes, has_quorum=True), SimpleNamespace(state=state), amount)
        for amount in amounts
    ]


@pytest.mark.parametrize(
    ("amounts", "available", "places", "verdicts"),
    [
        ((5, 5, 5), 10, None, "ssr"),
        ((5, 6, 1), 10, None, "srr"),  # the third would fit, and is not let past the second
        ((5, 5, 5), 100, 2, "ssr"),
        ((5, 5), 100, 0, "rr"),
        ((0, 5), 100, None, "rr"),
    ],
)
def test_the_line_is_drawn_at_the_first_that_does_not_fit(amounts, available, places, verdicts):
    drawn = rows(*amounts)
    draw(drawn, available, places)
    assert "".join(row.verdict[0] for row in drawn) == verdicts
    assert [row.reserve for row in drawn if row.reserve] == list(range(1, verdicts.count("r") + 1))
    assert sum(row.is_first_below for row in drawn) == ("r" in verdicts)


def test_who_is_under_the_pass_mark_is_no_reserve():
    drawn = [*rows(5), *rows(5, passes=False)]
    draw(drawn, 10, None)
    assert [row.verdict for row in drawn] == ["selected", "failed"]


def take_over(round_, amounts=None):
    officer = StaffFactory()
    line = cut(round_, amounts or {})
    return list(actions.take_over(round_, amounts or {}, "심사 결과", seen=line.seen, by=officer))


def application(number):
    return Application.objects.get(review_cases__case__number=number)


@pytest.fixture
def round_(db):
    """Four applications of 12 million won each, money for two."""
    return make.ready_round(money_won=30_000_000)


def test_the_line_becomes_pending_decisions_and_a_reserve_list(round_):
    told = take_over(round_)
    assert not any(row.is_refused for row in told)
    assert [application(n).state for n in range(1, 5)] == ["decided", "decided", "submitted", "submitted"]
    assert list(ReservePlace.objects.values_list("place", "amount_won")) == [(1, 12_000_000), (2, 12_000_000)]
    assert Envelope.objects.get(pk=round_.call.envelope_id).reserved == 24_000_000
    assert "1위, 90.00점" in application(1).decision.reason


def test_smaller_amounts_move_the_line(round_):
    keys = [application(n).pk for n in range(1, 4)]
    take_over(round_, dict.fromkeys(keys, 10_000_000))
    assert application(3).state == State.DECIDED
    assert ReservePlace.objects.count() == 1


def test_a_line_that_moved_meanwhile_is_not_taken_over(round_):
    seen = cut(round_, {}).seen
    applications.withdraw(application(1).pk, by=StaffFactory(), reason="취하")
    with pytest.raises(Conflict):
        list(actions.take_over(round_, {}, "심사 결과", seen=seen, by=StaffFactory()))
    assert not Selection.objects.exists()


def test_an_open_round_is_not_taken_over(db):
    round_ = make.opened(make.round_of())
    with pytest.raises(WrongState):
        list(actions.take_over(round_, {}, "심사 결과", seen="", by=StaffFactory()))


def test_the_next_moves_up_when_a_selected_one_gives_up(round_, django_capture_on_commit_callbacks):
    take_over(round_)
    applications.release(application(2).pk, by=StaffFactory())
    with django_capture_on_commit_callbacks(execute=True):
        applications.give_up(application(2).pk, by=StaffFactory(), reason="포기")
    assert application(3).state == State.DECIDED
    place = ReservePlace.objects.get(place=1)
    assert place.state == "promoted"
    assert application(2).receipt_number in place.trace
    assert Vacancy.objects.get().filled_by == place
    assert Envelope.objects.get(pk=round_.call.envelope_id).reserved == 24_000_000
    assert Message.objects.filter(kind="selection").count() == 1
    assert not list(places_that_differ())


def test_nobody_is_passed_over_where_the_money_is_too_little(round_):
    keys = {application(1).pk: 5_000_000, application(2).pk: 12_000_000, application(3).pk: 12_000_000}
    Envelope.objects.filter(pk=round_.call.envelope_id)
    take_over(round_, keys | {application(4).pk: 12_000_000})
    assert [application(n).state for n in (1, 2, 3)] == ["decided"] * 3
    applications.withdraw(application(1).pk, by=StaffFactory(), reason="취하")
    selection = Selection.objects.get()
    assert promotion.fill(selection.pk) == []
    vacancy = Vacancy.objects.get()
    assert vacancy.note
    assert vacancy.settled_at is None
    applications.withdraw(application(2).pk, by=StaffFactory(), reason="취하")
    assert [place.place for place in promotion.fill(selection.pk)] == [1]
    assert Envelope.objects.get(pk=round_.call.envelope_id).reserved == 24_000_000


def test_a_reserve_that_withdraws_leaves_the_list(round_):
    take_over(round_)
    applications.withdraw(application(3).pk, by=StaffFactory(), reason="취하")
    assert ReservePlace.objects.get(place=1).state == "gone"
    applications.withdraw(application(1).pk, by=StaffFactory(), reason="취하")
    assert [place.place for place in promotion.fill(Selection.objects.get().pk)] == [2]


def test_the_list_ends_with_a_decision_for_who_still_waits(round_):
    take_over(round_)
    selection = Selection.objects.get()
    assert letters.tell_places(selection) == 2
    list(actions.end_list(selection.pk, "예비 기간 종료", by=StaffFactory()))
    assert {application(n).decision.outcome for n in (3, 4)} == {"not_selected"}
    applications.withdraw(application(1).pk, by=StaffFactory(), reason="취하")
    assert Vacancy.objects.get().settled_at


def test_an_application_that_is_withdrawn_leaves_an_open_review(db):
    round_ = make.round_of()
    case = make.case_of(round_)
    applications.withdraw(application(1).pk, by=StaffFactory(), reason="취하")
    case.refresh_from_db()
    assert case.dropped_at


def test_what_came_in_later_keeps_the_review_open(db):
    round_ = make.opened(make.round_of())
    make.case_of(round_)
    submitted(call=round_.call)
    with pytest.raises(Refused) as refusal:
        rounds.close_round(round_.pk, by=StaffFactory(), reason="심사 마감")
    assert refusal.value.code == "missing"
    assert round_.cases.count() == 1


def test_the_page_draws_the_line_for_typed_amounts_and_takes_it_over(client, round_):
    desk = sign_in_staff(client, StaffFactory())
    url = reverse("admin:enterprises_selection_cut", args=[round_.pk])
    typed = {f"amount_{application(n).pk.hex}": "10,000,000" for n in range(1, 5)}
    looked = desk.post(url, typed | {"then": "look"})
    assert looked.context["line"].bound == 30_000_000
    assert not Selection.objects.exists()
    seen = looked.context["line"].seen
    done = desk.post(url, typed | {"then": "take", "reason": "심사 결과", "seen": seen})
    assert done.url == reverse("admin:enterprises_selection_change", args=[Selection.objects.get().pk])
    assert desk.get(done.url).status_code == 200
    assert Envelope.objects.get(pk=round_.call.envelope_id).reserved == 30_000_000


def test_an_amount_above_the_request_comes_back(client, round_):
    desk = sign_in_staff(client, StaffFactory())
    url = reverse("admin:enterprises_selection_cut", args=[round_.pk])
    answer = desk.post(url, {f"amount_{application(1).pk.hex}": "13,000,000", "then": "take", "reason": "심사"})
    assert answer.status_code == 422
    assert not Selection.objects.exists()
