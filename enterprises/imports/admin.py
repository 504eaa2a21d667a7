"""The desk of the imports: upload a list, watch the check, read what it would do, apply it."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from busan_se.accounts.admin import PortalModelAdmin
from busan_se.core import jobs
from busan_se.core.clock import now
from busan_se.core.errors import PortalError
from busan_se.core.exports import Column, csv_response
from busan_se.files.actions import safe_name, store_bytes
from busan_se.files.types import FileType
from enterprises.imports import actions
from enterprises.imports.forms import UploadListForm
from enterprises.imports.layouts import layout_named
from enterprises.imports.models import ImportBatch, ImportRow
from enterprises.imports.tasks import APPLY, CHECK, apply_batch, check_batch

ROWS_PER_PAGE = 100
REFRESH_SECONDS = "2"
CSV = FileType("csv", "text/csv", "CSV", (".csv", ".txt"))
REPORT = (
    Column(_("line"), lambda row: row.number),
    Column(_("outcome"), lambda row: row.get_outcome_display()),
    Column(_("reason"), lambda row: row.reason),
    Column(_("as read"), lambda row: " | ".join(map(str, row.raw.values()))),
)


@admin.register(ImportBatch)
class ImportBatchAdmin(PortalModelAdmin):
    """Batches are made by the upload form and move on by their own buttons; nothing is edited by hand."""

    list_display = ("__str__", "file", "state", "new", "changed", "unchanged", "rejected", "created_by", "created_at")
    list_filter = ("state", "layout")
    list_select_related = ("file", "created_by")
    date_hierarchy = None

    def get_urls(self) -> list[URLPattern]:
        """Put the pages of a batch before the admin's own."""
        own = [
            path(
                "<uuid:pk>/apply/", self.admin_site.admin_view(require_POST(self.apply_view)), name="importbatch_apply"
            ),
            path("<uuid:pk>/report.csv", self.admin_site.admin_view(self.report_view), name="importbatch_report"),
        ]
        return own + super().get_urls()

    @admin.display(description=_("New"))
    def new(self, batch: ImportBatch) -> int:
        return int(batch.counts.get("new", 0))

    @admin.display(description=_("Changed"))
    def changed(self, batch: ImportBatch) -> int:
        return int(batch.counts.get("changed", 0))

    @admin.display(description=_("Unchanged"))
    def unchanged(self, batch: ImportBatch) -> int:
        return int(batch.counts.get("unchanged", 0))

    @admin.display(description=_("Rejected"))
    def rejected(self, batch: ImportBatch) -> int:
        return int(batch.counts.get("rejected", 0))

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Keep every batch: it is where a figure came from."""
        return False

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        """Take a list and start its check."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        sent = request.method == "POST"
        form = UploadListForm(request.POST if sent else None, request.FILES if sent else None)
        if form.is_valid():
            try:
                return redirect("admin:enterprises_importbatch_change", self._receive(request, form).pk)
            except PortalError as error:
                form.add_error("list_file", error)
        context = {
            **self.admin_site.each_context(request),
            "form": form,
            "title": _("Import a list"),
            "opts": self.opts,
        }
        return TemplateResponse(request, "enterprises/imports/upload.html", context)

    def _receive(self, request: HttpRequest, form: UploadListForm) -> ImportBatch:
        upload = form.cleaned_data["list_file"]
        file = store_bytes(
            upload.read(),
            name=safe_name(upload.name, CSV),
            kind="import_list",
            content_type=CSV.content_type,
            user=request.user,
        )
        layout, as_of = form.cleaned_data["layout"], form.cleaned_data["as_of"]
        batch = actions.receive(file, layout=layout, as_of=as_of, user=request.user)
        self._start(batch, CHECK, request)
        return batch

    def _start(self, batch: ImportBatch, kind: str, request: HttpRequest) -> None:
        task = check_batch if kind == CHECK else apply_batch
        # A list that comes again is checked again: a job of the same key would be taken for the one that is done.
        key = f"{batch.pk}:{now():%Y%m%d%H%M%S%f}" if kind == CHECK else str(batch.pk)
        batch.job = jobs.enqueue(kind, key, user=request.user, task=task, args=[str(batch.pk)])
        batch.save(update_fields=["job"])

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """Show how far a batch came, its counts and its rows, and the button that applies it."""
        batch = self.get_object(request, object_id)
        if batch is None:
            raise Http404
        if not self.has_view_permission(request, batch):
            raise PermissionDenied
        outcome = request.GET.get("outcome", "")
        rows = batch.rows.select_related("enterprise")
        if outcome in ImportRow.Outcome.values:
            rows = rows.filter(outcome=outcome)
        page = Paginator(rows, ROWS_PER_PAGE).get_page(request.GET.get("page"))
        context = {
            **self.admin_site.each_context(request),
            "title": _("Import: %(batch)s") % {"batch": batch},
            "opts": self.opts,
            "batch": batch,
            "layout": layout_named(batch.layout).label if batch.layout else "",
            "job": batch.job,
            "page": page,
            "outcome": outcome,
            "outcomes": [(value, label, batch.counts.get(value, 0)) for value, label in ImportRow.Outcome.choices],
            "may_apply": batch.state == ImportBatch.State.CHECKED and self.has_change_permission(request, batch),
            "accepted": sum(batch.counts.get(value, 0) for value in actions.ACCEPTED),
        }
        response = TemplateResponse(request, "enterprises/imports/batch.html", context)
        if batch.job and not batch.job.is_over:
            response["Refresh"] = REFRESH_SECONDS
        return response

    def apply_view(self, request: HttpRequest, pk: Any) -> HttpResponse:
        """Start writing the accepted lines of a checked batch."""
        batch = get_object_or_404(ImportBatch, pk=pk)
        if not self.has_change_permission(request, batch):
            raise PermissionDenied
        if batch.state == ImportBatch.State.CHECKED:
            self._start(batch, APPLY, request)
        else:
            messages.warning(request, _("This list is not waiting to be applied: look at its state below."))
        return redirect(reverse("admin:enterprises_importbatch_change", args=[pk]))

    @method_decorator(require_safe)
    def report_view(self, request: HttpRequest, pk: Any) -> HttpResponseBase:
        """Hand out the rejected lines with their reasons, to send back to whoever keeps the list."""
        batch = get_object_or_404(ImportBatch, pk=pk)
        if not self.has_view_permission(request, batch):
            raise PermissionDenied
        rows = batch.rows.filter(outcome=ImportRow.Outcome.REJECTED)
        return csv_response(f"import-{batch.as_of:%Y%m%d}-rejected", REPORT, rows.iterator())
