"""Applications through the open interface: the way of an applicant, the decision of the desk, and every refusal."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from busan_se.accounts.roles import Role
from busan_se.audit.models import AccessLog
from enterprises.applications import actions
from enterprises.applications.models import Application, Decision
from tests.api.asking import ROOT
from tests.factories import applications
from tests.factories.accounts import StaffFactory, UserFactory
from tests.factories.enterprises import EnterpriseFactory, MembershipFactory
from tests.factories.ground import upload
from tests.factories.tokens import program_of

pytestmark = pytest.mark.django_db
MINE, DESK = f"{ROOT}my-applications/", f"{ROOT}desk-applications/"


def writer(person):
    return program_of(person, scope="write")


def send(program, path, body=None, method="post", **headers):
    """Return status and body of an action."""
    answer = getattr(program, method)(path, body or {}, "application/json", headers=headers)
    return answer.status_code, answer.json() if answer.content else None


def submission(program, draft):
    """Return what submits a draft as it is now."""
    form = program.get(f"{MINE}{draft.pk}/form/").json()
    return {"seen_hash": form["content_hash"], "consents": [text["purpose"] for text in form["consents"]]}


def submit(program, draft, key=None, **changes):
    body = submission(program, draft) | changes
    return send(program, f"{MINE}{draft.pk}/submit/", body, **{"Idempotency-Key": str(key or uuid4())})


@pytest.fixture
def draft():
    return applications.DraftFactory()


@pytest.fixture
def owner(draft):
    return writer(draft.started_by)


def test_from_the_start_to_the_receipt():
    person, call = UserFactory(), applications.open_call()
    enterprise = MembershipFactory(user=person, enterprise=EnterpriseFactory(), role="owner").enterprise
    program = writer(person)
    status, row = send(program, MINE, {"call": call.number, "enterprise": enterprise.pk})
    assert (status, row["state"]) == (201, "draft")
    assert send(program, MINE, {"call": call.number, "enterprise": enterprise.pk})[1]["id"] == row["id"]
    address = f"{MINE}{row['id']}/"
    form = program.get(f"{address}form/").json()
    assert set(form["problems"]) >= {"plan", "amount", "plan_file"}
    body = {"lock_version": row["lock_version"], "answers": applications.ANSWERS}
    status, row = send(program, address, body, "patch")
    assert (status, row["requested_amount"]) == (200, 12_000_000)
    assert {one["key"]: one["value"] for one in row["answers"]}["plan"] == applications.ANSWERS["plan"]
    attached = program.post(f"{address}attach/", {"question": "plan_file", "file": upload()})
    assert [file["key"] for file in attached.json()["files"]] == ["plan_file"]
    assert program.get(f"{address}form/").json()["problems"] == {}
    status, row = submit(program, Application.objects.get())
    assert (status, row["state"]) == (200, "submitted")
    assert row["receipt_number"].startswith(call.number)
    logged = AccessLog.objects.filter(user_id=person.pk, subject=f"enterprises.Application:{row['id']}")
    assert [look.reason.rpartition(": ")[2] for look in logged.order_by("pk")] == [
        *("start", "start", "save", "attach", "submit"),
    ]


def test_the_same_key_gives_one_receipt_and_belongs_to_one_submission(draft, owner):
    key = uuid4()
    first, again = submit(owner, draft, key), submit(owner, draft, key)
    assert first == again
    assert first[1]["receipt_number"]
    other = applications.DraftFactory(started_by=draft.started_by)
    assert submit(owner, other, key)[1]["code"] == "key_used"
    assert send(owner, f"{MINE}{other.pk}/submit/", submission(owner, other))[1]["fields"].keys() == {"Idempotency-Key"}


def test_a_submission_costs_few_queries(draft, owner):
    body = submission(owner, draft)
    with CaptureQueriesContext(connection) as seen:
        status, _row = send(owner, f"{MINE}{draft.pk}/submit/", body, **{"Idempotency-Key": str(uuid4())})
    assert status == 200
    # The outer savepoint stands for the transaction that there is without a test around it.
    assert len([query for query in seen if "SAVEPOINT" not in query["sql"]]) <= 17


def test_what_somebody_else_saved_is_told(draft, owner):
    actions.save_draft(draft.pk, answers={"plan": "동료가 씀"}, lock_version=1, by=UserFactory(), keys={"plan"})
    status, told = send(owner, f"{MINE}{draft.pk}/", {"lock_version": 1, "answers": {"plan": "내가 씀"}}, "patch")
    assert (status, told["code"]) == (409, "changed")
    current = {one["key"]: one["value"] for one in told["current"]["answers"]}
    assert (current["plan"], told["current"]["lock_version"]) == ("동료가 씀", 2)


@pytest.mark.parametrize(
    "answers",
    [
        {"plan": 5},
        {"plan": ["가"]},
        {"plan": "\u0007"},
        {"amount": True},
        {"amount": "많이"},
        {"amount": {}},
        {"no": 1},
    ],
    ids=str,
)
def test_a_wrong_answer_is_told_at_its_question(draft, owner, answers):
    status, told = send(owner, f"{MINE}{draft.pk}/", {"lock_version": 1, "answers": answers}, "patch")
    assert (status, told["code"]) == (422, "invalid_body")
    assert list(told["fields"]) == [f"answers.{key}" for key in answers]


def test_who_may_not_write(draft):
    viewer = UserFactory()
    MembershipFactory(user=viewer, enterprise=draft.enterprise, role="viewer")
    stranger = applications.DraftFactory().started_by
    path, body = f"{MINE}{draft.pk}/", {"lock_version": 1, "answers": {}}
    assert send(writer(viewer), path, body, "patch")[1]["code"] == "forbidden"
    assert send(writer(stranger), path, body, "patch")[0] == 404
    assert send(program_of(draft.started_by), path, body, "patch")[1]["code"] == "read_only_token"
    assert program_of(viewer).get(f"{path}form/").status_code == 200
    started = {"call": draft.call.number, "enterprise": draft.enterprise_id}
    assert send(writer(viewer), MINE, started)[0] == 403
    assert list(send(writer(stranger), MINE, started)[1]["fields"]) == ["enterprise"]


def test_the_session_of_the_page_needs_the_token_of_the_form(draft, client):
    strict = type(client)(enforce_csrf_checks=True)
    strict.force_login(draft.started_by)
    assert strict.delete(f"{MINE}{draft.pk}/").status_code == 403
    client.force_login(draft.started_by)
    assert client.delete(f"{MINE}{draft.pk}/").status_code == 204
    assert not Application.objects.exists()


def test_a_request_that_arrives_after_the_closing_is_refused(draft, owner, monkeypatch):
    call, body = draft.call, submission(owner, draft)
    monkeypatch.setattr("busan_se.api.writing.arrived_at", lambda request: call.closes_at + timedelta(seconds=1))
    status, told = send(owner, f"{MINE}{draft.pk}/submit/", body, **{"Idempotency-Key": str(uuid4())})
    assert (status, told["code"]) == (422, "closed")
    draft.delete()
    assert send(owner, MINE, {"call": call.number, "enterprise": draft.enterprise_id})[1]["code"] == "closed"


def test_files_are_checked_and_taken_off(draft, owner):
    address = f"{MINE}{draft.pk}/"
    (file,) = owner.get(address).json()["files"]
    assert send(owner, f"{address}detach/", {"id": file["id"]})[1]["files"] == []
    for question, content, code in (
        ("plan_file", upload(content=b"MZ\x90\x00"), "type_mismatch"),
        ("nowhere", upload(), "unknown_slot"),
    ):
        answer = owner.post(f"{address}attach/", {"question": question, "file": content})
        assert (answer.status_code, answer.json()["code"]) == (422, code)
    assert send(owner, f"{address}attach/", {})[1]["code"] == "unsupported_media_type"


def test_an_application_is_withdrawn_or_given_up_by_its_applicant():
    waiting, selected = applications.submitted(), applications.released()
    reason = {"reason": "계획이 바뀜"}
    program = writer(waiting.started_by)
    assert send(program, f"{MINE}{waiting.pk}/give-up/", reason)[1]["code"] == "not_give_up"
    assert send(program, f"{MINE}{waiting.pk}/withdraw/", reason)[1]["state"] == "withdrawn"
    assert send(writer(selected.started_by), f"{MINE}{selected.pk}/give-up/", reason)[1]["state"] == "given_up"


class TestDesk:
    def test_a_decision_waits_is_taken_back_and_released(self):
        row, officer = applications.submitted(), writer(StaffFactory())
        body = {"outcome": "selected", "amount": 5_000_000, "reason": "심사 결과"}
        address = f"{DESK}{row.pk}/"
        status, told = send(officer, f"{address}decide/", body)
        assert (status, told["state"], told["decision"]["amount"]) == (200, "decided", 5_000_000)
        status, told = send(officer, f"{address}decide/", body)
        assert (status, told["code"], told["current"]["state"]) == (409, "not_decide", "decided")
        assert send(officer, f"{address}reopen/", {"reason": "다시"})[1]["state"] == "submitted"
        send(officer, f"{address}decide/", body)
        document = {"document_number": "과-1", "approved_on": "2031-05-11"}
        assert send(officer, f"{address}release/", document)[1]["state"] == "selected"
        assert Decision.objects.get().document_number == "과-1"

    def test_more_than_the_envelope_has_is_refused(self):
        row = applications.submitted(call=applications.open_call(money_won=1_000_000))
        body = {"outcome": "selected", "amount": 2_000_000, "reason": "심사 결과"}
        status, told = send(writer(StaffFactory()), f"{DESK}{row.pk}/decide/", body)
        assert (status, told["code"]) == (422, "envelope_exhausted")
        assert not Decision.objects.exists()

    def test_only_who_may_decide(self):
        row = applications.submitted()
        body = {"outcome": "ineligible", "reason": "요건"}
        for officer in (StaffFactory(role=Role.CENTRE_STAFF), row.started_by):
            assert send(writer(officer), f"{DESK}{row.pk}/decide/", body)[0] == 403
        elsewhere = StaffFactory(role=Role.DISTRICT_STAFF, districts=["26110"])
        assert send(writer(elsewhere), f"{DESK}{row.pk}/decide/", body)[0] == 403
        assert send(program_of(StaffFactory()), f"{DESK}{row.pk}/decide/", body)[1]["code"] == "read_only_token"
