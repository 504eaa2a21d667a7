"""Error pages say what happened and lead on; our own failure needs nothing that could fail again."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import OperationalError
from django.test import RequestFactory

from busan_se.pages import errors


@pytest.mark.parametrize(
    ("view", "status"),
    [
        (errors.bad_request, 400),
        (errors.permission_denied, 403),
        (errors.page_not_found, 404),
        (errors.csrf_failure, 403),
    ],
)
def test_error_page_is_in_the_shell(view, status):
    answer = view(RequestFactory().get("/x/"))
    assert answer.status_code == status
    assert "krds-footer" in answer.content.decode()


def test_refusal_tells_its_reason():
    answer = errors.permission_denied(RequestFactory().get("/x/"), PermissionDenied("소유자만 볼 수 있습니다."))
    assert "소유자만 볼 수 있습니다." in answer.content.decode()


def test_own_failure_needs_no_query_and_no_context(settings):
    settings.TEMPLATES[0]["OPTIONS"]["context_processors"] = ["does.not.exist"]
    answer = errors.server_error(RequestFactory().get("/x/"))
    assert answer.status_code == 500
    assert "잠시 문제가 생겼습니다" in answer.content.decode()


@pytest.mark.parametrize("path", ["/x/", "/api/v1/x/"])
def test_where_the_database_was_away_it_says_when_to_retry(path):
    try:
        raise OperationalError
    except OperationalError:
        answer = errors.server_error(RequestFactory().get(path))
    assert (answer.status_code, answer["Retry-After"]) == (503, "5")


def test_form_without_token_is_refused_kindly(db):
    from django.test import Client

    answer = Client(enforce_csrf_checks=True).post("/accounts/login/", {"login": "a", "password": "b"})
    assert answer.status_code == 403
    assert "저장된 것은 없습니다" in answer.content.decode()
