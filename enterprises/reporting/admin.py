"""The desk for business reports: enter one for an enterprise, check, accept, send back."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from busan_se.accounts.admin import DistrictScopedAdmin
from busan_se.core.clock import now
from busan_se.core.fields import WonField
from enterprises.reporting.actions import accept, send_back
from enterprises.reporting.models import BusinessReport

FIGURES = ("sales_won", "employees", "vulnerable_employees")
FACTS = ("state", "recorded_at", "recorded_by", "accepted_at", "accepted_by", "superseded_at")


class Verdict(models.TextChoices):
    """What staff do with a report that waits for its check."""

    KEEP = "", _("leave it in the queue")
    ACCEPT = "accept", _("accept")
    SEND_BACK = "send_back", _("send back")


class ReportForm(forms.ModelForm):
    """A report as staff see it while it waits: correct a figure, and decide."""

    sales_won = WonField(label=_("Sales (won)"))
    verdict = forms.ChoiceField(label=_("decision"), choices=Verdict.choices, required=False)

    class Meta:
        model = BusinessReport
        fields = ("enterprise", "year", *FIGURES, "return_reason")

    def clean(self) -> dict[str, Any]:
        """Ask for the reason that the enterprise will read."""
        data = super().clean() or {}
        if data.get("verdict") == Verdict.SEND_BACK and not data.get("return_reason", "").strip():
            self.add_error("return_reason", _("Say why the report is sent back: the enterprise reads it."))
        return data


@admin.register(BusinessReport)
class BusinessReportAdmin(DistrictScopedAdmin):
    """Reports by year and state; what is accepted changes only by a new report."""

    form = ReportForm
    district_field = "enterprise__district"
    list_display = ("enterprise", "year", "state", "sales_won", "employees", "recorded_at", "accepted_at")
    list_filter = ("state", "year", "enterprise__district")
    list_select_related = ("enterprise",)
    search_fields = ("enterprise__name",)
    autocomplete_fields = ("enterprise",)
    ordering = ("-recorded_at", "-pk")
    actions = ("accept_selected",)

    def get_fields(self, request: HttpRequest, obj: BusinessReport | None = None) -> Any:
        if obj is None:
            return ("enterprise", "year", *FIGURES)
        deciding = ("verdict",) if self.has_change_permission(request, obj) else ()
        return ("enterprise", "year", *FIGURES, *deciding, "return_reason", *FACTS)

    def get_readonly_fields(self, request: HttpRequest, obj: BusinessReport | None = None) -> Any:
        return () if obj is None else ("enterprise", "year", *FACTS)

    def has_change_permission(self, request: HttpRequest, obj: BusinessReport | None = None) -> bool:
        """Only what waits for its check can change."""
        waiting = obj is None or obj.state == BusinessReport.State.SUBMITTED
        return waiting and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: BusinessReport | None = None) -> bool:
        """Nothing that was handed in is deleted."""
        return False

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if not change:
            obj.recorded_at, obj.recorded_by = now(), request.user
        super().save_model(request, obj, form, change)
        verdict = form.cleaned_data.get("verdict")
        if verdict == Verdict.ACCEPT:
            accept(obj, request.user)  # type: ignore[arg-type]
        elif verdict == Verdict.SEND_BACK:
            send_back(obj, request.user, reason=obj.return_reason)  # type: ignore[arg-type]

    @admin.action(description=_("Accept the selected reports"))
    def accept_selected(self, request: HttpRequest, queryset: QuerySet[BusinessReport]) -> None:
        """Accept those that wait; tell how many there were, and how many did not wait."""
        waiting = list(queryset.waiting())  # type: ignore[attr-defined]
        for report in waiting:
            accept(report, request.user)  # type: ignore[arg-type]
        done = len(waiting)
        text = ngettext("%(n)s report was accepted.", "%(n)s reports were accepted.", done) % {"n": done}
        self.message_user(request, text, messages.SUCCESS if done else messages.WARNING)
