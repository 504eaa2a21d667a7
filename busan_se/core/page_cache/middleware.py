"""Serves anonymous pages from the cache and fills it. The rules and the reasons are in the package's docstring."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import blake2b
from http import HTTPStatus

from django.conf import settings
from django.core.cache import cache
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_vary_headers

from busan_se.core.clock import now
from busan_se.core.health import PROBES
from busan_se.core.page_cache import version
from busan_se.core.page_cache.edges import next_edge

GetResponse = Callable[[HttpRequest], HttpResponse]
HEADER = "X-Cache"
_KINDS = ("text/html", "text/calendar")
_LARGEST_PAGE = 512 * 1024
_LONGEST_QUERY = 512
# What makes an answer somebody's own, beside the cookie of the session.
_PERSONAL = ("HTTP_AUTHORIZATION", "HTTP_HX_REQUEST")


@dataclass(frozen=True)
class Kept:
    """A page as it was sent, and the instant from which on it may be no longer true."""

    body: bytes
    headers: dict[str, str]
    ends_at: datetime


class PageCacheMiddleware:
    """Stands in front of everything that looks at a session. PAGE_CACHE_SECONDS=0 switches the keeping off."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with version.asked_once():
            return self._answer(request) if _is_anonymous(request) else self.get_response(request)

    def _answer(self, request: HttpRequest) -> HttpResponse:
        try:
            current = version.current()
        except DatabaseError:  # a page that needs the database will say so itself
            return self.get_response(request)
        key = f"page:{current}:{_digest(_address(request))}"
        kept: Kept | None = cache.get(key)
        if kept and now() < kept.ends_at:
            return _conditional(request, HttpResponse(kept.body, headers={**kept.headers, HEADER: "hit"}))
        begun = min(now(), getattr(request, "arrived_at", now()))
        response = self.get_response(request)
        if request.method == "GET" and _may_be_kept(response):
            return _conditional(request, _keep(key, current, begun, response))
        return response


def _is_anonymous(request: HttpRequest) -> bool:
    return (
        settings.PAGE_CACHE_SECONDS > 0
        and request.method in {"GET", "HEAD"}
        and not request.COOKIES.keys() & {settings.SESSION_COOKIE_NAME, "messages"}
        and not request.META.keys() & set(_PERSONAL)
        and request.path_info not in PROBES
        and len(request.META.get("QUERY_STRING", "")) <= _LONGEST_QUERY
    )


def _address(request: HttpRequest) -> str:
    """Return what the page depends on; the order of parameters does not matter, that of equal names does.

    They stay as they were sent: decoding would make damaged text equal to sound one.
    """
    pieces = sorted(request.META.get("QUERY_STRING", "").split("&"), key=lambda piece: piece.partition("=")[0])
    return " ".join([request.scheme or "", request.get_host(), request.path, "&".join(filter(None, pieces))])


def _digest(text: str | bytes) -> str:
    return blake2b(text if isinstance(text, bytes) else text.encode(), digest_size=16).hexdigest()


def _may_be_kept(response: HttpResponse) -> bool:
    return (
        response.status_code == HTTPStatus.OK
        and not response.streaming
        and not response.cookies
        and not response.has_header("Cache-Control")
        and response.get("Content-Type", "").startswith(_KINDS)
        and len(response.content) <= _LARGEST_PAGE
    )


def _keep(key: str, current: str, begun: datetime, response: HttpResponse) -> HttpResponse:
    """Keep the answer until the next edge of the clock, and return it marked as a miss."""
    patch_vary_headers(response, ["Cookie"])
    response["Cache-Control"] = "no-cache"
    response["ETag"] = f'"{_digest(response.content)}"'
    longest = timedelta(seconds=settings.PAGE_CACHE_SECONDS)
    ends_at = min(begun + longest, next_edge(current, begun))
    if ends_at > now():
        kept = Kept(response.content, dict(response.items()), ends_at)
        cache.set(key, kept, timeout=settings.PAGE_CACHE_SECONDS)
    response[HEADER] = "miss"
    return response


def _conditional(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Answer 304 to a browser that has this page already."""
    found = get_conditional_response(request, etag=response["ETag"], response=response)
    return found if isinstance(found, HttpResponse) else response
