"""One document replaced by two people at the same moment: one new one is current, the other person is told."""

import pytest

from enterprises.documents.actions import Days, replace
from enterprises.documents.models import EnterpriseDocument
from tests.factories.accounts import UserFactory
from tests.factories.documents import DocumentFactory, ago
from tests.factories.ground import upload

pytestmark = pytest.mark.race


def test_two_replace_one_document_at_once(race_db):
    document, user = DocumentFactory(), UserFactory()
    outcome = race_db.together(*[lambda: replace(document.pk, upload(), Days(ago(0)), by=user)] * 2)
    assert len(outcome.values) == 1
    assert [error.code for error in outcome.errors] == ["not_current"]
    assert EnterpriseDocument.objects.current().get() == outcome.values[0]
