"""The desk of the cut line: amounts, the line as the balance draws it, taking it over, and the reserve list."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from busan_se.accounts.desk import PortalModelAdmin
from busan_se.audit.access import log_access
from busan_se.core.errors import PortalError
from busan_se.reviews.models import Round
from enterprises.applications.rules import may_decide
from enterprises.selection import actions, letters, promotion
from enterprises.selection.cutline import Cut, cut
from enterprises.selection.forms import CutForm, EndForm, name_of
from enterprises.selection.models import Selection

VIEW = ("reviews.view_round", "enterprises.view_selection")


@admin.register(Selection)
class SelectionAdmin(PortalModelAdmin):
    """What was taken over from reviews; the cut line of a round is a page of its own."""

    list_display = ("round_shown", "made_by", "created_at", "ended_at")
    list_select_related = ("round__call", "made_by")
    search_fields = ("round__name", "round__call__number")
    change_form_template = "enterprises/selection/admin_selection.html"
    fields = readonly_fields = ("round", "made_by", "created_at", "ended_at")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Selection]:
        return Selection.objects.visible_to(request.user).select_related("round__call", "made_by")

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Selections are taken over from a round."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """They change by their steps."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What was decided is not deleted."""
        return False

    @admin.display(description=gettext_lazy("review"))
    def round_shown(self, row: Selection) -> str:
        """Return call and round."""
        return str(row.round)

    def get_urls(self) -> list[URLPattern]:
        """Put the cut line and the steps of the reserve list before the admin's own addresses."""
        wrap = self.admin_site.admin_view
        return [
            path("cut/<int:round>/", wrap(self.cut_view), name="enterprises_selection_cut"),
            path("<int:pk>/reserve/", wrap(self.reserve_view), name="enterprises_selection_reserve"),
            *super().get_urls(),
        ]

    def _page(self, request: HttpRequest, template: str, status: int = 200, **context: Any) -> TemplateResponse:
        page = {**self.admin_site.each_context(request), "opts": self.opts, **context}
        return TemplateResponse(request, template, page, status=status)

    def cut_view(self, request: HttpRequest, round: int) -> HttpResponse:
        """Show the line for the amounts that were sent; "take" decides, everything else only looks."""
        if not request.user.has_perms(VIEW):
            raise PermissionDenied
        rows = Round.objects.visible_to(request.user)
        found = get_object_or_404(rows.select_related("call__envelope__program", "call__program", "rubric"), pk=round)
        if request.method == "POST" and not may_decide(request.user):
            raise PermissionDenied
        posted = request.POST if request.method == "POST" else None
        form = CutForm(posted, cut(found, {}))
        line = cut(found, form.amounts if form.is_bound and form.is_valid() else {})
        if form.is_bound and form.is_valid() and request.POST.get("then") == "take":
            try:
                return self._take(request, found, form)
            except PortalError as refusal:
                form.add_error(None, refusal)
        if request.method == "GET":
            log_access(request, found, "view")
        status = 422 if form.errors else 200
        return self._cut_page(request, found, form, line, status)

    def _cut_page(self, request: HttpRequest, found: Round, form: CutForm, line: Cut, status: int) -> HttpResponse:
        selection = Selection.objects.filter(round=found).first()
        return self._page(
            request,
            "enterprises/selection/cut.html",
            status,
            title=_("Cut line"),
            round=found,
            form=form,
            line=line,
            rows=[(row, form[name_of(row)] if row.may_change else None) for row in line.rows],
            selection=selection,
            may_take=may_decide(request.user) and found.is_closed and (line.bound > 0 or selection is None),
        )

    def _take(self, request: HttpRequest, found: Round, form: CutForm) -> HttpResponse:
        data = form.cleaned_data
        told = actions.take_over(found, form.amounts, data["reason"], seen=data["seen"], by=request.user)
        for row in told:
            level = messages.ERROR if row.is_refused else messages.SUCCESS
            messages.add_message(request, level, f"{row.name}: {row.text}")
        return redirect("admin:enterprises_selection_change", found.selection.pk)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Show a selection with its reserve list and its vacancies."""
        found = self.get_object(request, object_id)
        extra = dict(extra_context or {})
        if found and self.has_view_permission(request, found):
            applicant = ("application__enterprise", "application__person")
            extra |= {
                "selection": found,
                "places": found.places.select_related(*applicant),
                "vacancies": found.vacancies.select_related(*applicant, "filled_by__application"),
                "end_form": EndForm(),
                "may_decide": may_decide(request.user),
            }
        return super().change_view(request, object_id, form_url, extra)

    def reserve_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """POST tells the places, tries open vacancies again, or ends the list."""
        if not may_decide(request.user):
            raise PermissionDenied
        selection = get_object_or_404(Selection.objects.visible_to(request.user), pk=pk)
        if request.method == "POST":
            try:
                self._change_list(request, selection)
            except PortalError as refusal:
                messages.error(request, str(refusal))
        return redirect(reverse("admin:enterprises_selection_change", args=[pk]))

    def _change_list(self, request: HttpRequest, selection: Selection) -> None:
        match request.POST.get("do"):
            case "tell":
                told = letters.tell_places(selection)
                messages.success(request, _("%(n)s applicants were told their place.") % {"n": told})
            case "fill":
                moved = promotion.fill(selection.pk)
                messages.success(request, _("%(n)s moved up.") % {"n": len(moved)})
            case "end":
                form = EndForm(request.POST)
                reason = form.cleaned_data["reason"] if form.is_valid() else ""
                for row in actions.end_list(selection.pk, reason, by=request.user):
                    level = messages.ERROR if row.is_refused else messages.SUCCESS
                    messages.add_message(request, level, f"{row.name}: {row.text}")
