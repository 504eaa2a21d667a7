"""What the card of an enterprise shows, in a number of queries that its rows don't change."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import JSONObject
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from busan_se.core.registry import registered
from busan_se.core.templatetags.portal import seoul_date
from enterprises.card.models import Consultation, Correction, DeskInCharge, Note
from enterprises.registry.extensions import CardLine, CardPanel
from enterprises.registry.models import Enterprise, EnterpriseIdentifier, on_paper

MOST = 10


@dataclass(frozen=True)
class Block:
    """A panel with its rows; `more` is the address of all rows where some are left out."""

    key: str
    title: Any
    lines: Sequence[CardLine]
    empty: Any
    more: str


def with_head(rows: QuerySet[Enterprise]) -> QuerySet[Enterprise]:
    """Load what the head of the card shows, in the same query."""
    numbers = EnterpriseIdentifier.objects.filter(enterprise=OuterRef("pk"), valid_to=None)
    shown = ArraySubquery(numbers.order_by("kind", "value").values(row=JSONObject(kind="kind", value="value")))
    present = DeskInCharge.objects.current().filter(enterprise=OuterRef("pk"))
    return rows.select_related("district", "ksic").annotate(
        all_numbers=shown,
        officer=Subquery(present.values("officer__name")),
        officer_since=Subquery(present.values("since")),
    )


def head(enterprise: Any) -> list[tuple[Any, Any]]:
    """Return (label, value) of what tells the enterprise apart, from `with_head`."""
    kinds = dict(EnterpriseIdentifier.Kind.choices)
    return [
        (_("English name"), enterprise.name_en),
        *((kinds[row["kind"]], on_paper(row["kind"], row["value"])) for row in enterprise.all_numbers),
        (_("State"), enterprise.get_state_display()),
        (_("District"), enterprise.district or _("not known")),
        (_("Address"), enterprise.address),
        (_("Industry"), enterprise.ksic),
        (_("Representative"), enterprise.representative),
        (_("Telephone"), enterprise.phone),
        (_("Homepage"), enterprise.homepage),
        (pgettext("enterprise", "Desk in charge"), _in_charge(enterprise)),
    ]


def _in_charge(enterprise: Any) -> str:
    if enterprise.officer is None:
        return _("Nobody yet")
    since = seoul_date(enterprise.officer_since)
    return _("%(officer)s, since %(day)s") % {"officer": enterprise.officer, "day": since}


def blocks(enterprise: Enterprise, user: Any) -> list[Block]:
    """Return the panels of all features that this user may see."""
    asked = ((panel, panel.lines(enterprise, user, MOST + 1)) for panel in registered(CardPanel))
    return [_block(panel, enterprise, lines) for panel, lines in asked if lines is not None]


def _block(panel: CardPanel, enterprise: Enterprise, lines: Sequence[CardLine]) -> Block:
    more = panel.more(enterprise) if panel.more and len(lines) > MOST else ""
    return Block(panel.key, panel.title, lines[:MOST], panel.empty, more)


def consultations(enterprise: Enterprise, user: Any) -> list[Consultation]:
    """Return the newest ten consultations, and older ones with an open next step, with their corrections."""
    rows = Consultation.objects.visible_to(user).filter(enterprise=enterprise)
    corrections = Prefetch("corrections", Correction.objects.select_related("by"))
    shown = Q(pk__in=rows.values("pk")[:MOST]) | Q(next_due__isnull=False, next_done_on=None)
    return list(rows.filter(shown).select_related("by").prefetch_related(corrections))


def notes(enterprise: Enterprise, user: Any) -> list[Note]:
    """Return the newest ten notes."""
    return list(Note.objects.visible_to(user).filter(enterprise=enterprise).select_related("by")[:MOST])
