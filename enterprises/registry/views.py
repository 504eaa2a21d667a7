"""The public directory, the page of an enterprise, and the members' own page."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from busan_se.core.clock import today
from busan_se.core.forms import status_of
from busan_se.core.registry import registered
from enterprises.registry import actions, sources
from enterprises.registry.extensions import EnterprisePanel, EntryLink
from enterprises.registry.filters import directory
from enterprises.registry.forms import ContactForm
from enterprises.registry.linked_data import about
from enterprises.registry.lookups import codes
from enterprises.registry.maps import directory_map
from enterprises.registry.models import Enterprise
from enterprises.registry.profile import for_profile, profile_of
from enterprises.registry.queries import (
    SESSION_KEY,
    current_membership,
    figures,
    listed,
    memberships_of,
    page_found,
)

_LARGEST_KEY = 2**63 - 1


@require_GET
def enterprise_list(request: HttpRequest) -> HttpResponse:
    """Show the enterprises that were asked for; with a value that doesn't exist, the reason instead of a list."""
    day = today()
    found = directory(request, listed(day))
    context: dict[str, Any] = {"form": found.form, "reset_url": reverse("enterprises:list")}
    if not found.is_valid():
        return render(request, "enterprises/registry/list.html", context, status=400)
    counts = figures(found, day)
    context |= {
        "page": page_found(found, request, day, frequent=counts.more),
        "n": counts.total,
        "more": counts.more,
        "chips": _chips(request, found.chosen()),
        "map": None if counts.by_district is None else directory_map(request, counts.by_district),
        "codes": codes(),
    }
    return render(request, "enterprises/registry/list.html", context)


def _chips(request: HttpRequest, chosen: list[tuple[str, str, str]]) -> list[tuple[str, str]]:
    """Return (label, address without it) of each filter in use; a page number goes with it."""
    chips = []
    for name, label, value in chosen:
        query = request.GET.copy()
        for key in (name, "page"):
            query.pop(key, None)
        chips.append((f"{label}: {value}", f"{request.path}?{query.urlencode()}"))
    return chips


@require_GET
def enterprise_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the page of an enterprise; one that was merged leads to the one it lives on in."""
    enterprise = _enterprise_or_404(pk)
    if enterprise.merged_into_id:
        return redirect("enterprises:detail", pk=enterprise.merged_into_id, permanent=True)
    context = {
        "enterprise": enterprise,
        "profile": profile_of(enterprise, today()),
        "panels": [(panel, panel.context(enterprise, request)) for panel in registered(EnterprisePanel)],
        "linked_data": about(enterprise, request),
    }
    return render(request, "enterprises/registry/detail.html", context)


def _enterprise_or_404(pk: int) -> Enterprise:
    found = for_profile(pk) if pk <= _LARGEST_KEY else []
    if not found:
        raise Http404
    return found[0]


@login_required
@require_GET
def my_enterprise(request: HttpRequest) -> HttpResponse:
    """Show a member what the register says of the enterprise, and who else is a member."""
    member = current_membership(request)
    if member is None:
        return render(request, "enterprises/registry/my_none.html", {"links": _links(for_strangers=True)})
    enterprise = _enterprise_or_404(member.enterprise_id)
    context = {
        "member": member,
        "enterprise": enterprise,
        "profile": profile_of(enterprise, today(), for_members=True),
        "members": enterprise.memberships.select_related("user").order_by("pk"),
        "memberships": memberships_of(request),
        "links": _links(for_strangers=False),
    }
    return render(request, "enterprises/registry/my.html", context)


def _links(*, for_strangers: bool) -> list[EntryLink]:
    return [link for link in registered(EntryLink) if link.for_strangers == for_strangers]


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit_contact(request: HttpRequest) -> HttpResponse:
    """Let an owner or manager change what the enterprise says of itself."""
    member = current_membership(request)
    if member is None or not member.may_edit:
        raise PermissionDenied(_("Only owners and managers of an enterprise change its entry."))
    form = ContactForm.of(member.enterprise, request.POST if request.method == "POST" else None)
    if form.is_valid():
        if payload := form.payload():
            actions.record(member.enterprise, sources.MEMBER, payload)
        messages.success(request, _("Saved. The public page shows it now."))
        return redirect("enterprises:my")
    context = {"form": form, "enterprise": member.enterprise}
    return render(request, "enterprises/registry/edit.html", context, status=status_of(form))


@login_required
@require_POST
def switch(request: HttpRequest) -> HttpResponse:
    """Work for another of one's enterprises from now on, and return to the page of before."""
    chosen = request.POST.get("enterprise", "")
    member = next((member for member in memberships_of(request) if str(member.enterprise_id) == chosen), None)
    if member is None:
        raise PermissionDenied(_("You are not a member of this enterprise."))
    request.session[SESSION_KEY] = member.enterprise_id
    target = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure())
    return redirect(target if safe else reverse("enterprises:my"))
