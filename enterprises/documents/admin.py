"""The desk that reads the document folders of its enterprises; members change them."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from busan_se.accounts.desk import PortalModelAdmin
from enterprises.documents.models import EnterpriseDocument


@admin.register(EnterpriseDocument)
class EnterpriseDocumentAdmin(PortalModelAdmin):
    """Documents to be read; a download is written to the access log."""

    list_display = ("enterprise", "name", "standing_shown", "issued_on", "expires_on", "entered_on")
    list_display_links = ("name",)
    list_filter = ("kind",)
    list_select_related = ("enterprise",)
    show_facets = admin.ShowFacets.NEVER
    search_fields = ("enterprise__name",)
    fields = (
        "enterprise",
        "name",
        "standing_shown",
        "download",
        "issued_on",
        "expires_on",
        "entered_on",
        "replaced_at",
        "withdrawn_at",
    )
    readonly_fields = fields

    def get_queryset(self, request: HttpRequest) -> QuerySet[EnterpriseDocument]:
        """Return the documents of this desk."""
        rows: Any = super().get_queryset(request)
        return rows.visible_to(request.user)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Members add documents."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Members change documents."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Members take documents out."""
        return False

    @admin.display(description=_("document"), ordering="kind")
    def name(self, obj: EnterpriseDocument) -> str:
        """Return what it is."""
        return str(obj)

    @admin.display(description=_("state"))
    def standing_shown(self, obj: EnterpriseDocument) -> str:
        """Return whether it is good today, or what became of it."""
        if obj.replaced_at:
            return str(_("replaced"))
        return str(_("taken out")) if obj.withdrawn_at else str(obj.standing.label)

    @admin.display(description=_("file"))
    def download(self, obj: EnterpriseDocument) -> SafeString:
        """Return the link to the file."""
        return format_html('<a href="{}">{}</a>', obj.file.get_absolute_url(), obj.file.name)
