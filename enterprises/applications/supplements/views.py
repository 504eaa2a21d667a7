"""Pages on which an applicant mends what the desk named, looks at it again, hands it in, or asks for more time."""

from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from busan_se.core.arrival import arrived_at
from busan_se.core.errors import PortalError, Refused, WrongState
from busan_se.core.forms import status_of
from enterprises.applications.finding import editable
from enterprises.applications.supplements import actions
from enterprises.applications.supplements.forms import MendForm, MoreTimeForm
from enterprises.applications.supplements.models import Supplement
from enterprises.applications.supplements.pages import MendPage

GET_OR_POST = ["GET", "HEAD", "POST"]


def _open(request: HttpRequest, pk: UUID) -> Supplement | None:
    """Return what this person may mend of the application, None if there is nothing. Raises PermissionDenied."""
    application = editable(request, pk)
    supplement = Supplement.objects.open().filter(application=application).first()
    if supplement:
        supplement.application = application
    else:
        messages.info(request, _("Nothing is to be mended here now: it was answered, or it is over."))
    return supplement


@login_required
@require_http_methods(GET_OR_POST)
def mend(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Write the named questions: every POST saves, takes chosen files along, and leads on where the button says."""
    supplement = _open(request, pk)
    if supplement is None:
        return redirect("applications:status", pk=pk)
    if request.method == "POST":
        return _save(request, supplement)
    return _mend_page(request, supplement, MendForm(supplement, more=request.GET.get("more", "")), {})


def _save(request: HttpRequest, supplement: Supplement) -> HttpResponse:
    pk, arrived = supplement.application_id, arrived_at(request)
    form = MendForm(supplement, request.POST)
    file_errors, is_sound = dict[str, str](), form.is_valid()
    try:
        file_errors = _take_files(request, supplement)
        if is_sound:
            actions.save(pk, answers=form.answers, note=form.cleaned_data["note"], arrived=arrived)
    except WrongState as error:
        messages.error(request, str(error))
        return redirect("applications:status", pk=pk)
    except Refused as error:
        form.add_error(None, error)
    if form.errors or file_errors:
        return _mend_page(request, supplement, form, file_errors)
    return _onward(request, supplement)


def _take_files(request: HttpRequest, supplement: Supplement) -> dict[str, str]:
    """Attach what came along, remove what is asked for; return what was refused, by question."""
    pk, arrived, refused = supplement.application_id, arrived_at(request), dict[str, str]()
    removed = request.POST.get("remove", "")
    if removed.isdecimal() and len(removed) < 19:
        actions.detach(pk, int(removed), arrived=arrived)
    for slot in supplement.parts:
        for upload in request.FILES.getlist(slot):
            try:
                actions.attach(pk, slot, upload, by=request.user, arrived=arrived)
            except Refused as error:
                refused[slot] = str(error)
    return refused


def _onward(request: HttpRequest, supplement: Supplement) -> HttpResponse:
    """Lead on after saving, where the button says; without one the page stays."""
    then, here = request.POST.get("then", ""), reverse("applications:mend", args=[supplement.application_id])
    if then == "check":
        return redirect("applications:mend_check", pk=supplement.application_id)
    if then.startswith("more:"):
        key = then.removeprefix("more:")
        known = key if key in supplement.parts else ""
        return redirect(f"{here}?more={known}#id_{known}_0")
    messages.success(request, _("Saved. It counts only when you have handed it in."))
    return redirect(here)


def _mend_page(
    request: HttpRequest, supplement: Supplement, form: MendForm, file_errors: dict[str, str]
) -> HttpResponse:
    page = MendPage(supplement, arrived_at(request), form, file_errors)
    context = {"page": page, "application": supplement.application, "supplement": supplement, "form": form}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if file_errors else status_of(form)
    return render(request, "enterprises/applications/supplements/mend.html", context, status=status)


@login_required
@require_http_methods(GET_OR_POST)
def check(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show what will be handed in; POST hands it in, once."""
    supplement = _open(request, pk)
    if supplement is None:
        return redirect("applications:status", pk=pk)
    refusal = ""
    if request.method == "POST":
        try:
            actions.answer(pk, by=request.user, arrived=arrived_at(request))
        except PortalError as error:
            refusal = str(error)
        else:
            messages.success(request, _("What you mended was received. A mail confirms it."))
            return redirect("applications:status", pk=pk)
    page = MendPage(supplement, arrived_at(request))
    context = {"page": page, "application": supplement.application, "supplement": supplement, "refusal": refusal}
    status = HTTPStatus.CONFLICT if refusal else HTTPStatus.OK
    return render(request, "enterprises/applications/supplements/check.html", context, status=status)


@login_required
@require_http_methods(GET_OR_POST)
def more_time(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Ask for more time, with a reason."""
    supplement = _open(request, pk)
    if supplement is None:
        return redirect("applications:status", pk=pk)
    form = MoreTimeForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            actions.wish_more_time(pk, reason=form.cleaned_data["reason"], by=request.user)
        except PortalError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Your wish is at the desk. The answer comes by mail and shows here."))
            return redirect("applications:status", pk=pk)
    context = {"application": supplement.application, "supplement": supplement, "form": form}
    return render(request, "enterprises/applications/supplements/more_time.html", context, status=status_of(form))
