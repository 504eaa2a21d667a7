"""The desk of confirmations: who said when that an entry is right. Only read."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from busan_se.accounts.desk import DistrictScopedAdmin
from enterprises.upkeep.models import Confirmation


@admin.register(Confirmation)
class ConfirmationAdmin(DistrictScopedAdmin):
    """Confirmations, the newest first."""

    district_field = "enterprise__district"
    list_display = ("enterprise", "day", "by")
    list_select_related = ("enterprise", "by")
    list_filter = ("day",)
    show_facets = admin.ShowFacets.NEVER
    search_fields = ("enterprise__name",)
    fields = readonly_fields = ("enterprise", "day", "by", "created_at")

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Members confirm, on their own page."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What was said stays as it was said."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """It goes with its enterprise only."""
        return False
