"""The desk's part of announcements, and the page of a call: numbers, attachments, plan, how it went."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from busan_se.accounts.roles import reads_everything
from busan_se.audit.access import log_access
from busan_se.core.clock import now
from busan_se.core.errors import PortalError
from busan_se.files.fields import UploadField
from busan_se.programs.models import Call
from enterprises.applications import numbering
from enterprises.applications.announcing import actions, attachments
from enterprises.applications.announcing.funnel import funnel
from enterprises.applications.announcing.models import PlannedRelease
from enterprises.applications.models import Application, Decision
from enterprises.applications.rules import may_decide
from enterprises.applications.stepping import ApplicationSteps, posted
from enterprises.applications.workflow import ANNOUNCED, ENDED

_NUMBER_LENGTH = 12


class OfficialForm(forms.Form):
    """The official letter as it left the city's document system."""

    upload = UploadField(label=gettext_lazy("Official letter"))


class ConfirmForm(forms.Form):
    """Nothing to say: the button is the answer."""


class AnnouncingSteps(ApplicationSteps):
    """The buttons and the field of announcements on the page of an application, and the page of a call."""

    change_list_template = "enterprises/applications/desk_list.html"

    def get_urls(self) -> list[URLPattern]:
        """Put the steps before the admin's own addresses."""
        view, name = self.admin_site.admin_view, "enterprises_application_call"
        of_call = [
            path("calls/<str:number>/", view(require_safe(self.call_page)), name=name),
            path("calls/<str:number>/number/", view(require_POST(self.number_call)), name=f"{name}_number"),
            path(
                "calls/<str:number>/attachment.<str:kind>",
                view(require_safe(self.attachment)),
                name=f"{name}_attachment",
            ),
        ]
        steps = [self.step("official", self.attach_official), self.step("unplan", self.drop_plan)]
        return [*of_call, *steps, *super().get_urls()]

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Show the list; where it is that of one call, with the way to the call's own page."""
        number = request.GET.get("call", "")[:_NUMBER_LENGTH] if reads_everything(request.user) else ""
        known = number and Call.objects.published().filter(number=number).exists()
        return super().changelist_view(request, {"call_number": number if known else "", **(extra_context or {})})

    def buttons(self, request: HttpRequest, row: Application) -> list[tuple[str, Any]]:
        """Return the steps that this row allows: (address, label)."""
        found = super().buttons(request, row)
        if row.state in ANNOUNCED:
            found = [(self.address(row, "official"), _("Attach the official letter")), *found]
        if PlannedRelease.objects.waiting().filter(decision__application=row).exists():
            found = [(self.address(row, "unplan"), _("Don't announce at the set time")), *found]
        return found

    def attach_official(self, request: HttpRequest, pk: Any) -> HttpResponse:
        """Attach the official letter of the result."""
        row = self.row(request, pk)
        form = OfficialForm(posted(request), request.FILES if request.method == "POST" else None)
        act = lambda said: actions.attach_official(row.pk, **said, by=request.user)  # noqa: E731
        return self.ask_of(request, _("Attach the official letter"), form, act, row)

    def drop_plan(self, request: HttpRequest, pk: Any) -> HttpResponse:
        """Take the set time away again."""
        row = self.row(request, pk)
        act = lambda _said: actions.drop_plan(row.pk)  # noqa: E731
        return self.ask_of(request, _("Don't announce at the set time"), ConfirmForm(posted(request)), act, row)

    def _call(self, request: HttpRequest, number: str) -> Call:
        """Return a published call for somebody who reads applications of all districts. Raises PermissionDenied."""
        if not self.has_view_permission(request) or not reads_everything(request.user):
            raise PermissionDenied
        return get_object_or_404(Call.objects.published().select_related("program", "envelope"), number=number)

    def call_page(self, request: HttpRequest, number: str) -> HttpResponse:
        """Show how a call went, what is planned, and what can be done now."""
        call = self._call(request, number)
        rows = Application.objects.filter(call=call).submitted()
        context = {
            **self.admin_site.each_context(request),
            "title": _("Course of the call"),
            "opts": self.opts,
            "call": call,
            "funnel": funnel(call),
            "planned": PlannedRelease.objects.of_call(call).waiting().select_related("decision__application"),
            "unnumbered": rows.filter(register_number__isnull=True).count(),
            "decided": Decision.objects.filter(application__call=call).exclude(application__state__in=ENDED).count(),
            "is_closed": now() >= call.closes_at,
            "may_decide": may_decide(request.user),
        }
        return TemplateResponse(request, "enterprises/applications/announcing/call.html", context)

    def number_call(self, request: HttpRequest, number: str) -> HttpResponse:
        """Give the numbers of the reception register."""
        call = self._call(request, number)
        if not may_decide(request.user):
            raise PermissionDenied
        try:
            n = numbering.number_call(call)
            messages.success(request, _("%(n)s applications were numbered.") % {"n": n})
        except PortalError as error:
            messages.error(request, str(error))
        return redirect("admin:enterprises_application_call", number=number)

    def attachment(self, request: HttpRequest, number: str, kind: str) -> HttpResponseBase:
        """Send the attachment for the approval (결재 붙임) as XLSX or PDF; the access log keeps who took it."""
        call = self._call(request, number)
        if not may_decide(request.user):
            raise PermissionDenied
        if kind not in ("xlsx", "pdf"):
            raise Http404
        log_access(request, call, "export", _("Attachment for the approval"))
        if kind == "xlsx":
            return attachments.attachment_xlsx(call)
        response = HttpResponse(attachments.attachment_pdf(call), content_type="application/pdf")
        response["Content-Disposition"] = f'attachment; filename="{call.number}-results.pdf"'
        return response

    @admin.display(description=gettext_lazy("announcement"))
    def announcement_shown(self, row: Application) -> SafeString:
        """Return when it is to be announced, and the official letter."""
        planned = PlannedRelease.objects.waiting().filter(decision__application=row).select_related("planned_by")
        context = {"planned": planned.first(), "decision": getattr(row, "decision", None), "row": row}
        return render_to_string("enterprises/applications/announcing/_desk.html", context)
