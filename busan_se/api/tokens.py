"""A person's own access tokens: the list, making one, revoking one."""

from typing import Any

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from busan_se.accounts.mfa import ask_for_second_factor, session_has_second_factor
from busan_se.accounts.roles import needs_second_factor
from busan_se.api import actions
from busan_se.api.forms import TokenForm
from busan_se.api.models import AccessToken
from busan_se.core.errors import PortalError
from busan_se.core.forms import status_of


@login_required
@require_safe
@never_cache
def tokens(request: HttpRequest) -> HttpResponse:
    """Show the person's tokens, with what they may do, until when, and when they were used last."""
    return render(request, "api/tokens.html", {"tokens": AccessToken.objects.visible_to(request.user)})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@reauthentication_required
def new_token(request: HttpRequest) -> HttpResponse:
    """Make a token and show it, this once. Asks for the password, and staff for their second factor."""
    user: Any = request.user
    if needs_second_factor(user) and not session_has_second_factor(request):
        return ask_for_second_factor(request, user, request.path)
    form = TokenForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            token, text = actions.make(request, **form.cleaned_data)
        except PortalError as refusal:
            form.add_error(None, refusal)
        else:
            return render(request, "api/token_made.html", {"token": token, "text": text})
    return render(request, "api/token_new.html", {"form": form}, status=status_of(form))


@login_required
@require_POST
def revoke_token(request: HttpRequest, pk: int) -> HttpResponse:
    """End one of the person's tokens at once."""
    token = get_object_or_404(AccessToken.objects.visible_to(request.user), pk=pk)
    actions.revoke(request, token)
    messages.success(request, _("“%(name)s” opens nothing any more.") % {"name": token})
    return redirect("api-tokens")
