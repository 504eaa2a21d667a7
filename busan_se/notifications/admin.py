"""The desk for the outboxes: what did not leave, and why."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from busan_se.accounts.admin import PortalModelAdmin
from busan_se.notifications.actions import send_again
from busan_se.notifications.contacts import MAIL_KIND
from busan_se.notifications.models import Outbox, TextMessage


class LeavingAdmin(PortalModelAdmin):
    """What must leave, for reading; what was given up can be sent again."""

    list_filter = ["state", "kind"]
    actions = ["retry"]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Everything: what leaves is never edited."""
        return self.get_fields(request, obj)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @admin.action(description=gettext_lazy("Send what was given up again"), permissions=["change"])
    def retry(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        """Try those of the chosen ones again that were given up."""
        if count := send_again(queryset):
            text = ngettext("%(count)d message will be sent again.", "%(count)d messages will be sent again.", count)
            self.message_user(request, text % {"count": count}, messages.SUCCESS)
        else:
            self.message_user(request, _("None of the chosen messages was given up."), messages.WARNING)


@admin.register(Outbox)
class OutboxAdmin(LeavingAdmin):
    """Mails."""

    list_display = [
        "subject",
        "recipient_email",
        "kind",
        "state",
        "attempts",
        "next_attempt_at",
        "sent_at",
        "last_error",
    ]
    search_fields = ["recipient_email", "subject"]

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """All of a mail; only the code that proves somebody's address is not for the desk."""
        hidden = "body" if obj and obj.kind == MAIL_KIND else ""
        return [field.name for field in Outbox._meta.fields if field.name != hidden]


@admin.register(TextMessage)
class TextMessageAdmin(LeavingAdmin):
    """Text messages, without the telephone and what was written: staff mend the way out, they need neither."""

    list_display = ["__str__", "state", "attempts", "next_attempt_at", "sent_at", "last_error"]
    fields = ["kind", "state", "attempts", "next_attempt_at", "last_error", "created_at", "sent_at"]
