"""The questions that the directory, its map and exports share. An unknown value is told, never dropped in silence."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.db.models.functions import Left
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter, FilterSet

from busan_se.core.clock import today
from busan_se.core.forms import FilterForm
from busan_se.core.korea import business_number_is_valid, normalize_business_number
from busan_se.core.search.fields import SearchFilter
from busan_se.core.widgets import PlainSelect
from busan_se.reference.models import QualificationKind
from enterprises.registry.lookups import codes
from enterprises.registry.models import Enterprise, EnterpriseIdentifier, EnterpriseQuerySet
from enterprises.registry.search import found_in
from enterprises.registry.tally import GROUP


def kind_choices() -> Iterator[tuple[str, str]]:
    """Yield the kinds of qualification; before kinds that form a group of several, the group as a whole."""
    kinds = codes().kinds.values()
    groups = [kind.under for kind in kinds]
    seen: set[str] = set()
    for kind in kinds:
        if kind.under not in seen and groups.count(kind.under) > 1:
            yield f"{kind.under}{GROUP}", _("%(group)s (all)") % {"group": QualificationKind.Group(kind.under).label}
        seen.add(kind.under)
        yield kind.code, str(kind)


def district_choices() -> list[tuple[str, str]]:
    """Return the 16 districts."""
    return [(code, str(district)) for code, district in codes().districts.items()]


def section_choices() -> list[tuple[str, str]]:
    """Return the sections of the industry classification."""
    return [(code, str(section)) for code, section in codes().sections.items()]


def tag_choices() -> list[tuple[str, str]]:
    """Return the policy tags."""
    return [(code, str(tag)) for code, tag in codes().tags.items()]


class CodeFilter(ChoiceFilter):
    """A choice among official codes."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, widget=PlainSelect, empty_label=_("All"), **kwargs)


class EnterpriseFilter(FilterSet):
    """Search and filters over `listed_on(today())`; sorted by name, so that no enterprise stands above another."""

    q = SearchFilter(method="named", label=_("Name, or what it does"), max_length=100)
    type = CodeFilter(method="of_kind", label=_("Qualification"), choices=kind_choices)
    district = CodeFilter(label=_("District"), choices=district_choices)
    sector = CodeFilter(method="in_section", label=_("Industry"), choices=section_choices)
    tag = CodeFilter(field_name="tags__code", label=_("Policy tag"), choices=tag_choices)

    class Meta:
        model = Enterprise
        form = FilterForm
        fields: list[str] = []

    def named(self, rows: EnterpriseQuerySet, _name: str, value: str) -> EnterpriseQuerySet:
        """Find by words, or by the whole business number of an organisation that is no sole proprietor."""
        if not business_number_is_valid(value):
            return found_in(rows, value)
        number = normalize_business_number(value)
        holders = EnterpriseIdentifier.objects.filter(kind="business", value=number, valid_to=None)
        return rows.filter(is_sole_proprietor=False, pk__in=holders.values("enterprise"))

    def of_kind(self, rows: EnterpriseQuerySet, _name: str, value: str) -> EnterpriseQuerySet:
        """Keep the holders of a kind of qualification, or of any of its group."""
        if value.endswith(GROUP):
            return rows.with_qualification_on(today(), kind__group=value.removesuffix(GROUP))
        return rows.with_qualification_on(today(), kind=value)

    def in_section(self, rows: EnterpriseQuerySet, _name: str, value: str) -> EnterpriseQuerySet:
        """Keep the enterprises of a section, however long their own code is."""
        divisions = [division.code for division in codes().divisions.values() if division.under == value]
        return rows.alias(division=Left("ksic_id", 2)).filter(division__in=[value, *divisions])

    def asked(self, *, without: str = "") -> dict[str, Any]:
        """Return the answers of a valid form that narrow the list, by name; `without` leaves one out."""
        values: dict[str, Any] = getattr(self.form, "cleaned_data", {})
        return {name: value for name, value in values.items() if value and name != without}

    def narrowed(self, of: EnterpriseQuerySet | None = None, *, without: str = "") -> EnterpriseQuerySet:
        """Return the enterprises that the answers leave (of `of`, if given); `without` names a question not to ask."""
        rows: EnterpriseQuerySet = self.queryset.all() if of is None else of.all()
        for name, value in self.asked(without=without).items():
            rows = self.filters[name].filter(rows, value)
        return rows

    def chosen(self) -> list[tuple[str, str, str]]:
        """Return (name, label, shown value) of the filters in use."""
        fields = self.form.fields
        return [(name, str(fields[name].label), _shown(fields[name], value)) for name, value in self.asked().items()]


def _shown(field: forms.Field, value: Any) -> str:
    choices = getattr(field, "choices", ())
    return str(next((label for key, label in choices if key == value), value))


def directory(request: HttpRequest, rows: EnterpriseQuerySet) -> EnterpriseFilter:
    """Return the filter of this request over `rows`."""
    return EnterpriseFilter(request.GET, rows, request=request)
