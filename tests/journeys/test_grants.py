"""The whole way by the pages alone: announced, filed, mended, granted, agreed, paid by two officers, returned."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from busan_se.core.clock import SEOUL, now, today
from busan_se.notifications.models import Message
from busan_se.programs.models import Envelope
from busan_se.programs.portal import balances_that_differ
from finance.subsidies import checks
from finance.subsidies.models import Grant, Payment
from tests.factories import applications as make
from tests.factories.accounts import StaffFactory, sign_in_staff
from tests.factories.ground import upload
from tests.finance.subsidies.test_pages import proven

pytestmark = pytest.mark.django_db
DOCUMENT = {"document_number": "사회적경제과-101", "approved_on": "2026-11-02", "effective_on": "2026-11-02"}


class Desk:
    """An officer at the desk."""

    def __init__(self):
        self.client = sign_in_staff(Client(), StaffFactory())

    def take(self, name, row, **fields):
        """Take a step by its page, which must lead back to the grant."""
        url = reverse(f"admin:finance_{row._meta.model_name}_{name}", args=[row.pk])
        assert self.client.get(url).status_code == 200
        answer = self.client.post(url, fields)
        assert answer.status_code == 302, answer.context["form"].errors


class Member:
    """The owner of the enterprise."""

    def __init__(self, grant):
        self.grant = grant
        self.client = proven(Client(), grant.application.started_by)

    def post(self, name, **fields):
        """Fill in a page of the grant, hidden fields included; it must lead on."""
        url = reverse(f"grants:{name}", args=[self.grant.pk])
        form = self.client.get(url).context["form"]
        hidden = {field.name: field.value() for field in form.hidden_fields()}
        answer = self.client.post(url, {**hidden, **fields})
        assert answer.status_code == 302, answer.context["form"].errors or answer.context["refusal"]

    def write(self, amount, **more):
        self.post("edit", requested_won=amount, own_share_won="1000000", plan="시제품 제작", then="next", **more)

    def file(self):
        self.post("file", agrees="on")


def slip(number, amount):
    day = f"{today():%Y-%m-%d}"
    return {"number": number, "amount_won": amount, "paid_on": day, "document_number": f"지출-{number}"}


def test_from_the_selection_to_the_return():
    grant = make.released().grant
    member, maker, checker = Member(grant), Desk(), Desk()

    member.write("9,000,000", upload=upload())
    member.post("account", bank="은행", account_holder="기업", account_number="123-456-7890")
    member.file()
    until = f"{(now() + timedelta(days=3)).astimezone(SEOUL):%Y-%m-%dT%H:%M}"
    maker.take("send-back", grant, until=until, reason="견적서를 붙여 주세요.")
    member.write("8,500,000")
    member.file()
    decision = {"amount": "8,000,000", "conditions": "목적에만 씁니다.", "committee_on": "2026-10-30"}
    maker.take("grant", grant, **decision, **DOCUMENT)
    maker.take("agreement", grant, text="협약 내용")
    member.post("agreement", agrees="on")
    maker.take("payment", grant, **slip(1, "5000000"))
    checker.take("confirm", Payment.objects.get())
    checker.take("payment", grant, **slip(2, "3000000"))
    maker.take("confirm", Payment.objects.get(number=2))
    maker.take("return", grant, **slip(1, "500000"))
    checker.take("confirm", Payment.objects.get(kind="return"))

    money = Envelope.objects.get(pk=grant.commitment.envelope_id)
    assert (money.reserved, money.committed, money.paid, money.returned) == (0, 8_000_000, 8_000_000, 500_000)
    page = member.client.get(grant.get_absolute_url()).content.decode()
    assert all(words in page for words in ("금8,000,000원(금팔백만원)", "지출-1", "지출-2", "500,000원"))
    told = Message.objects.filter(kind="grant", user=grant.application.started_by)
    assert told.count() == 9  # to file, filed twice, sent back, decided, agreement, paid twice, returned
    found = (checks.without_grant, checks.states_that_differ, checks.payments_that_differ, balances_that_differ)
    assert [sentence for check in found for sentence in check()] == []
    assert Grant.objects.get().decision.document_number == "사회적경제과-101"
