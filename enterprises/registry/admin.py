"""The desk of the register: what staff have open all day."""

from collections.abc import Callable, Sequence
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.postgres.expressions import ArraySubquery
from django.db import IntegrityError, transaction
from django.db.models import OuterRef, QuerySet
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from busan_se.accounts.admin import DistrictScopedAdmin, PortalModelAdmin
from busan_se.audit.access import log_access
from busan_se.audit.history import reason
from busan_se.core.clock import today
from busan_se.core.exports import csv_response, xlsx_response
from busan_se.core.korea import business_number_is_valid, format_business_number, normalize_business_number
from busan_se.core.search.korean import words_of
from enterprises.registry import actions, sources
from enterprises.registry.completeness import between, completeness
from enterprises.registry.exports import PERSONAL_COLUMNS, PUBLIC_COLUMNS, export_rows
from enterprises.registry.forms import PersonalExportForm, StateForm, TagForm
from enterprises.registry.inlines import IdentifierInline, MemberInline, QualificationInline, StateInline
from enterprises.registry.lookups import codes
from enterprises.registry.merge_desk import MergingAdmin
from enterprises.registry.models import (
    GONE,
    Enterprise,
    EnterpriseIdentifier,
    EnterpriseQuerySet,
    Membership,
    OperatingState,
    PolicyTag,
    Qualification,
    SourceRecord,
    State,
)
from enterprises.registry.queries import kinds_held
from enterprises.registry.search import found_in

_CLASH = gettext_lazy("Nothing was saved: somebody else changed this enterprise at the same moment. Try again.")
_ONE_BY_ONE = gettext_lazy(
    "Some of them are dormant, closed or dissolved. Take each of these back on its own page, where the reason is kept."
)
_SUBJECT = "enterprises.Enterprise list"


class CodeFilter(admin.SimpleListFilter):
    """A filter whose choices come from the cached codes, so that it costs no query."""

    lookup = ""

    def queryset(self, request: HttpRequest, queryset: QuerySet[Enterprise]) -> QuerySet[Enterprise]:
        """Narrow by the chosen code."""
        return queryset.filter(**{self.lookup: self.value()}) if self.value() else queryset


class DistrictFilter(CodeFilter):
    """One of the 16 districts, or none."""

    title, parameter_name, lookup = gettext_lazy("district"), "district", "district"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Return the districts, and the question for rows without one."""
        return [
            *((code, str(district)) for code, district in codes().districts.items()),
            ("none", _("Without district")),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Enterprise]) -> QuerySet[Enterprise]:
        """Narrow to a district, or to rows without one."""
        return queryset.filter(district=None) if self.value() == "none" else super().queryset(request, queryset)


class KindFilter(CodeFilter):
    """A kind of qualification that is in force today, or none at all."""

    title, parameter_name = gettext_lazy("qualification in force"), "kind"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Return the kinds, and the question for rows without any."""
        return [*((code, str(kind)) for code, kind in codes().kinds.items()), ("none", _("None in force"))]

    def queryset(self, request: HttpRequest, queryset: EnterpriseQuerySet) -> EnterpriseQuerySet:  # type: ignore[override]
        """Narrow to holders today."""
        if self.value() == "none":
            return queryset.exclude(pk__in=Enterprise.objects.with_qualification_on(today()))
        return queryset.with_qualification_on(today(), kind=self.value()) if self.value() else queryset


class CompletenessFilter(admin.SimpleListFilter):
    """How many of the usual facts an entry has."""

    title, parameter_name = gettext_lazy("completeness"), "complete"
    steps = {"low": (0, 49), "half": (50, 79), "high": (80, 99), "full": (100, 100)}

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Return the steps in percent."""
        return [(key, f"{low}–{high} %" if low < high else f"{high} %") for key, (low, high) in self.steps.items()]

    def queryset(self, request: HttpRequest, queryset: EnterpriseQuerySet) -> EnterpriseQuerySet:  # type: ignore[override]
        """Narrow to one step."""
        step = self.steps.get(self.value() or "")
        return between(queryset, *step) if step else queryset


@admin.register(Enterprise)
class EnterpriseAdmin(MergingAdmin):
    """Enterprises: what staff change here is kept as the desk's own word, with its day (`SourceRecord`)."""

    district_field = "district"
    list_display = (
        "name",
        "district",
        "kinds_held",
        "business_number",
        "state",
        "complete",
        "pages_shown",
    )
    list_select_related = ("district",)
    list_filter = (DistrictFilter, KindFilter, "state", CompletenessFilter, "is_demo")
    show_facets = admin.ShowFacets.NEVER
    search_fields = ("name",)
    search_help_text = gettext_lazy(
        "Words of the name, initials (ㅅㅎㅈ), or a business number with or without hyphens."
    )
    ordering = ("sort_key", "pk")
    autocomplete_fields = ("ksic",)
    filter_horizontal = ("tags",)
    readonly_fields = ("state", "merged_into", "where_from", "created_at", "updated_at")
    fieldsets = (
        (None, {"fields": ("name", "name_en", "district", "address", "ksic", "is_sole_proprietor", "summary", "tags")}),
        (gettext_lazy("Contact"), {"fields": ("phone", "homepage", "representative")}),
        (gettext_lazy("Register"), {"fields": ("state", "merged_into", "where_from", "created_at", "updated_at")}),
    )
    object_history_template = "enterprises/registry/admin_history.html"
    inlines = (QualificationInline, IdentifierInline, StateInline, MemberInline)
    actions = ("give_tag", "set_state", "export_csv", "export_xlsx", "export_personal")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Enterprise]:
        """Load what a line of the list shows, in the same query."""
        own = EnterpriseIdentifier.objects.filter(enterprise=OuterRef("pk"), kind="business", valid_to=None)
        rows = super().get_queryset(request).defer("search_text", "search_tokens")
        numbers = ArraySubquery(own.order_by("value").values("value"))
        return rows.annotate(kinds=kinds_held(today()), numbers=numbers, completeness=completeness())

    def get_search_results(
        self, request: HttpRequest, queryset: Any, search_term: str
    ) -> tuple[QuerySet[Enterprise], bool]:
        """Find by words as the public directory does, or by business number."""
        if business_number_is_valid(search_term):
            number = normalize_business_number(search_term)
            holders = EnterpriseIdentifier.objects.filter(kind="business", value=number)
            return queryset.filter(pk__in=holders.values("enterprise")), False
        if search_term and not words_of(search_term):
            return queryset.none(), False
        return found_in(queryset, search_term), False

    @admin.display(description=gettext_lazy("qualifications in force"))
    def kinds_held(self, row: Any) -> str:
        """Return the kinds held today."""
        kinds = codes().kinds
        return ", ".join(str(kinds[kind]) for kind in row.kinds)

    @admin.display(description=gettext_lazy("business number"))
    def business_number(self, row: Any) -> str:
        """Return the business numbers in use, as on paper."""
        return ", ".join(map(format_business_number, row.numbers))

    @admin.display(description=gettext_lazy("completeness"), ordering="completeness")
    def complete(self, row: Any) -> str:
        """Return how many of the usual facts are known, in percent."""
        return f"{row.completeness} %"

    @admin.display(description=gettext_lazy("where this comes from"))
    def where_from(self, row: Enterprise) -> str:
        """Return the sources with their as-of days, newest first."""
        said = row.source_records.values_list("source", "as_of") if row.pk else ()
        return " · ".join(f"{sources.source_label(source)} {as_of:%Y.%m.%d.}" for source, as_of in said)

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show or save the form; what only the database could refuse (two people saved at once) is told in words."""
        try:
            return super().changeform_view(request, *args, **kwargs)
        except IntegrityError:
            self.message_user(request, _CLASH, messages.ERROR)
            return redirect(request.get_full_path())

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Show one enterprise; that somebody looked at its personal data is written to the access log."""
        response = super().change_view(request, object_id, form_url, extra_context)
        if request.method == "GET" and response.status_code == 200:
            log_access(request, f"enterprises.Enterprise:{object_id}", "view")
        return response

    @transaction.atomic
    def save_model(self, request: HttpRequest, obj: Enterprise, form: ModelForm, change: bool) -> None:  # type: ignore[override]
        """Save, and keep what was changed as the desk's word of today."""
        super().save_model(request, obj, form, change)
        fields = form.changed_data if change else sources.FIELDS
        said = {field: _said(form.cleaned_data[field]) for field in fields if field in sources.FIELDS}
        if said:
            actions.record(obj, sources.STAFF, said)

    def save_related(self, request: HttpRequest, form: ModelForm, formsets: Sequence[Any], change: bool) -> None:
        """Save the rows below; tags go through the desk's word too, so that the next import keeps them."""
        wanted = {tag.name_ko for tag in form.cleaned_data.pop("tags", ())}
        super().save_related(request, form, formsets, change)
        if "tags" in form.changed_data:
            actions.say_tags(form.instance, wanted)

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Show who changed what and why, of the enterprise and of the rows below it."""
        enterprise = self.get_object(request, object_id)
        models = (Qualification, EnterpriseIdentifier, OperatingState, Membership) if enterprise else ()
        below = [(model._meta.verbose_name, model._default_manager.filter(enterprise=enterprise)) for model in models]
        return super().history_view(request, object_id, {**(extra_context or {}), "below": below})

    @admin.action(description=gettext_lazy("Add a tag…"), permissions=["change"])
    def give_tag(self, request: HttpRequest, queryset: QuerySet[Enterprise]) -> HttpResponse | None:
        """Give the chosen enterprises a policy tag."""
        return self._ask(request, queryset, TagForm, lambda ids, said: actions.add_tag(ids, said["tag"]))

    @admin.action(description=gettext_lazy("Set the operating state…"), permissions=["change"])
    def set_state(self, request: HttpRequest, queryset: QuerySet[Enterprise]) -> HttpResponse | None:
        """Say since when, and why, the chosen enterprises are in a state."""

        def apply(ids: list[int], said: dict[str, Any]) -> int:
            if said["state"] == State.OPERATING and queryset.filter(state__in=(State.DORMANT, *GONE)).exists():
                raise forms.ValidationError(_ONE_BY_ONE)
            with reason(said["reason"]):
                return actions.set_states(ids, **said)

        return self._ask(request, queryset, StateForm, apply)

    @admin.action(description=gettext_lazy("Export as CSV"), permissions=["view"])
    def export_csv(self, request: HttpRequest, queryset: QuerySet[Enterprise]) -> HttpResponseBase:
        """Give the list without personal data."""
        return csv_response("enterprises", PUBLIC_COLUMNS, export_rows(queryset))

    @admin.action(description=gettext_lazy("Export as XLSX"), permissions=["view"])
    def export_xlsx(self, request: HttpRequest, queryset: QuerySet[Enterprise]) -> HttpResponseBase:
        """Give the list without personal data."""
        return xlsx_response("enterprises", PUBLIC_COLUMNS, export_rows(queryset))

    @admin.action(description=gettext_lazy("Export with personal data (XLSX)…"), permissions=["export_personal"])
    def export_personal(self, request: HttpRequest, queryset: QuerySet[Enterprise]) -> HttpResponseBase | None:
        """Give the list with personal data to who may have it and says what for; the access log keeps the reason."""
        form = PersonalExportForm(request.POST if "confirmed" in request.POST else None)
        if not form.is_valid():
            return self._ask_page(request, queryset, form)
        log_access(request, f"{_SUBJECT} ({queryset.count()})", "export", form.cleaned_data["reason"])
        return xlsx_response("enterprises", (*PUBLIC_COLUMNS, *PERSONAL_COLUMNS), export_rows(queryset))

    def has_export_personal_permission(self, request: HttpRequest) -> bool:
        """Return whether this user may take personal data out."""
        return request.user.has_perm("enterprises.export_personal")

    def _ask(
        self,
        request: HttpRequest,
        queryset: QuerySet[Enterprise],
        form_class: type[forms.Form],
        apply: Callable[[list[int], dict[str, Any]], int],
    ) -> HttpResponse | None:
        """Ask what an action needs on a page of its own, then do it to the chosen rows that are on this desk."""
        form = form_class(request.POST if "confirmed" in request.POST else None)
        if not form.is_valid():
            return self._ask_page(request, queryset, form)
        try:
            n = apply(list(queryset.order_by().values_list("pk", flat=True)), form.cleaned_data)
        except forms.ValidationError as refusal:
            form.add_error(None, refusal)
            return self._ask_page(request, queryset, form)
        done = ngettext("%(n)d enterprise was changed.", "%(n)d enterprises were changed.", n) % {"n": n}
        self.message_user(request, done, messages.SUCCESS)
        return None

    def _ask_page(self, request: HttpRequest, queryset: QuerySet[Enterprise], form: forms.Form) -> TemplateResponse:
        name = request.POST["action"]
        context = {
            **self.admin_site.each_context(request),
            "title": dict(self.get_action_choices(request)).get(name, name),
            "opts": self.opts,
            "form": form,
            "n": queryset.count(),
            "action": name,
            "selected": request.POST.getlist(ACTION_CHECKBOX_NAME),
            "select_across": request.POST.get("select_across", "0"),
        }
        return TemplateResponse(request, "enterprises/registry/admin_action.html", context)


def _said(value: Any) -> Any:
    """Return a form's value as a payload holds it: codes for official rows, '' for nothing."""
    return "" if value is None else getattr(value, "pk", value)


@admin.register(PolicyTag)
class PolicyTagAdmin(PortalModelAdmin):
    """Policy tags."""

    list_display = ("name_ko", "name_en", "code")
    search_fields = ("name_ko", "name_en")


@admin.register(SourceRecord)
class SourceRecordAdmin(DistrictScopedAdmin):
    """What sources said; written by the desk's forms, members and imports only."""

    district_field = "enterprise__district"
    list_display = ("enterprise", "source", "as_of", "created_at")
    list_select_related = ("enterprise",)
    list_filter = ("source",)
    search_fields = ("enterprise__name",)
    raw_id_fields = ("enterprise", "batch")
    ordering = ("-pk",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Nobody writes a source's word by hand."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody changes what a source said."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody takes back what a source said, but the undoing of an import."""
        return False
