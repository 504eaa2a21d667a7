"""The closed part of the open interface: each person's own lists, with the rights of the pages."""

from typing import Any, ClassVar
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import patch_cache_control, patch_vary_headers
from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.response import Response

from busan_se.api.authentication import MayUse, PageSession, TokenAuthentication
from busan_se.api.extensions import OwnResource
from busan_se.api.queries import page_asked, refuse_unknown
from busan_se.api.schema import ActionSchema, FileSchema, OwnSchema
from busan_se.api.throttling import AddressThrottle, TokenThrottle
from busan_se.api.views import LanguageView
from busan_se.audit.access import log_access
from busan_se.audit.models import AccessLog
from busan_se.files.models import StoredFile
from busan_se.files.views import content_for
from busan_se.notifications.actions import mark_read
from busan_se.notifications.models import Message


class OwnView(LanguageView):
    """For who is known, by a token or by the session of the pages; kept by nobody, and not for pages of other sites."""

    authentication_classes = (TokenAuthentication, PageSession)
    permission_classes: ClassVar[tuple[type[BasePermission], ...]] = (MayUse,)
    throttle_classes = (TokenThrottle,)

    def perform_authentication(self, request: Request) -> None:
        """Count the address before the token is looked at: who guesses tokens is counted too."""
        throttle = AddressThrottle()
        if not throttle.allow_request(request, self):
            self.throttled(request, throttle.wait())
        super().perform_authentication(request)

    def allowed(self, user: Any) -> bool:
        """Return whether there is anything here for this person."""
        return True

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        """Say that nobody may keep the answer."""
        answer: Any = super().finalize_response(request, response, *args, **kwargs)
        patch_cache_control(answer, private=True, no_store=True)
        patch_vary_headers(answer, ("Authorization", "Cookie"))
        return answer


class OwnResourceView(OwnView):
    """What the views of a list share."""

    schema = OwnSchema()
    resource: OwnResource = None  # type: ignore[assignment]  # given by as_view()

    def allowed(self, user: Any) -> bool:
        """Return whether the pages show such a list to this person."""
        return self.resource.allowed(user)

    def told(self, rows: list[Any]) -> list[Any]:
        """Return rows as they are answered."""
        context = {"origin": self.request._request.build_absolute_uri("/")[:-1], "user": self.request.user}
        told: list[Any] = self.resource.serializer(rows, many=True, context=context).data
        return told

    def log(self, request: Request, subject: str) -> None:
        """Write into the access log that other people's rows were looked at: by which token, and what was asked."""
        if self.resource.logged:
            asked = request._request.GET.urlencode()
            by = f"token “{request.auth}”" if request.auth else "session"
            log_access(request._request, subject, AccessLog.Action.VIEW, f"API, {by}: {asked}")


class OwnList(OwnResourceView):
    """`/api/v1/<name>/`: the person's rows that the filters leave, page by page."""

    def get(self, request: Request) -> Response:
        """Answer with one page and the address of the next."""
        page = page_asked(self.resource, self.resource.rows(request.user), request._request)
        following = request._request.build_absolute_uri(page.next_url) if page.next_url else None
        answer = Response({"next": following, "results": self.told(page.items)})
        self.log(request, f"{self.resource.logged} list")
        return answer


class OwnRow(OwnResourceView):
    """`/api/v1/<name>/<key>/`: one of the rows that the list has."""

    def get(self, request: Request, key: Any) -> Response:
        """Answer with the row. Raises Http404 where the person has no such row."""
        refuse_unknown(request._request, [])
        try:
            row = self.resource.rows(request.user).get(**{self.resource.key: key})
        except ObjectDoesNotExist as error:
            raise Http404 from error
        self.log(request, f"{self.resource.logged}:{row.pk}")
        return Response(self.told([row])[0])


class OwnFile(OwnView):
    """`/api/v1/my-files/<key>/`: the content of a file that the person may read, whatever row it belongs to."""

    schema = FileSchema()

    def perform_content_negotiation(self, request: Request, force: bool = False) -> Any:
        """Take any `Accept`: the file is what it is."""
        return super().perform_content_negotiation(request, force=True)

    def get(self, request: Request, key: UUID) -> HttpResponseBase:
        """Send the file. Raises Http404 where the person may not read it, or there is none."""
        refuse_unknown(request._request, [])
        answer = content_for(request._request, StoredFile.objects.filter(pk=key).first())
        if answer is None:
            raise Http404
        return answer


class MessageRead(OwnView):
    """`/api/v1/my-messages/<key>/read/`: an own message that the program has dealt with."""

    schema = ActionSchema()

    def post(self, request: Request, key: int) -> Response:
        """Mark the message as read; once more changes nothing. Raises Http404 for another's."""
        refuse_unknown(request._request, [])
        own = Message.objects.visible_to(request.user).filter(pk=key)
        if not own.exists():
            raise Http404
        mark_read(own)
        return Response(status=204)
