"""The questions about offers that the list and the API share. An unknown value is told, never dropped in silence."""

from collections.abc import Iterator

from django import forms
from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter, FilterSet, ModelChoiceFilter

from busan_se.core.clock import today
from busan_se.core.search.fields import SearchFilter
from busan_se.core.search.matching import matching
from enterprises.registry.filters import district_choices
from enterprises.registry.lookups import codes
from enterprises.registry.models import Enterprise
from procurement.marketplace.models import Category, OfferVersion
from procurement.marketplace.models.offers import OfferQuerySet

SEARCH_PATHS = ("published__", "enterprise__")


def category_choices() -> Iterator[tuple[str, str]]:
    """Yield each upper category and then those below it, "식품" and "식품 › 빵"."""
    rows = list(Category.objects.select_related("parent"))
    for upper in (row for row in rows if row.parent_id is None):
        yield upper.code, str(upper)
        yield from ((row.code, f"{upper} › {row}") for row in rows if row.parent_id == upper.code)


def qualification_choices() -> list[tuple[str, str]]:
    """Return the kinds of qualification."""
    return [(code, str(kind)) for code, kind in codes().kinds.items()]


class OfferFilter(FilterSet):
    """Search and filters over `Offer.objects.published()`."""

    q = SearchFilter(method="named", label=_("Product, service or enterprise"), max_length=100)
    category = ChoiceFilter(method="on_shelf", label=_("Category"), choices=category_choices, empty_label=_("All"))
    kind = ChoiceFilter(
        field_name="published__kind", label=_("Kind"), choices=OfferVersion.Kind.choices, empty_label=_("All")
    )
    district = ChoiceFilter(
        field_name="enterprise__district", label=_("District"), choices=district_choices, empty_label=_("All")
    )
    qualification = ChoiceFilter(
        method="of_kind", label=_("Qualification"), choices=qualification_choices, empty_label=_("All")
    )
    enterprise = ModelChoiceFilter(
        queryset=Enterprise.objects.public(), label=_("Enterprise"), widget=forms.HiddenInput
    )

    def named(self, rows: OfferQuerySet, _name: str, value: str) -> OfferQuerySet:
        """Find by words of the offer or of its enterprise."""
        return rows.filter(matching(value, *SEARCH_PATHS, pieces=True))

    def on_shelf(self, rows: OfferQuerySet, _name: str, value: str) -> OfferQuerySet:
        """Keep the offers of a category or of those below it."""
        return rows.filter(Q(published__category=value) | Q(published__category__parent=value))

    def of_kind(self, rows: OfferQuerySet, _name: str, value: str) -> OfferQuerySet:
        """Keep the offers of enterprises that hold a kind of qualification today."""
        holders = Enterprise.objects.with_qualification_on(today(), kind=value)
        return rows.filter(enterprise__in=holders.values("pk"))

    def chosen(self) -> list[tuple[str, str, str]]:
        """Return (name, label, shown value) of the filters in use."""
        values = getattr(self.form, "cleaned_data", {})
        return [
            (name, str(field.label), str(_labels(field).get(values[name], values[name])))
            for name, field in self.form.fields.items()
            if values.get(name)
        ]


def _labels(field: forms.Field) -> dict[str, str]:
    if isinstance(field, forms.ModelChoiceField) or not isinstance(field, forms.ChoiceField):
        return {}
    return dict(list(field.choices))  # type: ignore[arg-type]


def offers_of(request: HttpRequest, rows: OfferQuerySet, *, without: str = "") -> OfferFilter:
    """Return the filter of this request over `rows`; `without` names a question to leave unasked."""
    data = request.GET.copy()
    data.pop(without, None)
    return OfferFilter(data, rows, request=request)
