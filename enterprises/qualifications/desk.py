"""The time line of an enterprise at the desk, and the page on which something is taken back into activity."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from busan_se.core.clock import today
from busan_se.core.errors import PortalError
from busan_se.core.forms import status_of
from enterprises.qualifications import actions
from enterprises.qualifications.forms import ENTERPRISE, TakeBackForm
from enterprises.qualifications.models import Grade
from enterprises.qualifications.queries import time_line
from enterprises.registry.models import Enterprise

TAKE_BACK = "enterprises.reactivate_enterprise"


def qualifications(desk: Any, request: HttpRequest, pk: int) -> HttpResponse:
    """Show all qualifications of an enterprise on one time line, its states and grades."""
    if request.method not in ("GET", "HEAD"):
        return HttpResponseNotAllowed(["GET", "HEAD"])
    enterprise = _found(desk, request, pk)
    page = {
        **_page(desk, request, enterprise, _("Time line of the qualifications")),
        "line": time_line(enterprise, today()),
        "states": enterprise.states.all(),
        "grades": Grade.objects.filter(enterprise=enterprise),
        "may_take_back": request.user.has_perm(TAKE_BACK) and not enterprise.merged_into_id,
        "may_grade": request.user.has_perm("enterprises.add_grade"),
    }
    return TemplateResponse(request, "enterprises/qualifications/desk.html", page)


def take_back(desk: Any, request: HttpRequest, pk: int) -> HttpResponse:
    """Ask what is taken back since when and why, and do it."""
    enterprise = _found(desk, request, pk)
    if not request.user.has_perm(TAKE_BACK):
        raise PermissionDenied
    form = TakeBackForm(enterprise, request.POST if request.method == "POST" else None)
    if form.is_valid() and _was_taken_back(enterprise, form):
        messages.success(request, _("It is taken back into activity. The reason stands in the history."))
        return redirect(_time_line(pk))
    page = _page(desk, request, enterprise, _("Take back into activity"))
    page |= {"form": form, "back": _time_line(pk)}
    return TemplateResponse(request, "enterprises/qualifications/take_back.html", page, status=status_of(form))


def _was_taken_back(enterprise: Enterprise, form: TakeBackForm) -> bool:
    said = form.cleaned_data
    try:
        if said["what"] == ENTERPRISE:
            actions.reopen(enterprise.pk, said["since"], said["reason"])
        else:
            actions.take_back(int(said["what"]), said["since"], said["reason"])
    except PortalError as refusal:
        form.add_error(None, refusal)
        return False
    return True


def _found(desk: Any, request: HttpRequest, pk: int) -> Enterprise:
    """Return the enterprise. Raises PermissionDenied, and Http404 outside this desk."""
    if not desk.has_view_permission(request):
        raise PermissionDenied
    return get_object_or_404(Enterprise.objects.managed_by(request.user), pk=pk)


def _time_line(pk: int) -> str:
    return reverse("admin:enterprises_enterprise_qualifications", args=[pk])


def _page(desk: Any, request: HttpRequest, enterprise: Enterprise, title: str) -> dict[str, Any]:
    shared = {"title": title, "subtitle": enterprise.name, "opts": desk.opts, "enterprise": enterprise}
    return {**desk.admin_site.each_context(request), **shared}
