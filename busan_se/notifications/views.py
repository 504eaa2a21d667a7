"""The inbox. Reading a page marks nothing as read: mail scanners follow links too."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from busan_se.core.forms import status_of
from busan_se.core.paging import page_of
from busan_se.notifications.actions import mark_read, save_preferences
from busan_se.notifications.forms import PreferenceForm
from busan_se.notifications.models import Message


@login_required
@require_safe
def inbox(request: HttpRequest) -> HttpResponse:
    """Show the user's messages, newest first."""
    own = Message.objects.visible_to(request.user)
    page = page_of(own, request, order=("-created_at", "-pk"))
    return render(request, "notifications/inbox.html", {"page": page, "has_unread": own.unread().exists()})


@login_required
@require_POST
def read(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark one message as read, and go to the page that it is about, or back to the inbox."""
    own = Message.objects.visible_to(request.user)
    message = get_object_or_404(own, pk=pk)
    mark_read(own.filter(pk=pk))
    follows = "follow" in request.POST and url_has_allowed_host_and_scheme(message.url, allowed_hosts=None)
    return redirect(message.url if follows else "notifications:inbox")


@login_required
@require_POST
def read_all(request: HttpRequest) -> HttpResponse:
    """Mark every message as read."""
    mark_read(Message.objects.visible_to(request.user))
    messages.success(request, _("All messages are marked as read."))
    return redirect("notifications:inbox")


@login_required
def preferences(request: HttpRequest) -> HttpResponse:
    """Let the user switch mail of optional kinds off and on."""
    form = PreferenceForm(request.POST if request.method == "POST" else None, user=request.user)
    if form.is_valid():
        wishes: dict[str, Any] = form.cleaned_data
        save_preferences(request.user, wishes)
        messages.success(request, _("Your choice is saved."))
        return redirect("notifications:preferences")
    return render(request, "notifications/preferences.html", {"form": form}, status=status_of(form))
