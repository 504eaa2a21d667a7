"""What a program does in the closed part of the open interface: the actions of the pages, with their rights."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.http import Http404
from rest_framework.parsers import BaseParser, JSONParser, MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from busan_se.api.errors import ActionRefused, InvalidBody
from busan_se.api.extensions import Asked, OwnAction
from busan_se.api.own import OwnList, OwnResourceView, OwnRow
from busan_se.api.queries import refuse_unknown
from busan_se.api.write_schema import ONCE, WriteSchema
from busan_se.audit.access import log_access
from busan_se.audit.models import AccessLog
from busan_se.core.arrival import arrived_at
from busan_se.core.errors import PortalError, Refused
from busan_se.core.problems import Fields


def _described(method: Any) -> Any:
    """Say where drf-spectacular looks that the method is described as an action."""
    method.kwargs = {"schema": WriteSchema}
    return method


class WritingView(OwnResourceView):
    """What the views have in common that do something: `actions` are theirs, by method."""

    actions: Mapping[str, OwnAction] = {}

    @property
    def action(self) -> OwnAction | None:
        """The action that was asked for; None where a list or row is read, or described without anybody asking."""
        request: Any = self.request
        return self.actions.get(request.method.lower()) if request else None

    def allowed(self, user: Any) -> bool:
        """Return whether the pages offer the list, and this action, to this person."""
        return super().allowed(user) and (self.action is None or self.action.allowed(user))

    def get_parsers(self) -> list[BaseParser]:
        """Return what reads the body of the action; nothing else has one."""
        if self.action is None or self.action.serializer is None:
            return []
        return [MultiPartParser() if self.action.multipart else JSONParser()]

    @_described
    def post(self, request: Request, key: Any = None) -> Response:
        """Do what the address names."""
        return self.perform(request, key)

    @_described
    def patch(self, request: Request, key: Any) -> Response:
        """Change the row."""
        return self.perform(request, key)

    @_described
    def delete(self, request: Request, key: Any) -> Response:
        """Delete the row."""
        return self.perform(request, key)

    def perform(self, request: Request, key: Any) -> Response:
        """Do it, log it, and answer with the row as it is then.

        Raises Http404 for a row that the person does not see, PermissionDenied for one that only others may write,
        InvalidBody and ActionRefused.
        """
        action = self.action
        assert action
        asked = self._asked(request, action, key)
        try:
            done = action.act(asked)
        except ObjectDoesNotExist as error:  # gone while we looked
            raise Http404 from error
        except PortalError as refusal:
            raise ActionRefused(refusal, None if isinstance(refusal, Refused) else self._row(request, key)) from refusal
        self._log_done(request, action, key if done is None else done)
        if action.leaves_nothing:
            return Response(status=204)
        return Response(self._row(request, done), status=200 if action.among else 201)

    def _asked(self, request: Request, action: OwnAction, key: Any) -> Asked:
        refuse_unknown(request._request, [])
        if action.among:
            self._find(request, action, key)
        return Asked(
            user=request.user,
            arrived=arrived_at(request._request),
            key=key,
            given=self._given(request, action),
            once=self._once(request) if action.once else None,
        )

    def _find(self, request: Request, action: OwnAction, key: Any) -> None:
        assert action.among
        if action.among(request.user).filter(**{self.resource.key: key}).exists():
            return
        if self.resource.rows(request.user).filter(**{self.resource.key: key}).exists():
            raise PermissionDenied
        raise Http404

    def _given(self, request: Request, action: OwnAction) -> Mapping[str, Any]:
        if action.serializer is None:
            return {}
        if request._request.content_type == JSONParser.media_type:
            _ = request._request.body  # the limit of the portal is checked here; the parser knows none
        found = action.serializer(data=request.data)
        if not found.is_valid():
            raise InvalidBody(_faults(found.errors))
        given: Mapping[str, Any] = found.validated_data
        return given

    def _once(self, request: Request) -> UUID:
        try:
            return UUID(request.headers.get(ONCE, ""))
        except ValueError as error:
            raise InvalidBody.because(ONCE, "UUID") from error

    def _row(self, request: Request, key: Any) -> Any:
        row = self.resource.rows(request.user).filter(**{self.resource.key: key}).first()
        return self.told([row])[0] if row else None

    def _log_done(self, request: Request, action: OwnAction, key: Any) -> None:
        by = f"token “{request.auth}”" if request.auth else "session"
        subject = f"{self.resource.nothing().model._meta.label}:{key}"
        log_access(request._request, subject, AccessLog.Action.CHANGE, f"API, {by}: {action.name}")


class OwnListWriting(OwnList, WritingView):
    """`/api/v1/<name>/`: the list, and what begins a row."""


class OwnRowWriting(OwnRow, WritingView):
    """`/api/v1/<name>/<key>/`: a row, and what changes or deletes it."""


class OwnActionView(WritingView):
    """`/api/v1/<name>/<key>/<path>/`: one thing that is asked of a row or done with it."""

    @_described
    def get(self, request: Request, key: Any) -> Response:
        """Answer with what the reading tells."""
        action = self.action
        assert action
        assert action.answer
        told = action.act(self._asked(request, action, key))
        self.log(request, f"{self.resource.logged}:{key}")
        context = {"origin": request._request.build_absolute_uri("/")[:-1], "user": request.user}
        return Response(action.answer(told, context=context).data)


def _faults(errors: Any) -> Fields:
    """Return the faults that a serializer found, by field."""
    return {
        str(name): [{"code": getattr(one, "code", "invalid"), "message": str(one)} for one in _flat(found)]
        for name, found in errors.items()
    }


def _flat(found: Any) -> list[Any]:
    if isinstance(found, dict):
        return [one for part in found.values() for one in _flat(part)]
    return [one for part in found for one in _flat(part)] if isinstance(found, list) else [found]
