"""The shelves that everyone sees, the product page, and the way to ask."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from busan_se.accounts.lockout import client_ip
from busan_se.core.errors import PortalError
from busan_se.core.forms import status_of
from busan_se.core.paging import PARAMETER, counted, page_of
from busan_se.files.models import StoredFile
from busan_se.notifications.forms import CodeForm
from procurement.marketplace import enquiries
from procurement.marketplace.facets import show_counts
from procurement.marketplace.filters import offers_of
from procurement.marketplace.forms import EnquiryForm
from procurement.marketplace.models import Enquiry, Offer, Photo
from procurement.marketplace.pages import OfferPage, with_cards
from procurement.marketplace.workflow import EnquiryState

PAGE_SIZE = 24
GET_OR_POST = ["GET", "HEAD", "POST"]
_PHOTO_SECONDS = 300  # so long a browser may show a photo of an offer that was taken down


@require_safe
def offer_list(request: HttpRequest) -> HttpResponse:
    """Show the offers that were asked for; with a value that doesn't exist, the reason instead of a list."""
    found = offers_of(request, Offer.objects.published())
    context: dict[str, Any] = {"form": found.form, "reset_url": reverse("offers:list")}
    if not found.is_valid():
        return render(request, "procurement/marketplace/list.html", context, status=400)
    chips = [(f"{label}: {value}", _without(request, name)) for name, label, value in found.chosen()]
    show_counts(request, found)
    n, more = counted(found.qs)
    page = page_of(with_cards(found.qs), request, order=("-published_at", "-pk"), size=PAGE_SIZE)
    context |= {"page": page, "n": n, "more": more, "chips": chips}
    return render(request, "procurement/marketplace/list.html", context)


def _without(request: HttpRequest, name: str) -> str:
    query = request.GET.copy()
    for key in (name, PARAMETER):
        query.pop(key, None)
    return f"{request.path}?{query.urlencode()}"


@require_safe
def offer_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the product page."""
    offer = _published(pk)
    assert offer.published
    context = {"page": OfferPage(offer, offer.published), "offer": offer}
    return render(request, "procurement/marketplace/detail.html", context)


@require_safe
def photo(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Send a picture to be shown in a page: everyone those of published offers, members and staff also others."""
    file = get_object_or_404(StoredFile.objects.exclude(scan_state=StoredFile.ScanState.INFECTED), pk=pk)
    if not Photo.objects.visible_to(request.user).of_file(file).exists():
        raise Http404
    try:
        content = file.file.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    response = FileResponse(content, content_type=file.content_type)
    response["X-Content-Type-Options"] = "nosniff"
    patch_cache_control(response, private=True, max_age=_PHOTO_SECONDS)
    return response


@require_http_methods(GET_OR_POST)
def enquire(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask the enterprise; next comes the code that proves the contact."""
    offer = _published(pk)
    form = EnquiryForm(request.POST if request.method == "POST" else None, initial=_known(request))
    if form.is_valid():
        said = {name: value for name, value in form.cleaned_data.items() if name != "consent"}
        try:
            enquiry = enquiries.ask(offer, **said, ip=client_ip(request))
        except PortalError as refusal:
            form.add_error(None, refusal)
        else:
            return redirect("offers:confirm", pk=enquiry.pk)
    context = {"offer": offer, "form": form}
    return render(request, "procurement/marketplace/enquire.html", context, status=status_of(form))


@require_http_methods(GET_OR_POST)
def confirm(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take the code; a right one passes the enquiry on."""
    enquiry = _asked(pk)
    if enquiry.state != EnquiryState.UNCONFIRMED:
        return redirect("offers:sent", pk=pk)
    form = CodeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            enquiries.confirm(pk, form.cleaned_data["code"])
        except PortalError as refusal:
            form.add_error("code", refusal)
        else:
            return redirect("offers:sent", pk=pk)
    context = {"enquiry": enquiry, "form": form}
    return render(request, "procurement/marketplace/confirm.html", context, status=status_of(form))


@require_POST
def code_again(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Send a new code."""
    try:
        enquiries.send_code_again(_asked(pk), ip=client_ip(request))
    except PortalError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("A new code is on its way. The one before is no longer valid."))
    return redirect("offers:confirm", pk=pk)


@require_safe
def sent(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Say what happens next; of the person only the masked contact."""
    enquiry = _asked(pk)
    if enquiry.state == EnquiryState.UNCONFIRMED:
        return redirect("offers:confirm", pk=pk)
    return render(request, "procurement/marketplace/sent.html", {"enquiry": enquiry})


def _published(pk: int) -> Offer:
    return get_object_or_404(Offer.objects.published().with_text(), pk=pk)


def _asked(pk: UUID) -> Enquiry:
    return get_object_or_404(Enquiry.objects.select_related("offer__published", "offer__enterprise"), pk=pk)


def _known(request: HttpRequest) -> dict[str, str]:
    user = request.user
    return {"name": user.name, "contact": user.email} if user.is_authenticated else {}
