"""Pages of the applicant: the whole way, and everything that people send which cannot be."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from busan_se.core.clock import now
from busan_se.programs.call_forms import usual_form
from busan_se.programs.models import Call
from enterprises.applications import actions
from enterprises.applications.models import Application
from enterprises.applications.workflow import State
from tests.factories import applications as make
from tests.factories.accounts import UserFactory
from tests.factories.enterprises import EnterpriseFactory, MembershipFactory
from tests.factories.ground import PDF

pytestmark = pytest.mark.django_db


def page(name, application):
    return reverse(f"applications:{name}", args=[application.pk])


def pdf(name="계획.pdf", content=PDF):
    return SimpleUploadedFile(name, content, content_type="application/pdf")


@pytest.fixture
def draft():
    return make.DraftFactory()


@pytest.fixture
def owner(client, draft):
    client.force_login(draft.started_by)
    return client


PLAN, MONEY, FILES = 1, 2, 3  # the sections of the usual form


def section(draft, number):
    return reverse("applications:section", args=[draft.pk, number])


def save(client, draft, number=PLAN, **answers):
    usual = {PLAN: {"plan": "계획"}, MONEY: {"amount": "12,000,000"}, FILES: {}}[number]
    return client.post(section(draft, number), {"lock_version": draft.lock_version, **usual, **answers})


def one_section():
    """Return the usual form as one section."""
    form = usual_form()
    questions = [question for part in form["sections"] for question in part["questions"]]
    return {"sections": [{"key": "all", "title_ko": "신청서", "questions": questions}]}


def submission(client, draft):
    """Return what the check page would send."""
    form = client.get(page("check", draft)).context["form"]
    hidden = {field.name: str(field.value()) for field in form.hidden_fields()}
    return hidden | dict.fromkeys(make.CONSENTS, "on")


class TestStart:
    def test_visitors_read_it_and_are_led_to_sign_in(self, client):
        url = reverse("applications:start", args=[make.open_call().number])
        answer = client.get(url)
        assert answer.status_code == 200
        assert b"<form method" not in answer.content
        assert f"?next={url}" in answer.content.decode()

    def test_visitors_begin_nothing(self, client):
        url = reverse("applications:start", args=[make.open_call().number])
        assert "/accounts/login/" in client.post(url, {"enterprise": "1"}).url

    def test_begins_a_draft_and_leads_to_it(self, client):
        member = MembershipFactory()
        client.force_login(member.user)
        url = reverse("applications:start", args=[make.open_call().number])
        answer = client.post(url, {"enterprise": member.enterprise_id})
        assert answer.url == page("edit", Application.objects.get())

    @pytest.mark.parametrize("chosen", ["", "x", "999999999999999999999", "-1"])
    def test_refuses_enterprises_that_are_none(self, client, chosen):
        client.force_login(MembershipFactory().user)
        answer = client.post(reverse("applications:start", args=[make.open_call().number]), {"enterprise": chosen})
        assert answer.status_code == 422
        assert answer.context["form"].errors

    def test_refuses_the_enterprise_of_others(self, client):
        client.force_login(MembershipFactory().user)
        other = EnterpriseFactory()
        client.post(reverse("applications:start", args=[make.open_call().number]), {"enterprise": other.pk})
        assert not Application.objects.exists()

    def test_says_why_a_viewer_cannot(self, client):
        client.force_login(MembershipFactory(enterprise=MembershipFactory().enterprise, role="viewer").user)
        answer = client.get(reverse("applications:start", args=[make.open_call().number]))
        assert not answer.context["page"].may_start
        assert "열람자" in answer.content.decode()

    def test_says_which_qualification_is_missing(self, client):
        client.force_login(MembershipFactory().user)
        call = make.open_call(eligible_kinds=["village"])
        assert "마을기업" in client.get(reverse("applications:start", args=[call.number])).content.decode()

    def test_draft_calls_are_nobodys_business(self, client):
        Call.objects.create(
            number="2031-999",
            program=make.program(),
            title_ko="작성 중인 공고",
            opens_at=now(),
            closes_at=now() + timedelta(days=9),
        )
        assert client.get(reverse("applications:start", args=["2031-999"])).status_code == 404

    def test_the_number_of_queries_does_not_grow(self, client, django_assert_max_num_queries):
        user = UserFactory()
        for _ in range(8):
            MembershipFactory(user=user)
        client.force_login(user)
        url = reverse("applications:start", args=[make.open_call(eligible_kinds=["village"]).number])
        client.get(url)
        with django_assert_max_num_queries(14):
            client.get(url)


class TestEdit:
    def test_saves_without_required_answers(self, owner, draft):
        assert save(owner, draft, plan="").status_code == 302
        draft.refresh_from_db()
        assert draft.answers.keys() == {"amount"}

    def test_reads_amounts_with_commas(self, owner, draft):
        save(owner, draft, MONEY, amount="9,000,000")
        draft.refresh_from_db()
        assert draft.requested_won == 9_000_000

    @pytest.mark.parametrize("amount", ["-5", "-12,000,000", "1.5", "만원", "9" * 5000, "20000001", "1e9"])
    def test_refuses_amounts_that_cannot_be_and_keeps_the_text(self, owner, draft, amount):
        answer = save(owner, draft, MONEY, amount=amount)
        assert answer.status_code == 422
        assert answer.context["form"].errors.keys() == {"amount"}
        assert amount in answer.content.decode()

    def test_refuses_overlong_text_and_keeps_it(self, owner, draft):
        answer = save(owner, draft, plan="가" * 3001)
        assert answer.context["form"].errors.keys() == {"plan"}
        assert "가" * 3001 in answer.content.decode()

    def test_refuses_null_bytes(self, owner, draft):
        assert save(owner, draft, plan="a\x00b").status_code == 400

    @pytest.mark.parametrize("version", ["", "x", "-1", "0", "99999999999999999999"])
    def test_refuses_page_versions_that_are_none(self, owner, draft, version):
        assert save(owner, draft, lock_version=version).context["form"].errors.keys() == {"lock_version"}

    def test_a_chosen_file_comes_along_with_any_button(self, owner, draft):
        save(owner, draft, FILES, plan_file=pdf("새 계획.pdf"), then="next")
        assert draft.files.get().file.name == "새 계획.pdf"

    @pytest.mark.parametrize(
        ("name", "content"),
        [
            ("가짜.pdf", b"PK\x03\x04 not a pdf at all"),
            ("run.exe", b"MZ\x90\x00"),
            ("빈 파일.pdf", b""),
            ("../../etc/passwd", b"root:x:0:0"),
        ],
    )
    def test_refuses_files_and_saves_the_text(self, client, name, content):
        draft = make.DraftFactory(call=make.open_call(form=one_section()))
        client.force_login(draft.started_by)
        answer = save(client, draft, plan="지켜야 할 글", plan_file=pdf(name, content))
        assert answer.status_code == 422
        assert "plan_file" in answer.context["page"].file_errors
        draft.refresh_from_db()
        assert draft.answers["plan"] == "지켜야 할 글"

    def test_after_a_refused_file_the_page_can_be_saved_again(self, owner, draft):
        form = save(owner, draft, FILES, plan_file=pdf("가짜.pdf", b"no")).context["form"]
        assert save(owner, draft, FILES, lock_version=form["lock_version"].value()).status_code == 302

    @pytest.mark.parametrize("removed", ["", "x", "-1", "9" * 30, "²"])
    def test_removes_nothing_for_ids_that_are_none(self, owner, draft, removed):
        assert save(owner, draft, FILES, remove=removed).status_code == 302
        assert draft.files.exists()

    def test_removes_a_file(self, owner, draft):
        save(owner, draft, FILES, remove=draft.files.get().pk)
        assert not draft.files.exists()

    def test_what_was_submitted_is_not_written_any_more(self, owner, draft):
        make.submit(draft)
        answer = save(owner, draft, plan="늦은 글")
        assert answer.url == page("status", draft)
        assert "더 고칠 수 없습니다" in owner.get(answer.url).content.decode()

    def test_the_draft_is_kept_after_the_closing(self, client):
        draft = make.DraftFactory(call=make.open_call(opens_at=now() - timedelta(days=9), closes_at=now()))
        client.force_login(draft.started_by)
        assert "마감" in client.get(page("edit", draft)).content.decode()
        assert save(client, draft, plan="마감 뒤의 글").status_code == 302


class TestCheck:
    def test_shows_what_is_missing_and_no_button(self, client):
        draft = make.DraftFactory(answers={}, file=False)
        client.force_login(draft.started_by)
        answer = client.get(page("check", draft))
        assert len(answer.context["page"].problems) == 3
        assert not answer.context["page"].may_submit

    def test_no_consent_is_ticked_before(self, owner, draft):
        assert b"checked" not in owner.get(page("check", draft)).content

    def test_submits_and_leads_to_the_receipt(self, owner, draft):
        answer = owner.post(page("check", draft), submission(owner, draft))
        assert answer.url == page("receipt", draft)
        draft.refresh_from_db()
        assert draft.state == State.SUBMITTED

    def test_a_second_click_and_a_late_tab_lead_to_the_same_receipt(self, owner, draft):
        late = submission(owner, draft)
        owner.post(page("check", draft), submission(owner, draft))
        number = Application.objects.get().receipt_number
        assert owner.post(page("check", draft), late).url == page("receipt", draft)
        assert Application.objects.get().receipt_number == number

    def test_needs_every_consent(self, owner, draft):
        given = submission(owner, draft)
        del given[make.CONSENTS[1]]
        answer = owner.post(page("check", draft), given)
        assert answer.context["form"].errors.keys() == {make.CONSENTS[1]}

    @pytest.mark.parametrize("broken", [{"key": "x"}, {"key": ""}, {"seen_hash": ""}, {"seen_hash": "f" * 5000}])
    def test_refuses_a_broken_form(self, owner, draft, broken):
        answer = owner.post(page("check", draft), submission(owner, draft) | broken)
        assert answer.status_code == 422
        assert answer.context["form"].errors.keys() == broken.keys()

    def test_what_changed_meanwhile_is_checked_again(self, owner, draft):
        given = submission(owner, draft)
        changed = {**make.ANSWERS, "plan": "동료가 고침"}
        actions.save_draft(draft.pk, answers=changed, lock_version=1, by=draft.started_by)
        answer = owner.post(page("check", draft), given)
        assert answer.status_code == 409
        assert "동료가 고침" in answer.content.decode()

    def test_too_late_is_said_clearly_and_the_draft_is_kept(self, owner, draft):
        given = submission(owner, draft)
        type(draft.call).objects.filter(pk=draft.call_id).update(cancelled_at=now(), cancel_reason="취소")
        answer = owner.post(page("check", draft), given)
        assert answer.status_code == 409
        draft.refresh_from_db()
        assert draft.is_draft

    def test_the_stamp_of_arrival_decides(self, owner, draft, monkeypatch):
        given = submission(owner, draft)
        monkeypatch.setattr("enterprises.applications.views.arrived_at", lambda request: draft.call.closes_at)
        answer = owner.post(page("check", draft), given)
        assert answer.status_code == 409
        assert "마감되어" in answer.content.decode()


class TestAfter:
    @pytest.fixture
    def application(self, client):
        application = make.submitted()
        client.force_login(application.started_by)
        return application

    def test_the_receipt_names_number_time_and_hash(self, client, application):
        text = client.get(page("receipt", application)).content.decode()
        assert application.receipt_number in text
        assert application.content_hash in text

    def test_the_receipt_is_a_pdf(self, client, application):
        answer = client.get(page("receipt_pdf", application))
        assert answer["Content-Type"] == "application/pdf"
        assert answer.content.startswith(b"%PDF")

    def test_a_pending_decision_does_not_show(self, client, application):
        before = client.get(page("status", application)).content
        actions.decide(application.pk, outcome="ineligible", amount=None, reason="비밀 사유", by=UserFactory())
        after = client.get(page("status", application)).content
        assert "비밀 사유" not in after.decode()
        assert "부적격" not in after.decode()
        assert len(before) == len(after)

    def test_the_result_shows_with_reason_and_amount(self, client):
        application = make.released()
        client.force_login(application.started_by)
        text = client.get(page("status", application)).content.decode()
        assert "금10,000,000원" in text
        assert "심사 결과입니다." in text

    def test_withdrawing_asks_for_a_reason(self, client, application):
        assert client.get(page("withdraw", application)).status_code == 200
        assert client.post(page("withdraw", application), {"reason": ""}).context["form"].errors
        client.post(page("withdraw", application), {"reason": "사정이 생겼습니다."})
        application.refresh_from_db()
        assert application.state == State.WITHDRAWN

    def test_a_selection_is_given_up_on_the_same_page(self, client):
        application = make.released()
        client.force_login(application.started_by)
        client.post(page("withdraw", application), {"reason": "포기합니다."})
        application.refresh_from_db()
        assert application.state == State.GIVEN_UP

    def test_what_is_over_cannot_be_withdrawn(self, client):
        application = make.released("not_selected")
        client.force_login(application.started_by)
        assert client.get(page("withdraw", application)).url == page("status", application)

    def test_discarding_asks_first(self, client):
        draft = make.DraftFactory()
        client.force_login(draft.started_by)
        assert client.get(page("discard", draft)).status_code == 200
        client.post(page("discard", draft))
        assert not Application.objects.exists()

    def test_what_was_deleted_while_it_was_saved_leads_to_the_list(self, owner, draft, monkeypatch):
        def too_late(pk, **given):
            actions.discard(pk)
            return keep(pk, **given)

        keep = actions.save_draft
        monkeypatch.setattr(actions, "save_draft", too_late)
        answer = save(owner, draft)
        assert answer.url == reverse("applications:list")
        assert "삭제되었습니다" in owner.get(answer.url).content.decode()

    @pytest.mark.parametrize("name", ["receipt", "receipt_pdf", "status"])
    def test_a_draft_leads_back_to_writing(self, client, name):
        draft = make.DraftFactory()
        client.force_login(draft.started_by)
        assert client.get(page(name, draft)).url == page("edit", draft)


class TestWhoMay:
    PAGES = ("edit", "check", "discard", "receipt", "receipt_pdf", "status", "withdraw")

    @pytest.mark.parametrize("name", PAGES)
    def test_strangers_find_nothing(self, client, name):
        client.force_login(MembershipFactory().user)
        assert client.get(page(name, make.submitted())).status_code == 404

    @pytest.mark.parametrize("name", PAGES)
    def test_visitors_sign_in_first(self, client, name):
        assert "/accounts/login/" in client.get(page(name, make.DraftFactory())).url

    @pytest.mark.parametrize("name", PAGES)
    def test_unknown_applications_are_not_found(self, client, name):
        client.force_login(UserFactory())
        assert client.get(reverse(f"applications:{name}", args=[uuid4()])).status_code == 404

    def test_a_viewer_reads_the_draft_and_writes_nothing(self, client, draft):
        client.force_login(MembershipFactory(enterprise=draft.enterprise, role="viewer").user)
        assert client.get(page("edit", draft)).url == page("check", draft)
        assert not client.get(page("check", draft)).context["page"].may_submit
        assert save(client, draft, plan="열람자의 글").status_code == 302
        assert client.post(page("check", draft), {}).status_code == 403
        assert client.post(page("discard", draft)).status_code == 403
        draft.refresh_from_db()
        assert draft.answers == make.ANSWERS

    def test_a_manager_writes_and_submits(self, client, draft):
        client.force_login(MembershipFactory(enterprise=draft.enterprise, role="manager").user)
        client.post(page("check", draft), submission(client, draft))
        draft.refresh_from_db()
        assert draft.state == State.SUBMITTED

    @pytest.mark.parametrize("name", ["edit", "check", "withdraw", "discard"])
    def test_other_methods_are_refused(self, client, draft, name):
        client.force_login(draft.started_by)
        assert client.put(page(name, draft)).status_code == 405


class TestLists:
    def test_shows_own_applications_only(self, client, draft):
        client.force_login(draft.started_by)
        make.DraftFactory()
        assert [row["application"] for row in client.get(reverse("applications:list")).context["rows"]] == [draft]

    def test_the_same_number_of_queries_for_one_and_many(self, client):
        user = UserFactory()
        client.force_login(user)
        counts = []
        for n in (1, 12):
            for _ in range(n):
                make.DraftFactory(started_by=user, file=False)
            client.get(reverse("applications:list"))
            with CaptureQueriesContext(connection) as seen:
                client.get(reverse("applications:list"))
            counts.append(len(seen))
        assert counts[0] == counts[1]

    @pytest.mark.parametrize("cursor", ["-1", "x", "%00"])
    def test_pages_that_are_none(self, client, cursor):
        client.force_login(UserFactory())
        assert client.get(f"{reverse('applications:list')}?page={cursor}").status_code in {400, 404}
