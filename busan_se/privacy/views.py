"""「내 정보」: what is kept of the person who is signed in, as pages and as files, and closing the account."""

import json
from typing import Any

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from busan_se.core.clock import now
from busan_se.core.errors import PortalError
from busan_se.privacy.closing import close_account, obstacles
from busan_se.privacy.forms import CloseForm
from busan_se.privacy.holdings import document, holdings_of


@login_required
@require_safe
@never_cache
def data(request: HttpRequest) -> HttpResponse:
    """Show what is kept of the person, why and how long, and every consent given and withdrawn."""
    user: Any = request.user
    consents = user.consents.order_by("-given_at")
    return render(request, "privacy/data.html", {"holdings": holdings_of(user), "consents": consents})


@login_required
@require_safe
@never_cache
@reauthentication_required
def download(request: HttpRequest) -> HttpResponse:
    """Hand out everything kept of the person: `?format=json` for programs, `html` to read. Asks for the password."""
    if request.GET.get("format") == "json":
        text = json.dumps(document(request.user), ensure_ascii=False, indent=2)
        return _as_file(text, "application/json", "my-data.json")
    if request.GET.get("format", "html") != "html":
        raise BadRequest("The format is json or html.")
    context = {"holdings": [(holding, list(holding.rows())) for holding in holdings_of(request.user)], "now": now()}
    return _as_file(render_to_string("privacy/export.html", context, request), "text/html", "my-data.html")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@reauthentication_required
def close(request: HttpRequest) -> HttpResponse:
    """Say what goes and what the law keeps; POST closes the account. Asks for the password."""
    user: Any = request.user
    form = CloseForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid() and _closed(user.pk, form):
        logout(request)
        messages.success(request, _("Your account is closed. A mail confirms it."))
        return redirect("pages:home")
    return render(
        request,
        "privacy/close.html",
        {"form": form, "holdings": holdings_of(user), "obstacles": obstacles(user)},
        status=422 if form.errors else 200,
    )


def _closed(pk: int, form: CloseForm) -> bool:
    try:
        close_account(pk)
    except PortalError as refusal:
        form.add_error(None, refusal)
        return False
    return True


def _as_file(text: str, content_type: str, name: str) -> HttpResponse:
    response = HttpResponse(text, content_type=f"{content_type}; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
