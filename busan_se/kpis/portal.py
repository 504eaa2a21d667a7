"""What the indicators show elsewhere, and what they do on their own."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from busan_se.accounts.roles import Role, RoleGrant
from busan_se.core.clock import month_bounds
from busan_se.core.extensions import ConsistencyCheck, DemoSeed, HomePart, MenuEntry, NotPersonal, Schedule
from busan_se.core.registry import register
from busan_se.files.extensions import FileOwner
from busan_se.files.models import StoredFile
from busan_se.kpis import demo
from busan_se.kpis.actions import measure_of
from busan_se.kpis.api import INDICATORS, OBSERVATIONS
from busan_se.kpis.board import board
from busan_se.kpis.models import MeasureRun, Observation, ReportIssue
from busan_se.kpis.schedules import OBSERVE, REPORT, issue, measure, missing_measurements, missing_reports


def home_context(request: HttpRequest) -> dict[str, Any]:
    """Return the newest month's figures for the home page: six queries."""
    return {"board": board()}


def may_read_report(user: Any, file: StoredFile) -> bool:
    """Tell whether the file belongs to a report and the user reads reports."""
    if not user.has_perm("kpis.view_reportissue"):
        return False
    return ReportIssue.objects.filter(Q(pdf=file) | Q(xlsx=file)).exists()


def stale_totals() -> Iterator[str]:
    """Yield the totals of the last measured month that differ when measured again: facts were recorded late."""
    newest = MeasureRun.objects.finished().order_by("-period").values_list("period", flat=True).first()
    rows = Observation.objects.current().totals().filter(period=newest or "", indicator__is_active=True)
    for row in rows.select_related("indicator"):
        figures = measure_of(row.indicator.code).function(month_bounds(row.period)[1])
        value = next(figure.value for figure in figures if not figure.dimension)
        if value != row.value:
            yield f"{row.indicator.code} {row.period}: observed {row.value}, measured again {value}."


register(
    MenuEntry(
        "kpis",
        _("Goals and results"),
        "kpis:index",
        description=_("What the city's plan wants, and what has been reached."),
        order=60,
    )
)
register(MenuEntry("kpis.index", _("Goals and results"), "kpis:index", parent="kpis", order=1))
register(
    MenuEntry(
        "open-data",
        _("Open data"),
        "api-docs",
        parent="kpis",
        description=_("The portal's public data for anybody's program."),
        order=90,
    )
)
register(HomePart("kpis", "kpis/_home.html", home_context, order=20))
register(INDICATORS)
register(OBSERVATIONS)
register(FileOwner("kpis.report", may_read_report, personal=False))
register(Schedule(OBSERVE, _("Measurement"), missing_measurements, measure, order=200))
register(Schedule(REPORT, _("Report"), missing_reports, issue, order=210))
register(ConsistencyCheck("kpis.totals", stale_totals))
register(DemoSeed("kpis", demo.plant, demo.remove, order=900))

_MODELS = ("indicator", "target", "measurerun", "observation", "closing", "report", "reportissue")
_SEES = tuple(f"kpis.view_{name}" for name in _MODELS)
_EDITS = tuple(f"kpis.{verb}_{name}" for verb in ("add", "change") for name in ("indicator", "target", "report"))
register(RoleGrant(Role.CITY_STAFF, (*_SEES, *_EDITS, "kpis.add_closing", "kpis.delete_target")))
register(RoleGrant(Role.CENTRE_STAFF, _SEES))
register(RoleGrant(Role.DISTRICT_STAFF, _SEES))
register(NotPersonal("kpis.Closing", ("closed_by",), "an officer in office"))
