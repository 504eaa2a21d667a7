"""Invitations, roles, hand-overs, and the two officers who restore an owner."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from busan_se.core.clock import now
from busan_se.core.errors import Refused, WrongState
from busan_se.notifications.models import Message, Outbox
from enterprises.membership import actions, restoring
from enterprises.membership.models import Invitation, OwnerRestoring
from tests.factories.accounts import StaffFactory, UserFactory
from tests.factories.enterprises import EnterpriseFactory, MembershipFactory
from tests.factories.ground import upload

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner():
    return MembershipFactory()


def invite(owner, user, role="manager"):
    """Invite `user`; return the token of the link in the mail."""
    actions.invite(owner.enterprise, user.email, role, by=owner.user)
    body = Outbox.objects.filter(recipient_email=user.email).latest("pk").body
    return body.split("/invitations/")[1].split("/")[0]


def code(call, *args, **kwargs):
    with pytest.raises((Refused, WrongState)) as refusal:
        call(*args, **kwargs)
    return refusal.value.code


def test_an_invitation_is_accepted_once(owner):
    guest = UserFactory()
    token = invite(owner, guest)
    assert actions.accept(token, by=guest).role == "manager"
    assert code(actions.accept, token, by=guest) == "not_live"
    assert Message.objects.filter(user=owner.user).count() == 1


def test_the_token_is_nowhere_but_in_the_mail(owner):
    token = invite(owner, UserFactory())
    row = Invitation.objects.values().get()
    assert token not in str(row)
    assert row["token_digest"] == actions.digest(token)


def test_an_invitation_ends_on_its_day(owner):
    guest = UserFactory()
    token = invite(owner, guest)
    Invitation.objects.update(expires_at=now() - timedelta(seconds=1))
    assert code(actions.accept, token, by=guest) == "not_live"
    assert invite(owner, guest) != token  # an old one makes room for another


def test_an_invitation_is_for_its_address_alone(owner):
    assert code(actions.accept, invite(owner, UserFactory()), by=UserFactory()) == "other_address"


def test_a_new_link_makes_the_old_one_void(owner):
    guest = UserFactory()
    token = invite(owner, guest)
    actions.invite_again(Invitation.objects.get().pk, by=owner.user)
    assert code(actions.accept, token, by=guest) == "not_live"


def test_nobody_floods_others_with_invitations(owner):
    for _n in range(actions.MOST_OPEN):
        invite(owner, UserFactory())
    assert code(actions.invite, owner.enterprise, "one@more.example.org", "viewer", by=owner.user) == "too_many"


def test_old_invitations_are_forgotten_with_their_mails(owner):
    invite(owner, UserFactory())
    Invitation.objects.update(expires_at=now() - timedelta(days=31))
    assert actions.forget_old() > 0
    assert not Outbox.objects.filter(kind="invitation").exists()


def test_the_only_owner_does_not_leave_others_behind(owner):
    other = MembershipFactory(enterprise=owner.enterprise, role="viewer")
    assert code(actions.leave, owner) == "no_owner"
    actions.leave(other)
    actions.leave(owner)  # the last one may go
    assert not owner.enterprise.memberships.exists()


def test_owners_neither_remove_nor_demote_each_other(owner):
    other = MembershipFactory(enterprise=owner.enterprise, role="owner")
    assert code(actions.remove, other) == "is_owner"
    assert code(actions.set_role, other, "viewer") == "is_owner"


def test_a_hand_over_changes_nothing_until_it_is_accepted(owner):
    other = MembershipFactory(enterprise=owner.enterprise, role="viewer")
    offer = actions.offer_hand_over(owner, other, giver_stays=False)
    other.refresh_from_db()
    assert other.role == "viewer"
    assert code(actions.answer_hand_over, offer.pk, "accepted", by=owner.user) == "not_yours"
    actions.answer_hand_over(offer.pk, "accepted", by=other.user)
    roles = dict(owner.enterprise.memberships.values_list("user", "role"))
    assert roles == {owner.user_id: "manager", other.user_id: "owner"}
    assert code(actions.answer_hand_over, offer.pk, "accepted", by=other.user) == "answered"


def test_a_hand_over_ends_when_one_of_the_two_is_gone(owner):
    other = MembershipFactory(enterprise=owner.enterprise, role="viewer")
    offer = actions.offer_hand_over(owner, other, giver_stays=True)
    actions.remove(other)
    assert code(actions.answer_hand_over, offer.pk, "accepted", by=other.user) == "answered"


def proposal(enterprise, person, by, former="go"):
    given = {"former": former, "reason": "대표가 사망했습니다.", "proof": upload(), "by": by}
    return restoring.propose(enterprise, person, **given)


@pytest.mark.parametrize(("former", "left"), [("go", {}), ("view", {"viewer"}), ("stay", {"owner"})])
def test_two_officers_restore_an_owner(owner, former, left):
    person, first, second = UserFactory(), StaffFactory(), StaffFactory()
    invite(owner, UserFactory())
    row = proposal(owner.enterprise, person, first, former)
    assert Message.objects.filter(user=owner.user, key=f"membership:restoring:{row.pk}:proposed").exists()
    assert code(restoring.decide, row.pk, "confirmed", reason="확인", by=first) == "same_officer"
    restoring.decide(row.pk, "confirmed", reason="등기부 확인", by=second)
    members = owner.enterprise.memberships
    assert members.get(user=person).role == "owner"
    assert set(members.exclude(user=person).values_list("role", flat=True)) == set(left)
    assert not Invitation.objects.live_at(now()).exists()
    assert code(restoring.decide, row.pk, "refused", reason="늦음", by=StaffFactory()) == "decided"


def test_the_database_itself_wants_a_second_officer(owner):
    officer = StaffFactory()
    row = proposal(owner.enterprise, UserFactory(), officer)
    with pytest.raises(IntegrityError, match="restoring_by_two_officers"), transaction.atomic():
        OwnerRestoring.objects.filter(pk=row.pk).update(
            verdict="confirmed", decided_by=officer, decided_at=now(), verdict_reason="x"
        )


def test_no_officer_restores_the_own_ownership(owner):
    officer = StaffFactory()
    assert code(proposal, owner.enterprise, officer, officer) == "own_matter"
    row = proposal(EnterpriseFactory(), officer, StaffFactory())
    assert code(restoring.decide, row.pk, "confirmed", reason="x", by=officer) == "own_matter"
