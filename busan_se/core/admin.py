"""The desk for long work."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy, ngettext

from busan_se.core.jobs import start_again
from busan_se.core.models import Job


@admin.register(Job)
class JobAdmin(admin.ModelAdmin):
    """Jobs, for reading; failed ones can be started again."""

    list_display = ["__str__", "kind", "state", "done", "total", "attempts", "created_by", "created_at", "finished_at"]
    list_filter = ["state", "kind"]
    list_select_related = ["created_by"]
    list_per_page = 50
    show_full_result_count = False
    search_fields = ["title", "key"]
    actions = ["retry"]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        """Everything: a job is what happened."""
        return [field.name for field in Job._meta.fields]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @admin.action(description=gettext_lazy("Start the failed jobs again"), permissions=["change"])
    def retry(self, request: HttpRequest, queryset: QuerySet[Job]) -> None:
        """Let the failed ones of the chosen jobs wait for a worker again."""
        count = start_again(queryset)
        text = ngettext("%(count)d job starts again.", "%(count)d jobs start again.", count)
        self.message_user(request, text % {"count": count}, messages.SUCCESS if count else messages.WARNING)
