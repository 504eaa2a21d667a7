"""The desk of registrations: who it is, how it came in, what became of it."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import URLPattern, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from busan_se.accounts.steps import StepsAdmin
from busan_se.audit.access import log_access
from busan_se.audit.history import history_of
from busan_se.core.errors import Refused
from busan_se.events import actions
from busan_se.events.forms import ReasonForm
from busan_se.events.models import Registration
from busan_se.events.workflow import State
from busan_se.notifications.contacts import read_contact


@admin.register(Registration)
class RegistrationAdmin(StepsAdmin):
    """Registrations, for reading; looking at one is written to the access log, with the list as well."""

    district_field = "session__event__district"
    change_form_template = "events/admin_registration.html"
    list_display = ("name", "contact_masked", "event_title", "starts_at", "state", "via")
    list_filter = ("state", "via", "session__event__kind")
    list_select_related = ("session__event",)
    search_fields = ("name",)
    search_help_text = gettext_lazy("Name, or the whole e-mail address or mobile number.")
    ordering = ("-created_at", "-pk")
    show_facets = admin.ShowFacets.NEVER
    view_on_site = False  # that page is the participant's own
    fields = readonly_fields = (
        "name",
        "contact_shown",
        "user",
        "session",
        "state",
        "queued_at",
        "via",
        "entered_by",
        "consent_version",
        "consented_at",
        "ended_at",
        "ended_reason",
        "history_shown",
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).exclude(state=State.UNCONFIRMED).select_related("session__event")

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Staff enter registrations at the session."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Registrations change by actions only."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Registrations are cancelled, not deleted."""
        return False

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> tuple[Any, bool]:
        """Find by name, or by the whole contact (it is encrypted; its keyed hash finds it)."""
        try:
            return queryset.filter(contact_digest=read_contact(search_term).digest), False
        except Refused:
            return super().get_search_results(request, queryset, search_term)

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Show the list; that somebody looked at it is written to the access log."""
        response = super().changelist_view(request, extra_context)
        if request.method == "GET" and response.status_code == 200:
            log_access(request, "events.Registration list", "view")
        return response

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Show one registration; that somebody looked at it is written to the access log."""
        response = super().change_view(request, object_id, form_url, extra_context)
        if request.method == "GET" and response.status_code == 200:
            log_access(request, f"events.Registration:{object_id}", "view")
        return response

    @admin.display(description=gettext_lazy("contact"))
    def contact_masked(self, row: Registration) -> str:
        """Return enough of the contact to tell people of one name apart."""
        return row.reachable.masked if row.contact else ""

    @admin.display(description=gettext_lazy("contact"))
    def contact_shown(self, row: Registration) -> str:
        """Return the whole contact."""
        return str(row.reachable) if row.contact else ""

    @admin.display(description=gettext_lazy("event"))
    def event_title(self, row: Registration) -> str:
        """Return the title of the event."""
        return row.session.event.title

    @admin.display(description=gettext_lazy("begins"), ordering="session__starts_at")
    def starts_at(self, row: Registration) -> Any:
        """Return when the session begins."""
        return row.session.starts_at

    @admin.display(description=gettext_lazy("history"))
    def history_shown(self, row: Registration) -> Any:
        """Return who changed what, when and why."""
        return render_to_string("audit/_history.html", {"entries": history_of(row)})

    def get_urls(self) -> list[URLPattern]:
        """Put the step of cancelling before the admin's own addresses."""
        return [self.step("cancel", self.cancel_view), *super().get_urls()]

    def cancel_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Cancel for somebody who called or wrote."""
        row = self.found(request, pk, "events.change_registration")
        form = ReasonForm(request.POST if request.method == "POST" else None)
        then = reverse("admin:events_registration_change", args=[pk])
        title = _("Cancel the registration: %(name)s") % {"name": row.name}
        return self.ask(request, title, form, lambda data: actions.cancel(row.pk, reason=data["reason"]), then)
