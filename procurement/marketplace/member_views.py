"""What members do: write offers, show them, answer enquiries."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from busan_se.core.errors import PortalError
from busan_se.core.forms import status_of
from busan_se.core.paging import page_of
from enterprises.registry.models import Membership
from enterprises.registry.queries import current_membership
from procurement.marketplace import actions, enquiries
from procurement.marketplace.forms import AnswerForm, OfferForm, PhotoForm
from procurement.marketplace.models import Enquiry, Offer
from procurement.marketplace.models.offers import MOST_PHOTOS
from procurement.marketplace.pages import OfferPage, row_of
from procurement.marketplace.workflow import EnquiryState, State

GET_OR_POST = ["GET", "HEAD", "POST"]
_DONE = {
    "submit": gettext_lazy("Submitted. Staff look at it; you get a message when it is published."),
    "recall": gettext_lazy("Taken back. Change it and submit it again."),
    "take_down": gettext_lazy("Taken down: buyers do not see it any more."),
    "put_up": gettext_lazy("Buyers see it again."),
}


@login_required
@require_safe
def my_offers(request: HttpRequest) -> HttpResponse:
    """Show the offers of the enterprise that the person works for now."""
    member = current_membership(request)
    if member is None:
        return render(request, "enterprises/registry/my_none.html")
    own = Offer.objects.filter(enterprise=member.enterprise_id).with_text().with_open_text()
    page = page_of(own, request, order=("-created_at", "-pk"))
    context = {"member": member, "page": page, "rows": [row_of(offer) for offer in page.items]}
    return render(request, "procurement/marketplace/my_offers.html", context)


@login_required
@require_http_methods(GET_OR_POST)
def new_offer(request: HttpRequest) -> HttpResponse:
    """Begin an offer of the current enterprise."""
    member = _writer(request)
    form = OfferForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            offer = actions.create(member.enterprise, form.content)
        except PortalError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("Saved. Add photos, then submit the offer."))
            return redirect("offers:my", pk=offer.pk)
    context = {"form": form, "enterprise": member.enterprise, "offer": None}
    return render(request, "procurement/marketplace/edit.html", context, status=status_of(form))


@login_required
@require_safe
def my_offer(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one offer as its members see it: how far it is, what can be done, and the text itself."""
    offer = _mine(request, pk)
    version = offer.open_version or offer.published
    assert version, "an offer has a text"
    context = {
        "offer": offer,
        "page": OfferPage(offer, version),
        "row": row_of(offer),
        "may_write": _may_write(request, offer),
        "may_add": len(version.photos.all()) < MOST_PHOTOS,
        "most_photos": MOST_PHOTOS,
        "form": PhotoForm(),
    }
    return render(request, "procurement/marketplace/my_offer.html", context)


@login_required
@require_http_methods(GET_OR_POST)
def edit_offer(request: HttpRequest, pk: int) -> HttpResponse:
    """Change the text; of a published offer a new text is begun that waits for moderation."""
    offer = _writable(request, pk)
    version = offer.open_version or offer.published
    assert version, "an offer has a text"
    form = OfferForm.of(version, request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            actions.edit(pk, form.content)
        except PortalError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("Saved. It is not submitted yet."))
            return redirect("offers:my", pk=pk)
    context = {"form": form, "enterprise": offer.enterprise, "offer": offer}
    return render(request, "procurement/marketplace/edit.html", context, status=status_of(form))


@login_required
@require_POST
def add_photo(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a photo, or show what is wrong with it."""
    offer = _writable(request, pk)
    form = PhotoForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            actions.add_photo(pk, form.cleaned_data["photo"], form.cleaned_data["alt"], by=request.user)
        except PortalError as refusal:
            form.add_error("photo", refusal)
        else:
            messages.success(request, _("The photo was added."))
            return redirect("offers:my", pk=pk)
    return render(request, "procurement/marketplace/photo.html", {"form": form, "offer": offer}, status=status_of(form))


@login_required
@require_POST
def remove_photo(request: HttpRequest, pk: int, place: int) -> HttpResponse:
    """Take a photo off."""
    _writable(request, pk)
    try:
        actions.remove_photo(pk, place)
    except PortalError as refusal:
        messages.error(request, str(refusal))
    return redirect("offers:my", pk=pk)


@login_required
@require_POST
def step(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """Submit, take back, take down or put up, and say what became of it."""
    _writable(request, pk)
    doors: dict[str, Any] = {
        "submit": lambda: actions.submit(pk, by=request.user),
        "recall": lambda: actions.recall(pk),
        "take_down": lambda: actions.take_down(pk),
        "put_up": lambda: actions.put_up(pk),
    }
    try:
        doors[step]()
    except PortalError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, str(_DONE[step]))
    return redirect("offers:my", pk=pk)


@login_required
@require_http_methods(GET_OR_POST)
def discard(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask, then throw the open text away; the offer too if it was never published."""
    offer = _writable(request, pk)
    if request.method != "POST":
        return render(request, "procurement/marketplace/discard.html", {"offer": offer, "State": State})
    try:
        left = actions.discard(pk)
    except PortalError as refusal:
        messages.error(request, str(refusal))
        return redirect("offers:my", pk=pk)
    messages.success(request, _("Deleted."))
    return redirect("offers:my", pk=pk) if left else redirect("offers:mine")


@login_required
@require_safe
def my_enquiries(request: HttpRequest) -> HttpResponse:
    """Show the enquiries to the enterprise that the person works for now, those that wait first."""
    member = current_membership(request)
    if member is None:
        return render(request, "enterprises/registry/my_none.html")
    rows = Enquiry.objects.of_member(request.user).filter(offer__enterprise=member.enterprise_id)
    waiting = request.GET.get("show") != "all"
    if waiting:
        rows = rows.filter(state=EnquiryState.OPEN)
    page = page_of(rows.select_related("offer__published"), request, order=("-created_at", "-pk"))
    context = {"member": member, "page": page, "waiting": waiting}
    return render(request, "procurement/marketplace/my_enquiries.html", context)


@login_required
@require_http_methods(GET_OR_POST)
def my_enquiry(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show an enquiry to a member, and take the answer from an owner or manager."""
    rows = Enquiry.objects.select_related("offer__published", "offer__enterprise", "answered_by")
    enquiry = get_object_or_404(rows & Enquiry.objects.of_member(request.user), pk=pk)
    may_answer = Enquiry.objects.answerable_by(request.user).filter(pk=pk).exists()
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and not may_answer:
        raise PermissionDenied(_("Only owners and managers answer for the enterprise."))
    if form.is_valid():
        try:
            enquiries.answer(pk, form.cleaned_data["answer"], by=request.user)
        except PortalError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("The answer is on its way."))
            return redirect("offers:enquiry", pk=pk)
    context = {"enquiry": enquiry, "may_answer": may_answer, "form": form, "kept": enquiries.KEPT.days}
    return render(request, "procurement/marketplace/my_enquiry.html", context, status=status_of(form))


@login_required
@require_POST
def close_enquiry(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Put an enquiry away."""
    get_object_or_404(Enquiry.objects.answerable_by(request.user), pk=pk)
    try:
        enquiries.close(pk)
    except PortalError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The enquiry is closed."))
    return redirect("offers:enquiry", pk=pk)


def _writer(request: HttpRequest) -> Membership:
    member = current_membership(request)
    if member is None or not member.may_edit:
        raise PermissionDenied(_("Only owners and managers of an enterprise offer for it."))
    return member


def _mine(request: HttpRequest, pk: int) -> Offer:
    return get_object_or_404(Offer.objects.of_member(request.user).with_text().with_open_text(), pk=pk)


def _may_write(request: HttpRequest, offer: Offer) -> bool:
    return Offer.objects.editable_by(request.user).filter(pk=offer.pk).exists()


def _writable(request: HttpRequest, pk: int) -> Offer:
    offer = _mine(request, pk)
    if not _may_write(request, offer):
        raise PermissionDenied(_("Only owners and managers of an enterprise offer for it."))
    return offer
