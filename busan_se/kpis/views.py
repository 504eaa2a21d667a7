"""The public page of goals and results; for staff (see `urls`) the rows behind a figure, and the reports."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from busan_se.core.clock import month_bounds, today
from busan_se.core.errors import Refused
from busan_se.core.exports import xlsx_response
from busan_se.core.paging import page_of
from busan_se.kpis.actions import measure_of
from busan_se.kpis.board import Board, Standing, board
from busan_se.kpis.charts import member_chart, plan_chart, trend_chart
from busan_se.kpis.extensions import DISTRICT, QUALIFICATION, YEAR
from busan_se.kpis.forms import MonthForm
from busan_se.kpis.models import Indicator, ReportIssue
from busan_se.reference.geo import DistrictMap, district_map

PAGE_SIZE = 50


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Show one measured month, the newest without `?month=`; for a month without figures say so and show the newest."""
    chosen = request.GET.get("month", "")
    found = board(chosen) or board()
    if found is None:
        return render(request, "kpis/index.html", {"board": None})
    form = MonthForm({"month": chosen or found.period}, found.periods)
    status = 200 if form.is_valid() else 400
    return render(request, "kpis/index.html", {"board": found, "form": form, **_parts(found)}, status=status)


def _parts(found: Board) -> dict[str, Any]:
    quals, firms, sales = (found.of(code) for code in ("enterprises_by_qualification", "enterprises", "sales"))
    return {
        "sections": [_section(item) for item in found.standings if item.row],
        "by_kind": member_chart(quals, QUALIFICATION, _("Qualifications in force")) if quals else None,
        "map": _map(firms, found.labels[DISTRICT]) if firms and firms.row else None,
        "districts": _districts(quals, firms),
        "sales": sales if sales and sales.row else None,
        "sales_by_kind": sales.breakdown.get(QUALIFICATION, ()) if sales else (),
        "sales_by_year": sales.breakdown.get(YEAR, ()) if sales else (),
    }


def _section(item: Standing) -> dict[str, Any]:
    return {"item": item, "plan": plan_chart(item) if item.targets else None, "trend": trend_chart(item)}


def _map(firms: Standing, names: Mapping[str, str]) -> DistrictMap:
    """Return the map; a district that was not measured for the month (it is newer) has no figure."""
    cells = {cell.member: cell.value for cell in firms.breakdown.get(DISTRICT, ())}
    values = {code: cells.get(code) for code in names}
    return district_map(
        {code: None if value is None else int(value) for code, value in values.items()},
        names=names,
        title=_("Enterprises by district"),
        unit=_(" enterprises"),
        url=lambda code: f"{reverse('enterprises:list')}?district={code}",
    )


def _districts(quals: Standing | None, firms: Standing | None) -> list[tuple[str, str, str]]:
    """Return district, 자격별 합계, 기업 수 for the table beside the map."""
    counted = {cell.member: cell.text for cell in firms.breakdown.get(DISTRICT, ())} if firms else {}
    cells = quals.breakdown.get(DISTRICT, ()) if quals else ()
    return [(cell.label, cell.text, counted.get(cell.member, "–")) for cell in cells]


@require_safe
def rows(request: HttpRequest, code: str, period: str) -> HttpResponseBase:
    """Show staff the rows that a figure was counted from, or give them as XLSX (`?format=xlsx`).

    `dimension` and `member` narrow to one member of a breakdown. District staff see the rows of their districts.
    """
    if not request.user.has_perm("kpis.view_observation"):
        raise PermissionDenied
    indicator = get_object_or_404(Indicator, code=code)
    as_of = month_bounds(period)[1]
    if as_of >= today():
        raise Http404(_("This month is not over yet."))
    dimension, member = request.GET.get("dimension", ""), request.GET.get("member", "")
    try:
        found = measure_of(indicator.code).rows(as_of, dimension, member, request.user)
    except Refused as refusal:
        raise Http404(str(refusal)) from refusal
    if request.GET.get("format") == "xlsx":
        ordered = found.queryset.order_by(*found.order)
        return xlsx_response(f"{code}-{period}", found.columns, ordered.iterator(chunk_size=2000))
    page = page_of(found.queryset, request, order=found.order, size=PAGE_SIZE)
    lines = [(found.url(row), [column.value(row) for column in found.columns]) for row in page.items]
    context = {"indicator": indicator, "period": period, "as_of": as_of, "member": member, "page": page}
    context |= {"columns": found.columns, "lines": lines, "total": found.queryset.order_by().count()}
    return render(request, "kpis/rows.html", context)


@require_safe
def report_list(request: HttpRequest) -> HttpResponse:
    """Show staff the issues of all reports, to download."""
    if not request.user.has_perm("kpis.view_reportissue"):
        raise PermissionDenied
    issues = ReportIssue.objects.select_related("report", "pdf", "xlsx")
    page = page_of(issues, request, order=("-period", "-started_at", "-pk"), size=PAGE_SIZE)
    return render(request, "kpis/reports.html", {"page": page})
