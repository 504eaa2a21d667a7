"""The desk of reviewers. It opens with a second factor, or with the link of an invitation and a code sent by mail."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from busan_se.accounts.lockout import client_ip
from busan_se.accounts.mfa import has_second_factor, session_has_second_factor
from busan_se.accounts.models import User
from busan_se.audit.access import log_access
from busan_se.audit.models import AccessLog
from busan_se.core.arrival import arrived_at
from busan_se.core.errors import PortalError, Refused
from busan_se.core.forms import status_of
from busan_se.files.models import StoredFile
from busan_se.notifications import contacts
from busan_se.notifications.forms import CodeForm
from busan_se.notifications.models import Channel
from busan_se.reviews import links, pages, rounds, scoring
from busan_se.reviews.forms import DeclarationForm, PledgeForm, ScoreForm
from busan_se.reviews.models import Assignment, Panelist
from busan_se.reviews.sheets import Reading, readings
from busan_se.reviews.workflow import SheetState

GET_OR_POST = ["GET", "HEAD", "POST"]
PURPOSE = "reviews.invitation"
# Which seats this session has entered a code for.
_SESSION = "review_seats"
_BACKEND = "allauth.account.auth_backends.AuthenticationBackend"

View = Callable[..., HttpResponseBase]


@never_cache
@require_http_methods(GET_OR_POST)
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Ask for the code that is sent to the invited address; the right one opens the desk for this review.

    Who has a way of their own to sign in, signs in first: a mailbox alone must not open such an account.
    """
    try:
        panelist = links.follow(token)
    except Panelist.DoesNotExist as error:
        raise Http404(_("This link is not valid any more. Ask the desk for a new one.")) from error
    user = panelist.user
    if request.user.is_authenticated and request.user != user:
        return render(request, "reviews/invitation.html", {"panelist": panelist, "is_other": True}, status=403)
    if not request.user.is_authenticated and _signs_in_by_itself(user):
        return redirect_to_login(request.get_full_path())
    wants_code = "again" in request.POST
    form = CodeForm(request.POST if request.method == "POST" and not wants_code else None)
    try:
        if wants_code:
            _send_code(request, panelist)
            messages.success(request, _("A code is on its way. Enter it below."))
            return redirect(request.path)
        if form.is_bound and form.is_valid():
            contacts.confirm(form.cleaned_data["code"], purpose=PURPOSE, key=str(panelist.pk), then=lambda found: found)
            _let_in(request, panelist)
            return redirect("reviews:desk")
    except Refused as refusal:
        form = CodeForm(request.POST)
        form.full_clean()
        form.add_error(None if wants_code else "code", refusal)
    context = {"panelist": panelist, "form": form, "contact": _contact(panelist).masked}
    return render(request, "reviews/invitation.html", context, status=status_of(form))


def _signs_in_by_itself(user: User) -> bool:
    return user.has_usable_password() or user.is_staff or has_second_factor(user)


def _contact(panelist: Panelist) -> contacts.Contact:
    return contacts.Contact(Channel.EMAIL, panelist.user.email)


def _send_code(request: HttpRequest, panelist: Panelist) -> None:
    contacts.send_code(_contact(panelist), purpose=PURPOSE, key=str(panelist.pk), ip=client_ip(request))


def _let_in(request: HttpRequest, panelist: Panelist) -> None:
    if request.user != panelist.user:
        login(request, panelist.user, backend=_BACKEND)
    request.session[_SESSION] = [*request.session.get(_SESSION, []), panelist.pk]


def _seats(request: HttpRequest) -> Any:
    """Return the seats that this session has proved to be its own."""
    seats = rounds.open_rounds_of(request.user)
    if session_has_second_factor(request):
        return seats
    return seats.filter(pk__in=request.session.get(_SESSION, []))


@never_cache
@login_required
@require_http_methods(GET_OR_POST)
def desk(request: HttpRequest) -> HttpResponse:
    """`/reviews/`: the cases of the person, by review; POST signs the pledge of one."""
    seats = pages.seats_of(_seats(request), arrived_at(request))
    form = PledgeForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        for seat in seats:
            if str(seat.panelist.pk) == request.POST.get("seat"):
                rounds.pledge(seat.panelist)
        return redirect("reviews:desk")
    waits = rounds.open_rounds_of(request.user).count() - len(seats)
    return render(request, "reviews/desk.html", {"seats": seats, "form": form, "waits": waits}, status=status_of(form))


def for_reviewer(view: View) -> View:
    """Give a view the sheet with this key, if this session may score it; who has not pledged yet is sent to do so."""

    @never_cache
    @login_required
    @wraps(view)
    def checked(request: HttpRequest, pk: UUID, **kwargs: Any) -> HttpResponseBase:
        sheets = Assignment.objects.of_reviewer(request.user).filter(panelist__in=_seats(request))
        sheet = get_object_or_404(
            sheets.select_related("case__round__call", "case__round__rubric", "panelist", "declaration"), pk=pk
        )
        if sheet.panelist.pledged_at is None:
            messages.info(request, _("Read and sign the pledge first."))
            return redirect("reviews:desk")
        return view(request, sheet, **kwargs)

    return checked


def _reading(request: HttpRequest, sheet: Assignment) -> Reading:
    (reading,) = readings(sheet.case.round, [sheet.case])
    return reading


@require_http_methods(GET_OR_POST)
@for_reviewer
def case(request: HttpRequest, sheet: Assignment) -> HttpResponse:
    """Show one case and its score form; POST saves a draft. Before the declaration it leads to that."""
    if sheet.state == SheetState.ASSIGNED:
        return redirect("reviews:declare", sheet.pk)
    if sheet.state == SheetState.RECUSED:
        messages.info(request, _("You stood down from this case."))
        return redirect("reviews:desk")
    criteria = scoring.criteria_of(sheet)
    form = ScoreForm(request.POST if request.method == "POST" else None, sheet, criteria)
    if form.is_bound and form.is_valid():
        try:
            scoring.save_scores(sheet.pk, form.points, form.cleaned_data["comment"], arrived=arrived_at(request))
            return _saved(request, sheet)
        except PortalError as refusal:
            form.add_error(None, refusal)
    if request.method == "GET":
        log_access(request, sheet.case, AccessLog.Action.VIEW)
    context = {
        "sheet": sheet,
        "round": sheet.case.round,
        "reading": _reading(request, sheet),
        "form": form,
        "total": pages.sheet_of(sheet, criteria).total,
        "full_marks": pages.full_marks(criteria),
        "is_late": not sheet.case.round.takes_scores_at(arrived_at(request)),
    }
    return render(request, "reviews/case.html", context, status=status_of(form))


def _saved(request: HttpRequest, sheet: Assignment) -> HttpResponse:
    """Lead on where the button said: to the next case, or back to the list."""
    messages.success(request, _("Saved as a draft. Submit all together in the list."))
    if request.POST.get("then") != "next":
        return redirect("reviews:desk")
    later = Assignment.objects.of_reviewer(request.user).unfinished().filter(panelist=sheet.panelist)
    following = later.filter(case__number__gt=sheet.case.number).order_by("case__number").first()
    return redirect(following or "reviews:desk")


@require_http_methods(GET_OR_POST)
@for_reviewer
def declare(request: HttpRequest, sheet: Assignment) -> HttpResponse:
    """Ask for the interest in a case, before anything of it is scored; also later, where one turns out."""
    if sheet.state == SheetState.RECUSED:
        return redirect("reviews:desk")
    form = DeclarationForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            declared = scoring.declare(sheet.pk, **form.cleaned_data, by=request.user)
        except PortalError as refusal:
            form.add_error(None, refusal)
        else:
            return redirect(sheet if declared.kind == "none" else "reviews:desk")
    context = {"sheet": sheet, "round": sheet.case.round, "reading": _reading(request, sheet), "form": form}
    return render(request, "reviews/declare.html", context, status=status_of(form))


@require_safe
@for_reviewer
def file(request: HttpRequest, sheet: Assignment, file: UUID) -> FileResponse:
    """Send a file of the case under the name that the review lets it have; the download is logged."""
    shown = _reading(request, sheet).file(str(file))
    if shown is None or sheet.state not in (SheetState.CLEARED, SheetState.SUBMITTED):
        raise Http404(_("There is no such file, or you may not read it."))
    if shown.file.scan_state == StoredFile.ScanState.INFECTED:
        raise Http404(_("There is no such file, or you may not read it."))
    try:
        content = shown.file.file.open("rb")
    except FileNotFoundError as error:
        raise Http404(_("The content of this file is missing. Call the help desk.")) from error
    log_access(request, shown.file, AccessLog.Action.DOWNLOAD, reason=str(sheet.case_id))
    response = FileResponse(content, as_attachment=True, filename=shown.name, content_type=shown.file.content_type)
    response["X-Content-Type-Options"] = "nosniff"
    return response


@never_cache
@login_required
@require_http_methods(GET_OR_POST)
def submit(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what would be submitted of one review; POST hands every finished sheet in and says what became of each."""
    seat = next(iter(pages.seats_of(_seats(request).filter(pk=pk), arrived_at(request))), None)
    if seat is None:
        raise Http404(_("There is no such review, or it is closed."))
    if request.method != "POST":
        return render(request, "reviews/submit.html", {"seat": seat, "round": seat.panelist.round})
    for line in seat.ready:
        try:
            scoring.submit(line.sheet.pk, arrived=arrived_at(request))
            messages.success(request, _("%(case)s: submitted.") % {"case": line.title})
        except PortalError as refusal:
            messages.error(request, f"{line.title}: {refusal}")
    return redirect("reviews:desk")
