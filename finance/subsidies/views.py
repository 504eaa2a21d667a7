"""Pages of the enterprise and the public list: find the row, check a rule, validate a form, call one action."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from busan_se.core.arrival import arrived_at
from busan_se.core.errors import PortalError
from busan_se.core.forms import status_of
from busan_se.core.paging import page_of
from finance.subsidies import actions, pages, rules
from finance.subsidies.content import content_hash
from finance.subsidies.forms import AccountForm, SeenForm, WriteForm
from finance.subsidies.models import Grant
from finance.subsidies.notices import notice_file
from finance.subsidies.queries import DISCLOSED_FROM_WON, disclosed, disclosed_years

GET_OR_POST = ["GET", "HEAD", "POST"]
CONFLICT = 409
TEMPLATES = {
    "edit": "finance/subsidies/edit.html",
    "account": "finance/subsidies/account.html",
    "file": "finance/subsidies/file.html",
    "agreement": "finance/subsidies/agreement.html",
}
LISTED = ("application__enterprise__sort_key", "pk")


@require_GET
def published(request: HttpRequest) -> HttpResponse:
    """List the grants of a past year that the law makes public, the newest year first."""
    years = disclosed_years()
    asked = request.GET.get("year", "")
    chosen = next((year for year in years if str(year) == asked), years[0] if years and not asked else None)
    if asked and chosen is None:
        raise Http404(_("No grants are published for this year."))
    page = page_of(disclosed(chosen), request, order=LISTED, size=50) if chosen else None
    context = {"years": years, "year": chosen, "page": page, "least": DISCLOSED_FROM_WON}
    return render(request, "finance/subsidies/published.html", context)


@login_required
@require_GET
def mine(request: HttpRequest) -> HttpResponse:
    """List the grants of the person's enterprises and of the person, newest first."""
    page = page_of(Grant.objects.of_applicant(request.user).with_names(), request, order=("-created_at", "pk"))
    rows = [pages.list_row(grant) for grant in page.items]
    return render(request, "finance/subsidies/list.html", {"page": page, "rows": rows})


@login_required
@require_GET
def detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show how far a grant has come, what was filed, decided, agreed and paid."""
    page = _page(request, pk)
    return render(request, "finance/subsidies/detail.html", {"page": page, "grant": page.grant})


@login_required
@require_http_methods(GET_OR_POST)
def edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Write the grant application: every POST saves, takes a chosen file along, and leads on where the button says."""
    page, refusal = _writable(request, pk), ""
    if not page.grant.is_open:
        return redirect(page.grant)
    form = WriteForm(request.POST, request.FILES) if request.method == "POST" else WriteForm.of(page.grant)
    if form.is_bound and form.is_valid():
        refusal = _refusal(lambda: _save(request, pk, form))
        if not refusal and request.POST.get("then") == "next":
            return redirect("grants:file" if page.grant.account_number else "grants:account", pk=pk)
        if not refusal:
            messages.success(request, _("Saved. You can go on later: it is under “My page”."))
            return redirect("grants:edit", pk=pk)
    return _answer(request, "edit", page, form, refusal)


def _save(request: HttpRequest, pk: UUID, form: WriteForm) -> None:
    actions.save_draft(pk, form.written, lock_version=form.cleaned_data["lock_version"])
    removed = request.POST.get("remove", "")
    if removed.isdecimal() and len(removed) < 19:
        actions.detach(pk, int(removed))
    if upload := form.cleaned_data["upload"]:
        actions.attach(pk, upload, by=request.user)


@login_required
@reauthentication_required
@require_http_methods(GET_OR_POST)
def account(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take the bank account, from somebody who has just proved again who it is."""
    page, refusal = _writable(request, pk), ""
    if not page.grant.is_open:
        return redirect(page.grant)
    form = AccountForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        refusal = _refusal(lambda: actions.set_account(pk, **form.cleaned_data))
        if not refusal:
            return redirect("grants:file", pk=pk)
    return _answer(request, "account", page, form, refusal)


@login_required
@require_http_methods(GET_OR_POST)
def file(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show all that would be filed; POST files it. Twice, or from another tab: it is filed once."""
    page, refusal = _writable(request, pk), ""
    if not page.grant.is_open:
        return redirect(page.grant)
    form = SeenForm(request.POST if request.method == "POST" else None, initial={"seen_hash": content_hash(page.grant)})
    if form.is_bound and form.is_valid():
        seen, arrived = form.cleaned_data["seen_hash"], arrived_at(request)
        refusal = _refusal(lambda: actions.file(pk, by=request.user, seen_hash=seen, arrived=arrived))
        if not refusal:
            messages.success(request, _("The grant application was filed. A mail confirms it."))
            return redirect("grants:detail", pk=pk)
        form = SeenForm(initial=form.initial)
    return _answer(request, "file", page, form, refusal)


@login_required
@reauthentication_required
@require_http_methods(GET_OR_POST)
def agreement(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show the agreement; POST agrees to the text that was read."""
    page, refusal = _writable(request, pk), ""
    if page.agreement is None:
        raise Http404(_("No agreement was offered."))
    form = SeenForm(request.POST if request.method == "POST" else None, initial={"seen_hash": page.agreement.text_hash})
    if form.is_bound and form.is_valid():
        seen = form.cleaned_data["seen_hash"]
        refusal = _refusal(lambda: actions.agree(pk, by=request.user, seen_hash=seen))
        if not refusal:
            messages.success(request, _("You agreed to the agreement."))
            return redirect("grants:detail", pk=pk)
        form = SeenForm(initial=form.initial)
    return _answer(request, "agreement", page, form, refusal)


@login_required
@require_GET
def decision_pdf(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Send the notice of the grant decision as PDF; it is no copy of the official letter."""
    page = _page(request, pk)
    if page.decision is None:
        raise Http404(_("Nothing was decided yet."))
    response = HttpResponse(notice_file(page.grant), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{page.grant.application.receipt_number}-grant.pdf"'
    return response


def _page(request: HttpRequest, pk: UUID) -> pages.GrantPage:
    """Return the page of a grant that this person may read as its enterprise; anybody else finds nothing."""
    found = Grant.objects.of_applicant(request.user).with_names().with_money().select_related("application__version")
    grant = get_object_or_404(found, pk=pk)
    return pages.GrantPage(grant, rules.may_edit(request.user, grant))


def _writable(request: HttpRequest, pk: UUID) -> pages.GrantPage:
    page = _page(request, pk)
    if not page.may_edit:
        raise PermissionDenied(_("Only an owner or a manager of the enterprise can do this."))
    return page


def _refusal(act: Callable[[], Any]) -> str:
    """Do it and return '', or the reason why it was refused."""
    try:
        act()
    except PortalError as refusal:
        return str(refusal)
    return ""


def _answer(request: HttpRequest, name: str, page: pages.GrantPage, form: Any, refusal: str) -> HttpResponse:
    status = CONFLICT if refusal else status_of(form)
    context = {"page": page, "grant": page.grant, "form": form, "refusal": refusal}
    return render(request, TEMPLATES[name], context, status=status)
