"""The desk for files: looking up, never changing."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from busan_se.accounts.admin import PortalModelAdmin
from busan_se.files.models import StoredFile


@admin.register(StoredFile)
class StoredFileAdmin(PortalModelAdmin):
    """Names and facts of files; the content is opened where the owner's page links to it."""

    list_display = ["name", "kind", "content_type", "size", "scan_state", "uploaded_by", "created_at"]
    list_filter = ["kind", "scan_state"]
    list_select_related = ["uploaded_by"]
    search_fields = ["name", "sha256"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
