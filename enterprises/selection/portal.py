"""What selections show elsewhere."""

from django.urls import reverse
from django.utils.translation import gettext_lazy

from busan_se.accounts.roles import Role, RoleGrant
from busan_se.core.extensions import ConsistencyCheck, DemoSeed, NotPersonal, Sweeper, Unpublished
from busan_se.core.registry import register
from busan_se.reviews.extensions import CaseSource, RoundTool
from enterprises.selection import checks, demo, sources
from enterprises.selection.models import Vacancy
from enterprises.selection.tasks import fill_vacancies


def wake_promotion() -> None:
    """Send a worker to the vacancies that nobody has tried to fill: a wake-up was lost."""
    if Vacancy.objects.open().filter(tried_at=None).exists():
        fill_vacancies.delay()


register(Unpublished("enterprises.selection"))
register(CaseSource("applications", sources.collect, sources.sheets, sources.hints))
register(
    RoundTool(
        "selection.cut",
        gettext_lazy("Cut line"),
        lambda round_: reverse("admin:enterprises_selection_cut", args=[round_.pk]),
        "enterprises.view_selection",
    )
)
register(Sweeper("selection.vacancies", wake_promotion))
register(ConsistencyCheck("selection.reserve", checks.places_that_differ))
register(DemoSeed("enterprises.selection", demo.plant, demo.remove, order=55))

_SEES = tuple(f"enterprises.view_{row}" for row in ("selection", "reserveplace", "vacancy", "reviewedapplication"))
register(RoleGrant(Role.CITY_STAFF, _SEES))
register(RoleGrant(Role.CENTRE_STAFF, _SEES))
register(NotPersonal("enterprises.Selection", ("made_by",), "an officer in office"))
