"""The desk for statements."""

from django.contrib import admin

from busan_se.accounts.admin import PortalModelAdmin
from busan_se.pages.models import Page


@admin.register(Page)
class PageAdmin(PortalModelAdmin):
    """Edit a statement; its address stays, since the footer links to it."""

    list_display = ("slug", "title_ko", "title_en", "updated_at")
    readonly_fields = ("slug",)

    def has_add_permission(self, request: object) -> bool:
        return False

    def has_delete_permission(self, request: object, obj: object | None = None) -> bool:
        return False
