"""How many offers each answer to a question would leave, beside the other questions that are asked already."""

from collections import Counter
from typing import Any

from django.db.models import Count
from django.http import HttpRequest

from busan_se.core.clock import today
from enterprises.registry.models import Qualification
from procurement.marketplace.filters import OfferFilter, offers_of
from procurement.marketplace.models import Offer
from procurement.marketplace.models.offers import OfferQuerySet

COLUMNS = {"kind": "published__kind", "district": "enterprise__district"}


def show_counts(request: HttpRequest, found: OfferFilter) -> None:
    """Write the counts into the choices of the filter's form; choices that leave nothing go, but the chosen one stays.

    Four queries, however many offers there are.
    """
    counts = {name: _counts(request, name) for name in ("category", "kind", "district", "qualification")}
    for name, by_code in counts.items():
        field: Any = found.form.fields[name]
        chosen = found.form.cleaned_data.get(name)
        field.choices = [
            (code, f"{label} ({by_code[code]:,})")
            for code, label in field.choices
            if code and (by_code[code] or code == chosen)
        ]


def _counts(request: HttpRequest, name: str) -> Counter[str]:
    rows: Any = offers_of(request, Offer.objects.published(), without=name).qs
    if name == "category":
        return _by_category(rows)
    if name == "qualification":
        return _by_qualification(rows)
    return Counter(dict(rows.order_by().values_list(COLUMNS[name]).annotate(Count("pk"))))


def _by_category(rows: OfferQuerySet) -> Counter[str]:
    """Count for each lower category, and for the upper one that it stands under."""
    counts: Counter[str] = Counter()
    found: Any = rows.order_by().values_list("published__category", "published__category__parent")
    for lower, upper, n in found.annotate(Count("pk")):
        counts[lower] += n
        if upper:
            counts[upper] += n
    return counts


def _by_qualification(rows: OfferQuerySet) -> Counter[str]:
    held: Any = Qualification.objects.valid_on(today()).filter(enterprise__offers__in=rows.order_by().values("pk"))
    return Counter(dict(held.order_by().values_list("kind").annotate(Count("enterprise__offers", distinct=True))))
