"""City staff edit the statements, and see the page before it is saved."""

import pytest

from busan_se.accounts.roles import Role
from busan_se.pages.models import Page
from tests.factories.accounts import StaffFactory, sign_in_staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def page():
    return Page.objects.get(slug="privacy")


@pytest.fixture
def city(client):
    sign_in_staff(client, StaffFactory(role=Role.CITY_STAFF))
    return client


def texts(**changes):
    fields = {"title_ko": "개인정보", "body_ko": "## 새 제목\n글", "title_en": "", "body_en": ""}
    return {**fields, "desk_ko": "개인정보 담당관", "desk_en": "", **changes}


def test_a_preview_shows_what_is_in_the_form_and_saves_nothing(city, page):
    html = city.post(f"/admin/pages/page/{page.pk}/preview/", texts()).content.decode()
    assert "<h2>새 제목</h2>" in html
    assert "미리보기" in html
    assert "새 제목" not in Page.objects.get(pk=page.pk).body_ko


def test_the_english_preview_says_what_is_missing(city, page):
    html = city.post(f"/en/admin/pages/page/{page.pk}/preview/", texts()).content.decode()
    assert "not available in English" in html


def test_a_preview_tells_what_is_wrong(city, page):
    answer = city.post(f"/admin/pages/page/{page.pk}/preview/", texts(title_ko=""))
    assert answer.status_code == 400
    assert "error-summary" in answer.content.decode()


def test_the_form_leads_to_both_previews(city, page):
    html = city.get(f"/admin/pages/page/{page.pk}/change/").content.decode()
    for path in (f"/admin/pages/page/{page.pk}/preview/", f"/en/admin/pages/page/{page.pk}/preview/"):
        assert f'formaction="{path}"' in html


def test_a_change_is_public_at_once_with_day_department_and_history(city, page):
    city.post(f"/admin/pages/page/{page.pk}/change/", {**texts(), "change_reason": "담당 부서 변경"})
    html = city.get("/about/privacy/").content.decode()
    assert "<h2>새 제목</h2>" in html
    assert "개인정보 담당관" in html
    assert page.history.order_by("-pgh_id").first().pgh_context["reason"] == "담당 부서 변경"


def test_a_preview_is_for_who_may_change(client, page):
    sign_in_staff(client, StaffFactory(role=Role.AUDITOR))
    assert client.post(f"/admin/pages/page/{page.pk}/preview/", texts()).status_code == 403
