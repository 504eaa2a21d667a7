"""The desk for the access log: reading only."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from busan_se.accounts.admin import PortalModelAdmin
from busan_se.audit.models import AccessLog


@admin.register(AccessLog)
class AccessLogAdmin(PortalModelAdmin):
    """Who looked at whose personal data; the database itself refuses changes."""

    list_display = ["at", "user", "ip", "action", "subject", "reason"]
    list_filter = ["action"]
    search_fields = ["subject", "reason"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[AccessLog]:
        return super().get_queryset(request).prefetch_related("user")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
