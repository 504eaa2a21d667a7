"""The pages of the folder: who gets there, what is refused beside its field, and how many questions a list asks."""

import pytest

from busan_se.core.clock import now
from enterprises.documents.models import EnterpriseDocument
from tests.factories.documents import DocumentFactory, ago
from tests.factories.enterprises import MembershipFactory
from tests.factories.ground import upload

pytestmark = pytest.mark.django_db


@pytest.fixture
def member(client):
    member = MembershipFactory()
    client.force_login(member.user)
    return member


def sent(**said):
    return {"kind": "business", "issued_on": ago(3).isoformat(), "upload": upload(), **said}


def test_a_document_is_added_replaced_and_removed(client, member):
    assert "서류함이 비어 있습니다" in client.get("/my/documents/").content.decode()
    assert client.post("/my/documents/add/", sent()).url == "/my/documents/"
    first = EnterpriseDocument.objects.get()
    client.post(f"/my/documents/{first.pk}/replace/", sent(expires_on=ago(-400).isoformat()))
    second = EnterpriseDocument.objects.current().get()
    page = client.get("/my/documents/").content.decode()
    assert second.file.get_absolute_url() in page
    assert first.file.get_absolute_url() in page
    client.post(f"/my/documents/{second.pk}/remove/")
    assert list(EnterpriseDocument.objects.all()) == [first]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"issued_on": ago(-1).isoformat()}, "__all__"),
        ({"issued_on": ""}, "issued_on"),
        ({"expires_on": ago(4).isoformat()}, "expires_on"),
        ({"kind": "other"}, "label"),
        ({"kind": "none"}, "kind"),
        ({"upload": upload(b"MZ", "a.pdf")}, "upload"),
    ],
)
def test_what_is_wrong_is_said_beside_it(client, member, wrong, field):
    answer = client.post("/my/documents/add/", sent(**wrong))
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
    assert not EnterpriseDocument.objects.exists()


@pytest.mark.parametrize(("role", "status"), [("manager", 302), ("viewer", 403)])
def test_managers_write_and_viewers_read(client, member, role, status):
    colleague = MembershipFactory(enterprise=member.enterprise, role=role)
    document = DocumentFactory(enterprise=member.enterprise, undated=True)
    client.force_login(colleague.user)
    assert client.get("/my/documents/").status_code == 200
    assert client.post(f"/my/documents/{document.pk}/dates/", sent()).status_code == status
    assert client.post("/my/documents/add/", sent(kind="tax")).status_code == status


def test_the_folder_of_others_is_not_there(client, member):
    document = DocumentFactory()
    for name in ("replace", "dates", "remove"):
        assert client.post(f"/my/documents/{document.pk}/{name}/", sent()).status_code == 404
    assert document in EnterpriseDocument.objects.current()


@pytest.mark.parametrize("rows", [1, 25])
def test_the_folder_asks_the_same_however_full(client, member, django_assert_num_queries, rows):
    for n in range(rows):
        DocumentFactory(enterprise=member.enterprise, kind="other", label=f"문서 {n}")
        DocumentFactory(enterprise=member.enterprise, replaced_at=now())
    client.get("/my/documents/")
    with django_assert_num_queries(LIST_QUERIES):
        client.get("/my/documents/")


LIST_QUERIES = 6
