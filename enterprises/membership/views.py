"""Pages of members. Each finds its row, checks a rule, validates a form and calls one action."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from busan_se.core.clock import now
from busan_se.core.errors import PortalError
from enterprises.membership import actions
from enterprises.membership.forms import HandOverForm, InviteForm, RoleForm
from enterprises.membership.models import HandOver, Invitation
from enterprises.registry.models import Membership
from enterprises.registry.queries import SESSION_KEY, current_membership

GET_OR_POST = ["GET", "HEAD", "POST"]
NOT_FOUND = 404


@login_required
@require_http_methods(GET_OR_POST)
def members(request: HttpRequest) -> HttpResponse:
    """List the members and open invitations of the enterprise; the owner invites here."""
    own = _own(request)
    form = InviteForm(request.POST if request.method == "POST" else None, initial={"role": Membership.Role.MANAGER})
    if form.is_bound:
        _refuse_others(own)
    if form.is_bound and form.is_valid():
        try:
            actions.invite(own.enterprise, **form.cleaned_data, by=request.user)
        except PortalError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("The invitation is on its way."))
            return redirect("members:list")
    rows = Membership.objects.filter(enterprise=own.enterprise_id).select_related("user")
    invitations = Invitation.objects.open().filter(enterprise=own.enterprise_id).select_related("invited_by")
    context = {
        "own": own,
        "is_owner": _is_owner(own),
        "members": sorted(rows, key=lambda row: (_ORDER.index(row.role), row.pk)),
        "invitations": invitations if _is_owner(own) else (),
        "hand_over": HandOver.objects.open().visible_to(request.user).filter(enterprise=own.enterprise_id).first(),
        "form": form,
        "now": now(),
    }
    return render(request, "enterprises/membership/list.html", context)


_ORDER = ("owner", "manager", "viewer")


@login_required
@require_http_methods(GET_OR_POST)
def member(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a member another role."""
    row = _other(request, pk)
    form = RoleForm(request.POST if request.method == "POST" else None, initial={"role": row.role})
    if form.is_bound and form.is_valid():
        try:
            actions.set_role(row, form.cleaned_data["role"])
        except PortalError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("The role is changed."))
            return redirect("members:list")
    return render(request, "enterprises/membership/member.html", {"row": row, "form": form})


@login_required
@require_http_methods(GET_OR_POST)
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask, then end the membership of another."""
    row = _other(request, pk)
    if request.method == "POST":
        return _done(request, lambda: actions.remove(row), _("%(person)s is removed.") % {"person": row.user})
    return render(request, "enterprises/membership/remove.html", {"row": row})


@login_required
@require_http_methods(GET_OR_POST)
def leave(request: HttpRequest) -> HttpResponse:
    """Ask, then end one's own membership."""
    own = _own(request)
    if request.method == "POST":
        try:
            actions.leave(own)
        except PortalError as refusal:
            messages.error(request, str(refusal))
            return redirect("members:list")
        request.session.pop(SESSION_KEY, None)
        messages.success(request, _("You left %(enterprise)s.") % {"enterprise": own.enterprise})
        return redirect("pages:my")
    others = Membership.objects.filter(enterprise=own.enterprise_id).exclude(pk=own.pk)
    owners = others.filter(role=Membership.Role.OWNER)
    stuck = _is_owner(own) and others.exists() and not owners.exists() and not own.enterprise.is_gone
    context = {"own": own, "stuck": stuck, "last": not others.exists()}
    return render(request, "enterprises/membership/leave.html", context)


@login_required
@require_http_methods(GET_OR_POST)
def hand_over(request: HttpRequest) -> HttpResponse:
    """Offer the ownership to another member."""
    own = _refuse_others(_own(request))
    rows = Membership.objects.filter(enterprise=own.enterprise_id).exclude(role=Membership.Role.OWNER)
    others = list(rows.select_related("user").order_by("pk"))
    form = HandOverForm(request.POST if request.method == "POST" else None, others)
    if form.is_bound and form.is_valid():
        receiver = form.members[form.cleaned_data["receiver"]]
        try:
            actions.offer_hand_over(own, receiver, giver_stays=form.cleaned_data["giver_stays"])
        except PortalError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("The offer is made. Nothing changes until the other person accepts."))
            return redirect("members:list")
    return render(request, "enterprises/membership/hand_over.html", {"own": own, "others": others, "form": form})


@login_required
@require_http_methods(GET_OR_POST)
def hand_over_answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Show an offered hand-over; the receiver accepts or declines it, the giver takes it back."""
    rows = HandOver.objects.visible_to(request.user).select_related("enterprise", "giver", "receiver")
    offer = get_object_or_404(rows, pk=pk)
    if request.method == "POST":
        answer = request.POST.get("answer", "")
        if answer not in HandOver.Answer.values:
            messages.error(request, _("Choose one of the buttons."))
            return redirect("members:hand_over_answer", pk=pk)
        done = _("Done.")
        return _done(request, lambda: actions.answer_hand_over(pk, answer, by=request.user), done, "pages:my")
    return render(request, "enterprises/membership/answer.html", {"offer": offer})


@login_required
@require_POST
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an invitation back."""
    invitation = _invitation(request, pk)
    return _done(request, lambda: actions.revoke(invitation.pk), _("The invitation is taken back."))


@login_required
@require_POST
def invite_again(request: HttpRequest, pk: int) -> HttpResponse:
    """Send a new link; the one before is void."""
    invitation = _invitation(request, pk)
    again = _("A new invitation is on its way; the link of before is void.")
    return _done(request, lambda: actions.invite_again(invitation.pk, by=request.user), again)


@never_cache
@require_http_methods(GET_OR_POST)
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Show who invites to what; POST accepts, for who is signed in with the address of the invitation."""
    found = actions.by_token(token)
    if found is None or not found.is_live:
        return render(request, "enterprises/membership/not_live.html", status=NOT_FOUND)
    if request.method == "POST":
        if not request.user.is_authenticated:
            return redirect_to_login(request.path)
        return _accept(request, token)
    fits = request.user.is_authenticated and actions.owns_address(request.user, found.email)
    context = {"invitation": found, "fits": fits}
    return render(request, "enterprises/membership/invitation.html", context)


def _accept(request: HttpRequest, token: str) -> HttpResponse:
    try:
        joined = actions.accept(token, by=request.user)
    except PortalError as refusal:
        messages.error(request, str(refusal))
        return redirect("members:invitation", token=token)
    request.session[SESSION_KEY] = joined.enterprise_id
    messages.success(request, _("You are now a member of %(enterprise)s.") % {"enterprise": joined.enterprise})
    return redirect("enterprises:my")


def _done(request: HttpRequest, act: Any, said: str, then: str = "members:list") -> HttpResponse:
    """Do one thing; say that it is done, or why not."""
    try:
        act()
    except PortalError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, said)
    return redirect(then)


def _own(request: HttpRequest) -> Membership:
    """Return the membership that the person works with now. Raises PermissionDenied without one."""
    own = current_membership(request)
    if own is None:
        raise PermissionDenied(_("You are not a member of an enterprise."))
    return own


def _is_owner(own: Membership) -> bool:
    return own.role == Membership.Role.OWNER


def _refuse_others(own: Membership) -> Membership:
    """Return the owner's membership. Raises PermissionDenied for managers and viewers."""
    if not _is_owner(own):
        raise PermissionDenied(_("Only an owner of the enterprise does this."))
    return own


def _other(request: HttpRequest, pk: int) -> Membership:
    """Return the membership of another member, for an owner of the same enterprise."""
    own = _refuse_others(_own(request))
    rows = Membership.objects.filter(enterprise=own.enterprise_id).exclude(pk=own.pk)
    return get_object_or_404(rows.select_related("user", "enterprise"), pk=pk)


def _invitation(request: HttpRequest, pk: int) -> Invitation:
    own = _refuse_others(_own(request))
    return get_object_or_404(Invitation.objects.filter(enterprise=own.enterprise_id), pk=pk)
