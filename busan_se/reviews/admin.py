"""The desk of reviews: a round with its board, its steps, its papers, and the rubric of a call's draft."""

from typing import Any
from uuid import UUID

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from busan_se.accounts.steps import StepsAdmin
from busan_se.audit.access import log_access
from busan_se.audit.models import AccessLog
from busan_se.core.arrival import arrived_at
from busan_se.core.errors import PortalError
from busan_se.core.exports import xlsx_response
from busan_se.core.forms import status_of
from busan_se.programs.models import Call
from busan_se.reviews import assigning, rounds
from busan_se.reviews.board import Board, sitting_warnings
from busan_se.reviews.desk import ROUND_STEPS, SHEET_STEPS, SittingForm, Step, steps_for
from busan_se.reviews.exports import columns, results_pdf
from busan_se.reviews.models import Assignment, Panelist, Round, Sitting
from busan_se.reviews.papers import PAPERS, context_of
from busan_se.reviews.ranking import Ranked
from busan_se.reviews.rubric_form import RubricPage

CHANGE, VIEW = "reviews.change_round", "reviews.view_round"


def _posted(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _addresses(round_: Round) -> list[tuple[Any, str]]:
    """Return label and address of the steps that are offered now."""
    offered = steps_for(ROUND_STEPS, round_)
    return [(step.label, reverse(f"admin:reviews_round_{step.name}", args=[round_.pk])) for step in offered]


@admin.register(Round)
class RoundAdmin(StepsAdmin):
    """Rounds: what they are here, all else on their board."""

    change_form_template = "reviews/admin_round.html"
    step_template = "reviews/admin_step.html"
    list_display = ("name", "call", "state", "deadline_at", "n_cases", "n_panelists")
    list_filter = ("state",)
    list_select_related = ("call",)
    search_fields = ("name", "call__number", "call__title_ko")
    autocomplete_fields = ("call",)
    fields = ("call", "name", "is_blind", "shows_files", "deadline_at", "quorum", "outlier_points")
    show_facets = admin.ShowFacets.NEVER

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        found = Round.objects.visible_to(request.user).select_related("call__program", "rubric")
        counts = {name: Count(name, distinct=True) for name in ("cases", "panelists")}
        return found.annotate(**{f"n_{name}": count for name, count in counts.items()})

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """Keep what reviewers were told once they were let in; another deadline is possible until the closing."""
        if obj is None:
            return ()
        if obj.is_closed:
            return self.fields
        return ("call",) if obj.is_preparing else ("call", "is_blind", "shows_files")

    @admin.display(description=gettext_lazy("cases"))
    def n_cases(self, row: Any) -> int:
        return int(row.n_cases)

    @admin.display(description=gettext_lazy("reviewers"))
    def n_panelists(self, row: Any) -> int:
        return int(row.n_panelists)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Give a new round the rubric of its call."""
        if change:
            super().save_model(request, obj, form, change)
        else:
            rounds.prepare(obj)

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """Ask for a published call: its rubric is frozen with it."""
        form = super().get_form(request, obj, change, **kwargs)
        if "call" in form.base_fields:
            form.base_fields["call"].queryset = Call.objects.published()  # type: ignore[attr-defined]
        return form

    def response_add(self, request: HttpRequest, obj: Any, post_url_continue: str | None = None) -> HttpResponse:
        """Lead on to the board."""
        messages.success(request, _("Done."))
        return redirect("admin:reviews_round_board", obj.pk)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Let a round go that was not opened yet."""
        return obj is not None and obj.is_preparing and super().has_delete_permission(request, obj)

    def get_urls(self) -> list[URLPattern]:
        """Put the board, its steps and its papers before the admin's own addresses."""
        wrap = self.admin_site.admin_view
        return [
            self.step("board", require_safe(self.board_view)),
            self.step("assign", self.assign_view),
            self.step("panelist", self.panelist_view),
            self.step("sitting", self.sitting_view),
            self.step("xlsx", require_safe(self.xlsx_view)),
            self.step("pdf", require_safe(self.pdf_view)),
            *(self.step(step.name, self._step_view(step)) for step in ROUND_STEPS),
            path("<int:pk>/papers/<slug:kind>/", wrap(require_safe(self.paper_view)), name="reviews_round_paper"),
            path("sheets/<uuid:pk>/<slug:name>/", wrap(self.sheet_view), name="reviews_round_sheet"),
            path("rubric/<int:call>/", wrap(self.rubric_view), name="reviews_round_rubric"),
            *super().get_urls(),
        ]

    def _board(self, request: HttpRequest, pk: int, permission: str = VIEW) -> Board:
        return Board(self.found(request, pk, permission), arrived_at(request), request.user)

    def _page(self, request: HttpRequest, template: str, status: int = 200, **context: Any) -> TemplateResponse:
        page = {**self.admin_site.each_context(request), "opts": self.opts, **context}
        return TemplateResponse(request, template, page, status=status)

    def board_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show who has what, how far it is, what is odd, and the ranking as it is."""
        board = self._board(request, pk)
        may_change = request.user.has_perm(CHANGE)
        log_access(request, board.round, AccessLog.Action.VIEW)
        return self._page(
            request,
            "reviews/admin_board.html",
            title=board.round,
            board=board,
            steps=_addresses(board.round) if may_change else (),
            may_change=may_change and not board.round.is_closed,
            papers=PAPERS,
        )

    def assign_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show the table with boxes; POST keeps which reviewer has which case."""
        board = self._board(request, pk, CHANGE)
        if request.method != "POST":
            return self._page(request, "reviews/admin_assign.html", title=_("Give out by hand"), board=board)
        valid = {cell.value: (row.case.pk, cell.panelist.pk) for row in board.rows for cell in row.cells}
        chosen = [valid[value] for value in request.POST.getlist("pair") if value in valid]
        try:
            made = assigning.assign(pk, chosen)
            messages.success(request, _("%(n)s sheets were given out.") % {"n": made})
        except PortalError as refusal:
            messages.error(request, str(refusal))
        return redirect("admin:reviews_round_board", pk)

    def panelist_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """POST sends a reviewer a new link, or takes one without cases off the round."""
        board = self._board(request, pk, CHANGE)
        if request.method == "POST":
            seats = Panelist.objects.select_related("user", "round__call__program").filter(round=board.round)
            key = request.POST.get("panelist", "")
            panelist = get_object_or_404(seats, pk=int(key) if key.isdecimal() and len(key) < 19 else 0)
            try:
                self._change_panelist(request, panelist)
            except PortalError as refusal:
                messages.error(request, str(refusal))
        return redirect("admin:reviews_round_board", pk)

    def _change_panelist(self, request: HttpRequest, panelist: Panelist) -> None:
        if request.POST.get("do") == "dismiss":
            rounds.dismiss(panelist)
            messages.success(request, _("Done."))
        elif panelist.round.is_open:
            rounds.invite_again(panelist)
            messages.success(request, _("A new link is on its way. The one before is not valid any more."))

    def _step_view(self, step: Step) -> Any:
        def view(request: HttpRequest, pk: int) -> HttpResponse:
            round_ = self.found(request, pk, CHANGE)
            return self._take(request, step, round_, round_)

        return view

    def sheet_view(self, request: HttpRequest, pk: UUID, name: str) -> HttpResponse:
        """Take a step with one sheet."""
        if not request.user.has_perm(CHANGE):
            raise PermissionDenied
        step = next((step for step in SHEET_STEPS if step.name == name), None)
        rows = Assignment.objects.visible_to(request.user).select_related("case__round__call", "panelist__user")
        sheet = get_object_or_404(rows, pk=pk)
        if step is None:
            raise Http404(_("There is no such step."))
        return self._take(request, step, sheet, sheet.case.round)

    def _take(self, request: HttpRequest, step: Step, row: Any, round_: Round) -> HttpResponse:
        """Ask what a step needs, take it, and go back to the board."""
        back = reverse("admin:reviews_round_board", args=[round_.pk])
        if not step.offered(row):
            messages.error(request, _("This cannot be done now: the state has changed. Load the page again."))
            return redirect(back)
        form = step.form(_posted(request), request.FILES or None, row)
        if form.is_bound and form.is_valid():
            try:
                said = step.act(row, form, request.user)
            except PortalError as refusal:
                form.add_error(None, refusal)
            else:
                messages.success(request, said or _("Done."))
                return redirect(back)
        context = {"title": step.label, "form": form, "back": back, "round": round_, "row": row}
        return self._page(request, "reviews/admin_step.html", status_of(form), **context)

    def sitting_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Enter a session of the committee, or change the one that `?sitting=` names."""
        round_ = self.found(request, pk, CHANGE)
        key = request.GET.get("sitting", "")
        sitting = None
        if key.isdecimal() and len(key) < 19:
            sitting = get_object_or_404(Sitting, round=round_, pk=int(key))
        form = SittingForm(_posted(request), round_, sitting)
        back = reverse("admin:reviews_round_board", args=[pk])
        if form.is_bound and form.is_valid():
            saved = form.save(request.user)
            for warning in sitting_warnings(saved, list(round_.panelists.all())):
                messages.warning(request, warning)
            messages.success(request, _("Done."))
            return redirect(back)
        context = {"title": _("Session of the committee"), "form": form, "back": back, "round": round_, "row": round_}
        return self._page(request, "reviews/admin_step.html", status_of(form), **context)

    def paper_view(self, request: HttpRequest, pk: int, kind: str) -> HttpResponse:
        """Show one paper as it is printed."""
        board = self._board(request, pk)
        context = context_of(board, kind)
        log_access(request, board.round, AccessLog.Action.VIEW, reason=str(PAPERS[kind]))
        return self._page(request, "reviews/print.html", **context)

    def _result(self, request: HttpRequest, pk: int) -> tuple[Board, list[Ranked]]:
        board = self._board(request, pk)
        log_access(request, board.round, AccessLog.Action.EXPORT, reason=_("Result of the review"))
        return board, board.ranked

    def xlsx_view(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """Give the result as a workbook."""
        board, rows = self._result(request, pk)
        return xlsx_response(f"review-{pk}", columns(board.round, board.panelists), rows)

    def pdf_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Give the result as a PDF."""
        board, rows = self._result(request, pk)
        content = results_pdf(board.round, rows, board.panelists)
        disposition = f'attachment; filename="review-{pk}.pdf"'
        return HttpResponse(content, content_type="application/pdf", headers={"Content-Disposition": disposition})

    def rubric_view(self, request: HttpRequest, call: int) -> HttpResponse:
        """Edit the rubric of a call's draft; that of a published call is only read."""
        if not request.user.has_perm("programs.view_call"):
            raise PermissionDenied
        found = get_object_or_404(Call.objects.select_related("current_version"), pk=call)
        may_change = not found.is_published and request.user.has_perm("programs.change_call")
        if request.method == "POST" and not may_change:
            raise PermissionDenied(_("The rubric is frozen with the call."))
        frozen = found.current_version.rubric if found.current_version else found.rubric
        page = RubricPage(_posted(request), frozen, may_change=may_change)
        if page.is_bound and page.is_valid():
            return self._save_rubric(request, found, page)
        status = 422 if page.is_bound else 200
        context = {"title": _("Rubric"), "call": found, "page": page, "may_change": may_change}
        return self._page(request, "reviews/admin_rubric.html", status, **context)

    def _save_rubric(self, request: HttpRequest, call: Call, page: RubricPage) -> HttpResponse:
        """Keep the rubric; the trigger of calls refuses it where the call was published meanwhile."""
        kept = Call.objects.filter(pk=call.pk, published_at=None).update(rubric=page.rubric)
        if kept:
            messages.success(request, _("Done."))
        else:
            messages.error(request, _("The rubric is frozen with the call."))
        return redirect("admin:programs_call_change", call.pk)
