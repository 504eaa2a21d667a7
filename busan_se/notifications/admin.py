"""The desk for the outbox: what did not leave, and why."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from busan_se.accounts.admin import PortalModelAdmin
from busan_se.notifications.actions import send_again
from busan_se.notifications.models import Outbox


@admin.register(Outbox)
class OutboxAdmin(PortalModelAdmin):
    """Mails, for reading; those given up can be sent again."""

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
    list_filter = ["state", "kind"]
    search_fields = ["recipient_email", "subject"]
    actions = ["retry"]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        """Everything: a mail is never edited."""
        return [field.name for field in Outbox._meta.fields]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @admin.action(description=gettext_lazy("Send the given-up mails again"), permissions=["change"])
    def retry(self, request: HttpRequest, queryset: QuerySet[Outbox]) -> None:
        """Try those of the chosen mails again that were given up."""
        if count := send_again(queryset):
            text = ngettext("%(count)d mail will be sent again.", "%(count)d mails will be sent again.", count)
            self.message_user(request, text % {"count": count}, messages.SUCCESS)
        else:
            self.message_user(request, _("None of the chosen mails was given up."), messages.WARNING)
