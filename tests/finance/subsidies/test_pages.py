"""The pages of the enterprise: list, timeline, writing, account, filing, agreement, notice."""

from time import time

import pytest
from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY as SIGNED_IN
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from busan_se.core.clock import now, today
from finance.subsidies import actions
from finance.subsidies.content import content_hash, text_hash
from finance.subsidies.models import Agreement, Grant
from finance.subsidies.workflow import State
from tests.factories import applications as make_application
from tests.factories import grants as make
from tests.factories.accounts import UserFactory, sign_in_staff
from tests.factories.enterprises import EnterpriseFactory, MembershipFactory
from tests.factories.ground import upload

pytestmark = pytest.mark.django_db
PAGES = ("detail", "edit", "account", "file", "agreement", "decision_pdf")


def url(name, grant):
    return reverse(f"grants:{name}", args=[grant.pk])


def proven(client, user, at=None):
    """Sign `user` in, who has proved again who it is (by default just now)."""
    sign_in_staff(client, user)
    session = client.session
    session[SIGNED_IN] = [{"method": "password", "at": at if at is not None else time(), "reauthenticated": True}]
    session.save()
    return client


def signed_in(client, grant):
    """Sign the owner in."""
    return proven(client, make.owner_of(grant))


def text_of(answer) -> str:
    return answer.content.decode()


class TestList:
    def test_shows_the_own_and_no_others(self, client):
        grant = make.to_file()
        make.to_file()
        rows = signed_in(client, grant).get(reverse("grants:list")).context["rows"]
        assert [row["grant"] for row in rows] == [grant]

    def test_says_what_to_do_without_any(self, client):
        client.force_login(UserFactory())
        assert "아직 보조금이 없습니다" in text_of(client.get(reverse("grants:list")))

    @pytest.mark.parametrize("address", ["grants:list", "pages:my"])
    def test_the_same_queries_for_one_and_for_twenty(self, client, address):
        owner, call = UserFactory(), make_application.open_call(money_won=1_000_000_000)
        client.force_login(owner)
        counts = []
        for n in (1, 19):
            for _ in range(n):
                enterprise = EnterpriseFactory()
                MembershipFactory(user=owner, enterprise=enterprise, role="owner")
                make.to_file(call=call, enterprise=enterprise)
            client.get(reverse(address))
            with CaptureQueriesContext(connection) as seen:
                client.get(reverse(address))
            counts.append(len(seen))
        assert counts[0] == counts[1], [query["sql"][:150] for query in seen]


class TestWhoMay:
    @pytest.mark.parametrize("name", PAGES)
    def test_a_stranger_finds_nothing(self, client, name):
        grant = make.granted()
        assert proven(client, UserFactory()).get(url(name, grant)).status_code == 404

    @pytest.mark.parametrize("name", ["edit", "account", "file"])
    def test_a_viewer_reads_and_writes_not(self, client, name):
        grant = make.to_file()
        viewer = MembershipFactory(enterprise=grant.application.enterprise, role="viewer").user
        proven(client, viewer)
        assert client.get(url("detail", grant)).status_code == 200
        assert client.get(url(name, grant)).status_code == 403
        assert client.post(url(name, grant)).status_code == 403

    @pytest.mark.parametrize("name", ["account", "agreement"])
    def test_account_and_agreement_ask_who_it_is_again(self, client, name):
        grant = make.granted() if name == "agreement" else make.to_file()
        if name == "agreement":
            actions.offer_agreement(grant.pk, text="협약", by=UserFactory())
        assert signed_in(client, grant).get(url(name, grant)).status_code == 200
        answer = proven(client, make.owner_of(grant), at=0).get(url(name, grant))
        assert answer.status_code == 302
        assert "reauthenticate" in answer.url


class TestDetail:
    @pytest.mark.parametrize(
        ("state", "words"),
        [
            (make.to_file, "교부신청 전"),
            (make.filed, "교부신청 접수"),
            (make.sent_back, "견적서를 붙여 주세요."),
            (make.granted, "금8,000,000원(금팔백만원)"),
        ],
    )
    def test_says_how_far_it_is(self, client, state, words):
        grant = state()
        assert words in text_of(signed_in(client, grant).get(url("detail", grant)))

    def test_never_shows_the_whole_account(self, client):
        grant = make.filed()
        text = text_of(signed_in(client, grant).get(url("detail", grant)))
        assert "8901" in text
        assert "4567" not in text

    def test_shows_confirmed_payments_alone(self, client):
        grant = make.granted()
        make.paid(grant, 3_000_000)
        make.entered(grant, 1_234_567)
        text = text_of(signed_in(client, grant).get(url("detail", grant)))
        assert "3,000,000원" in text
        assert "1,234,567원" not in text

    def test_the_same_queries_for_one_payment_and_for_many(self, client):
        grant = make.granted()
        signed_in(client, grant)
        counts = []
        for n in (1, 6):
            for _ in range(n):
                make.paid(grant, 100_000)
            with CaptureQueriesContext(connection) as seen:
                client.get(url("detail", grant))
            counts.append(len(seen))
        assert counts[0] == counts[1]


class TestWriting:
    def test_saves_a_file_along_and_leads_to_the_account(self, client):
        grant = make.to_file()
        form = {"lock_version": 1, "requested_won": "9,000,000", "own_share_won": "0", "plan": "계획", "then": "next"}
        answer = signed_in(client, grant).post(url("edit", grant), {**form, "upload": upload()})
        assert answer.url == url("account", grant)
        row = make.fresh(grant)
        assert (row.requested_won, row.own_share_won, row.files.count()) == (9_000_000, 0, 1)

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("requested_won", "x"),
            ("requested_won", "0"),
            ("own_share_won", "-1"),
            ("plan", "가\x07"),
            ("lock_version", ""),
        ],
    )
    def test_says_at_the_field_what_is_wrong(self, client, field, value):
        grant = make.to_file()
        form = {"lock_version": 1, "requested_won": "1", "own_share_won": "1", "plan": "계획"}
        answer = signed_in(client, grant).post(url("edit", grant), {**form, field: value})
        assert answer.status_code == 422
        assert field in answer.context["form"].errors

    def test_says_that_the_amount_is_above_the_selection(self, client):
        grant = make.to_file(5_000_000)
        form = {"lock_version": 1, "requested_won": "5000001", "own_share_won": "1", "plan": "계획"}
        answer = signed_in(client, grant).post(url("edit", grant), form)
        assert answer.status_code == 409
        assert "선정액을 넘겨" in text_of(answer)

    def test_removes_a_file(self, client):
        grant = make.written()
        attached = grant.files.get()
        form = {"lock_version": grant.lock_version, "remove": attached.pk, "requested_won": "1", "own_share_won": "1"}
        signed_in(client, grant).post(url("edit", grant), form)
        assert not grant.files.exists()

    def test_what_was_filed_leads_to_the_timeline(self, client):
        grant = make.filed()
        signed_in(client, grant)
        for name in ("edit", "account", "file"):
            assert client.get(url(name, grant)).url == grant.get_absolute_url()


class TestAccount:
    def test_is_kept(self, client):
        grant = make.to_file()
        given = {"bank": "은행", "account_holder": "기업", "account_number": "１２３-456-7890"}
        assert signed_in(client, grant).post(url("account", grant), given).url == url("file", grant)
        assert Grant.objects.get().account_number == "123-456-7890"

    @pytest.mark.parametrize("number", ["", "12", "abc", "1" * 21, "123--4567890", "DROP"])
    def test_refuses_numbers_that_are_none(self, client, number):
        grant = make.to_file()
        given = {"bank": "은행", "account_holder": "기업", "account_number": number}
        answer = signed_in(client, grant).post(url("account", grant), given)
        assert answer.context["form"].errors.keys() == {"account_number"}


class TestFiling:
    def test_lists_what_is_missing_and_has_no_button(self, client):
        grant = make.to_file()
        answer = signed_in(client, grant).get(url("file", grant))
        assert len(answer.context["page"].problems) == 5
        assert "seen_hash" not in text_of(answer)

    def test_files_what_was_seen(self, client):
        grant = make.written()
        given = {"seen_hash": content_hash(grant), "agrees": "on"}
        assert signed_in(client, grant).post(url("file", grant), given).url == grant.get_absolute_url()
        assert make.fresh(grant).state == State.FILED

    def test_asks_for_the_tick(self, client):
        grant = make.written()
        answer = signed_in(client, grant).post(url("file", grant), {"seen_hash": content_hash(grant)})
        assert answer.context["form"].errors.keys() == {"agrees"}

    def test_shows_again_what_changed_meanwhile(self, client):
        grant = make.written()
        answer = signed_in(client, grant).post(url("file", grant), {"seen_hash": "0" * 64, "agrees": "on"})
        assert answer.status_code == 409
        assert content_hash(grant) in text_of(answer)


class TestAgreement:
    def test_agrees_to_the_text_that_was_read(self, client):
        grant = make.granted()
        actions.offer_agreement(grant.pk, text="협약 내용", by=UserFactory())
        signed_in(client, grant)
        assert "협약 내용" in text_of(client.get(url("agreement", grant)))
        given = {"seen_hash": text_hash("협약 내용"), "agrees": "on"}
        client.post(url("agreement", grant), given)
        assert Agreement.objects.get().agreed_by == make.owner_of(grant)

    def test_none_was_offered(self, client):
        grant = make.granted()
        assert signed_in(client, grant).get(url("agreement", grant)).status_code == 404


class TestNotice:
    def test_is_a_pdf_for_what_was_decided(self, client):
        grant = make.granted()
        answer = signed_in(client, grant).get(url("decision_pdf", grant))
        assert answer["Content-Type"] == "application/pdf"
        assert answer.content.startswith(b"%PDF")

    def test_nothing_before_the_decision(self, client):
        grant = make.filed()
        assert signed_in(client, grant).get(url("decision_pdf", grant)).status_code == 404


class TestPublished:
    ADDRESS = "grants:published"

    def test_nothing_of_this_year(self, client):
        make.granted()
        assert "아직 공시한 내역이 없습니다" in text_of(client.get(reverse(self.ADDRESS)))

    def _of_last_year(self, *amounts, enterprise=None):
        last = today().year - 1
        grants = [make.granted(amount, **({"enterprise": enterprise} if enterprise else {})) for amount in amounts]
        for grant in grants:
            type(grant.commitment.envelope).objects.filter(pk=grant.commitment.envelope_id).update(fiscal_year=last)
        return grants

    def test_a_past_year_from_five_million_on_by_enterprise(self, client):
        large, small = self._of_last_year(5_000_000, 4_999_999)
        answer = client.get(reverse(self.ADDRESS))
        assert [row.pk for row in answer.context["page"].items] == [large.pk]
        assert small.application.enterprise.name not in text_of(answer)

    def test_two_small_ones_of_one_enterprise_count_together(self, client):
        enterprise = EnterpriseFactory()
        grants = self._of_last_year(3_000_000, 3_000_000, enterprise=enterprise)
        shown = client.get(reverse(self.ADDRESS)).context["page"].items
        assert {row.pk for row in shown} == {row.pk for row in grants}

    @pytest.mark.parametrize("year", ["x", "1999", "9" * 50, "2026' OR 1=1"])
    def test_other_years_are_not_found(self, client, year):
        self._of_last_year(5_000_000)
        assert client.get(reverse(self.ADDRESS), {"year": year}).status_code == 404


def test_the_todo_of_the_enterprise_leads_to_the_grant(client):
    grant = make.to_file()
    todos = signed_in(client, grant).get(reverse("pages:my")).context["todos"]
    assert [(todo.url, todo.due) for todo in todos if "/grants/" in todo.url] == [
        (grant.get_absolute_url(), grant.due_at)
    ]
    assert grant.due_at > now()
