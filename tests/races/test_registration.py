"""Requests and memberships under real concurrency: one decision, one entry for a number, one use of a link."""

import pytest

from busan_se.core.errors import Refused, WrongState
from enterprises.membership import actions, restoring
from enterprises.registration.models import RegistrationRequest
from enterprises.registry.models import Enterprise, EnterpriseIdentifier, Membership
from tests.factories import registration as make
from tests.factories.accounts import StaffFactory, UserFactory
from tests.factories.enterprises import EnterpriseFactory, MembershipFactory
from tests.factories.ground import upload

pytestmark = pytest.mark.race


def test_of_two_officers_one_decides(race_db):
    officers = [StaffFactory(authenticator=False) for _n in range(4)]
    request = make.submitted()
    make.looked_up(request, by=officers[0])
    outcome = race_db.together(*[lambda by=by: make.approve(request, by=by).pk for by in officers])
    assert len(outcome.values) == 1
    assert {type(error) for error in outcome.errors} == {WrongState}
    assert Enterprise.objects.get().memberships.count() == 1


def test_two_requests_for_one_number_make_one_entry(race_db):
    officer = StaffFactory(authenticator=False)
    requests = [make.submitted() for _n in range(3)]  # one number, three people
    for request in requests:
        make.looked_up(request, by=officer)
    outcome = race_db.together(*[lambda row=row: make.approve(row, by=officer).pk for row in requests])
    assert len(outcome.values) == 1
    assert {error.code for error in outcome.errors} == {"known_number"}
    assert EnterpriseIdentifier.objects.count() == Enterprise.objects.count() == 1


def test_twenty_clicks_on_submit_give_one_receipt(race_db):
    draft = make.written(make.draft())
    outcome = race_db.together(*[lambda: make.submit(draft).receipt_number] * 8)
    assert not outcome.errors
    assert set(outcome.values) == {RegistrationRequest.objects.get().receipt_number}


def test_two_owners_leave_at_once_and_one_stays(race_db):
    first = MembershipFactory()
    second = MembershipFactory(enterprise=first.enterprise)
    MembershipFactory(enterprise=first.enterprise, role="viewer")
    outcome = race_db.together(*[lambda row=row: actions.leave(row) for row in (first, second)])
    assert [error.code for error in outcome.errors] == ["no_owner"]
    assert Membership.objects.filter(role="owner").count() == 1


def test_leaving_against_handing_over_leaves_an_owner(race_db):
    owner = MembershipFactory()
    other = MembershipFactory(enterprise=owner.enterprise, role="manager")
    offer = actions.offer_hand_over(owner, other, giver_stays=False)
    race_db.together(
        lambda: actions.leave(other), lambda: actions.answer_hand_over(offer.pk, "accepted", by=other.user)
    )
    assert Membership.objects.filter(role="owner").count() == 1


def test_a_link_is_good_for_one_member(race_db):
    entry, guest, officer = EnterpriseFactory(), UserFactory(), StaffFactory(authenticator=False)
    tokens = []
    actions.letters.send_invitation, kept = lambda _row, token: tokens.append(token), actions.letters.send_invitation
    try:
        actions.invite(entry, guest.email, "owner", by=officer)
    finally:
        actions.letters.send_invitation = kept
    outcome = race_db.together(*[lambda: actions.accept(tokens[0], by=guest).pk] * 4)
    assert len(outcome.values) == 1
    assert {type(error) for error in outcome.errors} == {Refused}


def test_two_second_officers_give_one_verdict(race_db):
    entry, person = EnterpriseFactory(), UserFactory()
    first, *others = [StaffFactory(authenticator=False) for _n in range(3)]
    row = restoring.propose(entry, person, former="go", reason="x", proof=upload(), by=first)
    outcome = race_db.together(
        *[
            lambda by=by, verdict=verdict: restoring.decide(row.pk, verdict, reason="x", by=by).verdict
            for by, verdict in zip(others, ("confirmed", "refused"), strict=True)
        ]
    )
    assert len(outcome.values) == 1
    assert entry.memberships.exists() == (outcome.values == ["confirmed"])
