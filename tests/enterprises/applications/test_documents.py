"""Documents of the folder in applications: attached by choice, refused when too old, looked at again at submission."""

from datetime import timedelta

import pytest

from busan_se.core.clock import now
from busan_se.core.errors import Refused
from busan_se.files.models import StoredFile
from busan_se.programs.call_forms import usual_form
from enterprises.applications import actions
from enterprises.documents import actions as folder
from enterprises.documents.models import EnterpriseDocument
from tests.factories import applications as make
from tests.factories.documents import DocumentFactory, ago

pytestmark = pytest.mark.django_db

QUESTION = {
    "key": "certificate",
    "type": "file",
    "label_ko": "사업자등록증",
    "required": True,
    "document_kind": "business",
    "issued_within_days": 30,
}


@pytest.fixture
def draft():
    form = usual_form()
    form["sections"][-1]["questions"].append(QUESTION)
    return make.DraftFactory(call=make.open_call(form=form))


def attach(draft, document, arrived=None):
    return actions.attach_document(draft.pk, "certificate", document.pk, arrived=arrived or now())


def test_the_same_file_answers_and_is_submitted(client, draft):
    document = DocumentFactory(enterprise=draft.enterprise)
    client.force_login(draft.started_by)
    page = client.get(f"/my/applications/{draft.pk}/3/").content.decode()
    assert f'value="certificate:{document.pk}"' in page
    said = {"lock_version": draft.lock_version, "from_folder": f"certificate:{document.pk}"}
    client.post(f"/my/applications/{draft.pk}/3/", said)
    row = draft.files.get(slot="certificate")
    assert (row.file_id, row.document) == (document.file_id, document)
    assert attach(draft, document) == row
    assert "from_folder" not in client.get(f"/my/applications/{draft.pk}/3/").content.decode()
    assert make.submit(draft).receipt_number


@pytest.mark.parametrize(
    "fields", [{"issued_on": ago(31)}, {"issued_on": ago(31), "expires_on": ago(1)}, {"issued_on": None}]
)
def test_too_old_expired_or_undated_is_refused_with_words(client, draft, fields):
    document = DocumentFactory(enterprise=draft.enterprise, **fields)
    with pytest.raises(Refused) as refusal:
        attach(draft, document)
    assert refusal.value.code == "document_refused"
    client.force_login(draft.started_by)
    page = client.get(f"/my/applications/{draft.pk}/3/").content.decode()
    assert str(refusal.value) in page.replace("&quot;", '"')
    assert "from_folder" not in page


def test_a_document_of_another_enterprise_or_kind_is_not_there(draft):
    for document in (DocumentFactory(), DocumentFactory(enterprise=draft.enterprise, kind="tax")):
        with pytest.raises(Refused) as refusal:
            attach(draft, document)
        assert refusal.value.code == "no_document"
    with pytest.raises(Refused) as refusal:
        actions.attach_document(draft.pk, "plan_file", document.pk, arrived=now())
    assert refusal.value.code == "no_document"


def test_what_grew_too_old_is_refused_at_submission(draft):
    attach(draft, DocumentFactory(enterprise=draft.enterprise, issued_on=ago(30)))
    with pytest.raises(Refused) as refusal:
        make.submit(draft, arrived=now() + timedelta(days=1))
    assert refusal.value.code == "document_refused"
    assert make.submit(draft).receipt_number


def test_a_used_document_is_taken_out_and_not_deleted(draft):
    document = DocumentFactory(enterprise=draft.enterprise)
    attach(draft, document)
    assert not folder.remove(document.pk)
    assert EnterpriseDocument.objects.get().withdrawn_at
    with pytest.raises(Refused):
        make.submit(draft)


def test_the_file_outlives_a_draft_that_had_it(draft):
    document = DocumentFactory(enterprise=draft.enterprise)
    attach(draft, document)
    actions.discard(draft.pk)
    assert not StoredFile.objects.without_owner().filter(pk=document.file_id).exists()
