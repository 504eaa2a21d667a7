"""What the register knows about the numbers of a list, in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date
from typing import Any

from django.db.models.functions import Coalesce

from enterprises.imports.rules import Known
from enterprises.registry.models import EnterpriseIdentifier, Qualification, SourceRecord

NOTHING_SAID: tuple[date | None, dict[str, Any]] = (None, {})


def known_by_number(numbers: Collection[str], source: str, as_of: date) -> dict[str, Known]:
    """Return business number → what is known of its holder: the newest word of `source`, the kinds held on the day.

    A number of an enterprise that was merged leads to the one it was merged into.
    """
    holders = dict(
        EnterpriseIdentifier.objects.filter(kind="business", value__in=numbers, valid_to=None)
        .order_by()
        .values_list("value", Coalesce("enterprise__merged_into_id", "enterprise_id"))
    )
    ids = set(holders.values())
    said = {
        enterprise: (day, payload)
        for enterprise, day, payload in SourceRecord.objects.filter(enterprise__in=ids, source=source)
        .order_by("enterprise", "-as_of")
        .distinct("enterprise")
        .values_list("enterprise", "as_of", "payload")
    }
    kinds: dict[int, set[str]] = defaultdict(set)
    held = Qualification.objects.filter(enterprise__in=ids, period__endswith__isnull=True) | (
        Qualification.objects.filter(enterprise__in=ids, period__endswith__gt=as_of)
    )
    for enterprise, kind in held.order_by().values_list("enterprise", "kind"):
        kinds[enterprise].add(kind)
    known = {}
    for number, enterprise in holders.items():
        day, payload = said.get(enterprise, NOTHING_SAID)
        known[number] = Known(enterprise, day, payload, frozenset(kinds[enterprise]))
    return known
