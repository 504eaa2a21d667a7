"""What the register shows elsewhere."""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from itertools import chain
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from busan_se.accounts.roles import Role, RoleGrant
from busan_se.core.clock import today
from busan_se.core.extensions import (
    ConsistencyCheck,
    DemoSeed,
    Found,
    HeaderPart,
    HomePart,
    MenuEntry,
    MyPanel,
    SearchHit,
    SearchSource,
    Sweeper,
    Todo,
    TodoSource,
    Unpublished,
)
from busan_se.core.paging import counted
from busan_se.core.registry import register
from busan_se.core.search.ranking import Reason
from enterprises.registry import checks, demo, personal
from enterprises.registry.api import ENTERPRISES
from enterprises.registry.filters import EnterpriseFilter
from enterprises.registry.kpis import MEASURES
from enterprises.registry.lookups import codes
from enterprises.registry.maps import directory_map
from enterprises.registry.models import Enterprise, Qualification, State
from enterprises.registry.own_api import DESK_ENTERPRISES, MY_ENTERPRISES
from enterprises.registry.panels import PANELS
from enterprises.registry.profile import with_profile
from enterprises.registry.queries import current_membership, figures, listed, memberships_of, refresh_tally
from enterprises.registry.search import MOST_COUNTED, best_of, found_in

_ENDING_WITHIN = timedelta(days=90)
_HOME_QUESTIONS = ("q", "type", "district")


def header_context(request: HttpRequest) -> dict[str, Any]:
    """Return the memberships, for the switcher."""
    return {"memberships": memberships_of(request), "member": current_membership(request)}


def my_context(request: HttpRequest) -> dict[str, Any]:
    """Return the current membership, and what of its enterprise ends within 90 days."""
    member = current_membership(request)
    if member is None:
        return {"member": None}
    rows = Qualification.objects.valid_on(today()).filter(enterprise=member.enterprise_id)
    ending = rows.filter(valid_to__lte=today() + _ENDING_WITHIN).select_related("kind").order_by("valid_to")
    return {"member": member, "ending": ending}


def home_context(request: HttpRequest) -> dict[str, Any]:
    """Return the map of all enterprises and the first questions of the directory."""
    everything = EnterpriseFilter({}, listed(today()))
    found = figures(everything, today())
    everything.form.auto_id = "home_%s"  # the page has a search form of its own
    return {
        "map": directory_map(request, found.by_district or {}),
        "total": found.total,
        "form": [everything.form[name] for name in _HOME_QUESTIONS],
    }


def search(query: str, user: Any, limit: int) -> Found:
    """Return enterprises whose name or summary holds all words of the query."""
    listed = Enterprise.objects.listed_on(today())
    n, more = counted(found_in(listed, query), MOST_COUNTED)
    described: Any = with_profile(listed.defer("search_text", "search_tokens"), today())
    rows = best_of(described, query, limit, frequent=more)
    hits = [
        SearchHit(
            title=row.name,
            url=row.get_absolute_url(),
            summary=row.summary[:120],
            facts=" · ".join(str(part) for part in (*(held.kind for held in row.held), row.district) if part),
            found_by=Reason(row.found_by).label,
        )
        for row in rows
    ]
    return Found(hits, lambda: (n, more), f"{reverse('enterprises:list')}?{urlencode({'q': query})}")


def enterprise_names() -> Iterable[str]:
    """Yield the names of the enterprises in the directory, and of districts with and without 구 or 군."""
    names: Any = Enterprise.objects.listed_on(today()).values_list("name", "name_en")
    yield from chain.from_iterable(names.iterator())
    for district in codes().districts.values():
        yield from (district.name_ko, district.name_ko[:-1])


def staff_todos(user: Any) -> Sequence[Todo]:
    """Return what the desk of the register has open: no district, no confirmed state."""
    if not user.has_perm("enterprises.view_enterprise"):
        return ()
    rows = Enterprise.objects.managed_by(user).public()
    url = reverse("admin:enterprises_enterprise_changelist")
    questions = (
        (
            _("Enterprises whose operating state is not confirmed"),
            rows.filter(state=State.UNKNOWN),
            "state__exact=unknown",
        ),
        (_("Enterprises without a district"), rows.filter(district=None), "district=none"),
    )
    return [Todo(title, f"{url}?{query}", count=n) for title, found, query in questions if (n := found.count())]


register(
    MenuEntry(
        "enterprises",
        gettext_lazy("Find enterprises and products"),
        "enterprises:list",
        description=gettext_lazy("Social economy enterprises by name, district, industry and qualification."),
        order=20,
    )
)
register(HeaderPart("enterprises.switch", "enterprises/registry/_header.html", header_context, order=10))
register(MyPanel("enterprises.mine", "enterprises/registry/_my_panel.html", my_context, order=10))
register(HomePart("enterprises.map", "enterprises/registry/_home.html", home_context, order=30))
register(SearchSource("enterprises", pgettext_lazy("search", "Enterprises"), search, order=20, names=enterprise_names))
register(Unpublished("enterprises.registry.tally"))
register(Sweeper("enterprises.tally", refresh_tally))
register(TodoSource("enterprises.register", "staff", staff_todos, order=40))
register(ENTERPRISES)
register(MY_ENTERPRISES)
register(DESK_ENTERPRISES)
register(ConsistencyCheck("enterprises.visible_fields", checks.unresolved))
register(ConsistencyCheck("enterprises.current_state", checks.stale_states))
register(ConsistencyCheck("enterprises.owners", checks.without_owner))
for measure in MEASURES:
    register(measure)
for panel in PANELS:
    register(panel)
register(DemoSeed("enterprises.registry", demo.plant, demo.remove, order=20))

_ROWS = ("enterprise", "enterpriseidentifier", "qualification", "operatingstate", "membership")
_SEES = (*(f"enterprises.view_{row}" for row in _ROWS), "enterprises.view_policytag", "enterprises.view_sourcerecord")
# Who is a member changes by invitations, requests and two officers, never by a form of one.
_WRITTEN = tuple(row for row in _ROWS if row != "membership")
_EDITS = tuple(f"enterprises.{verb}_{row}" for row in _WRITTEN for verb in ("add", "change"))
_REMOVES = tuple(f"enterprises.delete_{row}" for row in _WRITTEN if row != "enterprise")
_TAGS = ("enterprises.add_policytag", "enterprises.change_policytag")

register(RoleGrant(Role.CITY_STAFF, (*_SEES, *_EDITS, *_REMOVES, *_TAGS, "enterprises.export_personal")))
register(RoleGrant(Role.CENTRE_STAFF, (*_SEES, *_EDITS, *_REMOVES)))
register(RoleGrant(Role.DISTRICT_STAFF, (*_SEES, *_EDITS)))

for declared in (*personal.DECLARED, *personal.OBSTACLES):
    register(declared)
