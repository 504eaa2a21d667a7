from collections import defaultdict
from uuid import uuid4

import pytest
from django.contrib.auth import get_user_model

from busan_se.audit.models import AccessLog
from busan_se.core import registry
from busan_se.files.extensions import FileOwner
from busan_se.notifications.models import OutboxAttachment
from tests.factories.ground import PDF, OutboxFactory, StoredFileFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def kim():
    return get_user_model().objects.create_user("kim@example.com", name="김")


@pytest.fixture
def member(client, kim):
    client.force_login(kim)
    return client


@pytest.fixture
def owner(monkeypatch):
    """Let one test say who may read files."""

    def own(readable, personal=True):
        others = {kind: list(items) for kind, items in registry._items.items() if kind is not FileOwner}
        monkeypatch.setattr(registry, "_items", defaultdict(list, others))
        registry.register(FileOwner("test", readable, personal))

    own(lambda _user, _file: False)
    return own


def test_a_reader_gets_the_file_as_a_download(member, owner):
    owner(lambda _user, _file: True)
    file = StoredFileFactory(name="사업 계획서.pdf")
    response = member.get(f"/files/{file.pk}/")
    assert b"".join(response.streaming_content) == PDF
    assert response["Content-Disposition"].startswith("attachment; filename*=utf-8''%EC%82%AC")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Type"] == "application/pdf"
    assert "no-store" in response["Cache-Control"]


def test_others_get_404(member, owner):
    assert member.get(f"/files/{StoredFileFactory().pk}/").status_code == 404


@pytest.mark.parametrize("path", ["/files/1/", "/files/abc/", "/files/00000000-0000-4000-8000-000000000000/"])
def test_an_unknown_file_is_404(member, owner, path):
    assert member.get(path).status_code == 404


def test_strangers_learn_nothing(client, owner):
    answers = [client.get(f"/files/{key}/") for key in (StoredFileFactory().pk, uuid4())]
    assert [answer.status_code for answer in answers] == [302, 302]


def test_a_public_file_needs_no_account(client, owner):
    owner(lambda _user, _file: True, personal=False)
    assert client.get(f"/files/{StoredFileFactory().pk}/").status_code == 200


def test_a_download_of_personal_data_is_logged(member, owner, kim):
    owner(lambda _user, _file: True)
    file = StoredFileFactory()
    member.get(f"/files/{file.pk}/")
    row = AccessLog.objects.get()
    assert (row.user, row.action, row.subject) == (kim, "download", f"files.StoredFile:{file.pk}")


def test_ones_own_upload_is_not_logged(member, owner, kim):
    owner(lambda _user, _file: True)
    member.get(f"/files/{StoredFileFactory(uploaded_by=kim).pk}/")
    assert not AccessLog.objects.exists()


def test_uploaders_read_their_draft(member, owner, kim):
    assert member.get(f"/files/{StoredFileFactory(uploaded_by=kim).pk}/").status_code == 200


def test_once_owned_the_owner_decides(member, owner, kim):
    file = StoredFileFactory(uploaded_by=kim)
    OutboxAttachment.objects.create(outbox=OutboxFactory(), file=file)
    assert member.get(f"/files/{file.pk}/").status_code == 404


def test_nobody_reads_a_virus(member, owner, kim):
    owner(lambda _user, _file: True)
    assert member.get(f"/files/{StoredFileFactory(uploaded_by=kim, scan_state='infected').pk}/").status_code == 404


def test_missing_content_is_404(member, owner):
    owner(lambda _user, _file: True)
    file = StoredFileFactory()
    file.file.storage.delete(file.file.name)
    assert member.get(f"/files/{file.pk}/").status_code == 404


def test_files_are_only_read(member, owner):
    assert member.post(f"/files/{StoredFileFactory().pk}/").status_code == 405
