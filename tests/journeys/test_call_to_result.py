"""A call from its draft to its result, every step on a page: built, published, applied for, reviewed, decided, told."""

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from busan_se.core.clock import now, seoul
from busan_se.notifications.models import Outbox
from busan_se.programs.models import Call
from busan_se.reviews import links
from busan_se.reviews.models import Assignment, Panelist, Round
from enterprises.applications.models import Application
from enterprises.selection.models import ReservePlace, Selection
from tests.factories import applications as make
from tests.factories.accounts import UserFactory, sign_in_staff
from tests.factories.enterprises import EnterpriseFactory, MembershipFactory
from tests.factories.ground import PDF
from tests.journeys.html_forms import form_with

pytestmark = pytest.mark.django_db

REQUESTED = 9_000_000
CSRF = "csrfmiddlewaretoken"


def text(client, url):
    answer = client.get(url)
    assert answer.status_code == 200, (url, answer.status_code)
    return answer.content.decode()


def send(client, url, known, **given):
    """Fill in the form that has the field `known`, send it, and return where it leads."""
    answer = client.post(url, form_with(text(client, url), known).sent(**given))
    assert answer.status_code == 302, answer.content.decode()[-3000:]
    return answer.url


def desk(name, *args):
    return reverse(f"admin:{name}", args=args)


def draft_of_call(officer):
    """Write the call: money for one of two, a choice with a condition, a cost table with own share, a file."""
    opens, closes = seoul(now() - timedelta(hours=1)), seoul(now() + timedelta(days=5))
    given = {
        "title_ko": "골목 협업 지원",
        "summary_ko": "함께 하는 사업을 지원합니다.",
        "program": make.program().pk,
        "envelope": make.envelope_with(15_000_000).pk,
        "opens_at_0": f"{opens:%Y-%m-%d}",
        "opens_at_1": f"{opens:%H:%M:%S}",
        "closes_at_0": f"{closes:%Y-%m-%d}",
        "closes_at_1": f"{closes:%H:%M:%S}",
        "amount_max": "10000000",
        "reception": "portal",
    }
    send(officer, desk("programs_call_add"), "title_ko", **given)
    return Call.objects.get()


def build_form(officer, call):
    def add(kind, **given):
        send(officer, desk("programs_call_form_question_add", call.pk, "files", kind), "label_ko", **given)
        call.refresh_from_db()
        return call.form["sections"][-1]["questions"][-1]

    send(officer, desk("programs_call_form_remove", call.pk, "section", "money"), "seen")
    partner = add(
        "choice", label_ko="함께하는 기업이 있습니까?", **{"rows-0-label_ko": "예", "rows-1-label_ko": "아니요"}
    )
    when = [f"{partner['key']}:{partner['choices'][0]['key']}"]
    who = add("long_text", label_ko="누구와 무엇을 합니까?", show_if=when)
    rows = {"rows-0-label_ko": "홍보비", "rows-1-label_ko": "재료비"}
    costs = add("cost_table", label_ko="사업비", sources=["city", "own"], own_share_percent="10", **rows)
    return partner, who, costs


def publish(officer, call):
    tax = {"used": "on", "question_ko": "체납이 있습니까?", "expected": "no", "refusal_ko": "납부한 뒤 신청하세요."}
    terms = {f"declared-1-{name}": value for name, value in tax.items()} | {"declared-1-ground_ko": "공고문 2."}
    send(officer, desk("programs_call_conditions", call.pk), "declared-1-used", **terms)
    send(officer, desk("reviews_round_rubric", call.pk), "pass_mark", pass_mark="60")
    page = text(officer, call.get_absolute_url())
    assert "아직 공고하지 않았습니다" in page
    assert "마감되어" not in page
    assert "누구와 무엇을 합니까?" in text(officer, desk("programs_call_form_preview", call.pk))
    send(officer, desk("programs_call_publish", call.pk), CSRF)
    assert text(officer, desk("programs_call_change", call.pk)).count(f'href="{call.get_absolute_url()}"') == 1


def apply(call, questions, name):
    """Come as the owner of an enterprise: the question on eligibility, both sections, the check, the receipt."""
    partner, who, costs = questions
    owner = UserFactory()
    client = sign_in_staff(Client(), owner)
    enterprise = MembershipFactory(user=owner, enterprise=EnterpriseFactory(name=name), role="owner").enterprise
    page = text(client, f"/calls/{call.number}/apply/")
    assert "체납이 있습니까?" in page
    assert "기업 모두" not in page
    eligibility = send(client, f"/calls/{call.number}/apply/", "enterprise", enterprise=str(enterprise.pk))
    send(client, eligibility, "answer", answer="no")
    edit = send(client, eligibility, CSRF)
    assert who["label_ko"] in text(client, f"{edit}2/")
    following = send(client, f"{edit}1/", "plan", plan=f"{name}에서 빵을 굽습니다.", then="next")
    answers = {
        "plan_file": SimpleUploadedFile("계획.pdf", PDF),
        partner["key"]: partner["choices"][0]["key"],
        who["key"]: "이웃 빵집과 함께",
        f"{costs['key']}.0.item": costs["items"][0]["key"],
        f"{costs['key']}.0.basis": "전단 100장",
        f"{costs['key']}.0.city": f"{REQUESTED:,}",
        f"{costs['key']}.0.own": "1,000,000",
        "then": "next",
    }
    check = send(client, following, partner["key"], **answers)
    assert "9,000,000" in text(client, check)
    send(client, check, "seen_hash", **dict.fromkeys(make.CONSENTS, "on"))
    application = Application.objects.get(enterprise=enterprise)
    assert application.requested_won == REQUESTED
    return client, application


def review(officer, call, points):
    """Make a round with one reviewer, who scores each case blind; close it."""
    deadline = seoul(now() + timedelta(days=2))
    given = {"deadline_at_0": f"{deadline:%Y-%m-%d}", "deadline_at_1": f"{deadline:%H:%M:%S}", "quorum": "1"}
    send(officer, desk("reviews_round_add"), "name", call=call.pk, name="서면심사", is_blind="on", **given)
    round_ = Round.objects.get()
    send(officer, desk("reviews_round_collect", round_.pk), CSRF)
    send(officer, desk("reviews_round_invite", round_.pk), "email", email="panel@test.example.org", name="위원")
    send(officer, desk("reviews_round_distribute", round_.pk), "each", each="1")
    send(officer, desk("reviews_round_open", round_.pk), CSRF)
    reviewer = come_in(Panelist.objects.get())
    for sheet, given in zip(Assignment.objects.order_by("case__number"), points, strict=True):
        send(reviewer, reverse("reviews:declare", args=[sheet.pk]), "kind", kind="none")
        page = text(reviewer, reverse("reviews:case", args=[sheet.pk]))
        assert "이웃 빵집과 함께" in page
        assert sheet.case.title not in page
        fields = [name for name in form_with(page, "comment").kinds if name.startswith("points_")]
        send(reviewer, reverse("reviews:case", args=[sheet.pk]), "comment", **dict.fromkeys(fields, given))
    send(reviewer, reverse("reviews:submit", args=[Panelist.objects.get().pk]), CSRF)
    send(officer, desk("reviews_round_close", round_.pk), "reason", reason="심사를 마쳤습니다.")
    return round_


def come_in(panelist):
    """Follow the invitation and enter the code that is mailed."""
    client, path = Client(), links.invitation_path(panelist)
    client.post(path, {"again": "1"})
    code = re.search(r"\d{6}", Outbox.objects.filter(kind="contact_code").latest("created_at").body)[0]
    assert client.post(path, {"code": code}).url == reverse("reviews:desk")
    send(client, reverse("reviews:desk"), "pledge", seat=panelist.pk, pledge="on")
    return client


def announce(officer, call, application):
    listed = desk("enterprises_application_changelist")
    assert application.receipt_number in text(officer, f"{listed}?call={call.number}")
    asked = officer.post(listed, {"action": "announce", "_selected_action": [str(application.pk)]}).content.decode()
    officer.post(listed, form_with(asked, "confirmed").sent())


def test_from_the_draft_of_a_call_to_the_reserve_that_moves_up(officer, step):
    call = draft_of_call(officer)
    questions = build_form(officer, call)
    publish(officer, call)
    second_owner, second = apply(call, questions, "달빛공방")
    first_owner, first = apply(call, questions, "별빛상점")
    round_ = review(officer, call, ["4", "5"])

    cut = desk("enterprises_selection_cut", round_.pk)
    send(officer, cut, "reason", reason="심사 결과입니다.", then="take")
    assert Application.objects.get(pk=first.pk).decision.amount_won == REQUESTED
    assert ReservePlace.objects.get().application_id == second.pk
    status = reverse("applications:status", args=[first.pk])
    assert "심사 결과입니다." not in text(first_owner, status)
    announce(officer, call, first)
    assert "심사 결과입니다." in text(first_owner, status)
    assert "9,000,000" in text(first_owner, status)

    with step():
        send(first_owner, reverse("applications:withdraw", args=[first.pk]), "reason", reason="사정이 바뀌었습니다.")
    assert Application.objects.get(pk=second.pk).decision.amount_won == REQUESTED
    assert first.receipt_number in text(officer, desk("enterprises_selection_change", Selection.objects.get().pk))
    announce(officer, call, second)
    assert "9,000,000" in text(second_owner, reverse("applications:status", args=[second.pk]))
    call.envelope.refresh_from_db()
    assert call.envelope.reserved == REQUESTED
