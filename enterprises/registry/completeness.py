"""How complete an entry of the register is: which of the facts that everybody looks for are known."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import BooleanField, Case, IntegerField, OuterRef, Q, Subquery, Value, When
from django.db.models.expressions import Combinable
from django.db.models.lookups import IsNull
from django.utils.translation import gettext_lazy as _

from busan_se.core.extensions import Text
from enterprises.registry.models import Enterprise, EnterpriseIdentifier, EnterpriseQuerySet, State


@dataclass(frozen=True)
class Fact:
    """A fact that an entry should have. `field` is the one of the members' form that mends it; '' where papers do."""

    key: str
    label: Text
    field: str = ""


FACTS = (
    Fact("summary", _("What it does"), "summary"),
    Fact("phone", _("Telephone"), "phone"),
    Fact("name_en", _("English name"), "name_en"),
    Fact("number", _("Business registration number")),
    Fact("representative", _("Representative")),
    Fact("address", _("Address")),
    Fact("district", _("District")),
    Fact("ksic", _("Industry")),
    Fact("state", _("Operating state")),
)


def _known(fact: Fact) -> Any:
    """Return the condition under which the fact is known."""
    if fact.key == "number":
        kinds = (EnterpriseIdentifier.Kind.BUSINESS, EnterpriseIdentifier.Kind.UNIQUE)
        own = EnterpriseIdentifier.objects.filter(enterprise=OuterRef("pk"), valid_to=None, kind__in=kinds)
        # Not EXISTS: PostgreSQL would read the numbers of all enterprises for the fifty of a page.
        return IsNull(Subquery(own.values("pk")[:1]), False)
    if fact.key == "state":
        return ~Q(state=State.UNKNOWN)
    if Enterprise._meta.get_field(fact.key).is_relation:
        return Q(**{f"{fact.key}__isnull": False})
    return ~Q(**{fact.key: ""})


def completeness() -> Combinable:
    """Return the share of `FACTS` that an enterprise of a query has, in whole percent (rounded down)."""
    points: Combinable = Value(0)
    for fact in FACTS:
        points += Case(When(_known(fact), then=Value(100)), default=Value(0), output_field=IntegerField())
    return points / Value(len(FACTS))


@dataclass(frozen=True)
class Completeness:
    """How complete one entry is, in percent, and what it lacks."""

    percent: int
    missing: Sequence[Fact]


def completeness_of(enterprise: int) -> Completeness:
    """Return how complete the entry with this key is: one query."""
    flags = {
        fact.key: Case(When(_known(fact), then=Value(True)), default=Value(False), output_field=BooleanField())
        for fact in FACTS
    }
    rows = Enterprise.objects.filter(pk=enterprise).annotate(percent=completeness())
    found: Any = rows.values("percent", **{f"has_{key}": flag for key, flag in flags.items()}).get()
    return Completeness(found["percent"], [fact for fact in FACTS if not found[f"has_{fact.key}"]])


def between(rows: EnterpriseQuerySet, low: int, high: int) -> EnterpriseQuerySet:
    """Return the rows whose completeness lies between two percentages, both included."""
    return rows.alias(completeness_asked=completeness()).filter(completeness_asked__range=(low, high))
