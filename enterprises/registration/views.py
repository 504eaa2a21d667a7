"""Pages of who asks. Each finds its row, checks a rule, validates a form and calls one action."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.request import QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from busan_se.accounts.models import User
from busan_se.core.arrival import arrived_at
from busan_se.core.errors import PortalError, Refused, WrongState
from busan_se.core.paging import page_of
from enterprises.registration import actions, pages
from enterprises.registration.forms import (
    NO_KIND,
    KindsQuestion,
    NumberQuestion,
    PlaceQuestion,
    SubmitForm,
    WithdrawForm,
)
from enterprises.registration.models import RegistrationRequest
from enterprises.registration.pages import RequestPage
from enterprises.registration.parts import FILES, Part, parts_of, slots
from enterprises.registration.queries import known_enterprise
from enterprises.registration.workflow import State

GET_OR_POST = ["GET", "HEAD", "POST"]
CONFLICT = 409


@require_GET
def start(request: HttpRequest) -> HttpResponse:
    """Show who can register, what is needed, how long it takes and whom to ask."""
    context = {"days": settings.REGISTRATION_DAYS, "form_steps": pages.STEPS}
    return render(request, "enterprises/registration/start.html", context)


@require_GET
def eligibility(request: HttpRequest) -> HttpResponse:
    """Ask one question a page; the answers so far travel in the address, so that nothing is kept of strangers."""
    said = request.GET
    place = PlaceQuestion(said if "place" in said else None)
    if not place.is_valid():
        return _question(request, place, 1)
    if place.cleaned_data["place"] != "busan":
        return render(request, "enterprises/registration/refused.html", {"why": "place"})
    kinds = KindsQuestion(said if "asked" in said else None)
    if not kinds.is_valid():
        return _question(request, kinds, 2)
    if NO_KIND in kinds.cleaned_data["kinds"]:
        return render(request, "enterprises/registration/refused.html", {"why": "kinds"})
    chosen = QueryDict(mutable=True)
    chosen.setlist("kinds", kinds.cleaned_data["kinds"])
    return redirect(f"{reverse('registration:number')}?{chosen.urlencode()}")


def _question(request: HttpRequest, form: Any, number: int) -> HttpResponse:
    back = reverse("registration:start") if number == 1 else reverse("registration:eligibility")
    context = {"form": form, "number": number, "back": back, "form_steps": pages.STEPS}
    return render(request, "enterprises/registration/question.html", context)


@login_required
@require_http_methods(GET_OR_POST)
def number(request: HttpRequest) -> HttpResponse:
    """Ask for the number, then begin the request. A number that the register knows leads to a claim instead."""
    if request.method != "POST":
        form = NumberQuestion(initial={"kinds": request.GET.getlist("kinds")})
        return _question(request, form, 3)
    form = NumberQuestion(request.POST)
    if not form.is_valid():
        return _question(request, form, 3)
    said = {name: form.cleaned_data[name] for name in ("number_kind", "number", "kinds")}
    entry = known_enterprise(said["number_kind"], said["number"])
    if entry and "claim" not in request.POST:
        return render(request, "enterprises/registration/known.html", {"entry": entry, "form": form})
    assert isinstance(request.user, User)
    try:
        begun = actions.start(**said, by=request.user)
    except Refused as refusal:
        messages.info(request, str(refusal))
        return redirect("enterprises:my")
    return redirect(begun)


@login_required
@require_GET
def mine(request: HttpRequest) -> HttpResponse:
    """List the requests of the person, newest first."""
    found = RegistrationRequest.objects.of_requester(request.user).with_names()
    page = page_of(found, request, order=("-created_at", "pk"))
    rows = [pages.list_row(row) for row in page.items]
    return render(request, "enterprises/registration/list.html", {"page": page, "rows": rows})


@login_required
@require_GET
def detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show the parts of a request that is being written, else how far it is."""
    found = _found(request, pk)
    page = RequestPage(found, arrived_at(request))
    is_draft = found.state == State.DRAFT
    template = "enterprises/registration/tasks.html" if is_draft else "enterprises/registration/status.html"
    return render(request, template, {"page": page, "registration": found})


@login_required
@require_http_methods(GET_OR_POST)
def part(request: HttpRequest, pk: UUID, key: str) -> HttpResponse:
    """Write one part; every POST saves it, whole or not, and leads on to the next."""
    found = _found(request, pk)
    page = RequestPage(found, arrived_at(request))
    chosen = next((part for part in parts_of(found) if part.key == key), None)
    if chosen is None:
        raise Http404
    if key not in page.open_parts:
        messages.error(request, _("This part can't be changed now. Look at the state of the request."))
        return redirect(found)
    if chosen == FILES:
        return _papers(request, page, chosen)
    assert chosen.form
    form = chosen.form(found, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        before = found.said(key).get("kinds")
        try:
            actions.save_part(pk, key, form.stored, arrived=arrived_at(request))
        except WrongState as refusal:
            messages.error(request, str(refusal))
            return redirect(found)
        if form.stored.get("kinds", before) != before:  # its details are asked for on the same page
            return redirect("registration:part", pk=pk, key=key)
        return _on(request, pk, chosen)
    return _part_page(request, page, chosen, form=form)


def _papers(request: HttpRequest, page: RequestPage, chosen: Part) -> HttpResponse:
    if request.method != "POST":
        return _part_page(request, page, chosen, papers=pages.papers(page, {}))
    errors: dict[str, str] = {}
    try:
        errors = _take_papers(request, page.request)
    except WrongState as refusal:
        messages.error(request, str(refusal))
        return redirect(page.request)
    if errors:
        fresh = RequestPage(_found(request, page.request.pk), page.arrived)
        return _part_page(request, fresh, chosen, papers=pages.papers(fresh, errors), file_errors=errors)
    if request.POST.get("then") == "next":
        return _on(request, page.request.pk, chosen)
    return redirect("registration:part", pk=page.request.pk, key=chosen.key)


def _take_papers(request: HttpRequest, found: RegistrationRequest) -> dict[str, str]:
    """Attach the files that came along and remove the one asked for; return what was refused, by paper."""
    refused: dict[str, str] = {}
    removed = request.POST.get("remove", "")
    if removed.isdecimal() and len(removed) < 19:
        actions.detach(found.pk, int(removed), arrived=arrived_at(request))
    for slot in slots(found):
        for upload in request.FILES.getlist(slot.key):
            try:
                actions.attach(found.pk, slot.key, upload, by=request.user, arrived=arrived_at(request))
            except Refused as refusal:
                refused[slot.key] = str(refusal)
    return refused


def _part_page(request: HttpRequest, page: RequestPage, chosen: Part, **context: Any) -> HttpResponse:
    parts = parts_of(page.request)
    place = parts.index(chosen)
    context |= {
        "page": page,
        "registration": page.request,
        "part": chosen,
        "place": place + 1,
        "n": len(parts),
        "back": _url(page.request, parts[place - 1]) if place else page.request.get_absolute_url(),
    }
    return render(request, "enterprises/registration/part.html", context)


def _url(found: RegistrationRequest, part: Part) -> str:
    return reverse("registration:part", args=[found.pk, part.key])


def _on(request: HttpRequest, pk: UUID, saved: Part) -> HttpResponse:
    """Go to the next part that is open, after the last one to the check; or back, for who stops here."""
    found = _found(request, pk)
    if request.POST.get("then") == "stop":
        messages.success(request, _("Saved. You can go on later: the request is under “My page”."))
        return redirect(found)
    if request.POST.get("then") == "check":
        return redirect("registration:check", pk=pk)
    parts = list(parts_of(found))
    is_open = RequestPage(found, arrived_at(request)).open_parts
    rest = [part for part in parts[parts.index(saved) + 1 :] if part.key in is_open]
    return redirect(_url(found, rest[0]) if rest else reverse("registration:check", args=[pk]))


@login_required
@require_http_methods(GET_OR_POST)
def check(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show all answers to be checked; POST submits them. Twice, or from another tab: the same receipt."""
    found = _found(request, pk)
    first = found.state == State.DRAFT
    if not first and found.state != State.RETURNED:
        return redirect("registration:receipt", pk=pk)
    form = SubmitForm(
        request.POST if request.method == "POST" else None, first=first, initial={"seen": found.lock_version}
    )
    if not (form.is_bound and form.is_valid()):
        return _check_page(request, found, form)
    try:
        actions.submit(
            pk, seen=form.cleaned_data["seen"], consents=form.consents, by=request.user, arrived=arrived_at(request)
        )
    except PortalError as refusal:
        again = SubmitForm(first=first, initial={"seen": found.lock_version})
        return _check_page(request, found, again, str(refusal))
    return redirect("registration:receipt", pk=pk)


def _check_page(request: HttpRequest, found: RegistrationRequest, form: SubmitForm, refusal: str = "") -> HttpResponse:
    page = RequestPage(found, arrived_at(request), form)
    context = {"page": page, "registration": found, "form": form, "refusal": refusal}
    return render(request, "enterprises/registration/check.html", context, status=CONFLICT if refusal else 200)


@login_required
@require_GET
def receipt(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show the receipt, and what happens next."""
    found = _found(request, pk)
    if found.state == State.DRAFT:
        return redirect(found)
    page = RequestPage(found, arrived_at(request))
    return render(request, "enterprises/registration/receipt.html", {"page": page, "registration": found})


@login_required
@require_http_methods(GET_OR_POST)
def discard(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Ask, then delete a draft."""
    found = _found(request, pk)
    if request.method == "POST":
        try:
            actions.discard(pk)
        except WrongState as refusal:
            messages.error(request, str(refusal))
            return redirect(found)
        messages.success(request, _("The draft was deleted."))
        return redirect("registration:list")
    return render(request, "enterprises/registration/discard.html", {"registration": found})


@login_required
@require_http_methods(GET_OR_POST)
def withdraw(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Ask for the reason, then withdraw the request (취하)."""
    found = _found(request, pk)
    if not RequestPage(found, arrived_at(request)).may_withdraw:
        messages.error(request, _("This can't be withdrawn any more."))
        return redirect(found)
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            actions.withdraw(pk, reason=form.cleaned_data["reason"])
        except WrongState as refusal:
            messages.error(request, str(refusal))
        return redirect(found)
    return render(request, "enterprises/registration/withdraw.html", {"registration": found, "form": form})


def _found(request: HttpRequest, pk: UUID) -> RegistrationRequest:
    """Return the request of a page, if this person writes it; anybody else finds nothing."""
    return get_object_or_404(RegistrationRequest.objects.of_requester(request.user).with_names(), pk=pk)
