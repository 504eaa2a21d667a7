"""Text that no page means to send: NUL bytes and broken UTF-8 are refused at the door, in plain words."""

from collections.abc import Callable
from http import HTTPStatus
from urllib.parse import unquote_to_bytes

from django.conf import settings
from django.core.exceptions import BadRequest, RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.http.request import UnreadablePostError
from django.shortcuts import render
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from busan_se.core.problems import problem_response, wants_json

_FORM = "application/x-www-form-urlencoded"
_MULTIPART = "multipart/form-data"
_DAMAGED = "\N{REPLACEMENT CHARACTER}"


class InputMiddleware:
    """Answers 400 to a path, query, form or cookie with NUL bytes or invalid UTF-8 (overlong forms are invalid too).

    And 413 to a form that is larger than the portal reads: this is where a form is read first.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        try:
            clean = _is_clean(request)
        except RequestDataTooBig:
            if wants_json(request):
                return problem_response(request, HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
            return render(
                request,
                "core/too_large.html",
                {"limit": filesizeformat(settings.UPLOAD_MAX_BYTES)},
                status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
            )
        if not clean:
            raise BadRequest(_("The address or the form has characters that cannot be read. Type them again."))
        return self.get_response(request)


def _is_clean(request: HttpRequest) -> bool:
    return (
        "\0" not in request.path_info  # Django has decoded it, and leaves broken UTF-8 as %XX, which no address has
        and _is_text(unquote_to_bytes(request.META.get("QUERY_STRING", "").encode("latin-1", "replace")))
        and not any("\0" in value for value in request.COOKIES.values())
        and _body_is_clean(request)
    )


def _body_is_clean(request: HttpRequest) -> bool:
    try:
        if request.content_type == _FORM:
            return _is_text(unquote_to_bytes(request.body))
        if request.content_type == _MULTIPART:
            return all(_field_is_clean(value) for _name, values in request.POST.lists() for value in values)
    except UnreadablePostError as error:  # the client hung up
        raise BadRequest(_("The form did not arrive as a whole. Send it again.")) from error
    return True


def _field_is_clean(value: str) -> bool:
    """Whether a field that Django has decoded already was whole: it puts the replacement character for damage."""
    return "\0" not in value and _DAMAGED not in value


def _is_text(raw: bytes) -> bool:
    try:
        return "\0" not in raw.decode("utf-8")
    except UnicodeDecodeError:
        return False
