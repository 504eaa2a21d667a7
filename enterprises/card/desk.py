"""The card of an enterprise at the desk of the register: one page to read, two short forms, and who is in charge."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from busan_se.audit.access import log_access
from busan_se.core.clock import now
from busan_se.core.errors import PortalError
from busan_se.core.forms import status_of
from enterprises.card import actions, queries
from enterprises.card.forms import ConsultationForm, InChargeForm, NoteForm
from enterprises.card.models import DeskInCharge, card_url
from enterprises.registry.models import Enterprise

# What the page takes: the name of the form → its class, the action, the permission.
FORMS: dict[str, tuple[type[forms.ModelForm], Callable[..., Any], str]] = {
    "consultation": (ConsultationForm, actions.consult, "enterprises.add_consultation"),
    "note": (NoteForm, actions.write_note, "enterprises.add_note"),
}
CHARGE = "enterprises.change_deskincharge"


def card(desk: Any, request: HttpRequest, pk: int) -> HttpResponse:
    """Show the card of an enterprise, or write down a consultation or a note. A look at it goes to the access log."""
    enterprise = _found(desk, request, pk)
    if enterprise.merged_into_id:
        messages.info(request, _("“%(name)s” was merged into this enterprise.") % {"name": enterprise.name})
        return redirect(card_url(enterprise.merged_into_id))
    posted = request.POST.get("form", "consultation") if request.method == "POST" else ""
    if posted and not request.user.has_perm(FORMS.get(posted, FORMS["consultation"])[2]):
        raise PermissionDenied
    form = FORMS[posted][0](request.POST) if posted in FORMS else None
    if form is not None and form.is_valid():
        FORMS[posted][1](enterprise, by=request.user, **form.cleaned_data)
        messages.success(request, _("It stands on the card now."))
        return redirect(f"{card_url(pk)}#{posted}s")
    log_access(request, f"enterprises.Enterprise:{pk}", "view")
    page = _page(desk, request, enterprise) | ({f"{posted}_form": form} if form else {})
    return TemplateResponse(request, "enterprises/card/card.html", page, status=status_of(form) if form else 200)


def in_charge(desk: Any, request: HttpRequest, pk: int) -> HttpResponse:
    """Show who was in charge of an enterprise when and why, and put somebody else in charge."""
    enterprise = _found(desk, request, pk)
    if not request.user.has_perm(CHARGE):
        raise PermissionDenied
    rows = DeskInCharge.objects.visible_to(request.user).filter(enterprise=enterprise).select_related("officer", "by")
    present = next((row.officer_id for row in rows if row.until is None), None)
    form = InChargeForm(enterprise, request.POST if request.method == "POST" else None, initial={"officer": present})
    if form.is_valid() and _was_put_in_charge(request, enterprise, form):
        messages.success(request, _("The desk in charge was changed."))
        return redirect(card_url(pk))
    page = {
        **desk.admin_site.each_context(request),
        "title": pgettext("enterprise", "Change the desk in charge"),
        "opts": desk.opts,
        "enterprise": enterprise,
        "form": form,
        "rows": rows,
        "back": card_url(pk),
    }
    return TemplateResponse(request, "enterprises/card/in_charge.html", page, status=status_of(form))


def _was_put_in_charge(request: HttpRequest, enterprise: Enterprise, form: InChargeForm) -> bool:
    said = form.cleaned_data
    try:
        actions.put_in_charge(enterprise, said["officer"], reason=said["reason"], by=request.user)
    except PortalError as refusal:
        form.add_error(None, refusal)
        return False
    return True


def _found(desk: Any, request: HttpRequest, pk: int) -> Enterprise:
    """Return the enterprise with what the head shows. Raises PermissionDenied, and Http404 outside this desk."""
    if not desk.has_view_permission(request):
        raise PermissionDenied
    return get_object_or_404(queries.with_head(Enterprise.objects.managed_by(request.user)), pk=pk)


def _all(model: str, enterprise: Enterprise) -> str:
    """Return the address of the desk's list of an enterprise's rows."""
    return f"{reverse(f'admin:enterprises_{model}_changelist')}?{urlencode({'q': enterprise.name})}"


def _page(desk: Any, request: HttpRequest, enterprise: Enterprise) -> dict[str, Any]:
    user = request.user
    return {
        **desk.admin_site.each_context(request),
        "title": _("Card of the enterprise"),
        "subtitle": enterprise.name,
        "opts": desk.opts,
        "enterprise": enterprise,
        "facts": queries.head(enterprise),
        "blocks": queries.blocks(enterprise, user),
        "consultations": [(row, row.is_editable_by(user)) for row in queries.consultations(enterprise, user)],
        "notes": [(row, row.is_editable_by(user)) for row in queries.notes(enterprise, user)],
        "more_consultations": _all("consultation", enterprise),
        "more_notes": _all("note", enterprise),
        "shown_at": now(),
        "may_charge": user.has_perm(CHARGE),
        "may_write": user.has_perm("enterprises.change_consultation"),
        **{f"{key}_form": form() for key, (form, _act, permission) in FORMS.items() if user.has_perm(permission)},
    }
