"""What the open interface says when something goes wrong: one shape of JSON, never a page."""

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

from django.db.models import TextChoices
from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

_ROOT, _PAGES = "/api/", "/api/docs/"
LANGUAGE = "lang"
LANGUAGES = ("ko", "en")

Fields = Mapping[str, Sequence[Mapping[str, str]]]


class Problem(TextChoices):
    """The codes that programs can rely on, each with the sentence that goes with it."""

    BAD_REQUEST = "bad_request", _("The request can't be read: its path, query or headers are broken.")
    UNKNOWN_PARAMETER = "unknown_parameter", _("There is no parameter of this name here. `fields` names it.")
    INVALID_PARAMETER = "invalid_parameter", _("A parameter has a value that it can't have. `fields` says why.")
    INVALID_BODY = "invalid_body", _("The body has a value that it can't have. `fields` says why.")
    BAD_CURSOR = "bad_cursor", _("This cursor is not one of this list. Begin again without `cursor`.")
    NOT_AUTHENTICATED = "not_authenticated", _("This needs a token: send `Authorization: Bearer …` with yours.")
    INVALID_TOKEN = (
        "invalid_token",
        _("This token is unknown, revoked or past its time. “My account” makes new ones."),
    )
    FORBIDDEN = "forbidden", _("You have no right to this.")
    READ_ONLY_TOKEN = "read_only_token", _("This token may only read. Make one that may write.")
    NOT_FOUND = "not_found", _("There is nothing at this address.")
    METHOD_NOT_ALLOWED = (
        "method_not_allowed",
        _("This address takes other methods: `Allow` names them."),
    )
    NOT_ACCEPTABLE = "not_acceptable", _("Only JSON is given. Ask with `Accept: application/json`, or without it.")
    UNSUPPORTED_MEDIA_TYPE = (
        "unsupported_media_type",
        _("The body must be of the type that the description of this address names."),
    )
    TOO_LARGE = "too_large", _("The request is too large.")
    TOO_MANY_REQUESTS = "too_many_requests", _("Too many requests. Wait as `Retry-After` says.")
    SERVER_ERROR = "server_error", _("The portal failed. Try again later.")


_BY_STATUS = {
    HTTPStatus.UNAUTHORIZED: Problem.NOT_AUTHENTICATED,
    HTTPStatus.FORBIDDEN: Problem.FORBIDDEN,
    HTTPStatus.NOT_FOUND: Problem.NOT_FOUND,
    HTTPStatus.METHOD_NOT_ALLOWED: Problem.METHOD_NOT_ALLOWED,
    HTTPStatus.NOT_ACCEPTABLE: Problem.NOT_ACCEPTABLE,
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: Problem.TOO_LARGE,
    HTTPStatus.UNSUPPORTED_MEDIA_TYPE: Problem.UNSUPPORTED_MEDIA_TYPE,
    HTTPStatus.TOO_MANY_REQUESTS: Problem.TOO_MANY_REQUESTS,
    HTTPStatus.INTERNAL_SERVER_ERROR: Problem.SERVER_ERROR,
    HTTPStatus.SERVICE_UNAVAILABLE: Problem.SERVER_ERROR,
}


def wants_json(request: HttpRequest) -> bool:
    """Return whether the address belongs to the open interface, where no answer is a page."""
    return request.path.startswith(_ROOT) and not request.path.startswith(_PAGES)


def language_of(request: HttpRequest) -> str:
    """Return the language that `lang` asks for, Korean without or with another word."""
    chosen = request.GET.get(LANGUAGE, "")
    return chosen if chosen in LANGUAGES else LANGUAGES[0]


def problem_of(status: int) -> Problem:
    """Return the code that stands for a status of HTTP."""
    return _BY_STATUS.get(HTTPStatus(status), Problem.BAD_REQUEST)


def body_of(problem: Problem, fields: Fields | None = None) -> dict[str, Any]:
    """Return what an error answers, in the current language; `fields` says what is wrong with which parameter."""
    return {"code": problem.value, "message": str(problem.label), "fields": fields or {}}


def problem_response(request: HttpRequest, status: int) -> JsonResponse:
    """Return the answer for a failure outside of the interface's own views."""
    language = language_of(request)
    with override(language):
        body = body_of(problem_of(status))
    headers = {"Access-Control-Allow-Origin": "*", "Cache-Control": "no-store", "Content-Language": language}
    return JsonResponse(body, status=status, headers=headers, json_dumps_params={"ensure_ascii": False})
