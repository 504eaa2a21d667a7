"""The desk for the periods after which inactive accounts are closed."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from busan_se.accounts.admin import PortalModelAdmin
from busan_se.privacy.models import IdlePeriod


@admin.register(IdlePeriod)
class IdlePeriodAdmin(PortalModelAdmin):
    """A new period is a new row with the day from which it holds; old ones stay."""

    list_display = ("valid_from", "notice_after_days", "close_after_days", "source")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
