"""The desk of exclusions from support. Looking at one is written to the access log."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from busan_se.accounts.desk import DistrictScopedAdmin
from busan_se.audit.access import log_access
from busan_se.core.clock import today
from enterprises.eligibility.models import Sanction


class StandingFilter(admin.SimpleListFilter):
    """Whether it stands today."""

    title, parameter_name = _("state"), "standing"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """Return the two answers."""
        return [("now", _("in force today")), ("over", _("over, lifted or to come"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> QuerySet[Sanction]:
        """Narrow to one of them."""
        standing = queryset.valid_on(today())
        match self.value():
            case "now":
                return standing
            case "over":
                return queryset.exclude(pk__in=standing.values("pk"))
        return queryset


@admin.register(Sanction)
class SanctionAdmin(DistrictScopedAdmin):
    """Exclusions: entered, lifted, never deleted."""

    district_field = "enterprise__district"
    list_display = ("enterprise", "ground", "valid_from", "valid_to", "lifted_on")
    list_filter = (StandingFilter,)
    list_select_related = ("enterprise",)
    show_facets = admin.ShowFacets.NEVER
    search_fields = ("enterprise__name", "document_number")
    autocomplete_fields = ("enterprise",)
    fields = ("enterprise", "ground", "document_number", "valid_from", "valid_to", "lifted_on", "lifted_reason")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Sanction]:
        """Return those of this desk."""
        visible: Any = Sanction.objects.visible_to(request.user)
        return super().get_queryset(request) & visible

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """Keep whose it is and from when: applications were refused by it."""
        return ("enterprise", "valid_from") if obj else ()

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """One that was wrong is lifted, with a reason."""
        return False

    def save_model(self, request: HttpRequest, obj: Any, form: ModelForm, change: bool) -> None:
        """Save; who enters it is kept."""
        if not change:
            obj.entered_by = request.user
        super().save_model(request, obj, form, change)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Show one; that somebody looked at it is written to the access log."""
        response = super().change_view(request, object_id, form_url, extra_context)
        if request.method == "GET" and response.status_code == 200:
            log_access(request, f"enterprises.Sanction:{object_id}", "view")
        return response
