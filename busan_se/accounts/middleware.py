"""Staff who leave their desk are signed out: 개인정보의 안전성 확보조치 기준 asks for it and names no minutes."""

import time
from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django.utils.translation import gettext as _

from busan_se.accounts.roles import needs_second_factor

_LAST_SEEN = "staff_last_seen"
_WRITE_EVERY_SECONDS = 60


class StaffIdleMiddleware:
    """Ends the session of a staff member or reviewer after `STAFF_IDLE_SECONDS` without a request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        # Only a request with a session cookie can be somebody's: the others must not even look at the session.
        if settings.SESSION_COOKIE_NAME in request.COOKIES and needs_second_factor(request.user):
            now, seen = int(time.time()), request.session.get(_LAST_SEEN)
            if seen is not None and now - seen > settings.STAFF_IDLE_SECONDS:
                return _sign_out(request)
            if seen is None or now - seen >= _WRITE_EVERY_SECONDS:
                request.session[_LAST_SEEN] = now
        return self.get_response(request)


def _sign_out(request: HttpRequest) -> HttpResponse:
    logout(request)
    messages.info(request, _("You were signed out because the desk was idle. Sign in to go on where you were."))
    target = request.get_full_path() if request.method == "GET" else request.path
    return redirect_to_login(target, resolve_url(settings.LOGIN_URL))
