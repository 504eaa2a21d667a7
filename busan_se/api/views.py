"""The open interface: one view for all lists, one for all rows, the list of lists, and the description of it all."""

from hashlib import sha256
from typing import Any

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpResponse, HttpResponseNotModified
from django.http.request import HttpRequest
from django.utils.cache import patch_cache_control
from django.utils.http import parse_etags, quote_etag
from django.utils.translation import override
from drf_spectacular.renderers import OpenApiJsonRenderer, OpenApiJsonRenderer2, OpenApiYamlRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse
from rest_framework.views import APIView

from busan_se.api.extensions import ApiResource, OwnResource
from busan_se.api.queries import page_asked, refuse_unknown
from busan_se.api.schema import ResourceSchema, RootSchema, document
from busan_se.core.problems import language_of
from busan_se.core.registry import registered

FRESH_SECONDS = 60
_EXPOSED = "ETag, Retry-After"


class LanguageView(APIView):
    """What all views of the interface share."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Answer in the language that `lang` asks for."""
        with override(language_of(request)):
            answer: HttpResponse = super().dispatch(request, *args, **kwargs)
        return answer

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        """Name the language of the answer."""
        answer: HttpResponse = super().finalize_response(request, response, *args, **kwargs)
        answer["Content-Language"] = language_of(request._request)
        return answer


class OpenView(LanguageView):
    """Reading for everybody and from everywhere: no sign-in, no cookie; tags and errors are the same."""

    def options(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Tell a browser that pages of other sites may ask, and with `If-None-Match` too."""
        headers = {
            "Access-Control-Allow-Methods": ", ".join(self.allowed_methods),
            "Access-Control-Allow-Headers": "Accept, If-None-Match",
            "Access-Control-Max-Age": "86400",
        }
        return Response(status=204, headers=headers)

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        """Add what every answer has; leave the body out where the asker has the same one already."""
        answer: Any = super().finalize_response(request, response, *args, **kwargs)
        answer["Access-Control-Allow-Origin"] = "*"
        answer["Access-Control-Expose-Headers"] = _EXPOSED
        if answer.status_code != 200:
            patch_cache_control(answer, no_store=True)
            return answer
        answer.render()
        return _unless_known(request._request, answer)


def _unless_known(request: HttpRequest, answer: HttpResponse) -> HttpResponse:
    """Return the answer with its tag, or 304 where the asker named that tag.

    The tag is the hash of the body: what an answer holds depends on the clock and on several tables, so nothing cheaper
    is always right. It saves the transfer, not the making.
    """
    answer["ETag"] = quote_etag(sha256(answer.content).hexdigest()[:32])
    signed_in = settings.SESSION_COOKIE_NAME in request.COOKIES  # then the session may set a cookie on the way out
    patch_cache_control(answer, max_age=FRESH_SECONDS, **{"private" if signed_in else "public": True})
    known = {tag.removeprefix("W/") for tag in parse_etags(request.headers.get("If-None-Match", ""))}
    if not known & {answer["ETag"], "*"}:
        return answer
    kept = {name: value for name, value in answer.items() if name not in {"Content-Type", "Content-Length"}}
    return HttpResponseNotModified(headers=kept)


class Root(OpenView):
    """`/api/v1/`: what there is."""

    schema = RootSchema()

    def get(self, request: Request) -> Response:
        """Answer with the name and address of every list."""
        refuse_unknown(request._request, [])
        found = registered(ApiResource)
        lists = {resource.name: reverse(f"api:{resource.name}", request=request) for resource in found}
        own = {row.name: reverse(f"api:{row.name}", request=request) for row in registered(OwnResource)}
        return Response({"documentation": reverse("api-docs", request=request), "lists": lists, "own_lists": own})


class ResourceView(OpenView):
    """What the views of a resource share."""

    schema = ResourceSchema()
    resource: ApiResource = None  # type: ignore[assignment]  # given by as_view()

    def told(self, rows: list[Any]) -> list[Any]:
        """Return rows as they are answered."""
        context = {"origin": self.request._request.build_absolute_uri("/")[:-1]}
        published = self.resource.published(rows)
        told: list[Any] = self.resource.serializer(published, many=True, context=context).data
        return told


class ResourceList(ResourceView):
    """`/api/v1/<name>/`: the rows that the filters leave, page by page."""

    def get(self, request: Request) -> Response:
        """Answer with one page and the address of the next."""
        page = page_asked(self.resource, self.resource.rows(), request._request)
        following = request._request.build_absolute_uri(page.next_url) if page.next_url else None
        return Response({"next": following, "results": self.told(page.items)})


class ResourceRow(ResourceView):
    """`/api/v1/<name>/<key>/`: one of the rows that the list has."""

    def get(self, request: Request, key: Any) -> Response:
        """Answer with the row. Raises Http404 where the list has no such row."""
        refuse_unknown(request._request, [])
        try:
            row = self.resource.rows().get(**{self.resource.key: key})
        except ObjectDoesNotExist as error:
            raise Http404 from error
        return Response(self.told([row])[0])


class Schema(OpenView):
    """`/api/schema/`: the whole interface in the words of OpenAPI 3."""

    schema = None
    renderer_classes = (OpenApiJsonRenderer2, OpenApiJsonRenderer, OpenApiYamlRenderer)

    def get(self, request: Request) -> Response:
        """Answer with the description, as JSON or YAML."""
        refuse_unknown(request._request, [])
        return Response(document(language_of(request._request)))
