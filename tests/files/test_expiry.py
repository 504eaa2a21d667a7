import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from busan_se.files.expiry import expire
from busan_se.files.models import StoredFile
from busan_se.files.portal import missing_content
from busan_se.notifications.models import OutboxAttachment
from tests.factories.ground import OutboxFactory, StoredFileFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_storage(settings, tmp_path):
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path}},
    }


def old(**fields):
    return StoredFileFactory(created_at=timezone.now() - timedelta(hours=25), **fields)


def test_a_file_that_nobody_owns_goes_after_a_day():
    file = old()
    assert expire() == 1
    assert not default_storage.exists(file.file.name)


def test_a_fresh_file_stays():
    StoredFileFactory()
    assert expire() == 0


def test_an_owned_file_stays():
    OutboxAttachment.objects.create(outbox=OutboxFactory(), file=old())
    assert expire() == 0


def test_every_kind_of_owner_counts():
    relations = {relation.name for relation in StoredFile._meta.related_objects}
    assert "mailed" in relations


def test_stray_bytes_go_after_a_day():
    fresh, stray = (default_storage.save(name, ContentFile(b"x")) for name in ("2026/11/fresh", "2026/11/stray"))
    yesterday = (timezone.now() - timedelta(hours=25)).timestamp()
    os.utime(default_storage.path(stray), (yesterday, yesterday))
    assert expire() == 1
    assert default_storage.exists(fresh)


def test_bytes_with_a_row_stay():
    file = StoredFileFactory()
    yesterday = (timezone.now() - timedelta(hours=25)).timestamp()
    os.utime(file.file.path, (yesterday, yesterday))
    assert expire() == 0


def test_missing_and_changed_content_is_found():
    gone, changed, _fine = StoredFileFactory(), StoredFileFactory(), StoredFileFactory()
    default_storage.delete(gone.file.name)
    with Path(changed.file.path).open("ab") as file:
        file.write(b"more")
    assert len(list(missing_content())) == 2
