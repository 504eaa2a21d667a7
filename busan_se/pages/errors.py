"""Pages for what went wrong: in the shell of the portal, saying what happened and where to go on.

Under `/api/` programs ask, and get the same as JSON.
"""

import sys
from http import HTTPStatus

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import get_template

from busan_se.core.problems import problem_response, wants_json

RETRY_SECONDS = 5


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer input that can't be read (400). The exception's text is for the log, not for the page."""
    if wants_json(request):
        return problem_response(request, 400)
    return render(request, "400.html", status=400)


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer a page that this person may not see (403), with the reason that was raised."""
    if wants_json(request):
        return problem_response(request, 403)
    return render(request, "403.html", {"reason": str(exception or "")}, status=403)


def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer an address that leads nowhere (404). Does not tell a hidden page from one that never was."""
    if wants_json(request):
        return problem_response(request, 404)
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer our own failure (500) without a context processor or a query: either may be what failed.

    Where the database was away, or gave up on this request, the same request may succeed soon: 503 and when to retry.
    """
    away = isinstance(sys.exception(), OperationalError)
    status = HTTPStatus.SERVICE_UNAVAILABLE if away else HTTPStatus.INTERNAL_SERVER_ERROR
    html = get_template("500.html").render
    response = problem_response(request, status) if wants_json(request) else HttpResponse(html(), status=status)
    if away:
        response["Retry-After"] = str(RETRY_SECONDS)
    return response


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form without its token (403): it was open too long, or cookies are off."""
    return render(request, "403_csrf.html", status=403)
