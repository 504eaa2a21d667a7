"""The closed lists: rows and rights are those of the pages, queries are fixed, looks at others are logged."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from busan_se.accounts.roles import Role
from busan_se.api.extensions import OwnResource
from busan_se.audit.models import AccessLog
from busan_se.core.registry import registered
from enterprises.applications import actions
from tests.api.asking import ROOT, results, walk
from tests.factories import applications, registration
from tests.factories.accounts import StaffFactory, UserFactory
from tests.factories.documents import DocumentFactory
from tests.factories.enterprises import (
    EnterpriseFactory,
    EnterpriseIdentifierFactory,
    MembershipFactory,
    PolicyTagFactory,
    business_number,
)
from tests.factories.ground import MessageFactory
from tests.factories.tokens import program_of

pytestmark = pytest.mark.django_db
OWN_DISTRICT, OTHER_DISTRICT = "26350", "26110"
DESKS = [resource.name for resource in registered(OwnResource) if resource.logged]


def enterprise(**fields):
    row = EnterpriseIdentifierFactory(enterprise=EnterpriseFactory(**fields)).enterprise
    row.tags.add(PolicyTagFactory())
    return row


def belongs(person, row):
    MembershipFactory(user=person, enterprise=row)
    return row


def submitted(person, **fields):
    return applications.submit(applications.DraftFactory(started_by=person, **fields))


def request_of(number, person=None):
    return registration.submitted(business_number(90_000 + number), by=person or UserFactory())


MAKERS = {
    "my-enterprises": lambda person, n: belongs(person, enterprise()),
    "my-documents": lambda person, n: DocumentFactory(enterprise=belongs(person, EnterpriseFactory())),
    "my-applications": lambda person, n: submitted(person),
    "my-messages": lambda person, n: MessageFactory(user=person),
    "desk-enterprises": lambda person, n: enterprise(),
    "desk-applications": lambda person, n: submitted(UserFactory()),
    "desk-registrations": lambda person, n: request_of(n),
}


def asker(name):
    return StaffFactory() if name in DESKS else UserFactory()


@pytest.mark.parametrize("name", MAKERS)
def test_twenty_rows_cost_the_queries_of_one(name):
    person = asker(name)
    program = program_of(person)

    def queries():
        with CaptureQueriesContext(connection) as found:
            rows = results(program, f"{name}/")
        return len(found), len(rows)

    MAKERS[name](person, 0)
    queries()
    few, _one = queries()
    for number in range(1, 21):
        MAKERS[name](person, number)
    queries()
    many, rows = queries()
    assert rows == 21
    assert many == few <= 14


@pytest.mark.parametrize("name", MAKERS)
def test_every_row_comes_once_and_has_its_own_address(name):
    person = asker(name)
    program = program_of(person)
    for number in range(5):
        MAKERS[name](person, number)
    rows = walk(program, f"{name}/", page_size=2)
    assert len({row["id"] for row in rows}) == len(rows) == 5
    assert program.get(f"{ROOT}{name}/{rows[0]['id']}/").json() == rows[0]


@pytest.mark.parametrize("name", MAKERS)
def test_somebody_else_sees_nothing(name):
    person = asker(name)
    MAKERS[name](person, 0)
    (row,) = results(program_of(person), f"{name}/")
    stranger = program_of(UserFactory())
    if name in DESKS:
        assert stranger.get(f"{ROOT}{name}/").json()["code"] == "forbidden"
        assert stranger.get(f"{ROOT}{name}/{row['id']}/").status_code == 403
    else:
        assert results(stranger, f"{name}/") == []
        assert stranger.get(f"{ROOT}{name}/{row['id']}/").status_code == 404


@pytest.mark.parametrize("name", [name for name in MAKERS if name not in DESKS])
def test_staff_find_there_what_is_their_own_only(name):
    MAKERS[name](UserFactory(), 0)
    assert results(program_of(StaffFactory()), f"{name}/") == []


@pytest.mark.parametrize("name", DESKS)
def test_an_officer_sees_the_own_districts(name):
    for code in (OWN_DISTRICT, OTHER_DISTRICT):
        applications.submit(applications.DraftFactory(enterprise=EnterpriseFactory(district_id=code)))
    request_of(0)
    assert results(program_of(StaffFactory(districts=[OTHER_DISTRICT])), "desk-registrations/") == []
    rows = results(program_of(StaffFactory(districts=[OWN_DISTRICT])), f"{name}/")
    assert {row["district"]["code"] for row in rows} == {OWN_DISTRICT}


@pytest.mark.parametrize("name", DESKS)
@pytest.mark.parametrize("role", [Role.AUDITOR, Role.CENTRE_STAFF, Role.REVIEWER], ids=str)
def test_the_desk_opens_to_whom_the_admin_opens(name, role):
    assert program_of(StaffFactory(role=role)).get(f"{ROOT}{name}/").status_code == (
        403 if role == Role.REVIEWER else 200
    )


@pytest.mark.parametrize("name", DESKS)
def test_each_look_at_the_desk_is_logged(name):
    officer = StaffFactory()
    MAKERS[name](officer, 0)
    program = program_of(officer, name="통계")
    (row,) = results(program, f"{name}/", page_size=5)
    program.get(f"{ROOT}{name}/{row['id']}/")
    label = next(resource.logged for resource in registered(OwnResource) if resource.name == name)
    looks = AccessLog.objects.filter(user_id=officer.pk, subject__startswith=label).order_by("pk")
    assert [look.subject for look in looks] == [f"{label} list", f"{label}:{row['id']}"]
    assert "통계" in looks[0].reason
    assert "page_size=5" in looks[0].reason


def test_members_read_what_the_public_sees_masked():
    person = UserFactory()
    own = belongs(person, enterprise(is_sole_proprietor=True, phone="010-1234-5678", representative="김대표"))
    (row,) = results(program_of(person), "my-enterprises/")
    assert (row["phone"], row["representative"], row["role"]) == ("010-1234-5678", "김대표", "owner")
    assert "*" not in row["numbers"][0]["number"]
    assert row["id"] == own.pk


def test_the_file_of_a_document_is_fetched_with_the_token():
    person = UserFactory()
    DocumentFactory(enterprise=belongs(person, EnterpriseFactory()))
    program = program_of(person)
    (row,) = results(program, "my-documents/")
    path = row["file"]["url"].removeprefix("http://testserver")
    answer = program.get(path, headers={"Accept": "application/pdf"})
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert len(b"".join(answer.streaming_content)) == row["file"]["size"]
    assert "no-store" in answer["Cache-Control"]
    assert program_of(UserFactory()).get(path).status_code == 404
    officer = StaffFactory()
    assert program_of(officer).get(path).status_code == 200
    assert AccessLog.objects.filter(user_id=officer.pk, action="download").count() == 1


def test_an_applicant_reads_answers_and_receipt_and_no_decision_before_its_time():
    person = UserFactory()
    row = submitted(person)
    actions.decide(row.pk, outcome="not_selected", reason="점수 부족", amount=None, by=StaffFactory())
    program = program_of(person)
    (told,) = results(program, "my-applications/")
    assert (told["state"], told["decision"], told["receipt_number"]) == ("submitted", None, row.receipt_number)
    assert "점수 부족" not in str(told)
    assert told["answers"][0]["answer"] == applications.ANSWERS["plan"]
    assert told["files"][0]["key"] == "plan_file"
    assert len(results(program, "my-applications/", state="submitted")) == 1
    assert program.get(f"{ROOT}my-applications/?state=decided").status_code == 400
    (desk,) = results(program_of(StaffFactory()), "desk-applications/")
    assert (desk["state"], desk["decision"]["outcome"]) == ("decided", "not_selected")


def test_the_desk_narrows_applications_as_its_list_does():
    rows = [submitted(UserFactory(), enterprise=EnterpriseFactory(district_id=code)) for code in ("26350", "26110")]
    applications.DraftFactory()
    program = program_of(StaffFactory())
    assert len(results(program, "desk-applications/")) == 2
    for query in ({"call": rows[0].call.number}, {"district": "26350"}):
        assert [row["id"] for row in results(program, "desk-applications/", **query)] == [str(rows[0].pk)]
    assert results(program, "desk-applications/", state="selected") == []


def test_registrations_by_state_and_district():
    person = UserFactory()
    row = request_of(1, person)
    program = program_of(StaffFactory())
    (told,) = results(program, "desk-registrations/", state="submitted", district="26350", kind="new")
    assert (told["id"], told["office_due_on"]) == (str(row.pk), row.office_due_on.isoformat())
    assert results(program, "desk-registrations/", district="26110") == []


def test_unread_messages():
    person = UserFactory()
    MessageFactory(user=person, read_at="2026-01-01T00:00:00Z")
    unread = MessageFactory(user=person)
    assert [row["id"] for row in results(program_of(person), "my-messages/", unread="true")] == [unread.pk]
