"""A member applies, an officer selects, the member hears of it: every step on a page."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse, reverse_lazy

from busan_se.core.clock import now, seoul
from busan_se.notifications.models import Message
from busan_se.programs import actions as money
from enterprises.applications.models import Application
from tests.factories import applications as make
from tests.factories.enterprises import EnterpriseFactory, MembershipFactory
from tests.factories.ground import PDF
from tests.journeys.html_forms import form_with

pytestmark = pytest.mark.django_db


@pytest.fixture
def call():
    return make.open_call(money_won=30_000_000, eligible_kinds=["certified_se"])


@pytest.fixture
def enterprise(citizen):
    return MembershipFactory(
        user=citizen.person, enterprise=EnterpriseFactory(name="달빛빵집"), role="owner"
    ).enterprise


def address(name, application):
    return reverse(f"applications:{name}", args=[application.pk])


def apply(client, call):
    """Go from the call to the receipt, as a browser would; return the application."""
    start = f"/calls/{call.number}/apply/"
    assert start in client.get(call.get_absolute_url()).content.decode()
    form = form_with(client.get(start).content.decode(), "enterprise")
    edit = client.post(start, form.sent()).url
    section = f"{edit}1/"
    assert section in client.get(edit).content.decode()
    file = SimpleUploadedFile("사업 계획.pdf", PDF)
    given = {"plan": "마을 빵을 만듭니다.", "amount": "12,000,000", "plan_file": file}
    for key, answer in given.items():  # a section each, and each leads to the next
        sent = form_with(client.get(section).content.decode(), key).sent(**{key: answer, "then": "next"})
        section = client.post(section, sent).url
    check = section
    page = client.get(check).content.decode()
    assert "마을 빵을 만듭니다." in page
    sent = form_with(page, "seen_hash").sent(**dict.fromkeys(make.CONSENTS, "on"))
    before = now()
    receipt = client.post(check, sent).url
    application = Application.objects.get()
    assert receipt == address("receipt", application)
    assert client.post(check, sent).url == receipt  # the second tab
    assert before <= application.submitted_at <= now()
    return application


LIST = reverse_lazy("admin:enterprises_application_changelist")


def act(officer, step, action, application, **changes):
    """Choose an action of the desk's list for the application, fill in the page that asks, and send it."""
    chosen = {"action": action, "_selected_action": [str(application.pk)]}
    asked = form_with(officer.post(LIST, chosen).content.decode(), "confirmed").sent(**changes)
    with step():
        return officer.post(LIST, asked, follow=True)


def select(officer, step, application, amount="10,000,000", reason="우수합니다."):
    """Look at the application, then select it with an amount and a reason."""
    page = officer.get(reverse("admin:enterprises_application_change", args=[application.pk])).content.decode()
    assert "마을 빵을 만듭니다." in page
    given = {f"amount_{application.pk.hex}": amount, "reason": reason}
    return act(officer, step, "decide_select", application, **given)


def test_from_the_open_call_to_the_result(citizen, officer, visitor, call, enterprise, step):
    with step():
        application = apply(citizen, call)
    receipt = citizen.get(address("receipt", application)).content.decode()
    assert application.receipt_number in receipt
    assert f"{seoul(application.submitted_at):%H:%M:%S}" in receipt
    pdf = citizen.get(address("receipt_pdf", application))
    assert pdf.content.startswith(b"%PDF")
    assert visitor.get(address("receipt", application)).status_code == 302
    assert len(mail.outbox) == 1
    assert application.receipt_number in mail.outbox[0].subject + mail.outbox[0].body

    select(officer, step, application)
    call.envelope.refresh_from_db()
    assert (call.envelope.reserved, call.envelope.available) == (10_000_000, 20_000_000)
    assert "우수합니다." not in citizen.get(address("status", application)).content.decode()
    assert len(mail.outbox) == 1

    act(officer, step, "announce", application)
    status = citizen.get(address("status", application)).content.decode()
    assert "10,000,000" in status
    assert "우수합니다." in status
    # the receipt, the result, and what the grant application needs next
    assert [letter.to for letter in mail.outbox] == [[citizen.person.email]] * 3
    assert Message.objects.filter(user=citizen.person).count() == 3
    assert len(citizen.get("/my/inbox/").context["page"].items) == 3

    act(officer, step, "announce", application)  # the second tab
    assert len(mail.outbox) == 3


@pytest.mark.parametrize(
    "changes",
    [
        {"amount": "-1"},
        {"amount": str(2**63)},
        {"amount": "9" * 20},
        {"amount": "2026-02-30"},
        {"amount": ""},
        {"reason": ""},
        {"reason": "가" * 1001},
    ],
    ids=str,
)
def test_a_decision_that_cannot_be_is_told_and_keeps_what_was_typed(citizen, officer, call, enterprise, step, changes):
    application = apply(citizen, call)
    given = {"amount": "10,000,000", "reason": "지켜야 할 사유"} | changes
    answer = select(officer, step, application, **given)
    assert answer.context["form"].errors
    assert all(typed in answer.content.decode() for typed in given.values())
    call.envelope.refresh_from_db()
    assert call.envelope.reserved == 0


def test_more_than_is_left_is_told_and_binds_nothing(citizen, officer, call, enterprise, step):
    application = apply(citizen, call)
    money.reserve(call.envelope, 25_000_000, None, "다른 신청")
    answer = select(officer, step, application)
    assert [message.level_tag for message in answer.context["messages"]] == ["error"]
    application.refresh_from_db()
    assert application.state == "submitted"


def test_a_closed_call_takes_nothing_and_says_so(citizen, call, enterprise):
    past = make.open_call(opens_at=now() - timedelta(days=9), closes_at=now() - timedelta(seconds=1))
    page = citizen.get(f"/calls/{past.number}/apply/").content.decode()
    assert "마감" in page
    citizen.post(f"/calls/{past.number}/apply/", {"enterprise": enterprise.pk})
    assert not Application.objects.exists()


def test_addresses_of_applications_cannot_be_guessed(citizen, call, enterprise):
    assert UUID(str(apply(citizen, call).pk)).version == 4
