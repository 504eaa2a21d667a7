"""The base of every desk in the admin."""

from itertools import combinations
from typing import Any, ClassVar

import pghistory
from django import forms
from django.contrib import admin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.db.models import ForeignKey, Model, QuerySet
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from busan_se.accounts.roles import Role, districts_of, has_role
from busan_se.core.fields import DateField, JSONField, SplitInstantField

REASON_FIELD = "change_reason"
_REASON_LENGTH = 300


# What every desk takes: days and instants that can be read again, JSON that can be kept.
SAFE_FIELDS: dict[Any, dict[str, Any]] = {
    models.DateField: {"form_class": DateField},
    models.DateTimeField: {"form_class": SplitInstantField},
    models.JSONField: {"form_class": JSONField},
    models.URLField: {"assume_scheme": "https"},
}


class CheckedFormSet(forms.BaseInlineFormSet):
    """Rows below a row. Asks the model's constraints, which Django leaves out below a parent, and `clash`."""

    def clean(self) -> None:
        """Tell each row what the database would refuse; then what two rows of this very form can't both be."""
        super().clean()
        forms_left = [form for form in self.forms if form.has_changed() and form not in self.deleted_forms]
        for form in forms_left:
            if form.is_valid():
                self._ask_constraints(form)
        for first, second in combinations((form for form in self.forms if form not in self.deleted_forms), 2):
            if first.is_valid() and second.is_valid() and self.clash(first.instance, second.instance):
                second.add_error(None, _("This line contradicts another line of this form."))

    def clash(self, first: Any, second: Any) -> bool:
        """Return whether two rows exclude each other."""
        return False

    @staticmethod
    def _ask_constraints(form: forms.ModelForm) -> None:
        try:
            form.instance.validate_constraints()
        except ValidationError as error:
            form.add_error(None, error.messages)


class _KnownKeys:
    """Draws a search box again after a wrong value: Django asks the database for it, whatever it is."""

    field: Any

    def optgroups(self, name: str, value: list[str], attr: dict[str, Any] | None = None) -> Any:
        key = self.field.remote_field.model._meta.pk
        return super().optgroups(name, [text for text in value if _is_key(key, text)], attr)  # type: ignore[misc]


class KnownKeysSelect(_KnownKeys, AutocompleteSelect):  # type: ignore[misc]
    """The search box for one row."""


class KnownKeysSelectMultiple(_KnownKeys, AutocompleteSelectMultiple):  # type: ignore[misc]
    """The search box for several rows."""


def _is_key(key: models.Field, text: str) -> bool:
    try:
        key.to_python(text)
    except ValidationError:
        return False
    return True


class SafeFields:
    """Fields of a desk that take nothing which could not be kept, and can draw everything that was sent."""

    formfield_overrides: ClassVar[Any] = SAFE_FIELDS

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        return self._with_search(super().formfield_for_foreignkey, KnownKeysSelect, db_field, request, kwargs)  # type: ignore[misc]

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        made = super().formfield_for_manytomany  # type: ignore[misc]
        return self._with_search(made, KnownKeysSelectMultiple, db_field, request, kwargs)

    def _with_search(self, make: Any, widget: Any, db_field: Any, request: HttpRequest, given: dict[str, Any]) -> Any:
        desk: Any = self
        if db_field.name in desk.get_autocomplete_fields(request):
            given.setdefault("widget", widget(db_field, desk.admin_site, using=given.get("using")))
        return make(db_field, request, **given)


class PortalInline(SafeFields, admin.TabularInline):
    """The base of the rows below a row."""

    formset = CheckedFormSet


class PortalModelAdmin(SafeFields, admin.ModelAdmin):
    """The base of every desk: quick lists, a reason with each change, nothing but reading for the auditor.

    The form of an existing row ends with a field for the reason, which goes into the row history (pghistory's context).
    """

    list_per_page = 50
    show_full_result_count = False
    change_form_template = "accounts/change_form.html"

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Show the list under the name of what it lists; Django's own heading is an instruction ("Select …")."""
        title = capfirst(self.model._meta.verbose_name_plural)
        return super().changelist_view(request, {"title": title, **(extra_context or {})})

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Show a row under the name of what it is, whether it may be changed or only read."""
        if context.get("original"):
            context["title"] = capfirst(self.model._meta.verbose_name)
        return super().render_change_form(request, context, *args, **kwargs)

    @admin.display(description=mark_safe('<input type="checkbox" id="action-toggle">'))
    def action_checkbox(self, obj: Model) -> SafeString:
        """Return what chooses a row for an action: Django's own renders a template for each row."""
        label = _("Select this object for an action - %(object)s") % {"object": obj}
        box = '<input type="checkbox" name="{}" value="{}" class="action-select" aria-label="{}">'
        return format_html(box, ACTION_CHECKBOX_NAME, obj.pk, label)

    def save_model(self, request: HttpRequest, obj: Model, form: ModelForm, change: bool) -> None:
        if reason := request.POST.get(REASON_FIELD, "").strip()[:_REASON_LENGTH]:
            with pghistory.context(reason=reason):
                super().save_model(request, obj, form, change)
        else:
            super().save_model(request, obj, form, change)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return not _only_reads(request) and super().has_add_permission(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return not _only_reads(request) and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return not _only_reads(request) and super().has_delete_permission(request, obj)

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """Offer actions that declare no permission only to those who may change rows (Django offers them to all).

        A page asks for them several times: found once for each request and list.
        """
        known: dict[Any, dict[str, Any]] = request.__dict__.setdefault("_desk_actions", {})
        if self not in known:
            known[self] = self._actions(request)
        return known[self]

    def _actions(self, request: HttpRequest) -> dict[str, Any]:
        actions = super().get_actions(request)
        if self.has_change_permission(request):
            return actions
        return {name: entry for name, entry in actions.items() if entry and hasattr(entry[0], "allowed_permissions")}


class DistrictScopedAdmin(PortalModelAdmin):
    """A desk on which district staff find only the rows of their districts, and can make no others.

    `district_field` is the look-up from the model to reference.District, e.g. "enterprise__district".
    """

    district_field = "district"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        codes = districts_of(request.user)
        rows = super().get_queryset(request)
        return rows if codes is None else rows.filter(**{f"{self.district_field}__in": codes})

    def formfield_for_foreignkey(self, db_field: ForeignKey, request: HttpRequest, **kwargs: Any) -> Any:
        codes = districts_of(request.user)
        if db_field.name == self.district_field and codes is not None:
            kwargs["queryset"] = db_field.remote_field.model._default_manager.filter(pk__in=codes)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def save_model(self, request: HttpRequest, obj: Model, form: ModelForm, change: bool) -> None:
        """Save. Raises PermissionDenied when the row would belong to a district outside the officer's scope."""
        codes = districts_of(request.user)
        if codes is not None and district_code(obj, self.district_field) not in codes:
            raise PermissionDenied
        super().save_model(request, obj, form, change)


def district_code(obj: Model, path: str) -> str | None:
    """Return the district code that the look-up `path` leads to from `obj`; None where a step is empty."""
    *steps, last = path.split("__")
    found: Any = obj
    for step in steps:
        found = getattr(found, step, None)
    return getattr(found, f"{last}_id", None)


def _only_reads(request: HttpRequest) -> bool:
    return has_role(request.user, Role.AUDITOR) and not request.user.is_superuser
