"""The rubric of a call: written on the draft, refused where it makes no sense, frozen at publication, shown to all."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from busan_se.core.clock import now
from busan_se.programs.call_rubrics import check_rubric, usual_rubric
from busan_se.programs.models import Call
from busan_se.reviews.masking import Mask
from busan_se.reviews.rounds import rubric_of
from tests.factories import applications
from tests.factories import reviews as make
from tests.factories.accounts import StaffFactory, sign_in_staff


def posted(desk, url, **changes):
    """Return what a browser sends when it sends the page as it is, with some changes."""
    page = desk.get(url).context["page"]
    forms = [page.form, page.rows.management_form, *page.rows.forms]
    values = {field.html_name: field.value() for form in forms for field in form}
    given = {name: value for name, value in values.items() if value is not None and value is not False}
    return given | {"criteria-0-anchors": "5: 매우 우수\n1점: 미흡"} | changes


@pytest.fixture
def draft(db):
    return Call.objects.create(
        number="2031-900", program=applications.program(), title_ko="초안", summary_ko="요약",
        opens_at=now(), closes_at=now() + timedelta(days=1),
    )  # fmt: skip


@pytest.fixture
def desk(client, db):
    return sign_in_staff(client, StaffFactory())


def test_the_desk_writes_it_line_by_line(desk, draft):
    url = reverse("admin:reviews_round_rubric", args=[draft.pk])
    gone = {f"criteria-{n}-DELETE": "on" for n in (1, 2, 3)}
    assert desk.post(url, posted(desk, url, **gone, pass_mark="15")).status_code == 302
    draft.refresh_from_db()
    (criterion,) = draft.rubric["criteria"]
    assert criterion["anchors"] == [{"points": 5, "text": "매우 우수"}, {"points": 1, "text": "미흡"}]
    assert draft.rubric["pass_mark"] == 15


@pytest.mark.parametrize(
    "changes",
    [{"pass_mark": "101"}, {"criteria-0-label_ko": ""}, {"criteria-0-anchors": "아주 좋음"}, {"criteria-0-max": "0"}],
)
def test_what_makes_no_sense_comes_back(desk, draft, changes):
    url = reverse("admin:reviews_round_rubric", args=[draft.pk])
    assert desk.post(url, posted(desk, url, **changes)).status_code == 422
    draft.refresh_from_db()
    assert draft.rubric == []


@pytest.mark.django_db
def test_a_published_one_is_frozen_and_public(desk, client):
    call = applications.open_call(rubric=make.rubric())
    assert desk.post(reverse("admin:reviews_round_rubric", args=[call.pk]), {}).status_code == 403
    frozen = rubric_of(call.current_version)
    assert frozen == rubric_of(call.current_version)
    assert [row.key for row in frozen.criteria.all()] == ["plan", "value", "fresh"]
    assert "계획" in client.get(reverse("programs:call", args=[call.number])).content.decode()


def test_the_usual_rubric_is_one():
    check_rubric(usual_rubric())


@pytest.mark.parametrize(
    "broken", [{}, [], {"criteria": []}, {"criteria": [{"key": "a"}]}, usual_rubric() | {"pass_mark": True}]
)
def test_a_broken_rubric_is_refused(broken):
    with pytest.raises(ValidationError):
        check_rubric(broken)


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("(주) 달빛빵집은", "○○○은"),
        ("달빛빵집은", "○○○은"),
        ("달빛 빵집 대표 홍 길 동", "○○○ 대표 ○○○"),
        ("번호 123-45-67890, 051-123-4567", "번호 ○○○, ○○○"),
        ("메일 a.b@example.com", "메일 ○○○"),
        ("센텀로 12에서", "○○○에서"),
        ("청년 12명", "청년 12명"),
    ],
)
def test_known_words_and_numbers_are_hidden(text, hidden):
    assert Mask(["(주)달빛빵집", "홍길동", "센텀로 12", ""]).hide(text) == hidden
