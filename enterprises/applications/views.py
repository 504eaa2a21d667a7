"""Pages of the applicant. Each finds its row, checks a rule, validates a form and calls one action."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from busan_se.core.arrival import arrived_at
from busan_se.core.errors import Conflict, PortalError, Refused, WrongState
from busan_se.core.forms import status_of
from busan_se.core.paging import page_of
from busan_se.programs.models import Call
from enterprises.applications import actions, content, pages, rules, standing
from enterprises.applications.eligibility_views import begin
from enterprises.applications.forms import AnswersForm, EndForm, StartForm, SubmitForm
from enterprises.applications.models import Application
from enterprises.applications.questions import Questions
from enterprises.applications.receipts import receipt_file
from enterprises.registry.queries import memberships_of

GET_OR_POST = ["GET", "HEAD", "POST"]
CONFLICT, REFUSED = 409, 422


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
    found = Application.objects.of_applicant(request.user).with_applicant()
    page = page_of(found, request, order=("-created_at", "pk"))
    rows = [standing.list_row(application) for application in page.items]
    return render(request, "enterprises/applications/list.html", {"page": page, "rows": rows})


@login_required
@require_http_methods(GET_OR_POST)
def edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Write a draft: every POST saves the text, takes chosen files along, and leads on where the button says."""
    application = _found(request, pk)
    if not application.is_draft:
        return redirect("applications:status", pk=pk)
    if not rules.may_edit(request.user, application):
        return redirect("applications:check", pk=pk)
    questions = Questions(application.version)
    if request.method != "POST":
        return _edit_page(request, application, pages.blank_form(application, questions))
    try:
        file_errors = _take_files(request, application, questions)
        form = AnswersForm(questions, request.POST)
        if form.is_valid():
            version = form.cleaned_data["lock_version"]
            application = actions.save_draft(pk, answers=form.answers, lock_version=version)
    except Conflict:
        return _conflict_page(request, pk, form)
    except WrongState as error:
        messages.error(request, str(error))
        return redirect("applications:status", pk=pk)
    if form.errors or file_errors:
        shown = form if form.errors else pages.blank_form(application, questions)
        return _edit_page(request, application, shown, file_errors)
    if request.POST.get("then") == "check":
        return redirect("applications:check", pk=pk)
    messages.success(request, _("Saved. You can go on later: the draft is under “My page”."))
    return redirect("applications:edit", pk=pk)


def _take_files(request: HttpRequest, application: Application, questions: Questions) -> dict[str, str]:
    """Attach what came along or is asked for of the folder, remove what is asked for; return what was refused."""
    refused: dict[str, str] = {}
    removed = request.POST.get("remove", "")
    if removed.isdecimal() and len(removed) < 19:
        actions.detach(application.pk, int(removed))
    slot, _colon, document = request.POST.get("from_folder", "").rpartition(":")
    if slot and document.isdecimal() and len(document) < 19:
        try:
            actions.attach_document(application.pk, slot, int(document), arrived=arrived_at(request))
        except Refused as error:
            refused[slot] = str(error)
    for question in questions.files:
        for upload in request.FILES.getlist(question.key):
            try:
                actions.attach(application.pk, question.key, upload, by=request.user)
            except Refused as error:
                refused[question.key] = str(error)
    return refused


def _edit_page(
    request: HttpRequest, application: Application, form: AnswersForm, file_errors: dict[str, str] | None = None
) -> HttpResponse:
    page = pages.EditPage(application, form, file_errors or {}, arrived_at(request))
    context = {"page": page, "application": application, "form": form}
    status = REFUSED if file_errors else status_of(form)
    return render(request, "enterprises/applications/edit.html", context, status=status)


def _conflict_page(request: HttpRequest, pk: UUID, form: AnswersForm) -> HttpResponse:
    """Show both texts; nothing was saved yet, and either can be kept."""
    application = _found(request, pk)
    page = pages.ConflictPage(application, form)
    return render(
        request, "enterprises/applications/conflict.html", {"page": page, "application": application}, status=CONFLICT
    )


@login_required
@require_http_methods(GET_OR_POST)
def check(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show all answers to be checked; POST submits them. Twice, late or from another tab: the same receipt."""
    application = _found(request, pk)
    if not application.is_draft:
        return redirect("applications:receipt", pk=pk)
    applicant = content.applicant_of(application)
    seen = content.content_hash(application, applicant)
    if request.method != "POST":
        return _check_page(request, application, SubmitForm(initial={"seen_hash": seen}))
    if not rules.may_edit(request.user, application):
        raise PermissionDenied(_("Only an owner or a manager of the enterprise can submit the application."))
    form = SubmitForm(request.POST)
    if not form.is_valid():
        return _check_page(request, application, form)
    try:
        actions.submit(
            pk,
            by=request.user,
            seen_hash=form.cleaned_data["seen_hash"],
            consents=form.consents,
            key=form.cleaned_data["key"],
            arrived=arrived_at(request),
        )
    except PortalError as error:
        again = SubmitForm(initial={"seen_hash": seen})
        return _check_page(request, application, again, refusal=str(error))
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
    application = _editable(request, pk)
    if request.method == "POST":
        try:
            actions.discard(pk)
        except WrongState as error:
            messages.error(request, str(error))
            return redirect("applications:status", pk=pk)
        messages.success(request, _("The draft was deleted."))
        return redirect("applications:list")
    return render(request, "enterprises/applications/discard.html", {"application": application})


@login_required
@require_GET
def receipt(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show the receipt."""
    application = _found(request, pk)
    if application.is_draft:
        return redirect("applications:edit", pk=pk)
    page = standing.StatusPage(application, may_edit=False)
    return render(request, "enterprises/applications/receipt.html", {"page": page, "application": application})


@login_required
@require_GET
def receipt_pdf(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Send the receipt as PDF."""
    application = _found(request, pk)
    if application.is_draft:
        return redirect("applications:edit", pk=pk)
    response = HttpResponse(receipt_file(application), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{application.receipt_number}.pdf"'
    return response


@login_required
@require_GET
def status(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show how far it has come, in plain words, with everything that was submitted."""
    application = _found(request, pk)
    if application.is_draft:
        return redirect("applications:edit", pk=pk)
    page = standing.StatusPage(application, rules.may_edit(request.user, application))
    return render(request, "enterprises/applications/status.html", {"page": page, "application": application})


@login_required
@require_http_methods(GET_OR_POST)
def withdraw(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Ask for the reason, then withdraw the application (취하) or, after a selection, give it up (포기)."""
    application = _editable(request, pk)
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


def _found(request: HttpRequest, pk: UUID) -> Application:
    """Return the application of a page, if this person may read it as applicant; anybody else finds nothing."""
    visible: Any = Application.objects.of_applicant(request.user).with_applicant()
    return get_object_or_404(visible.select_related("version", "submitted_by"), pk=pk)


def _editable(request: HttpRequest, pk: UUID) -> Application:
    application = _found(request, pk)
    if not rules.may_edit(request.user, application):
        raise PermissionDenied(_("Only an owner or a manager of the enterprise can do this."))
    return application
