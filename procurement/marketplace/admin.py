"""The desk of the marketplace: moderate, suspend, keep the shelves, look at enquiries."""

from datetime import UTC, datetime
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from busan_se.accounts.admin import DistrictScopedAdmin, PortalModelAdmin
from busan_se.audit.access import log_access
from busan_se.audit.history import history_of
from busan_se.core.errors import PortalError
from procurement.marketplace import actions
from procurement.marketplace.forms import Verdict
from procurement.marketplace.models import Category, Enquiry, Offer, OfferVersion
from procurement.marketplace.pages import OfferPage
from procurement.marketplace.workflow import OFFER, State, VersionState


class WaitingFilter(admin.SimpleListFilter):
    """Whether a text waits for moderation."""

    title, parameter_name = gettext_lazy("moderation"), "waiting"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """Return the one question."""
        return [("yes", VersionState.SUBMITTED.label)]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Offer]) -> QuerySet[Offer]:
        """Keep what waits."""
        return queryset.filter(pk__in=Offer.objects.waiting().values("pk")) if self.value() else queryset


class ShelfFilter(admin.SimpleListFilter):
    """The upper category, of the published text or of the one that waits."""

    title, parameter_name = gettext_lazy("category"), "shelf"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Return the upper categories."""
        return [(row.code, str(row)) for row in Category.objects.filter(parent=None)]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Offer]) -> QuerySet[Offer]:
        """Narrow to one shelf."""
        texts = OfferVersion.objects.exclude(state=VersionState.SUPERSEDED).filter(category__parent=self.value())
        return queryset.filter(pk__in=texts.values("offer")) if self.value() else queryset


@admin.register(Offer)
class OfferAdmin(DistrictScopedAdmin):
    """Offers that were handed in. A row leads to the page on which one is read and decided."""

    district_field = "enterprise__district"
    list_display = ("name", "enterprise", "category", "state", "waits_since", "published_at")
    list_filter = (WaitingFilter, "state", "published__kind", ShelfFilter, "enterprise__district")
    show_facets = admin.ShowFacets.ALWAYS
    list_select_related = ("published__category", "enterprise")
    search_fields = ("enterprise__name", "versions__name_ko")
    search_help_text = gettext_lazy("Name of the offer or of the enterprise.")
    ordering = ("-pk",)
    sortable_by = ("published_at",)
    list_display_links = None

    def get_queryset(self, request: HttpRequest) -> QuerySet[Offer]:
        """Return what was handed in on this officer's desk."""
        desk: Any = Offer.objects.managed_by(request.user)
        found: Any = super().get_queryset(request) & desk
        return found.with_open_text()

    def get_urls(self) -> list[URLPattern]:
        """Add the page on which an offer is decided."""
        view = self.admin_site.admin_view(self.moderate)
        return [path("<int:pk>/moderate/", view, name="procurement_offer_moderate"), *super().get_urls()]

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Members offer; nobody else does."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What an offer says is its enterprise's; staff decide on the page of their own."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nothing that was handed in is deleted by hand."""
        return False

    def change_view(self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any) -> HttpResponse:
        """Lead to the page on which the offer is read."""
        offer = self.get_object(request, object_id)
        if offer is None or not self.has_view_permission(request, offer):
            return super().change_view(request, object_id, *args, **kwargs)
        return redirect("admin:procurement_offer_moderate", pk=offer.pk)

    def moderate(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show an offer as it would look, beside what is published, and take the decision."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        rows = self.get_queryset(request).select_related("published__category__parent", "enterprise__district")
        offer = get_object_or_404(rows, pk=pk)
        waiting = offer.versions.filter(state=VersionState.SUBMITTED).select_related("category__parent").first()
        may_decide = request.user.has_perm("procurement.moderate_offer")
        form = Verdict(
            request.POST if request.method == "POST" else None,
            choices=decisions(offer, waiting),
            initial={"seen": waiting.submitted_at.isoformat() if waiting and waiting.submitted_at else ""},
        )
        if request.method == "POST" and not may_decide:
            raise PermissionDenied
        if form.is_valid() and self._decided(request, offer, waiting, form):
            return redirect(f"{reverse('admin:procurement_offer_changelist')}?waiting=yes")
        context = {
            **self.admin_site.each_context(request),
            "title": _("Offer: %(name)s") % {"name": waiting or offer},
            "opts": self.opts,
            "offer": offer,
            "published": OfferPage(offer, offer.published) if offer.published else None,
            "waiting": OfferPage(offer, waiting) if waiting else None,
            "form": form if may_decide and form.fields["decision"].choices else None,  # type: ignore[attr-defined]
            "history": history_of(offer),
        }
        return TemplateResponse(request, "procurement/marketplace/admin_offer.html", context)

    def _decided(self, request: HttpRequest, offer: Offer, waiting: OfferVersion | None, form: forms.Form) -> bool:
        try:
            decide(offer, waiting, form.cleaned_data, by=request.user)
        except PortalError as refusal:
            form.add_error(None, refusal)
            return False
        said = dict(form.fields["decision"].choices)[form.cleaned_data["decision"]]  # type: ignore[attr-defined]
        self.message_user(request, f"{offer}: {said}", messages.SUCCESS)
        return True

    @admin.display(description=gettext_lazy("offer"))
    def name(self, row: Offer) -> str:
        """Return the name, as the way to the page of the offer."""
        return format_html('<a href="{}">{}</a>', reverse("admin:procurement_offer_moderate", args=[row.pk]), row)

    @admin.display(description=gettext_lazy("category"))
    def category(self, row: Offer) -> str:
        """Return the category of the published text, else of the one that waits."""
        version = row.published or row.open_version
        return str(version.category) if version else ""

    @admin.display(description=gettext_lazy("waits since"))
    def waits_since(self, row: Offer) -> datetime | None:
        """Return when the text that waits was handed in."""
        version = row.open_version
        return version.submitted_at if version and version.state == VersionState.SUBMITTED else None


def decisions(offer: Offer, waiting: OfferVersion | None) -> list[tuple[str, Any]]:
    """Return what can be decided about an offer now."""
    on_text = [
        ("approve", gettext_lazy("Approve and publish")),
        ("send_back", gettext_lazy("Return to the enterprise")),
    ]
    on_offer = {"suspend": gettext_lazy("Suspend"), "lift": gettext_lazy("End the suspension")}
    allowed = OFFER.allowed(State(offer.state))
    return [*(on_text if waiting else []), *((key, text) for key, text in on_offer.items() if key in allowed)]


def decide(offer: Offer, waiting: OfferVersion | None, said: dict[str, Any], *, by: Any) -> None:
    """Do what the form says. Raises PortalError as the actions do."""
    match said["decision"]:
        case "suspend":
            actions.suspend(offer.pk, reason=said["reason"])
        case "lift":
            actions.lift(offer.pk)
        case "approve" if waiting:
            actions.approve(waiting.pk, by=by, seen=_seen(said["seen"]))
        case "send_back" if waiting:
            actions.send_back(waiting.pk, by=by, reason=said["reason"], seen=_seen(said["seen"]))


def _seen(stamp: str) -> datetime:
    """Return when what the moderator read was handed in; a stamp that this page did not write is nothing's."""
    try:
        return datetime.fromisoformat(stamp)
    except ValueError:
        return datetime.min.replace(tzinfo=UTC)


@admin.register(Category)
class CategoryAdmin(PortalModelAdmin):
    """The shelves, in two levels."""

    list_display = ("name_ko", "parent", "name_en", "code", "order")
    list_select_related = ("parent",)
    list_filter = (("parent", admin.RelatedOnlyFieldListFilter),)
    search_fields = ("name_ko", "name_en", "code")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """Keep the code of a shelf: addresses name it."""
        return ("code",) if obj else ()


@admin.register(Enquiry)
class EnquiryAdmin(DistrictScopedAdmin):
    """Enquiries, for who must look into one; the list tells nothing of persons, a look at one is logged."""

    district_field = "offer__enterprise__district"
    list_display = ("offer", "enterprise", "state", "created_at", "answered_at")
    list_filter = ("state",)
    list_select_related = ("offer__published", "offer__enterprise")
    search_fields = ("offer__enterprise__name", "offer__published__name_ko")
    ordering = ("-created_at", "pk")
    fields = readonly_fields = (
        "offer", "state", "name", "organisation", "channel", "contact", "text", "answer",
        "created_at", "confirmed_at", "answered_at", "answered_by", "closed_at",
    )  # fmt: skip

    def get_queryset(self, request: HttpRequest) -> QuerySet[Enquiry]:
        """Return what this officer may see."""
        visible: Any = Enquiry.objects.visible_to(request.user)
        return super().get_queryset(request) & visible

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Buyers ask; nobody else does."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """The enterprise answers; staff look."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Enquiries go when their time is over."""
        return False

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Show one enquiry; that somebody looked at it is written to the access log."""
        response = super().change_view(request, object_id, form_url, extra_context)
        if request.method == "GET" and response.status_code == 200:
            log_access(request, f"procurement.Enquiry:{object_id}", "view")
        return response

    @admin.display(description=gettext_lazy("enterprise"))
    def enterprise(self, row: Enquiry) -> str:
        """Return who is asked."""
        return str(row.offer.enterprise)
