"""After five wrong passwords for one address from one place, that pair waits fifteen minutes (django-axes)."""

from datetime import timedelta
from http import HTTPStatus
from typing import Any

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def client_ip(request: HttpRequest) -> str | None:
    """Return the caller's address; X-Forwarded-For counts as far as `ALLAUTH_TRUSTED_PROXY_COUNT` proxies wrote it.

    None where there is no caller: a request made inside the house, or through a socket file.
    """
    try:
        return str(get_adapter().get_client_ip(request))
    except PermissionDenied:
        return None


def username(request: HttpRequest, credentials: dict[str, Any] | None) -> str:
    """Return the e-mail address that someone tries to sign in with, as it is stored."""
    email = (credentials or {}).get("email") or request.POST.get("login", "")
    return str(email).strip().lower()


def locked_out(request: HttpRequest, credentials: dict[str, Any] | None = None) -> HttpResponse:
    """Return the page that says how long to wait and what to do meanwhile."""
    wait: timedelta = settings.AXES_COOLOFF_TIME
    context = {"minutes": int(wait.total_seconds() // 60), "phone": settings.HELP_DESK_PHONE}
    return render(request, "accounts/locked_out.html", context, status=HTTPStatus.TOO_MANY_REQUESTS)
