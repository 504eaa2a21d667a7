"""The desk of outages: what was recorded, and a page that shows what a new one would do before it is done."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from busan_se.accounts.desk import PortalModelAdmin
from busan_se.core.clock import now
from busan_se.core.fields import InstantField, SafeCharField
from busan_se.programs import outages
from busan_se.programs.models import Outage

_BOX = {"type": "datetime-local"}


class OutageForm(forms.Form):
    """From when to when, and how it is known."""

    started_at = InstantField(
        label=gettext_lazy("From (Seoul time)"), widget=forms.DateTimeInput(attrs=_BOX, format="%Y-%m-%dT%H:%M")
    )
    ended_at = InstantField(
        label=gettext_lazy("End (Seoul time)"), widget=forms.DateTimeInput(attrs=_BOX, format="%Y-%m-%dT%H:%M")
    )
    ground = SafeCharField(
        label=gettext_lazy("What happened, and how it is known"),
        max_length=1000,
        multiline=True,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("The public reads it with each extended call."),
    )

    def clean(self) -> dict[str, Any]:
        """Ask what the database would refuse."""
        data = super().clean() or {}
        if not self.errors:
            self.outage = Outage(**data)
            self.outage.clean()
            self.outage.validate_constraints()
        return data


class OutageAdmin(PortalModelAdmin):
    """Outages that were recorded, with the calls that each extended. Never changed, never deleted."""

    list_display = ("__str__", "ground", "recorded_by", "created_at")
    list_select_related = ("recorded_by",)
    fields = readonly_fields = ("started_at", "ended_at", "ground", "extensions_shown", "recorded_by", "created_at")

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Return whether the officer may record one."""
        return request.user.has_perm("programs.record_outage")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A record stays as it is."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A record stays."""
        return False

    @admin.display(description=gettext_lazy("extended calls"))
    def extensions_shown(self, outage: Outage) -> SafeString:
        """Return the calls with their old and new closings."""
        rows = outage.extensions.select_related("call").order_by("pk")
        return render_to_string("programs/_desk_extensions.html", {"rows": rows})

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Ask for the outage, show which calls it moves and to when, and record it when that is confirmed."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = OutageForm(request.POST if request.method == "POST" else None)
        checked = form.is_bound and form.is_valid()
        if checked and "confirmed" in request.POST:
            try:
                moved = outages.record(form.outage, request.user)
            except ValidationError as refusal:
                form.add_error(None, refusal.messages)
                checked = False
            else:
                messages.success(request, _("Recorded. Extended calls: %(n)s.") % {"n": len(moved)})
                return redirect("admin:programs_outage_change", form.outage.pk)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Record an outage"),
            "opts": self.opts,
            "form": form,
            "formula": outages.formula(),
            "checked": checked,
            "moved": outages.touched(form.outage, now()) if checked else (),
        }
        return TemplateResponse(request, "programs/admin_outage.html", context)
