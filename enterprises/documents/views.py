"""A member's pages of the document folder. Each finds its row, checks a right, validates a form, calls one action."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from busan_se.core.errors import PortalError
from busan_se.core.forms import status_of
from enterprises.documents import actions
from enterprises.documents.forms import AddForm, DaysForm, ReplaceForm
from enterprises.documents.models import EnterpriseDocument
from enterprises.documents.pages import Folder
from enterprises.registry.models import Membership
from enterprises.registry.queries import current_membership

GET_OR_POST = ["GET", "HEAD", "POST"]


@login_required
@require_safe
def folder(request: HttpRequest) -> HttpResponse:
    """List the documents of the enterprise by kind, then the former ones."""
    member = _member(request)
    return render(request, "enterprises/documents/list.html", {"member": member, "folder": Folder(member.enterprise)})


@login_required
@require_http_methods(GET_OR_POST)
def add(request: HttpRequest) -> HttpResponse:
    """Put a document into the folder; `?kind=` chooses the kind beforehand."""
    member = _editor(request)
    form = AddForm(*_sent(request), initial={"kind": request.GET.get("kind", "")})

    def put() -> str:
        said = form.cleaned_data
        actions.add(member.enterprise, said["kind"], said["upload"], form.days, by=request.user, label=said["label"])
        return _("The document is in the folder.")

    return _form_page(request, "enterprises/documents/add.html", form, put, {"member": member})


@login_required
@require_http_methods(GET_OR_POST)
def replace(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a new document in place of a current one."""
    document = _editable(request, pk)
    form = ReplaceForm(*_sent(request))

    def put() -> str:
        actions.replace(pk, form.cleaned_data["upload"], form.days, by=request.user)
        return _("The document is replaced. The former one stays under “Former documents”.")

    return _form_page(request, "enterprises/documents/replace.html", form, put, {"document": document})


@login_required
@require_http_methods(GET_OR_POST)
def dates(request: HttpRequest, pk: int) -> HttpResponse:
    """Write the days of a document that came in without them."""
    document = _editable(request, pk)
    form = DaysForm(*_sent(request))

    def put() -> str:
        actions.date_it(pk, form.days)
        return _("The days are kept.")

    return _form_page(request, "enterprises/documents/dates.html", form, put, {"document": document})


@login_required
@require_http_methods(GET_OR_POST)
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask, then delete a document, or take it out where an application has it."""
    document = _editable(request, pk)
    if request.method != "POST":
        used = not EnterpriseDocument.objects.unused().filter(pk=pk).exists()
        return render(request, "enterprises/documents/remove.html", {"document": document, "used": used})
    try:
        deleted = actions.remove(pk)
    except PortalError as refusal:
        messages.error(request, str(refusal))
    else:
        done = _("The document is deleted.") if deleted else _("The document is taken out of the folder.")
        messages.success(request, done)
    return redirect("documents:list")


def _form_page(
    request: HttpRequest, template: str, form: forms.Form, put: Callable[[], str], context: dict[str, Any]
) -> HttpResponse:
    """Show a form; where it was sent and is right, do `put` and go back to the folder with what it says."""
    if form.is_bound and form.is_valid():
        try:
            messages.success(request, put())
        except PortalError as refusal:
            form.add_error(None, refusal)
        else:
            return redirect("documents:list")
    return render(request, template, {"form": form, **context}, status=status_of(form))


def _sent(request: HttpRequest) -> tuple[Any, Any]:
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)


def _member(request: HttpRequest) -> Membership:
    member = current_membership(request)
    if member is None:
        raise PermissionDenied(_("Only members of an enterprise have a document folder."))
    return member


def _editor(request: HttpRequest) -> Membership:
    member = _member(request)
    if not member.may_edit:
        raise PermissionDenied(_("Only an owner or a manager of the enterprise can change the document folder."))
    return member


def _editable(request: HttpRequest, pk: int) -> EnterpriseDocument:
    member = _member(request)
    document = get_object_or_404(EnterpriseDocument.objects.current().filter(enterprise=member.enterprise_id), pk=pk)
    _editor(request)
    return document
