"""The page of the register as of a day: counts by district and kind, the list, and both as files."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from http import HTTPStatus
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseNotAllowed
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from busan_se.accounts.roles import districts_of
from busan_se.core.clock import today
from busan_se.core.exports import Column, csv_response, xlsx_response
from busan_se.core.paging import page_of
from enterprises.asof import exports, queries
from enterprises.asof.forms import DayForm
from enterprises.registry.lookups import codes
from enterprises.registry.models import State

PAGE_SIZE = 50
_CHUNK = 1000
_TEMPLATE = "enterprises/asof/page.html"
_FORMATS = {"csv": csv_response, "xlsx": xlsx_response}


@dataclass(frozen=True)
class Line:
    """One district of the table: how many hold each kind, and how many enterprises there are."""

    label: str
    cells: Sequence[int]
    firms: int


@dataclass(frozen=True)
class Row:
    """One enterprise of the list. `url` is '' where it has left the officer's districts since."""

    name: str
    url: str
    district: str
    is_later: bool
    kinds: str
    state: str
    since: date | None


def as_of(desk: Any, request: HttpRequest) -> HttpResponseBase:
    """Show the register as it stood on a day; `?format=csv|xlsx` gives the list, with `&table=counts` the counts."""
    if request.method not in ("GET", "HEAD"):
        return HttpResponseNotAllowed(["GET", "HEAD"])
    if not desk.has_view_permission(request):
        raise PermissionDenied
    form = DayForm({"day": today().isoformat(), **request.GET.dict()})
    if not form.is_valid():
        return TemplateResponse(request, _TEMPLATE, _page(desk, request, form), status=HTTPStatus.BAD_REQUEST)
    asked = dict(form.cleaned_data)
    day = asked.pop("day")
    rows = queries.narrowed(queries.register_on(day), day, user=request.user, **asked)
    if request.GET.get("format") in _FORMATS:
        return _file(request, rows, day)
    return TemplateResponse(request, _TEMPLATE, _page(desk, request, form) | _found(request, rows, day))


def _file(request: HttpRequest, rows: Any, day: date) -> HttpResponseBase:
    respond = _FORMATS[request.GET["format"]]
    if request.GET.get("table") == "counts":
        found = queries.counts(rows)
        return respond(f"enterprises-by-district_{day:%Y-%m-%d}", _count_columns(found, day), _lines(found))
    listed = rows.order_by("sort_key", "pk").iterator(chunk_size=_CHUNK)
    return respond(f"enterprises_{day:%Y-%m-%d}", exports.columns(day), listed)


def _count_columns(found: queries.Counts, day: date) -> Sequence[Column]:
    kinds = [_kind_column(kind, at) for at, kind in enumerate(found.kinds)]
    return (
        Column(gettext_lazy("As-of day"), lambda _line: day),
        Column(gettext_lazy("District"), lambda line: line.label),
        *kinds,
        Column(gettext_lazy("Enterprises"), lambda line: line.firms),
    )


def _kind_column(kind: str, at: int) -> Column:
    return Column(_kind(kind), lambda line: line.cells[at])


def _lines(found: queries.Counts) -> list[Line]:
    """Return a line for each district with enterprises in official order, and the sum of all."""
    present: Iterable[str | None] = [*(code for code in codes().districts if code in found.firms), None]
    lines = [
        Line(exports.district_label(code), [found.cells[code][kind] for kind in found.kinds], found.firms[code])
        for code in present
        if code in found.firms
    ]
    by_kind = found.by_kind
    return [*lines, Line(_("Total"), [by_kind[kind] for kind in found.kinds], found.total)]


def _kind(code: str) -> str:
    return str(codes().kinds[code])


def _found(request: HttpRequest, rows: Any, day: date) -> dict[str, Any]:
    found = queries.counts(rows)
    page = page_of(rows, request, order=("sort_key", "pk"), size=PAGE_SIZE)
    scope = districts_of(request.user)
    return {
        "day": day,
        "total": found.total,
        "kinds": [_kind(kind) for kind in found.kinds],
        "lines": _lines(found),
        "page": page,
        "rows": [_row(row, scope) for row in page.items],
        "counts": found,
        "late": queries.late_facts(rows, day),
    }


def _row(row: Any, scope: Any) -> Row:
    is_here = scope is None or row.district_id in scope
    return Row(
        name=row.name,
        url=reverse("admin:enterprises_enterprise_change", args=[row.pk]) if is_here else "",
        district=exports.district_label(row.district_then),
        is_later=row.district_is_later,
        kinds=exports.kind_names(row),
        state=str(State(row.state_then).label),
        since=row.state_since,
    )


def _page(desk: Any, request: HttpRequest, form: DayForm) -> dict[str, Any]:
    return {
        **desk.admin_site.each_context(request),
        "title": _("The register as of a day"),
        "opts": desk.opts,
        "form": form,
    }
