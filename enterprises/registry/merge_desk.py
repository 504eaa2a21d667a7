"""The page of the desk on which two entries of one enterprise become one."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from busan_se.audit.access import log_access
from busan_se.core.errors import PortalError
from busan_se.core.fields import SafeCharField
from busan_se.core.korea import business_number_is_valid, format_business_number, normalize_business_number
from enterprises.registry import merging
from enterprises.registry.desk_pages import LARGEST_KEY, DeskPagesAdmin
from enterprises.registry.extensions import Clash, MergeQuestion
from enterprises.registry.models import Enterprise

_MOST_NAMESAKES = 20


class OtherForm(forms.Form):
    """Which entry goes: by its number in the register or its business number."""

    other = SafeCharField(
        label=gettext_lazy("The entry that goes"),
        max_length=20,
        help_text=gettext_lazy("Its number in the register (at the end of its page's address) or its business number."),
    )

    def __init__(self, rows: QuerySet[Enterprise], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = rows

    def clean_other(self) -> Enterprise:
        """Return the entry."""
        said = self.cleaned_data["other"].strip()
        if business_number_is_valid(said):
            number = normalize_business_number(said)
            held = {"identifiers__kind": "business", "identifiers__value": number, "identifiers__valid_to": None}
            found = self.rows.filter(**held).first()
        else:
            is_key = said.isascii() and said.isdecimal() and int(said[:19]) <= LARGEST_KEY
            found = self.rows.filter(pk=said).first() if is_key else None
        if found is None:
            raise forms.ValidationError(_("There is no such entry on your desk. Check the number."), code="unknown")
        return found


class ReasonForm(forms.Form):
    """Why the two are one, and of rows that can't both be in force which one stays."""

    reason = SafeCharField(
        label=gettext_lazy("Reason"),
        max_length=300,
        help_text=gettext_lazy("How you know that they are the same. It stays in the history."),
    )

    def __init__(self, clashes: Sequence[Clash], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for clash in clashes:
            sides = ((MergeQuestion.STAYS, clash.of_stays), (MergeQuestion.GOES, clash.of_goes))
            self.fields[clash.key] = forms.ChoiceField(
                label=_("Both have it, one stays in force: %(what)s") % {"what": clash.label},
                choices=sides,
                widget=forms.RadioSelect,
                help_text=_("The other is kept as the earlier one."),
            )
        self.order_fields([*(clash.key for clash in clashes), "reason"])

    @property
    def kept(self) -> dict[str, str]:
        """Return whose row stays in force, by the key of the clash."""
        return {key: value for key, value in self.cleaned_data.items() if key != "reason"}


class MergingAdmin(DeskPagesAdmin):
    """A desk of enterprises with a page that merges another entry into one."""

    change_form_template = "enterprises/registry/admin_change.html"

    def get_urls(self) -> list[URLPattern]:
        """Put the page before the admin's own."""
        view = self.admin_site.admin_view(require_http_methods(["GET", "HEAD", "POST"])(self.merge_view))
        return [path("<int:pk>/merge/", view, name="enterprises_enterprise_merge"), *super().get_urls()]

    def merge_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Ask which entry goes, show both beside each other and what moves, ask for the reason, and merge."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        if pk > LARGEST_KEY:
            raise Http404
        rows: Any = self.get_queryset(request)
        stays = get_object_or_404(rows, pk=pk)
        search = OtherForm(rows, request.GET if "other" in request.GET else None)
        goes = search.cleaned_data["other"] if search.is_valid() else None
        clashes = merging.clashes(stays, goes) if goes else ()
        form = ReasonForm(clashes, request.POST if request.method == "POST" and goes else None)
        if goes and self._merged(request, stays, goes, form):
            return redirect("admin:enterprises_enterprise_change", stays.pk)
        for shown in (stays, goes) if goes else ():
            log_access(request, f"enterprises.Enterprise:{shown.pk}", "view")
        return TemplateResponse(
            request, "enterprises/registry/admin_merge.html", self._merge_page(request, rows, stays, goes, search, form)
        )

    def _merged(self, request: HttpRequest, stays: Enterprise, goes: Enterprise, form: ReasonForm) -> bool:
        """Return whether the two were merged; a refusal stands in the form."""
        if not form.is_valid():
            return False
        try:
            merging.merge(stays, goes, form.cleaned_data["reason"], form.kept)
        except PortalError as refusal:
            form.add_error(None, refusal)
            return False
        text = _("“%(goes)s” is now part of “%(stays)s”. Its page leads there.")
        messages.success(request, text % {"goes": goes.name, "stays": stays.name})
        return True

    def _merge_page(
        self,
        request: HttpRequest,
        rows: Any,
        stays: Enterprise,
        goes: Enterprise | None,
        search: OtherForm,
        form: ReasonForm,
    ) -> dict[str, Any]:
        alike = rows.filter(sort_key=stays.sort_key, merged_into=None).exclude(pk=stays.pk)
        return {
            **self.admin_site.each_context(request),
            "title": _("Merge another entry into this one"),
            "opts": self.opts,
            "stays": stays,
            "goes": goes,
            "search": search,
            "form": form,
            "back": reverse("admin:enterprises_enterprise_change", args=[stays.pk]),
            "namesakes": () if goes else alike.select_related("district")[:_MOST_NAMESAKES],
            "beside": _beside(stays, goes) if goes else (),
            "moved": merging.preview(stays, goes) if goes else (),
        }


def _beside(stays: Any, goes: Any) -> list[tuple[str, str, str]]:
    """Return (label, of the one that stays, of the one that goes) of what tells enterprises apart."""
    return [
        (label, text(stays) or "–", text(goes) or "–")
        for label, text in (
            (_("number in the register"), lambda one: str(one.pk)),
            (_("name"), lambda one: one.name),
            (_("district"), lambda one: str(one.district or "")),
            (_("address"), lambda one: one.address),
            (_("representative"), lambda one: one.representative),
            (_("business number"), lambda one: ", ".join(map(format_business_number, one.numbers))),
            (_("qualifications"), lambda one: ", ".join(str(row.kind) for row in one.qualifications.all())),
            (_("sources"), lambda one: str(one.source_records.count())),
        )
    ]
