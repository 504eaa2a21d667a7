"""Pages of members, the link of an invitation, and the desk."""

import pytest
from django.urls import reverse

from busan_se.audit.models import AccessLog
from busan_se.notifications.models import Outbox
from enterprises.membership.models import HandOver, Invitation, OwnerRestoring
from enterprises.membership.portal import my_todos, proof_is_readable, staff_todos
from tests.factories.accounts import StaffFactory, UserFactory, sign_in_staff
from tests.factories.enterprises import EnterpriseFactory, MembershipFactory
from tests.factories.ground import StoredFileFactory, upload

pytestmark = pytest.mark.django_db
LIST, HAND_OVER = reverse("members:list"), reverse("members:hand_over")
DESK, PROPOSE = (reverse(f"admin:enterprises_ownerrestoring_{name}") for name in ("changelist", "propose"))


@pytest.fixture
def owner(client):
    member = MembershipFactory()
    client.force_login(member.user)
    return member


def link_to(address):
    return "/invitations/" + Outbox.objects.get(recipient_email=address).body.split("/invitations/")[1].split()[0]


def test_from_the_invitation_to_the_enterprise(client, owner):
    guest = UserFactory()
    client.post(LIST, {"email": guest.email.upper(), "role": "manager"})
    link = link_to(guest.email)
    client.logout()
    assert owner.enterprise.name in client.get(link).content.decode()
    assert client.post(link).status_code == 302  # to the sign-in
    client.force_login(guest)
    assert client.post(link).url == reverse("enterprises:my")
    assert owner.enterprise.memberships.get(user=guest).role == "manager"
    assert client.get(link).status_code == 404


def test_who_is_signed_in_with_another_address_hears_it(client, owner):
    guest = UserFactory()
    client.post(LIST, {"email": guest.email, "role": "viewer"})
    client.force_login(UserFactory())
    assert reverse("account_email") in client.get(link_to(guest.email)).content.decode()
    client.post(link_to(guest.email))
    assert not owner.enterprise.memberships.exclude(pk=owner.pk).exists()


@pytest.mark.parametrize("role", ["manager", "viewer"])
def test_managers_and_viewers_only_look(client, owner, role):
    other = MembershipFactory(enterprise=owner.enterprise, role=role)
    client.force_login(other.user)
    assert client.get(LIST).status_code == 200
    assert client.post(LIST, {"email": "a@b.example", "role": "viewer"}).status_code == 403
    assert client.get(HAND_OVER).status_code == 403
    assert client.post(reverse("members:remove", args=[owner.pk])).status_code == 403


def test_nobody_reaches_into_another_enterprise(client, owner):
    stranger = MembershipFactory(role="viewer", enterprise=MembershipFactory().enterprise)
    for name in ("member", "remove"):
        assert client.post(reverse(f"members:{name}", args=[stranger.pk]), {"role": "manager"}).status_code == 404


def test_role_removal_and_leaving(client, owner):
    other = MembershipFactory(enterprise=owner.enterprise, role="viewer")
    client.post(reverse("members:member", args=[other.pk]), {"role": "manager"})
    other.refresh_from_db()
    assert other.role == "manager"
    assert HAND_OVER in client.get(reverse("members:leave")).content.decode()  # the only owner is led to the hand-over
    client.post(reverse("members:remove", args=[other.pk]))
    client.post(reverse("members:leave"))
    assert not owner.enterprise.memberships.exists()


def test_handing_over_and_accepting(client, owner):
    other = MembershipFactory(enterprise=owner.enterprise, role="manager")
    client.post(HAND_OVER, {"receiver": other.pk})
    offer = HandOver.objects.get()
    (todo,) = my_todos(other.user)
    client.force_login(other.user)
    client.post(todo.url, {"answer": "accepted"})
    offer.refresh_from_db()
    assert offer.answer == "accepted"
    assert not my_todos(other.user)


def test_sending_again_and_taking_back(client, owner):
    client.post(LIST, {"email": "guest@test.example.org", "role": "viewer"})
    client.post(reverse("members:invite_again", args=[Invitation.objects.get().pk]))
    first, second = Invitation.objects.order_by("pk")
    assert first.revoked_at
    client.post(reverse("members:revoke", args=[second.pk]))
    assert not Invitation.objects.open().exists()


def test_the_list_asks_the_same_however_long(client, owner, django_assert_num_queries):
    with django_assert_num_queries(LIST_QUERIES):
        client.get(LIST)
    for n in range(20):
        MembershipFactory(enterprise=owner.enterprise, role="viewer")
        client.post(LIST, {"email": f"guest{n}@test.example.org", "role": "viewer"})
    client.get(LIST)  # shows the messages of the posts
    with django_assert_num_queries(LIST_QUERIES):
        client.get(LIST)


LIST_QUERIES = 8


def test_the_desk_proposes_and_another_officer_decides(client):
    member, person = MembershipFactory(), UserFactory()
    first, second = StaffFactory(), StaffFactory()
    sign_in_staff(client, first)
    said = {"enterprise": member.enterprise_id, "email": person.email, "former": "go", "reason": "퇴사"}
    client.post(PROPOSE, {**said, "proof": upload()})
    row = OwnerRestoring.objects.get()
    decide = reverse("admin:enterprises_ownerrestoring_decide", args=[row.pk])
    client.post(decide, {"verdict": "confirmed", "reason": "확인"})
    row.refresh_from_db()
    assert not row.verdict
    assert not staff_todos(first)
    assert staff_todos(second)
    sign_in_staff(client, second)
    client.get(reverse("admin:enterprises_ownerrestoring_change", args=[row.pk]))
    assert AccessLog.objects.filter(subject=f"enterprises.OwnerRestoring:{row.pk}", user=second).exists()
    client.post(decide, {"verdict": "confirmed", "reason": "등기부 확인"})
    assert member.enterprise.memberships.get().user == person


def test_an_officer_of_another_district_neither_sees_nor_proposes(client):
    entry, other = EnterpriseFactory(), StaffFactory(districts=["26110"])
    sign_in_staff(client, other)
    said = {"enterprise": entry.pk, "email": UserFactory().email, "former": "go", "reason": "x", "proof": upload()}
    assert client.post(PROPOSE, said).context["form"].errors["enterprise"]
    own = OwnerRestoring.objects.create(
        enterprise=entry, person=UserFactory(), reason="x", proposed_by=StaffFactory(), proof=StoredFileFactory()
    )
    assert not proof_is_readable(other, own.proof)
    assert proof_is_readable(StaffFactory(districts=["26350"]), own.proof)
