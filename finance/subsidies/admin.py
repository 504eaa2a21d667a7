"""The desk of grants and payments. Rows are read here and moved by the buttons, each one action of the feature."""

from typing import Any, ClassVar

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from busan_se.accounts.admin import DistrictScopedAdmin
from busan_se.audit.access import log_access
from busan_se.audit.exports import export_with_reason
from busan_se.audit.history import history_of
from busan_se.core.errors import PortalError
from busan_se.core.exports import csv_response, xlsx_response
from busan_se.core.money import won
from busan_se.core.templatetags.portal import seoul_instant
from busan_se.programs.models import Envelope
from enterprises.registry.lookups import codes
from finance.subsidies import desk
from finance.subsidies.exports import COLUMNS, export_rows
from finance.subsidies.models import Grant, Payment
from finance.subsidies.pages import GrantPage, payment_facts
from finance.subsidies.workflow import State


class EnvelopeFilter(admin.SimpleListFilter):
    """One of the envelopes that grants are paid from."""

    title, parameter_name = gettext_lazy("envelope"), "envelope"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Return the envelopes, newest year first."""
        used = Envelope.objects.filter(commitments__grant__isnull=False).distinct().select_related("program")
        return [(str(envelope.pk), str(envelope)) for envelope in used]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Grant]) -> QuerySet[Grant]:
        """Narrow to one envelope."""
        chosen = self.value() or ""
        known = chosen.isdecimal() and len(chosen) < 19
        return queryset.filter(commitment__envelope=int(chosen)) if known else queryset


class DistrictFilter(admin.SimpleListFilter):
    """The district of the enterprise."""

    title, parameter_name = gettext_lazy("district"), "district"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Return the 16 districts."""
        return [(code, str(district)) for code, district in codes().districts.items()]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Grant]) -> QuerySet[Grant]:
        """Narrow to one district."""
        return queryset.filter(application__enterprise__district=self.value()) if self.value() else queryset


class StepsAdmin(DistrictScopedAdmin):
    """A desk whose rows are read, and moved by the buttons of `steps`, each on a page of its own."""

    steps: ClassVar[tuple[desk.Step, ...]]
    key = "uuid"
    change_form_template = "finance/subsidies/desk_change.html"
    show_facets = admin.ShowFacets.NEVER
    view_on_site = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Rows come from the actions alone."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nothing is edited by hand."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What happened to money is kept."""
        return False

    def get_urls(self) -> list[URLPattern]:
        """Put the steps before the admin's own addresses."""
        view = self.admin_site.admin_view(self.step_view)
        name = f"{self.opts.app_label}_{self.opts.model_name}"
        own = [
            path(f"<{self.key}:pk>/{step.name}/", view, {"step_name": step.name}, f"{name}_{step.name}")
            for step in self.steps
        ]
        return own + super().get_urls()

    def offered(self, request: HttpRequest, row: Any) -> list[tuple[str, Any]]:
        """Return the buttons for this row and person: (address, label)."""
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}"
        open_now = [step for step in self.steps if step.is_open(row, request.user)]
        return [(reverse(f"{name}_{step.name}", args=[row.pk]), step.label) for step in open_now]

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Show one row with its buttons; that somebody looked at it is written to the access log."""
        row = self.get_object(request, object_id)
        buttons = self.offered(request, row) if row else []
        response = super().change_view(request, object_id, form_url, {**(extra_context or {}), "buttons": buttons})
        if request.method == "GET" and response.status_code == 200:
            log_access(request, f"{self.opts.label}:{object_id}", "view")
        return response

    def step_view(self, request: HttpRequest, pk: Any, step_name: str) -> HttpResponse:
        """Ask what a step needs and, when it is filled in well, take it."""
        step = next(step for step in self.steps if step.name == step_name)
        if not request.user.has_perm(step.permission):
            raise PermissionDenied
        row = get_object_or_404(self.get_queryset(request), pk=pk)
        if not step.offered(row):
            messages.error(request, _("Not possible in the present state. Look at the row below."))
            return redirect(self.after(row))
        form = step.form(request.POST if request.method == "POST" else None, row)
        if form.is_bound and form.is_valid():
            try:
                step.act(row, form, request.user)
            except PortalError as refusal:
                form.add_error(None, refusal)
            else:
                messages.success(request, _("Done."))
                return redirect(self.after(row))
        return self._ask(request, step, row, form)

    def after(self, row: Any) -> str:
        """Return where a step leads back to."""
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_change", args=[row.pk])

    def _ask(self, request: HttpRequest, step: desk.Step, row: Any, form: Form) -> TemplateResponse:
        grant = row if isinstance(row, Grant) else row.grant
        context = {
            **self.admin_site.each_context(request),
            "title": step.label,
            "opts": self.opts,
            "row": row,
            "back": self.after(row),
            "row_facts": payment_facts(row) if isinstance(row, Payment) else (),
            "page": GrantPage(grant, may_edit=False),
            "form": form,
        }
        return TemplateResponse(request, "finance/subsidies/desk_step.html", context)


@admin.register(Grant)
class GrantAdmin(StepsAdmin):
    """Grants from the selection to the last payment."""

    steps = desk.GRANT_STEPS
    district_field = "application__enterprise__district"
    list_display = ("number", "applicant", "state", "selected", "granted", "paid", "due_at")
    list_display_links = ("number",)
    list_filter = ("state", EnvelopeFilter, DistrictFilter)
    search_fields = ("application__receipt_number", "application__enterprise__name", "application__person__name")
    search_help_text = gettext_lazy("Receipt number, or name of the applicant.")
    sortable_by = ("due_at", "selected")
    actions = ("export_csv", "export_xlsx")
    readonly_fields = fields = ("summary", "filed_shown", "decision_shown", "payments_shown", "history_shown")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Grant]:
        """Return what this officer may see, with all that a row shows."""
        rows: Any = super().get_queryset(request)
        visible = rows & Grant.objects.visible_to(request.user)
        return visible.with_names().with_money().select_related("application__version")

    def get_urls(self) -> list[URLPattern]:
        """Add the page that shows the whole account number."""
        view = self.admin_site.admin_view(self.account_view)
        return [path("<uuid:pk>/account/", view, name="finance_grant_account"), *super().get_urls()]

    def offered(self, request: HttpRequest, row: Any) -> list[tuple[str, Any]]:
        """Add the button to the account, for who enters payments."""
        buttons = super().offered(request, row)
        if row.account_number and row.state == State.GRANTED and request.user.has_perm(desk.ENTER):
            buttons.append((reverse("admin:finance_grant_account", args=[row.pk]), _("Show the account")))
        return buttons

    def account_view(self, request: HttpRequest, pk: Any) -> HttpResponse:
        """Show the whole account number to who pays; the look is written to the access log."""
        if not request.user.has_perm(desk.ENTER):
            raise PermissionDenied
        grant = get_object_or_404(self.get_queryset(request), pk=pk, state=State.GRANTED)
        log_access(request, grant, "view", "account number")
        context = {
            **self.admin_site.each_context(request),
            "title": _("Bank account"),
            "opts": self.opts,
            "grant": grant,
            "back": self.after(grant),
        }
        return TemplateResponse(request, "finance/subsidies/desk_account.html", context)

    @admin.display(description=gettext_lazy("receipt number"))
    def number(self, row: Grant) -> str:
        """Return the receipt number of the application."""
        return row.application.receipt_number or ""

    @admin.display(description=gettext_lazy("applicant"))
    def applicant(self, row: Grant) -> str:
        """Return the name of enterprise or person."""
        return row.application.applicant_name

    @admin.display(description=gettext_lazy("Selected (선정액)"), ordering="selected_won")
    def selected(self, row: Grant) -> str:
        """Return the selected amount."""
        return won(row.selected_won)

    @admin.display(description=gettext_lazy("Granted (교부결정액)"))
    def granted(self, row: Grant) -> str:
        """Return the granted amount."""
        return won(row.commitment.committed)

    @admin.display(description=gettext_lazy("Paid (교부액)"))
    def paid(self, row: Grant) -> str:
        """Return what was paid."""
        return won(row.commitment.paid)

    @admin.display(description=gettext_lazy("grant"))
    def summary(self, row: Grant) -> SafeString:
        """Return whose it is, where it stands and the money."""
        return _part("finance/subsidies/_desk_summary.html", grant=row, page=GrantPage(row, may_edit=False))

    @admin.display(description=gettext_lazy("grant application"))
    def filed_shown(self, row: Grant) -> SafeString:
        """Return what was filed, once it was; a draft is the enterprise's own."""
        return _part("finance/subsidies/_desk_filed.html", grant=row, page=GrantPage(row, may_edit=False))

    @admin.display(description=gettext_lazy("decision and agreement"))
    def decision_shown(self, row: Grant) -> SafeString:
        """Return the decision and the agreement."""
        return _part("finance/subsidies/_desk_decision.html", grant=row, page=GrantPage(row, may_edit=False))

    @admin.display(description=gettext_lazy("payments and returns"))
    def payments_shown(self, row: Grant) -> SafeString:
        """Return every entry with who made and who confirmed it."""
        rows = row.payments.select_related("entered_by", "confirmed_by", "cancelled_by").order_by("entered_at", "pk")
        return _part("finance/subsidies/_desk_payments.html", payments=rows)

    @admin.display(description=gettext_lazy("history"))
    def history_shown(self, row: Grant) -> SafeString:
        """Return who changed what, when and why."""
        return render_to_string("enterprises/applications/_desk_history.html", {"entries": history_of(row)})

    @admin.action(description=gettext_lazy("Export as CSV"), permissions=["view"])
    def export_csv(self, request: HttpRequest, queryset: QuerySet[Grant]) -> HttpResponseBase:
        """Give the list for a stated reason; the access log keeps who took it and why."""

        def give() -> HttpResponseBase:
            return csv_response("grants", COLUMNS, export_rows(queryset))

        return export_with_reason(self, request, queryset, give)

    @admin.action(description=gettext_lazy("Export as XLSX"), permissions=["view"])
    def export_xlsx(self, request: HttpRequest, queryset: QuerySet[Grant]) -> HttpResponseBase:
        """Give the list for a stated reason; the access log keeps who took it and why."""

        def give() -> HttpResponseBase:
            return xlsx_response("grants", COLUMNS, export_rows(queryset))

        return export_with_reason(self, request, queryset, give)


@admin.register(Payment)
class PaymentAdmin(StepsAdmin):
    """Payments and returns: those that wait for a second person first in mind."""

    steps = desk.PAYMENT_STEPS
    key = "int"
    district_field = "grant__application__enterprise__district"
    list_display = ("__str__", "kind", "number", "amount", "paid_on", "document_number", "state", "entered_by")
    list_filter = ("state", "kind")
    search_fields = ("document_number", "grant__application__receipt_number", "grant__application__enterprise__name")
    search_help_text = gettext_lazy("Document number, receipt number, or name of the applicant.")
    fields = (
        *("grant", "kind", "number", "amount", "due_on", "paid_on", "document_number", "state"),
        *("entered_by", "entered", "confirmed_by", "confirmed_at", "cancelled_by", "cancelled_at", "cancel_reason"),
    )
    readonly_fields = ("amount", "entered")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Payment]:
        """Return what this officer may see, with all that a row shows."""
        rows: Any = super().get_queryset(request)
        visible = rows & Payment.objects.visible_to(request.user)
        return visible.select_related(
            "grant__application__enterprise",
            "grant__application__person",
            "grant__application__call__program",
            "grant__commitment",
            "entered_by",
        )

    def after(self, row: Payment) -> str:
        """Lead back to the grant."""
        return reverse("admin:finance_grant_change", args=[row.grant_id])

    @admin.display(description=gettext_lazy("amount"), ordering="amount_won")
    def amount(self, row: Payment) -> str:
        """Return the amount in won."""
        return won(row.amount_won)

    @admin.display(description=gettext_lazy("entered at"))
    def entered(self, row: Payment) -> str:
        """Return when it was entered."""
        return seoul_instant(row.entered_at)


def _part(template: str, **context: Any) -> SafeString:
    return render_to_string(template, context)
