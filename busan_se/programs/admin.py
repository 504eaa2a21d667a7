"""The desk of the plan: texts, calls from draft to extension, and the money behind them. Outages: `outage_admin`."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from busan_se.accounts.desk import PortalInline, PortalModelAdmin
from busan_se.core.clock import today
from busan_se.core.money import won
from busan_se.core.registry import registered
from busan_se.programs import actions, drafting
from busan_se.programs.builder.desk import FormBuilderAdmin
from busan_se.programs.call_desk import CallSteps
from busan_se.programs.extensions import CallDeskLink, EnvelopePanel
from busan_se.programs.forms import AppropriationForm, ExtendForm, ReasonForm
from busan_se.programs.models import (
    Call,
    CallExtension,
    Envelope,
    EnvelopeEntry,
    Outage,
    Parameter,
    Plan,
    Program,
    ProgramState,
    Strategy,
    Task,
)
from busan_se.programs.outage_admin import OutageAdmin
from busan_se.reference.models import QualificationKind

# The columns of an envelope's money, in the order of its life.
BALANCES = tuple(
    f"{name}_shown" for name in ("appropriated", "reserved", "committed", "paid", "spent", "returned", "available")
)
# What is written on pages of its own.
WRITTEN_ELSEWHERE = ("form", "form_lock", "rubric", "eligibility")
# What may still be added to a published call (the trigger `guard_call` keeps the rest).
OPEN_AFTER_PUBLICATION = {"official_number", "title_en", "summary_en", "body_en"}


def _sent(request: HttpRequest) -> QueryDict | None:
    """Return what was posted, however little, None for a page that is only asked for."""
    return request.POST if request.method == "POST" else None


class FixedTexts(PortalModelAdmin):
    """Rows that the plan fixes: texts may be edited, rows neither added nor deleted."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Plan)
class PlanAdmin(FixedTexts):
    list_display = ("name_ko", "first_year", "last_year")
    readonly_fields = ("code",)


@admin.register(Strategy)
class StrategyAdmin(FixedTexts):
    list_display = ("code", "name_ko", "app_label")
    readonly_fields = ("code", "app_label", "plan")


@admin.register(Task)
class TaskAdmin(FixedTexts):
    list_display = ("code", "name_ko", "strategy", "is_reconstruction")
    list_select_related = ("strategy",)
    readonly_fields = ("code", "strategy")


class ProgramStateInline(PortalInline):
    model = ProgramState
    extra = 0


@admin.register(Program)
class ProgramAdmin(PortalModelAdmin):
    list_display = ("name_ko", "code", "task", "is_focus", "is_shown")
    list_filter = ("task__strategy", "is_focus", "is_shown")
    list_select_related = ("task",)
    search_fields = ("name_ko", "name_en", "code")
    inlines = (ProgramStateInline,)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """Keep the code: other code and addresses refer to it."""
        return ("code",) if obj else ()


@admin.register(Parameter)
class ParameterAdmin(PortalModelAdmin):
    list_display = ("label_ko", "program", "regulation", "scope", "value", "unit", "valid_from", "valid_to", "verified")
    list_filter = ("verified", "unit", "program")
    list_select_related = ("program",)
    search_fields = ("label_ko", "key")


class CallForm(forms.ModelForm):
    """A draft of a call."""

    eligible_kinds = forms.MultipleChoiceField(
        label=_("Qualifications that may apply"),
        required=False,
        choices=lambda: [(kind.pk, kind.name_ko) for kind in QualificationKind.objects.order_by("order")],
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None chosen: open to all."),
    )


class CallExtensionInline(PortalInline):
    model = CallExtension
    extra = 0
    can_delete = False
    fields = readonly_fields = ("old_closes_at", "new_closes_at", "reason", "extended_by", "created_at")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Call)
class CallAdmin(CallSteps, FormBuilderAdmin):
    """Calls are drafted here and moved by their buttons: preview, publish, extend, cancel, copy."""

    form = CallForm
    change_form_template = "programs/admin_call.html"
    view_on_site = False  # the template has the link, which is a preview until the call is published
    list_display = ("number", "title_ko", "program", "phase_shown", "opens_at", "closes_at", "reception")
    list_filter = ("reception", "program__task__strategy")
    list_select_related = ("program",)
    search_fields = ("number", "title_ko", "official_number")
    inlines = (CallExtensionInline,)
    raw_id_fields = ("envelope",)
    fieldsets = (
        (None, {"fields": ("number", "official_number", "program", "title_ko", "summary_ko", "body_ko")}),
        (
            _("Period and reception"),
            {"fields": ("opens_at", "closes_at", "reception", "reception_place", "reception_url")},
        ),
        (
            _("Conditions and money"),
            {"fields": ("envelope", "selections", "amount_min", "amount_max", "own_share_percent", "eligible_kinds")},
        ),
        (_("English"), {"fields": ("title_en", "summary_en", "body_en")}),
    )

    @admin.display(description=_("State"))
    def phase_shown(self, call: Call) -> str:
        labels = {
            "draft": _("Draft"),
            "cancelled": _("Cancelled"),
            "upcoming": _("Coming"),
            "open": _("Open"),
            "closed": _("Closed"),
        }
        return str(labels[call.phase])

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Show a call, with what the rooms above can do with it."""
        call = self.get_object(request, object_id)
        links = [(link.label, link.url(call, request.user)) for link in registered(CallDeskLink)] if call else ()
        context = {"links": [(label, url) for label, url in links if url], **(extra_context or {})}
        return super().change_view(request, object_id, form_url, context)

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Offer the next free number."""
        return {"number": actions.next_number(today().year)} | super().get_changeform_initial_data(request)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """Keep what a published call promised; the database would refuse it anyway."""
        if obj is None or not obj.is_published:
            return ()
        fields: list[Any] = [name for _title, options in self.fieldsets for name in options["fields"]]
        return tuple(name for name in fields if name not in OPEN_AFTER_PUBLICATION)

    def save_model(self, request: HttpRequest, obj: Any, form: forms.ModelForm, change: bool) -> None:
        """Save. Form, rubric and conditions are written on pages of their own: what was saved there meanwhile stays."""
        if change:
            kept = drafting.lock_call(obj)
            for name in WRITTEN_ELSEWHERE:
                setattr(obj, name, getattr(kept, name))
        super().save_model(request, obj, form, change)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Let drafts be deleted, nothing that was published."""
        return obj is not None and not obj.is_published and super().has_delete_permission(request, obj)

    def get_urls(self) -> list[URLPattern]:
        """Put the buttons' addresses before the admin's own."""
        views: tuple[tuple[str, Callable[..., HttpResponse]], ...] = (
            ("publish", self.publish_view),
            ("extend", self.extend_view),
            ("cancel", self.cancel_view),
            ("copy", self.copy_view),
            ("conditions", self.conditions_view),
            ("suggestions", self.suggestions_view),
            ("papers", self.papers_view),
        )
        own = [
            path(f"<int:pk>/{name}/", self.admin_site.admin_view(view), name=f"programs_call_{name}")
            for name, view in views
        ]
        return own + super().get_urls()

    def _call(self, request: HttpRequest, pk: int, permission: str = "programs.publish_call") -> Call:
        if not request.user.has_perm(permission):
            raise PermissionDenied
        return get_object_or_404(Call, pk=pk)

    def _ask(
        self, request: HttpRequest, call: Call, title: Any, form: forms.Form, act: Callable[[dict[str, Any]], Any]
    ) -> HttpResponse:
        """Show a form of one step and, when it is filled in well, take the step."""
        if request.method == "POST" and form.is_valid():
            try:
                act(form.cleaned_data)
            except ValidationError as refusal:
                form.add_error(None, refusal)
            else:
                messages.success(request, _("Done."))
                return redirect("admin:programs_call_change", call.pk)
        context = {
            **self.admin_site.each_context(request),
            "title": title,
            "call": call,
            "form": form,
            "opts": self.opts,
        }
        return TemplateResponse(request, "programs/admin_step.html", context)

    def publish_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        call = self._call(request, pk)
        form = forms.Form(_sent(request))
        return self._ask(
            request, call, _("Publish the call"), form, lambda data: actions.publish_call(call, request.user)
        )

    def extend_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        call = self._call(request, pk)
        form = ExtendForm(_sent(request))
        return self._ask(
            request,
            call,
            _("Extend the call"),
            form,
            lambda data: actions.extend_call(call, data["closes_at"], data["reason"], request.user),
        )

    def cancel_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        call = self._call(request, pk)
        form = ReasonForm(_sent(request))
        return self._ask(
            request, call, _("Cancel the call"), form, lambda data: actions.cancel_call(call, data["reason"])
        )

    def copy_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        call = self._call(request, pk, "programs.add_call")
        if request.method != "POST":
            return redirect("admin:programs_call_change", pk)
        copy = actions.copy_call(call)
        messages.success(request, _("A draft was made. Set its number, period and envelope."))
        return redirect("admin:programs_call_change", copy.pk)


admin.site.register(Outage, OutageAdmin)


class EnvelopeEntryInline(PortalInline):
    model = EnvelopeEntry
    extra = 0
    can_delete = False
    fields = readonly_fields = ("created_at", "kind", "amount", "commitment", "reason", "actor")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet[EnvelopeEntry]:
        return super().get_queryset(request).select_related("commitment", "actor")


@admin.register(Envelope)
class EnvelopeAdmin(PortalModelAdmin):
    """Envelopes with the balances that the ledger moves."""

    change_form_template = "programs/admin_envelope.html"
    list_display = ("__str__", *BALANCES)
    list_filter = ("fiscal_year", "source", "regulation")
    list_select_related = ("program",)
    search_fields = ("program__name_ko", "program__code")
    fields = ("program", "fiscal_year", "source", "regulation", "label")
    inlines = (EnvelopeEntryInline,)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Envelope]:
        return super().get_queryset(request).with_spent()  # type: ignore[attr-defined]

    def get_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """Show the balances of an envelope that is there."""
        return (*self.fields, *BALANCES) if obj else self.fields

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return self.get_fields(request, obj) if obj else ()

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Show an envelope, and what its balances were counted from."""
        envelope = self.get_object(request, object_id)
        found = registered(EnvelopePanel) if self.has_view_permission(request, envelope) else ()
        panels = [(panel, panel.context(envelope, request)) for panel in found if envelope]
        return super().change_view(request, object_id, form_url, {**(extra_context or {}), "panels": panels})

    @admin.display(description=_("Budget (예산현액)"), ordering="appropriated")
    def appropriated_shown(self, envelope: Envelope) -> str:
        return won(envelope.appropriated)

    @admin.display(description=_("Selected (선정예정액)"), ordering="reserved")
    def reserved_shown(self, envelope: Envelope) -> str:
        return won(envelope.reserved)

    @admin.display(description=_("Granted (교부결정액)"), ordering="committed")
    def committed_shown(self, envelope: Envelope) -> str:
        return won(envelope.committed)

    @admin.display(description=_("Disbursed (교부액)"), ordering="paid")
    def paid_shown(self, envelope: Envelope) -> str:
        return won(envelope.paid)

    @admin.display(description=_("Spent (집행액)"))
    def spent_shown(self, envelope: Envelope) -> str:
        spent = getattr(envelope, "spent", None)
        return "–" if spent is None else won(spent)

    @admin.display(description=_("Returned (반납액)"), ordering="returned")
    def returned_shown(self, envelope: Envelope) -> str:
        return won(envelope.returned)

    @admin.display(description=_("Left (잔액)"))
    def available_shown(self, envelope: Envelope) -> str:
        return format_html("<strong>{}</strong>", won(envelope.available))

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Keep envelopes: their entries are never removed."""
        return False

    def get_urls(self) -> list[URLPattern]:
        """Put the movement of the appropriation before the admin's own addresses."""
        view = self.admin_site.admin_view(self.appropriation_view)
        return [path("<int:pk>/appropriation/", view, name="programs_envelope_appropriation"), *super().get_urls()]

    def appropriation_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Add money to an envelope or take it away, with a reason."""
        if not request.user.has_perm("programs.add_envelopeentry"):
            raise PermissionDenied
        envelope = get_object_or_404(Envelope.objects.select_related("program"), pk=pk)
        form = AppropriationForm(_sent(request))
        if request.method == "POST" and form.is_valid():
            try:
                self._move(request, envelope, form.cleaned_data)
            except ValidationError as refusal:
                form.add_error("amount", refusal)
            else:
                messages.success(request, _("Entered in the ledger."))
                return redirect(reverse("admin:programs_envelope_change", args=[pk]))
        context = {
            **self.admin_site.each_context(request),
            "title": _("Appropriation: %(envelope)s") % {"envelope": envelope},
            "form": form,
            "seen": actions.newest_movement(envelope),
            "opts": self.opts,
        }
        return TemplateResponse(request, "programs/admin_step.html", context)

    def _move(self, request: HttpRequest, envelope: Envelope, given: dict[str, Any]) -> None:
        """Enter the movement, unless the appropriation was moved since the page was made: by another desk, or by this
        very form sent twice.
        """
        with transaction.atomic():
            actions.refuse_if_moved(envelope, request.POST.get("seen", ""))
            move = actions.appropriate if given["kind"] == "appropriate" else actions.reduce_appropriation
            move(envelope, given["amount"], request.user, given["reason"])
