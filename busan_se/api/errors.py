"""How a view of the open interface says no."""

from http import HTTPStatus
from typing import Any

from django.utils.translation import gettext as _
from rest_framework.exceptions import APIException, AuthenticationFailed, PermissionDenied
from rest_framework.response import Response
from rest_framework.views import exception_handler

from busan_se.core.errors import PortalError, Refused
from busan_se.core.problems import Fields, Problem, body_of, problem_of


class BadQuery(APIException):
    """The query asks for what there is not (400). `fields`: parameter → what is wrong with it."""

    status_code = 400

    def __init__(self, problem: Problem, fields: Fields | None = None) -> None:
        super().__init__(problem.label, problem.value)
        self.problem, self.fields = problem, fields

    @classmethod
    def because(cls, name: str, message: str, code: str = "invalid") -> "BadQuery":
        """Return the refusal of one parameter's value."""
        return cls(Problem.INVALID_PARAMETER, {name: [{"code": code, "message": message}]})


class TokenRefused(AuthenticationFailed):
    """The token opens nothing (401)."""

    problem = Problem.INVALID_TOKEN


class ReadOnlyToken(PermissionDenied):
    """The token may only read (403)."""

    problem = Problem.READ_ONLY_TOKEN


class InvalidBody(APIException):
    """The body has what it can't have (422). `fields`: name → what is wrong with it."""

    status_code, problem = HTTPStatus.UNPROCESSABLE_ENTITY, Problem.INVALID_BODY

    def __init__(self, fields: Fields) -> None:
        super().__init__(self.problem.label, self.problem.value)
        self.fields = fields

    @classmethod
    def because(cls, name: str, message: str, code: str = "invalid") -> "InvalidBody":
        """Return the refusal of one value."""
        return cls({name: [{"code": code, "message": message}]})


class ActionRefused(APIException):
    """The action said no: by a rule (422), or because of what the row is by now (409), which `current` tells."""

    def __init__(self, refusal: PortalError, current: Any = None) -> None:
        super().__init__(str(refusal), refusal.code)
        rule = isinstance(refusal, Refused)
        self.status_code = HTTPStatus.UNPROCESSABLE_ENTITY if rule else HTTPStatus.CONFLICT
        self.body: dict[str, Any] = {"code": refusal.code, "message": str(refusal), "fields": {}}
        if not rule:
            self.body["current"] = current


def unknown_parameters(names: list[str], known: list[str]) -> BadQuery:
    """Return the refusal of parameters that do not exist: dropped in silence, they would show more than was asked."""
    message = _("Known parameters: %(known)s.") % {"known": ", ".join(known)}
    return BadQuery(Problem.UNKNOWN_PARAMETER, {name: [{"code": "unknown", "message": message}] for name in names})


def handle(error: Exception, context: dict[str, Any]) -> Response | None:
    """Give every refusal the same shape; a failure of ours goes on to the 500 handler."""
    response = exception_handler(error, context)
    if response is None:
        return None
    if isinstance(error, ActionRefused):
        response.data = error.body
        return response
    problem = getattr(error, "problem", None) or problem_of(response.status_code)
    response.data = body_of(problem, getattr(error, "fields", None))
    return response
