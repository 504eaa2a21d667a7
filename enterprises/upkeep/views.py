"""A member's page of the upkeep: look, confirm, choose how often to be asked."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from busan_se.core.clock import today
from busan_se.core.forms import status_of
from enterprises.registry.models import Membership
from enterprises.registry.profile import for_profile, profile_of
from enterprises.registry.queries import current_membership, memberships_of
from enterprises.upkeep import actions, pages
from enterprises.upkeep.forms import CadenceForm


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    """Show what the register says and lacks; the owner chooses here how often to be asked."""
    member = _member(request)
    context = pages.context_of(member)
    sent = request.POST if request.method == "POST" else None
    form = CadenceForm(sent, initial={"months": context["standing"].months})
    if sent is not None and member.role != Membership.Role.OWNER:
        raise PermissionDenied(_("Only an owner of the enterprise chooses how often to be asked."))
    if form.is_valid():
        actions.choose_cadence(member.enterprise, form.cleaned_data["months"], by=request.user)
        messages.success(request, _("Your choice is kept."))
        return redirect(pages.check_url(member.enterprise_id))
    enterprise = for_profile(member.enterprise_id)[0]
    context |= {
        "enterprise": enterprise,
        "profile": profile_of(enterprise, today(), for_members=True),
        "lacks": pages.lacks(context["complete"]),
        "form": form if member.role == Membership.Role.OWNER else None,
        "is_current": member == current_membership(request),
    }
    return render(request, "enterprises/upkeep/check.html", context, status=status_of(form))


@login_required
@require_POST
def confirm(request: HttpRequest) -> HttpResponse:
    """Keep the word of an owner or manager that the entry is right."""
    member = _member(request)
    if not member.may_edit:
        raise PermissionDenied(_("Only an owner or a manager of the enterprise confirms its entry."))
    actions.confirm(member.enterprise, by=request.user)
    messages.success(request, _("Thank you. The public page shows today as the day of confirmation."))
    return redirect(pages.check_url(member.enterprise_id))


def _member(request: HttpRequest) -> Membership:
    """Return the membership in the enterprise that is named, else in the one that the person works for now."""
    named = request.POST.get("enterprise") or request.GET.get("enterprise")
    own = (member for member in memberships_of(request) if str(member.enterprise_id) == named)
    member = next(own, None) if named else current_membership(request)
    if member is None:
        raise PermissionDenied(_("Only members of an enterprise look after its entry."))
    return member
