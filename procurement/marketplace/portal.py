"""What the marketplace shows elsewhere."""

from collections.abc import Iterable, Sequence
from itertools import chain
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from busan_se.accounts.roles import Role, RoleGrant
from busan_se.core.extensions import (
    DemoSeed,
    Found,
    MenuEntry,
    MyPanel,
    SearchHit,
    SearchSource,
    Todo,
    TodoSource,
)
from busan_se.core.paging import counted
from busan_se.core.prepared import prepared
from busan_se.core.registry import register
from busan_se.core.search.matching import matching
from busan_se.core.search.ranking import Reason, first_found
from busan_se.core.templatetags.portal import seoul_date
from busan_se.files.extensions import FileOwner
from busan_se.files.models import StoredFile
from busan_se.notifications.extensions import OptionalKind
from busan_se.programs.extensions import ProgramPanel
from busan_se.programs.models import Program
from enterprises.registry.extensions import CardLine, CardPanel, EnterprisePanel
from enterprises.registry.models import Enterprise
from enterprises.registry.queries import current_membership
from procurement.marketplace import demo, letters, personal
from procurement.marketplace.api import OFFERS
from procurement.marketplace.filters import SEARCH_PATHS
from procurement.marketplace.models import Category, Enquiry, Offer, OfferVersion, Photo
from procurement.marketplace.pages import price_of, row_of, with_cards
from procurement.marketplace.workflow import EnquiryState, VersionState

IN_PANEL = 6
PROGRAM = "sales-platform"


def enterprise_context(enterprise: Enterprise, request: HttpRequest) -> dict[str, Any]:
    """Return the newest published offers of an enterprise, and whether there are more: one query if there are none."""
    newest = _newest_offers(enterprise.pk)
    rows = with_cards(Offer.objects.filter(pk__in=newest[:IN_PANEL])).order_by("-published_at", "-pk") if newest else ()
    return {"enterprise": enterprise, "rows": rows, "more": len(newest) > IN_PANEL}


@prepared
def _newest_offers(enterprise: int) -> QuerySet[Offer, int]:
    own = Offer.objects.published().filter(enterprise=enterprise)
    return own.order_by("-published_at", "-pk").values_list("pk", flat=True)[: IN_PANEL + 1]


def card_lines(enterprise: Enterprise, user: Any, most: int) -> Sequence[CardLine] | None:
    """Return the offers of an enterprise that were handed in or published, for the card: two queries."""
    if not user.has_perm("procurement.view_offer"):
        return None
    rows = Offer.objects.managed_by(user).filter(enterprise=enterprise).select_related("published__category")
    return [
        CardLine(
            row.published.name if row.published else _("Waiting for its first publication"),
            f"{row.published.category} · {price_of(row.published)}" if row.published else "",
            when=seoul_date(row.published_at) if row.published_at else "",
            mark=row.get_state_display(),
            url=reverse("admin:procurement_offer_change", args=[row.pk]),
        )
        for row in rows.order_by("-pk")[:most]
    ]


def all_offers(enterprise: Enterprise) -> str:
    """Return the address of the desk's list of an enterprise's offers."""
    return f"{reverse('admin:procurement_offer_changelist')}?{urlencode({'q': enterprise.name})}"


def program_context(program: Program, request: HttpRequest) -> dict[str, Any]:
    """Return the number of published offers, for the page of the program that runs the marketplace."""
    if program.code != PROGRAM:
        return {}
    n, more = counted(Offer.objects.published())
    return {"shown": True, "n": n, "more": more}


def my_context(request: HttpRequest) -> dict[str, Any]:
    """Return the newest offers of the current enterprise, and how many enquiries wait."""
    member = current_membership(request)
    if member is None:
        return {"member": None}
    own = Offer.objects.filter(enterprise=member.enterprise_id).with_text().with_open_text()
    asked = Enquiry.objects.filter(offer__enterprise=member.enterprise_id, state=EnquiryState.OPEN)
    return {"member": member, "rows": [row_of(offer) for offer in own[:IN_PANEL]], "waiting": asked.count()}


def search(query: str, user: Any, limit: int) -> Found:
    """Return published offers whose text, or whose enterprise, holds all words of the query; the newest first."""
    rows = Offer.objects.published().filter(matching(query, *SEARCH_PATHS, pieces=True)).with_text()
    names = ("published__name_ko", "published__name_en")
    best, count = first_found(rows, query, limit, names=names, order=("-published_at", "-pk"))
    hits = [
        SearchHit(
            title=row.published.name,
            url=row.get_absolute_url(),
            summary=row.published.summary,
            facts=" · ".join((str(row.enterprise), str(row.published.category), price_of(row.published))),
            found_by=Reason(row.found_by).label,
        )
        for row in best
    ]
    return Found(hits, count, f"{reverse('offers:list')}?{urlencode({'q': query})}")


def offer_names() -> Iterable[str]:
    """Yield the names of published offers and of their categories."""
    names = Offer.objects.published().values_list("published__name_ko", "published__name_en")
    return chain(chain.from_iterable(names), Category.objects.values_list("name_ko", flat=True))


def my_todos(user: Any) -> Sequence[Todo]:
    """Return the enquiries that wait for an answer, by enterprise, and the offers that were returned."""
    asked = Enquiry.objects.answerable_by(user).filter(state=EnquiryState.OPEN)
    counts: Any = asked.order_by().values_list("offer__enterprise__name").annotate(Count("pk"))
    returned = OfferVersion.objects.filter(state=VersionState.RETURNED, offer__in=Offer.objects.editable_by(user))
    title = _("Enquiries to answer: %(name)s")
    return [
        *(Todo(title % {"name": name}, reverse("offers:enquiries"), count=n) for name, n in counts),
        *(
            Todo(_("Mend the returned offer: %(name)s") % {"name": row.name}, reverse("offers:my", args=[row.offer_id]))
            for row in returned
        ),
    ]


def staff_todos(user: Any) -> Sequence[Todo]:
    """Return how many offers wait for moderation on this desk."""
    if not user.has_perm("procurement.moderate_offer"):
        return ()
    n = Offer.objects.managed_by(user).waiting().count()
    title = ngettext("%(n)d offer to moderate", "%(n)d offers to moderate", n) % {"n": n}
    url = f"{reverse('admin:procurement_offer_changelist')}?waiting=yes"
    return (Todo(title, url, count=n),) if n else ()


def photo_is_readable(user: Any, file: StoredFile) -> bool:
    """Return whether the file is a photo of an offer that the user may see."""
    return Photo.objects.visible_to(user).of_file(file).exists()


_LABEL = gettext_lazy("Products and services")
_WHAT = gettext_lazy("What the social economy of Busan makes and does: look, compare, ask.")
register(MenuEntry("offers", _LABEL, "offers:list", parent="enterprises", description=_WHAT, order=10))
register(MenuEntry("procurement.offers", _LABEL, "offers:list", parent="procurement", description=_WHAT, order=10))
register(SearchSource("offers", _LABEL, search, order=30, names=offer_names))
register(OFFERS)
register(
    CardPanel(
        "offers",
        gettext_lazy("Sales channels (offers)"),
        card_lines,
        gettext_lazy("It offers nothing on the portal."),
        all_offers,
        order=60,
    )
)
register(EnterprisePanel("offers", "procurement/marketplace/_enterprise_panel.html", enterprise_context, order=10))
register(ProgramPanel("offers", "procurement/marketplace/_program_panel.html", program_context, order=10))
register(MyPanel("offers", "procurement/marketplace/_my_panel.html", my_context, order=40))
register(TodoSource("offers", "my", my_todos, order=20))
register(TodoSource("offers.moderation", "staff", staff_todos, order=20))
register(FileOwner("offers.photos", photo_is_readable, personal=False))
register(OptionalKind(letters.OFFER_KIND, gettext_lazy("News about my offers"), order=30))
for declared in personal.DECLARED:
    register(declared)
register(DemoSeed("procurement.marketplace", demo.plant, demo.remove, order=60))

_SEES = tuple(f"procurement.view_{row}" for row in ("offer", "category"))
_SHELVES = tuple(f"procurement.{verb}_category" for verb in ("add", "change", "delete"))
_DESK = (*_SEES, "procurement.moderate_offer", "procurement.view_enquiry")
register(RoleGrant(Role.CITY_STAFF, (*_DESK, *_SHELVES)))
register(RoleGrant(Role.CENTRE_STAFF, (*_DESK, *_SHELVES)))
register(RoleGrant(Role.DISTRICT_STAFF, _DESK))
