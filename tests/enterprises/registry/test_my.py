"""The members' own page."""

import pytest
from django.urls import reverse

from enterprises.registry.models import Enterprise, SourceRecord
from tests.factories.accounts import UserFactory
from tests.factories.enterprises import EnterpriseFactory, MembershipFactory

pytestmark = pytest.mark.django_db
MY, EDIT, SWITCH = reverse("enterprises:my"), reverse("enterprises:edit"), reverse("enterprises:switch")


@pytest.fixture
def member(client):
    member = MembershipFactory(role="owner")
    client.force_login(member.user)
    return member


def says(enterprise, **changes):
    fields = {name: getattr(enterprise, name) for name in ("name_en", "phone", "homepage", "summary")}
    return fields | changes


@pytest.mark.parametrize("url", [MY, EDIT])
def test_visitors_sign_in_first(client, url):
    response = client.get(url)
    assert response.status_code == 302
    assert reverse("account_login") in response["Location"]


def test_a_citizen_learns_how_to_become_a_member(client):
    client.force_login(UserFactory())
    assert client.get(MY).status_code == 200


def test_members_see_what_the_public_does_not(client, member):
    text = client.get(MY).content.decode()
    assert member.enterprise.representative in text
    assert member.user.email in text


def test_an_edit_is_the_members_own_word(client, member):
    client.post(EDIT, says(member.enterprise, phone="051-123-4567"))
    assert SourceRecord.objects.get(source="member").payload == {"phone": "051-123-4567"}
    assert Enterprise.objects.get().phone == "051-123-4567"


def test_saving_nothing_says_nothing(client, member):
    client.post(EDIT, says(member.enterprise))
    assert not SourceRecord.objects.filter(source="member").exists()


def test_a_homepage_without_scheme_gets_one(client, member):
    client.post(EDIT, says(member.enterprise, homepage="example.com/우리"))
    assert Enterprise.objects.get().homepage == "https://example.com/우리"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("homepage", "javascript:alert(1)"),
        ("homepage", "ftp://example.com/"),
        ("phone", "<b>051</b>"),
        ("phone", "0" * 41),
        ("summary", "가" * 1001),
        ("summary", "가\x07나"),
    ],
)
def test_bad_input_is_told_and_kept(client, member, field, value):
    response = client.post(EDIT, says(member.enterprise, **{field: value}))
    assert field in response.context["form"].errors
    assert not SourceRecord.objects.filter(source="member").exists()


def test_a_viewer_does_not_edit(client):
    owner = MembershipFactory()
    viewer = MembershipFactory(enterprise=owner.enterprise, role="viewer")
    client.force_login(viewer.user)
    assert client.get(EDIT).status_code == 403


def test_switching_to_another_enterprise(client, member):
    other = MembershipFactory(user=member.user, enterprise=EnterpriseFactory(name="하하"))
    client.post(SWITCH, {"enterprise": other.enterprise_id})
    assert client.get(MY).context["enterprise"] == other.enterprise


def test_nobody_switches_to_a_strangers_enterprise(client, member):
    assert client.post(SWITCH, {"enterprise": EnterpriseFactory().pk}).status_code == 403


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example/", "javascript:x"])
def test_switching_leads_to_no_other_site(client, member, target):
    response = client.post(SWITCH, {"enterprise": member.enterprise_id, "next": target})
    assert response["Location"] == MY


def test_my_page_shows_the_enterprise(client, member):
    assert member.enterprise.name in client.get(reverse("pages:my")).content.decode()


def test_the_search_finds_enterprises(client):
    EnterpriseFactory(name="물빛돌봄")
    assert "물빛돌봄" in client.get(reverse("pages:search"), {"q": "물빛"}).content.decode()


def test_the_home_page_has_the_map(client):
    EnterpriseFactory()
    assert "해운대구" in client.get("/").content.decode()
