"""The desk of the imports: upload a list, read what it would do, decide the doubtful lines, apply it, undo it."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from busan_se.accounts.admin import PortalModelAdmin
from busan_se.audit.access import log_access
from busan_se.core import jobs
from busan_se.core.clock import now, today
from busan_se.core.errors import PortalError
from busan_se.core.exports import Column, csv_response, xlsx_response
from busan_se.files.actions import safe_name, store_bytes
from enterprises.imports import actions, desk, undoing
from enterprises.imports.forms import UndoForm, UploadListForm
from enterprises.imports.layouts import LAYOUTS, TEMPLATES, layout_named
from enterprises.imports.models import ImportBatch, ImportRow
from enterprises.imports.reading import format_of
from enterprises.imports.tasks import APPLY, CHECK, UNDO, apply_batch, check_batch, undo_batch

ROWS_PER_PAGE = 100
REFRESH_SECONDS = "2"
TASKS: dict[str, Any] = {CHECK: check_batch, APPLY: apply_batch, UNDO: undo_batch}
Outcome, State = ImportRow.Outcome, ImportBatch.State
REPORT = (
    Column(_("line"), lambda row: row.number),
    Column(_("outcome"), lambda row: row.get_outcome_display()),
    Column(_("reason"), lambda row: row.reason),
    Column(_("as read"), lambda row: " | ".join(map(str, row.raw.values()))),
)


def _count_column(outcome: str, label: Any) -> Any:
    """Return a column of the list of lists: how many lines came out so."""

    def count(batch: ImportBatch) -> int:
        return int(batch.counts.get(outcome, 0))

    count.__name__ = f"n_{outcome}"
    return admin.display(count, description=label)


class LayoutFilter(admin.SimpleListFilter):
    """One of the layouts, by its name for people."""

    title, parameter_name = _("layout"), "layout"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """Return the layouts."""
        return [(layout.key, layout.label) for layout in LAYOUTS]

    def queryset(self, request: HttpRequest, queryset: QuerySet[ImportBatch]) -> QuerySet[ImportBatch]:
        """Narrow to one layout."""
        return queryset.filter(layout=self.value()) if self.value() else queryset


@admin.register(ImportBatch)
class ImportBatchAdmin(PortalModelAdmin):
    """Batches are made by the upload form and move on by their own buttons; nothing is edited by hand."""

    list_display = (
        "__str__",
        "district",
        "state",
        *(_count_column(*choice) for choice in Outcome.choices),
        "created_at",
    )
    list_filter = ("state", LayoutFilter)
    show_facets = admin.ShowFacets.NEVER
    list_select_related = ("district",)
    date_hierarchy = None
    change_list_template = "enterprises/imports/change_list.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet[ImportBatch]:
        """Return the lists of this desk."""
        rows: Any = super().get_queryset(request)
        return rows.visible_to(request.user)

    def get_urls(self) -> list[URLPattern]:
        """Put the pages of a batch before the admin's own."""
        own = (
            ("registers/", require_safe(self.registers_view), "registers"),
            ("template/<slug:key>.xlsx", require_GET(self.template_view), "template"),
            ("<uuid:pk>/apply/", require_POST(self.apply_view), "apply"),
            ("<uuid:pk>/decide/", require_POST(self.decide_view), "decide"),
            ("<uuid:pk>/undo/", require_http_methods(["GET", "HEAD", "POST"])(self.undo_view), "undo"),
            ("<uuid:pk>/report.csv", require_safe(self.report_view), "report"),
        )
        wrap = self.admin_site.admin_view
        return [path(route, wrap(view), name=f"importbatch_{name}") for route, view, name in own] + super().get_urls()

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Keep every batch: it is where a figure came from."""
        return False

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        """Take a list and start its check."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        sent = request.method == "POST"
        form = UploadListForm(request.user, request.POST if sent else None, request.FILES if sent else None)
        if form.is_valid():
            try:
                return redirect("admin:enterprises_importbatch_change", self._receive(request, form).pk)
            except PortalError as error:
                form.add_error("list_file", error)
        context = self._context(request, _("Import a list"), form=form, templates=TEMPLATES)
        return TemplateResponse(request, "enterprises/imports/upload.html", context)

    def _receive(self, request: HttpRequest, form: UploadListForm) -> ImportBatch:
        upload, said = form.cleaned_data["list_file"], form.cleaned_data
        found = format_of(upload)
        file = store_bytes(
            upload.read(),
            name=safe_name(upload.name, found),
            kind="import_list",
            content_type=found.content_type,
            user=request.user,
        )
        batch = actions.receive(
            file, layout=said["layout"], as_of=said["as_of"], user=request.user, district=said["district"]
        )
        self._start(batch, CHECK, request)
        return batch

    def _start(self, batch: ImportBatch, kind: str, request: HttpRequest, *args: str) -> None:
        # What may be asked for again (a check, what was decided since) needs a key of its own: a job of the same key
        # would be taken for the one that is done.
        key = f"{batch.pk}:{now():%Y%m%d%H%M%S%f}" if kind == CHECK or batch.state == State.APPLIED else str(batch.pk)
        batch.job = jobs.enqueue(kind, key, user=request.user, task=TASKS[kind], args=[str(batch.pk), *args])
        batch.save(update_fields=["job"])

    def _context(self, request: HttpRequest, title: Any, **more: Any) -> dict[str, Any]:
        return {**self.admin_site.each_context(request), "title": title, "opts": self.opts, **more}

    def _batch(self, request: HttpRequest, pk: Any, *, change: bool) -> ImportBatch:
        """Return a list of this desk. Raises Http404, PermissionDenied."""
        may = self.has_change_permission if change else self.has_view_permission
        if not may(request):
            raise PermissionDenied
        return get_object_or_404(self.get_queryset(request), pk=pk)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """Show how far a batch came, its counts, its rows and its buttons; lines name people, so the look is logged."""
        batch = self.get_object(request, object_id)
        if batch is None:
            raise Http404
        if not self.has_view_permission(request, batch):
            raise PermissionDenied
        title = _("Import: %(batch)s") % {"batch": batch}
        context = self._context(request, title, **self._page(request, batch))
        response = TemplateResponse(request, "enterprises/imports/batch.html", context)
        if batch.job and not batch.job.is_over:
            response["Refresh"] = REFRESH_SECONDS
        else:
            log_access(request, f"enterprises.ImportBatch:{batch.pk}", "view")
        return response

    def _page(self, request: HttpRequest, batch: ImportBatch) -> dict[str, Any]:
        outcome = request.GET.get("outcome", "")
        rows = batch.rows.select_related("enterprise")
        if outcome in Outcome.values:
            rows = rows.filter(outcome=outcome)
        page = Paginator(rows, ROWS_PER_PAGE).get_page(request.GET.get("page"))
        shown = desk.shown(list(page), batch)
        decided, counts = actions.open_decisions(batch), batch.counts
        waiting = sum(number for decision, number in decided.items() if decision in ("match", "new"))
        first = batch.state == State.CHECKED
        endings = batch.rows.filter(outcome=Outcome.ENDED, decision="").count() if first else 0
        told = counts.get("new", 0) + counts.get("changed", 0) if first else 0
        may_change = self.has_change_permission(request, batch)
        return {
            "batch": batch,
            "layout": layout_named(batch.layout).label if batch.layout else "",
            "job": batch.job,
            "page": page,
            "rows": shown,
            "may_decide": may_change and any(line.open for line in shown),
            "outcome": outcome,
            "outcomes": [(value, label, counts.get(value, 0)) for value, label in Outcome.choices],
            "may_apply": may_change and (first or (batch.state == State.APPLIED and bool(waiting))),
            "accepted": told + waiting + endings,
            "same": counts.get("unchanged", 0) if first else 0,
            "endings": endings,
            "undecided": decided.get("", 0),
            "may_undo": may_change and batch.state == State.APPLIED,
        }

    def apply_view(self, request: HttpRequest, pk: Any) -> HttpResponse:
        """Start writing the accepted lines; that qualifications end must be confirmed."""
        batch = self._batch(request, pk, change=True)
        ends = batch.rows.filter(outcome=Outcome.ENDED, decision="").exists()
        if batch.state not in {State.CHECKED, State.APPLIED}:
            messages.warning(request, _("This list is not waiting to be applied: look at its state below."))
        elif batch.state == State.CHECKED and ends and "endings" not in request.POST:
            messages.error(request, _("Confirm that you have looked at the qualifications that end."))
        else:
            self._start(batch, APPLY, request)
        return redirect(reverse("admin:enterprises_importbatch_change", args=[pk]))

    def decide_view(self, request: HttpRequest, pk: Any) -> HttpResponse:
        """Keep what was decided of the lines of a page; one that can't be is told, the others stay."""
        batch = self._batch(request, pk, change=True)
        sent = {key: (decision, whom) for key, decision, whom in desk.decisions(request.POST.dict())}
        done = 0
        for row in batch.rows.filter(pk__in=sent).order_by("number"):
            decision, whom = sent[row.pk]
            if (decision, whom) == (row.decision, row.enterprise_id if row.decision == "match" else None):
                continue
            try:
                actions.decide(row.pk, decision, enterprise=whom, user=request.user)
                done += 1
            except PortalError as refusal:
                messages.error(request, _("Line %(line)d: %(why)s") % {"line": row.number, "why": refusal})
        text = ngettext("%(n)d decision was kept.", "%(n)d decisions were kept.", done) % {"n": done}
        messages.success(request, text)
        outcome = request.POST.get("outcome", "")
        query = f"?outcome={outcome}" if outcome in Outcome.values else ""
        return redirect(reverse("admin:enterprises_importbatch_change", args=[pk]) + query)

    def undo_view(self, request: HttpRequest, pk: Any) -> HttpResponse:
        """Say what the undoing takes back, or why it can't be; ask for the reason and start it."""
        batch = self._batch(request, pk, change=True)
        back = reverse("admin:enterprises_importbatch_change", args=[pk])
        if batch.state != State.APPLIED:
            messages.warning(request, _("Only a list that was applied can be undone."))
            return redirect(back)
        obstacles = undoing.obstacles(batch)
        form = UndoForm(request.POST if request.method == "POST" else None)
        if not obstacles and form.is_valid():
            self._start(batch, UNDO, request, form.cleaned_data["reason"])
            return redirect(back)
        context = self._context(
            request,
            _("Undo an import"),
            batch=batch,
            back=back,
            form=form,
            obstacles=obstacles,
            facts=undoing.extent(batch),
        )
        return TemplateResponse(request, "enterprises/imports/undo.html", context)

    def report_view(self, request: HttpRequest, pk: Any) -> HttpResponseBase:
        """Hand out the rejected lines with their reasons, to send back to whoever keeps the list."""
        batch = self._batch(request, pk, change=False)
        rows = batch.rows.filter(outcome=Outcome.REJECTED)
        return csv_response(f"import-{batch.as_of:%Y%m%d}-rejected", REPORT, rows.iterator())

    def template_view(self, request: HttpRequest, key: str) -> HttpResponseBase:
        """Hand out an empty list in one of the portal's own layouts."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        layout = next((layout for layout in TEMPLATES if layout.key == key), None)
        if layout is None:
            raise Http404
        columns = [Column(name, lambda row: "") for name in layout.template]
        return xlsx_response(f"template-{key}", columns, ())

    def registers_view(self, request: HttpRequest) -> HttpResponse:
        """Show which districts have handed in their registers of cooperatives, by month."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        lines = desk.registers(request.user)
        context = self._context(
            request,
            _("Registers of cooperatives by district"),
            months=desk.months(today()),
            lines=lines,
            missing=[line.district for line in lines if line.is_missing],
            due=desk.last_day_of_month(today()),
            may_add=self.has_add_permission(request),
        )
        return TemplateResponse(request, "enterprises/imports/registers.html", context)
