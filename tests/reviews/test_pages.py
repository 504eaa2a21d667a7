"""A blind round as its reviewers and the desk go through it, with one conflict of interest and a substitute."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from busan_se.accounts.models import User
from busan_se.audit.models import AccessLog
from busan_se.notifications.models import Outbox
from busan_se.reviews import links, rounds
from busan_se.reviews.models import Assignment, Panelist, Round
from busan_se.reviews.workflow import RoundState, SheetState
from tests.factories import reviews as make
from tests.factories.accounts import StaffFactory, UserFactory, sign_in_staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def round_():
    return make.round_of(is_blind=True, quorum=2)


@pytest.fixture
def desk(client):
    return sign_in_staff(client, StaffFactory())


def come_in(panelist):
    """Follow the link of an invitation and enter the code that is mailed; return the reviewer's client."""
    client = Client()
    path = links.invitation_path(panelist)
    assert client.get(path).status_code == 200
    client.post(path, {"again": "1"})
    mail = Outbox.objects.filter(kind="contact_code", recipient_email=panelist.user.email).latest("created_at")
    code = re.search(r"\d{6}", mail.body)[0]
    assert client.post(path, {"code": code}).url == reverse("reviews:desk")
    return client


def step(name, round_):
    return reverse(f"admin:reviews_round_{name}", args=[round_.pk])


def fill(sheet, value="20"):
    return {f"points_{pk}": str(points) for pk, points in make.points(sheet, "4", value).items()}


def test_a_blind_round_from_the_invitation_to_its_closing(desk, round_):
    case = make.case_of(
        round_,
        enterprise__name="(주)달빛빵집",
        enterprise__representative="홍길동",
        answers={"plan": "달빛 빵집의 홍길동입니다. 전화 051-123-4567", "amount": 9_000_000},
    )
    for n in range(3):
        form = {"email": f"panel{n}@test.example.org", "name": f"위원{n}"}
        assert desk.post(step("invite", round_), form).status_code == 302
    desk.post(step("distribute", round_), {"each": 2})
    desk.post(step("open", round_))
    assert Round.objects.get().state == RoundState.OPEN
    first, second = Assignment.objects.select_related("panelist__user").order_by("panelist")
    client = come_in(first.panelist)
    client.post(reverse("reviews:desk"), {"seat": first.panelist_id, "pledge": "on"})
    assert client.get(reverse("reviews:case", args=[first.pk])).url == reverse("reviews:declare", args=[first.pk])
    client.post(reverse("reviews:declare", args=[first.pk]), {"kind": "none"})
    page = client.get(reverse("reviews:case", args=[first.pk])).content.decode()
    assert "○○○" in page
    for name in ("달빛", "홍길동", "4567", case.title):
        assert name not in page
    client.post(reverse("reviews:case", args=[first.pk]), fill(first))
    client.post(reverse("reviews:submit", args=[first.panelist_id]))
    first.refresh_from_db()
    assert first.state == SheetState.SUBMITTED

    other = come_in(second.panelist)
    other.post(reverse("reviews:desk"), {"seat": second.panelist_id, "pledge": "on"})
    other.post(reverse("reviews:declare", args=[second.pk]), {"kind": "recused", "ground": "자문을 맡았습니다."})
    free = Panelist.objects.exclude(pk__in=(first.panelist_id, second.panelist_id)).get()
    desk.post(reverse("admin:reviews_round_sheet", args=[second.pk, "substitute"]), {"panelist": free.pk})
    third = come_in(free)
    third.post(reverse("reviews:desk"), {"seat": free.pk, "pledge": "on"})
    sheet = Assignment.objects.get(panelist=free)
    third.post(reverse("reviews:declare", args=[sheet.pk]), {"kind": "none"})
    third.post(reverse("reviews:case", args=[sheet.pk]), fill(sheet, "30"))
    third.post(reverse("reviews:submit", args=[free.pk]))
    desk.post(step("close", round_), {"reason": "심사 마침"})
    assert Round.objects.get().state == RoundState.CLOSED
    board = desk.get(step("board", round_)).content.decode()
    assert "73.00" in board  # (68 + 78) / 2
    assert client.get(reverse("reviews:case", args=[first.pk])).status_code == 404
    assert client.get(links.invitation_path(first.panelist)).status_code == 404


def test_files_come_under_neutral_names_and_each_download_is_logged(round_):
    case, seat = make.case_of(round_), make.panelist(round_, user=StaffFactory(role="reviewer"))
    sheet = make.sheet(case, seat)
    make.opened(round_)
    client = sign_in_staff(Client(), seat.user)
    file = case.application.application.files.get().file
    url = reverse("reviews:file", args=[sheet.pk, file.pk])
    assert client.get(url).status_code == 404  # nothing declared yet
    client.post(reverse("reviews:declare", args=[sheet.pk]), {"kind": "none"})
    answer = client.get(url)
    assert answer.status_code == 200
    assert file.name not in answer["Content-Disposition"]
    assert AccessLog.objects.filter(user_id=seat.user.pk, action="download").count() == 1
    assert client.get(reverse("files:download", args=[file.pk])).status_code == 404


def test_a_session_without_second_factor_or_code_opens_nothing(client, round_):
    sheet = make.sheet(make.case_of(round_), make.panelist(round_))
    make.opened(round_)
    client.force_login(sheet.panelist.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert client.get(reverse("reviews:case", args=[sheet.pk])).status_code == 404
    assert client.get(reverse("reviews:desk")).context["waits"] == 1


def test_a_mailbox_alone_does_not_open_an_account_with_a_password(client, round_):
    seat = make.panelist(round_, user=UserFactory())
    make.opened(round_)
    assert client.get(links.invitation_path(seat)).url.startswith(reverse("account_login"))


def test_a_new_link_ends_the_earlier_one(client, round_):
    rounds.invite(round_, email="new@test.example.org", name="위원", by=StaffFactory())
    make.opened(round_)
    seat = Panelist.objects.get()
    old = links.invitation_path(seat)
    rounds.invite_again(seat)
    rounds.invite_again(seat)
    assert client.get(old).status_code == 404
    assert not User.objects.get(email="new@test.example.org").has_usable_password()


def test_the_sheets_of_others_are_not_found(round_):
    case = make.case_of(round_)
    mine, others = (make.sheet(case, make.panelist(round_, user=StaffFactory(role="reviewer"))) for _ in range(2))
    make.opened(round_)
    client = sign_in_staff(Client(), mine.panelist.user)
    assert client.get(reverse("reviews:declare", args=[others.pk])).status_code == 404


def test_refused_points_come_back_with_what_was_typed(round_):
    sheet = make.sheet(make.case_of(round_), make.panelist(round_, user=StaffFactory(role="reviewer")))
    make.opened(round_)
    client = sign_in_staff(Client(), sheet.panelist.user)
    client.post(reverse("reviews:declare", args=[sheet.pk]), {"kind": "none"})
    answer = client.post(reverse("reviews:case", args=[sheet.pk]), fill(sheet, "41") | {"comment": "좋은 계획"})
    assert answer.status_code == 422
    assert "좋은 계획" in answer.content.decode()


@pytest.mark.parametrize("page", ["board", "assign"])
def test_the_board_asks_as_often_for_many_cases(desk, round_, page):
    seats = [make.panelist(round_) for _ in range(3)]
    make.opened(round_)
    counts = []
    for _ in range(3):
        case = make.case_of(round_)
        for seat in seats:
            make.scored(case, seat, "4", "20")
        with CaptureQueriesContext(connection) as queries:
            assert desk.get(step(page, round_)).status_code == 200
        counts.append(len(queries))
    assert counts[1] == counts[2]


def test_the_list_of_a_reviewer_asks_as_often_for_many_cases(round_):
    seat = make.panelist(round_, user=StaffFactory(role="reviewer"))
    make.opened(round_)
    client = sign_in_staff(Client(), seat.user)
    counts = []
    for _ in range(3):
        make.scored(make.case_of(round_), seat, "4", "20")
        with CaptureQueriesContext(connection) as queries:
            assert client.get(reverse("reviews:desk")).status_code == 200
        counts.append(len(queries))
    assert counts[1] == counts[2]


@pytest.mark.parametrize("kind", ["cases", "sheets", "pledges", "minutes"])
def test_papers_are_there_to_print(desk, round_, kind):
    make.sheet(make.case_of(round_), make.panelist(round_, affiliation="시험연구소"))
    desk.post(step("sitting", round_), {"held_at": "2026-12-01T10:00", "place": "회의실", "minutes": "의결함"})
    answer = desk.get(reverse("admin:reviews_round_paper", args=[round_.pk, kind]))
    assert answer.status_code == 200
    assert {"cases": "○○○", "sheets": "시험연구소", "pledges": "시험연구소", "minutes": "의결함"}[
        kind
    ] in answer.content.decode() or kind == "cases"


def test_the_result_is_a_workbook_and_a_pdf(desk, round_):
    make.opened(round_)
    make.scored(make.case_of(round_), make.panelist(round_), "4", "20")
    assert b"".join(desk.get(step("xlsx", round_)).streaming_content)[:2] == b"PK"
    assert desk.get(step("pdf", round_)).content[:5] == b"%PDF-"


def test_composition_and_majority_are_warnings(desk, round_):
    make.panelist(round_, is_official=True, is_chair=True)
    make.panelist(round_)
    page = desk.get(step("board", round_)).content.decode()
    assert page.count("review-warning") == 2
    answer = desk.post(step("sitting", round_), {"held_at": "2026-12-01T10:00", "place": "회의실"}, follow=True)
    assert "warning" in answer.content.decode()
