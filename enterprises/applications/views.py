"""Pages of the applicant. Each finds its row, checks a rule, validates a form and calls one action."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from busan_se.core.arrival import arrived_at
from busan_se.core.errors import PortalError, Refused, WrongState
from busan_se.core.forms import status_of
from busan_se.core.paging import page_of
from busan_se.programs.models import Call
from enterprises.applications import actions, content, pages, rules, standing
from enterprises.applications.eligibility_views import begin
from enterprises.applications.finding import editable, found
from enterprises.applications.forms import EndForm, StartForm, SubmitForm
from enterprises.applications.models import Application
from enterprises.applications.receipts import receipt_file
from enterprises.applications.writing import over
from enterprises.registry.queries import memberships_of

GET_OR_POST = ["GET", "HEAD", "POST"]
CONFLICT = 409


@require_http_methods(GET_OR_POST)
def start(request: HttpRequest, number: str) -> HttpResponse:
    """Show who may apply and what is needed; POST begins the draft of the chosen enterprise."""
    call = get_object_or_404(
        Call.objects.visible_to(request.user).published().select_related("program", "current_version"), number=number
    )
    if request.method == "POST" and not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    page = pages.StartPage(call, memberships_of(request), arrived_at(request))
    form = StartForm(request.POST if request.method == "POST" else None, page.candidates)
    if form.is_bound and form.is_valid():
        try:
            enterprise = form.chosen[form.cleaned_data["enterprise"]]
            return redirect(begin(request, call, enterprise))
        except Refused as error:
            if error.code in {"unanswered", "not_qualified"}:
                return redirect("applications:eligibility", number=number, enterprise=enterprise.pk)
            form.add_error(None, error)
    context = {"page": page, "call": call, "form": form}
    return render(request, "enterprises/applications/start.html", context, status=status_of(form))


@login_required
@require_GET
def mine(request: HttpRequest) -> HttpResponse:
    """List the applications of the person's enterprises and of the person, newest first."""
    own = Application.objects.of_applicant(request.user).with_applicant()
    page = page_of(own, request, order=("-created_at", "pk"))
    rows = [standing.list_row(application) for application in page.items]
    return render(request, "enterprises/applications/list.html", {"page": page, "rows": rows})


@login_required
@require_http_methods(GET_OR_POST)
def check(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show all answers to be checked; POST submits them. Twice, late or from another tab: the same receipt."""
    if request.method == "POST":
        return _submit(request, pk, SubmitForm(request.POST))
    application = found(request, pk)
    if not application.is_draft:
        return redirect("applications:receipt", pk=pk)
    return _check_page(request, application, _submit_form(application))


def _submit_form(application: Application) -> SubmitForm:
    seen = content.content_hash(application, content.applicant_of(application))
    return SubmitForm(initial={"seen_hash": seen})


def _submit(request: HttpRequest, pk: UUID, form: SubmitForm) -> HttpResponse:
    """Submit with as few queries as there can be: what only a page needs is read where one is shown."""
    if not form.is_valid():
        application = editable(request, pk)
        return _check_page(request, application, form) if application.is_draft else redirect("applications:receipt", pk)
    try:
        actions.submit(
            pk,
            by=request.user,
            seen_hash=form.cleaned_data["seen_hash"],
            consents=form.consents,
            key=form.cleaned_data["key"],
            arrived=arrived_at(request),
            among=Application.objects.editable_by(request.user),
        )
    except Application.DoesNotExist:
        editable(request, pk)
        raise
    except PortalError as error:
        application = found(request, pk)
        return _check_page(request, application, _submit_form(application), refusal=str(error))
    return redirect("applications:receipt", pk=pk)


def _check_page(request: HttpRequest, application: Application, form: SubmitForm, refusal: str = "") -> HttpResponse:
    page = pages.CheckPage(application, arrived_at(request), rules.may_edit(request.user, application), form)
    context = {"page": page, "application": application, "form": form, "refusal": refusal}
    status = CONFLICT if refusal else status_of(form)
    return render(request, "enterprises/applications/check.html", context, status=status)


@login_required
@require_http_methods(GET_OR_POST)
def discard(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Ask, then delete a draft."""
    application = editable(request, pk)
    if request.method == "POST":
        try:
            actions.discard(pk)
        except WrongState as error:
            return over(request, pk, error)
        messages.success(request, _("The draft was deleted."))
        return redirect("applications:list")
    return render(request, "enterprises/applications/discard.html", {"application": application})


@login_required
@require_GET
def receipt(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show the receipt."""
    application = found(request, pk)
    if application.is_draft:
        return redirect("applications:edit", pk=pk)
    page = standing.StatusPage(application, may_edit=False)
    return render(request, "enterprises/applications/receipt.html", {"page": page, "application": application})


@login_required
@require_GET
def receipt_pdf(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Send the receipt as PDF."""
    application = found(request, pk)
    if application.is_draft:
        return redirect("applications:edit", pk=pk)
    response = HttpResponse(receipt_file(application), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{application.receipt_number}.pdf"'
    return response


@login_required
@require_GET
def status(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show how far it has come, in plain words, with everything that was submitted."""
    application = found(request, pk)
    if application.is_draft:
        return redirect("applications:edit", pk=pk)
    page = standing.StatusPage(application, rules.may_edit(request.user, application))
    return render(request, "enterprises/applications/status.html", {"page": page, "application": application})


@login_required
@require_http_methods(GET_OR_POST)
def withdraw(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Ask for the reason, then withdraw the application (취하) or, after a selection, give it up (포기)."""
    application = editable(request, pk)
    page = standing.StatusPage(application, may_edit=True)
    if not page.ending:
        messages.error(request, _("This can't be withdrawn any more."))
        return redirect("applications:status", pk=pk)
    form = EndForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        action = actions.give_up if page.ending == "give_up" else actions.withdraw
        try:
            action(pk, by=request.user, reason=form.cleaned_data["reason"])
        except WrongState as error:
            messages.error(request, str(error))
        return redirect("applications:status", pk=pk)
    context = {"application": application, "page": page, "form": form}
    return render(request, "enterprises/applications/withdraw.html", context, status=status_of(form))
