"""The desk for what came in elsewhere: enter one, or check a list and then enter all of its accepted lines."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from busan_se.accounts.desk import DistrictScopedAdmin
from busan_se.audit.access import log_access
from busan_se.core.errors import Refused
from busan_se.core.exports import Column, xlsx_response
from busan_se.files.actions import safe_name, store_upload
from enterprises.applications.actions import FILE_KIND
from enterprises.imports.reading import format_of
from enterprises.receiving import actions, sheets
from enterprises.receiving.forms import FILES, CallForm, EnterForm, ListForm
from enterprises.receiving.models import ReceivedApplication

PERMISSION = "enterprises.enter_application"


@admin.register(ReceivedApplication)
class ReceivedApplicationAdmin(DistrictScopedAdmin):
    """What was entered, newest first. Looking at one is written to the access log."""

    district_field = "application__enterprise__district"
    change_list_template = "enterprises/receiving/change_list.html"
    list_display = ("application", "applicant", "call", "how", "received_at", "entered_by")
    list_filter = ("how",)
    list_select_related = ("application__enterprise", "application__call", "application__person", "entered_by")
    show_facets = admin.ShowFacets.NEVER
    search_fields = ("application__receipt_number", "application__enterprise__name")
    fields = readonly_fields = (
        "application_shown", "applicant", "call", "how", "received_at", "note", "papers_shown", "source", "entered_by",
        "created_at",
    )  # fmt: skip

    def get_queryset(self, request: HttpRequest) -> QuerySet[ReceivedApplication]:
        """Return what this officer may read."""
        visible: Any = ReceivedApplication.objects.visible_to(request.user)
        return super().get_queryset(request) & visible

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Return whether the officer enters applications."""
        return request.user.has_perm(PERMISSION)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What came in stays as it was."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What came in stays."""
        return False

    def get_urls(self) -> list[URLPattern]:
        """Put the list and its template before the admin's own addresses."""
        wrap = self.admin_site.admin_view
        name = "enterprises_receivedapplication"
        return [
            path("list/", wrap(self.list_view), name=f"{name}_list"),
            path("template.xlsx", wrap(require_GET(self.template_view)), name=f"{name}_template"),
            *super().get_urls(),
        ]

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Show one; that somebody looked at it is written to the access log."""
        response = super().change_view(request, object_id, form_url, extra_context)
        if request.method == "GET" and response.status_code == 200:
            log_access(request, f"enterprises.ReceivedApplication:{object_id}", "view")
        return response

    @admin.display(description=gettext_lazy("applicant"))
    def applicant(self, row: ReceivedApplication) -> str:
        """Return the name of the enterprise."""
        return row.application.applicant_name

    @admin.display(description=gettext_lazy("call"))
    def call(self, row: ReceivedApplication) -> str:
        """Return the call."""
        return str(row.application.call)

    @admin.display(description=gettext_lazy("received"))
    def received_at(self, row: ReceivedApplication) -> Any:
        """Return when it came in."""
        return row.application.submitted_at

    @admin.display(description=gettext_lazy("application"))
    def application_shown(self, row: ReceivedApplication) -> SafeString:
        """Return the link to the desk that decides."""
        url = reverse("admin:enterprises_application_change", args=[row.application_id])
        return format_html('<a href="{}">{}</a>', url, row.application)

    @admin.display(description=gettext_lazy("papers"))
    def papers_shown(self, row: ReceivedApplication) -> SafeString:
        """Return the papers that came in."""
        files = [paper.file for paper in row.files.select_related("file")]
        return render_to_string("enterprises/receiving/_papers.html", {"files": files})

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        """Enter one application on behalf of its enterprise."""
        self._may_enter(request)
        sent = request.method == "POST"
        form = EnterForm(
            request.user,
            request.POST if sent else None,
            request.FILES if sent else None,
            initial={"call": request.GET.get("call")},
        )
        if form.is_bound and form.is_valid():
            try:
                application = self._enter(request, form)
            except ValidationError as refusal:
                form.add_error(None, refusal.messages)
            else:
                messages.success(request, _("Entered: %(number)s.") % {"number": application.receipt_number})
                return redirect("admin:enterprises_receivedapplication_changelist")
        return self._page(request, _("Enter an application"), "enterprises/receiving/enter.html", form=form)

    def _enter(self, request: HttpRequest, form: EnterForm) -> Any:
        said = form.cleaned_data
        came = actions.Came(said["number"], said["received_at"], said["amount"], said["note"])
        actions.check_call(said["call"])
        actions.check_came(said["call"], came.received_at, came.amount)
        uploads = [said[name] for name in FILES if said[name]]
        files = [store_upload(upload, kind=FILE_KIND, user=request.user) for upload in uploads]
        return actions.enter(said["call"], came, by=request.user, files=files)

    def list_view(self, request: HttpRequest) -> HttpResponse:
        """Check a list line by line; enter the accepted lines of the checked one, all or none."""
        self._may_enter(request)
        if "lines" in request.POST:
            return self._apply(request)
        sent = request.method == "POST"
        form = ListForm(
            request.POST if sent else None, request.FILES if sent else None, initial={"call": request.GET.get("call")}
        )
        more: dict[str, Any] = {}
        if form.is_bound and form.is_valid():
            try:
                more = self._check(request, form)
            except Refused as refusal:
                form.add_error("list_file", refusal)
        return self._page(
            request, _("Enter a list of applications"), "enterprises/receiving/list.html", form=form, **more
        )

    def _check(self, request: HttpRequest, form: ListForm) -> dict[str, Any]:
        call, upload = form.cleaned_data["call"], form.cleaned_data["list_file"]
        lines = sheets.checked(sheets.read(upload), call, request.user)
        accepted = [line for line in lines if not line.problem]
        name = safe_name(upload.name, format_of(upload))
        return {
            "call": call,
            "lines": lines,
            "accepted": len(accepted),
            "refused": len(lines) - len(accepted),
            "sealed": sheets.sealed(lines, call, request.user, name),
        }

    def _apply(self, request: HttpRequest) -> HttpResponse:
        form = CallForm(request.POST)
        if not form.is_valid():
            messages.error(request, _("The check is out of date. Upload the list again."))
            return redirect("admin:enterprises_receivedapplication_list")
        call = form.cleaned_data["call"]
        try:
            entered = actions.enter_all(
                call, sheets.unsealed(request.POST["lines"], call, request.user), by=request.user
            )
        except Refused as refusal:
            messages.error(request, _("Nothing was entered. %(why)s") % {"why": refusal})
            return redirect(f"{reverse('admin:enterprises_receivedapplication_list')}?call={call.pk}")
        messages.success(request, _("Entered applications: %(n)s.") % {"n": len(entered)})
        return redirect("admin:enterprises_receivedapplication_changelist")

    def template_view(self, request: HttpRequest) -> HttpResponseBase:
        """Give the list to be filled in."""
        self._may_enter(request)
        return xlsx_response("received", [Column(name, lambda row: "") for name in sheets.COLUMNS], ())

    def _may_enter(self, request: HttpRequest) -> None:
        if not self.has_add_permission(request):
            raise PermissionDenied

    def _page(self, request: HttpRequest, title: str, template: str, **more: Any) -> HttpResponse:
        context = {**self.admin_site.each_context(request), "title": title, "opts": self.opts, **more}
        return TemplateResponse(request, template, context)
