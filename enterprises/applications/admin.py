"""The desk of applications: read what was submitted, decide, announce. Every state change is an action of `actions`."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from busan_se.audit.access import log_access
from busan_se.audit.exports import export_with_reason
from busan_se.audit.history import history_of
from busan_se.core.clock import today
from busan_se.core.errors import PortalError
from busan_se.core.exports import csv_response, xlsx_response
from busan_se.core.money import won
from busan_se.programs.models import Call, CallVersion
from enterprises.applications import actions, desk, eligibility, pages, rules
from enterprises.applications.announcing import actions as announcing
from enterprises.applications.announcing.desk import AnnouncingSteps
from enterprises.applications.exports import COLUMNS, answer_columns, export_rows
from enterprises.applications.models import Application, Decision
from enterprises.applications.objections.desk import ObjectionFilter, ObjectionSteps
from enterprises.applications.supplements.desk import SupplementFilter, SupplementSteps
from enterprises.applications.workflow import State
from enterprises.registry.lookups import codes

# So many rows at once: the page still shows one amount for each.
MOST_AT_ONCE = 100


class CallFilter(admin.SimpleListFilter):
    """One of the calls that have applications."""

    title, parameter_name = gettext_lazy("call"), "call"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Return number and title of the calls, newest first."""
        calls = Call.objects.filter(pk__in=Application.objects.values("call")).order_by("-opens_at")
        return [(call.number, str(call)) for call in calls]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Application]) -> QuerySet[Application]:
        """Narrow to one call."""
        return queryset.filter(call__number=self.value()) if self.value() else queryset


class DistrictFilter(admin.SimpleListFilter):
    """The district of the enterprise."""

    title, parameter_name = gettext_lazy("district"), "district"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Return the 16 districts."""
        return [(code, str(district)) for code, district in codes().districts.items()]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Application]) -> QuerySet[Application]:
        """Narrow to one district."""
        return queryset.filter(enterprise__district=self.value()) if self.value() else queryset


@admin.register(Application)
class ApplicationAdmin(SupplementSteps, ObjectionSteps, AnnouncingSteps):
    """Applications that were submitted. Looking at one is written to the access log."""

    district_field = "enterprise__district"
    list_display = (
        "number",
        "call_number",
        "applicant_shown",
        "district",
        "requested",
        "state",
        "outcome",
        "submitted_at",
    )
    list_display_links = ("number",)
    list_filter = (CallFilter, "state", SupplementFilter, ObjectionFilter, DistrictFilter)
    show_facets = admin.ShowFacets.NEVER
    list_select_related = ("call", "enterprise__district", "person", "decision")
    search_fields = ("receipt_number", "enterprise__name", "person__name")
    search_help_text = gettext_lazy("Receipt number, or name of the applicant.")
    ordering = ("-submitted_at", "pk")
    sortable_by = ("submitted_at", "requested")
    actions = (*desk.DECIDING, "announce", "take_back", "export_csv", "export_xlsx", "export_answers")
    readonly_fields = fields = (
        "number",
        "register_number",
        "call",
        "applicant_shown",
        "state",
        "decision_shown",
        "announcement_shown",
        "objection_shown",
        "submitted_at",
        "submitted_by",
        "content_hash",
        "eligibility_shown",
        "supplements_shown",
        "answers_shown",
        "consents_shown",
        "history_shown",
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Application]:
        """Return what this officer may see."""
        visible: Any = Application.objects.visible_to(request.user)
        return super().get_queryset(request) & visible

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Applicants apply; nobody else does."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What was submitted stays as it was; decisions are made by the actions."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nothing that was submitted is deleted by hand."""
        return False

    def has_decide_permission(self, request: HttpRequest) -> bool:
        """Return whether the deciding actions are offered."""
        return rules.may_decide(request.user)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Show one application; that somebody looked at it is written to the access log."""
        row = self.get_object(request, object_id)
        buttons = self.buttons(request, row) if row and rules.may_decide(request.user) else []
        response = super().change_view(request, object_id, form_url, {**(extra_context or {}), "buttons": buttons})
        if request.method == "GET" and response.status_code == 200:
            log_access(request, f"enterprises.Application:{object_id}", "view")
        return response

    @admin.display(description=gettext_lazy("receipt number"), ordering="receipt_number")
    def number(self, row: Application) -> str:
        """Return the receipt number, or that it is a draft."""
        return row.receipt_number or str(State.DRAFT.label)

    @admin.display(description=gettext_lazy("call"))
    def call_number(self, row: Application) -> str:
        """Return the number of the call."""
        return row.call.number

    @admin.display(description=gettext_lazy("applicant"))
    def applicant_shown(self, row: Application) -> str:
        """Return the name of enterprise or person."""
        return row.applicant_name

    @admin.display(description=gettext_lazy("district"))
    def district(self, row: Application) -> str:
        """Return the district of the enterprise."""
        return str(row.enterprise.district or "") if row.enterprise else ""

    @admin.display(description=gettext_lazy("requested"), ordering="requested_won")
    def requested(self, row: Application) -> str:
        """Return the amount applied for."""
        return won(row.requested_won) if row.requested_won is not None else ""

    @admin.display(description=gettext_lazy("outcome"))
    def outcome(self, row: Application) -> str:
        """Return what was decided, with the amount."""
        decision: Decision | None = getattr(row, "decision", None)
        if decision is None:
            return ""
        label = str(decision.get_outcome_display())
        return f"{label} {won(decision.amount_won)}" if decision.amount_won else label

    @admin.display(description=gettext_lazy("decision"))
    def decision_shown(self, row: Application) -> SafeString:
        """Return outcome, reason, who and when, and the balance of the envelope now."""
        decision = getattr(row, "decision", None)
        return render_to_string(
            "enterprises/applications/_desk_decision.html", {"decision": decision, "balances": desk.balances([row])}
        )

    @admin.display(description=gettext_lazy("what was submitted"))
    def answers_shown(self, row: Application) -> SafeString:
        """Return applicant, answers and files."""
        context = {"rows": pages.rows_of(row), "facts": pages.applicant_facts(row.applicant)}
        return render_to_string("enterprises/applications/_desk_answers.html", context)

    @admin.display(description=gettext_lazy("eligibility"))
    def eligibility_shown(self, row: Application) -> SafeString:
        """Return what the conditions say today, what they said at submission, and an override."""
        context = {"answers": eligibility.answers_on(row, today()), "record": eligibility.record_of(row)}
        return render_to_string("enterprises/applications/_desk_eligibility.html", context)

    @admin.display(description=gettext_lazy("consents"))
    def consents_shown(self, row: Application) -> SafeString:
        """Return the consents given with it."""
        return render_to_string("enterprises/applications/_desk_consents.html", {"consents": row.consents.all()})

    @admin.display(description=gettext_lazy("history"))
    def history_shown(self, row: Application) -> SafeString:
        """Return who changed what, when and why."""
        return render_to_string("enterprises/applications/_desk_history.html", {"entries": history_of(row)})

    @admin.action(description=gettext_lazy("Select, with an amount each…"), permissions=["decide"])
    def decide_select(self, request: HttpRequest, queryset: QuerySet[Application]) -> HttpResponse | None:
        """Select the chosen applications and reserve the money."""
        return self._decide(request, queryset)

    @admin.action(description=gettext_lazy("Not selected (review)…"), permissions=["decide"])
    def decide_not_selected(self, request: HttpRequest, queryset: QuerySet[Application]) -> HttpResponse | None:
        """Turn the chosen applications down after the review (미선정)."""
        return self._decide(request, queryset)

    @admin.action(description=gettext_lazy("Ineligible…"), permissions=["decide"])
    def decide_ineligible(self, request: HttpRequest, queryset: QuerySet[Application]) -> HttpResponse | None:
        """Turn the chosen applications down because they don't meet the terms (부적격)."""
        return self._decide(request, queryset)

    def _decide(self, request: HttpRequest, queryset: QuerySet[Application]) -> HttpResponse | None:
        outcome, form_class = desk.DECIDING[request.POST["action"]]

        def decide(row: Application, form: Any) -> str:
            amount = form.amount_for(row) if isinstance(form, desk.SelectForm) else None
            why, override = form.reason_for(row), form.cleaned_data.get("override", "")
            actions.decide(row.pk, outcome=outcome, amount=amount, reason=why, by=request.user, override=override)
            return won(amount) if amount else ""

        return self._for_each(request, queryset, form_class, decide)

    @admin.action(description=gettext_lazy("Announce the results…"), permissions=["decide"])
    def announce(self, request: HttpRequest, queryset: QuerySet[Application]) -> HttpResponse | None:
        """Release the decisions of the chosen applications, now or at a set time; their applicants get a mail."""

        def release(row: Application, form: Any) -> str:
            if form.cleaned_data["when"] == "at":
                at = form.cleaned_data["release_at"]
                announcing.plan(row.pk, release_at=at, by=request.user, **form.document)
                return rules.stated(at)
            decision = actions.release(row.pk, by=request.user, **form.document)
            return str(decision.get_outcome_display())

        return self._for_each(request, queryset, lambda data, rows: desk.ReleaseForm(data), release)

    @admin.action(description=gettext_lazy("Take decisions back before they are announced…"), permissions=["decide"])
    def take_back(self, request: HttpRequest, queryset: QuerySet[Application]) -> HttpResponse | None:
        """Undo decisions that nobody was told of; the money is free again."""

        def reopen(row: Application, form: Any) -> str:
            actions.reopen(row.pk, by=request.user, reason=form.cleaned_data["reason"])
            return ""

        return self._for_each(request, queryset, lambda data, rows: desk.TakeBackForm(data), reopen)

    def _for_each(
        self,
        request: HttpRequest,
        queryset: QuerySet[Application],
        make_form: Callable[[Any, list[Application]], forms.Form],
        act: Callable[[Application, Any], str],
    ) -> HttpResponse | None:
        """Ask on a page of its own, then act on each row in a transaction of its own and say what happened to it.

        Where all are refused (somebody was quicker, the money is gone) the page comes back (409), as it was filled in.
        """
        joined = ("call__envelope__program", "enterprise", "person", "decision", "version")
        chosen = queryset.select_related(*joined)[: MOST_AT_ONCE + 1]
        rows = list(chosen)
        if len(rows) > MOST_AT_ONCE:
            self.message_user(
                request, _("Choose at most %(n)s applications at once.") % {"n": MOST_AT_ONCE}, messages.ERROR
            )
            return None
        form = make_form(request.POST if "confirmed" in request.POST else None, rows)
        if not form.is_valid():
            return self._ask_page(request, rows, form)
        refused = 0
        for row in rows:
            try:
                said = act(row, form)
                self.message_user(request, f"{row.receipt_number} {row.applicant_name}: {_('done')} {said}".rstrip())
            except PortalError as refusal:
                refused += 1
                self.message_user(request, f"{row.receipt_number} {row.applicant_name}: {refusal}", messages.ERROR)
        if refused < len(rows):
            return None
        return self._ask_page(request, list(chosen.all()), form, status=HTTPStatus.CONFLICT)

    def _ask_page(
        self, request: HttpRequest, rows: list[Application], form: forms.Form, status: int = HTTPStatus.OK
    ) -> TemplateResponse:
        name = request.POST["action"]
        context = {
            **self.admin_site.each_context(request),
            "title": dict(self.get_action_choices(request)).get(name, name),
            "opts": self.opts,
            "form": form,
            "rows": rows,
            "balances": desk.balances(rows),
            "action": name,
            "checkbox": ACTION_CHECKBOX_NAME,
        }
        return TemplateResponse(request, "enterprises/applications/desk_action.html", context, status=status)

    @admin.action(description=gettext_lazy("Export as CSV"), permissions=["view"])
    def export_csv(self, request: HttpRequest, queryset: QuerySet[Application]) -> HttpResponseBase:
        """Give the list for a stated reason; the access log keeps who took it and why."""

        def give() -> HttpResponseBase:
            return csv_response("applications", COLUMNS, export_rows(queryset))

        return export_with_reason(self, request, queryset, give)

    @admin.action(description=gettext_lazy("Export as XLSX"), permissions=["view"])
    def export_xlsx(self, request: HttpRequest, queryset: QuerySet[Application]) -> HttpResponseBase:
        """Give the list for a stated reason; the access log keeps who took it and why."""

        def give() -> HttpResponseBase:
            return xlsx_response("applications", COLUMNS, export_rows(queryset))

        return export_with_reason(self, request, queryset, give)

    @admin.action(description=gettext_lazy("Export with all answers as XLSX (one call)"), permissions=["view"])
    def export_answers(self, request: HttpRequest, queryset: QuerySet[Application]) -> HttpResponseBase | None:
        """Give the applications to one call with a column for each question, for a stated reason."""
        versions = list(CallVersion.objects.filter(pk__in=queryset.values("version")))
        if len({version.call_id for version in versions}) != 1:
            self.message_user(
                request, _("Choose applications to one call: each call asks other questions."), messages.ERROR
            )
            return None

        def give() -> HttpResponseBase:
            return xlsx_response("applications-answers", answer_columns(versions), export_rows(queryset))

        return export_with_reason(self, request, queryset, give)
