"""What lists of events can be narrowed by; pages and interface share them. A wrong value is refused in words."""

from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from busan_se.core.clock import now
from busan_se.core.search.fields import SearchFilter
from busan_se.events.models import Event, EventQuerySet, Kind
from busan_se.reference.models import District

UPCOMING, PAST = "upcoming", "past"


class EventFilter(django_filters.FilterSet):
    """Words, kind, district, upcoming or past."""

    q = SearchFilter(method="by_words", label=_("Search word"), max_length=100)
    kind = django_filters.ChoiceFilter(choices=Kind.choices, label=_("Kind"), empty_label=_("All kinds"))
    district = django_filters.ModelChoiceFilter(
        queryset=lambda request: District.objects.all(), label=_("District"), empty_label=_("All districts")
    )
    when = django_filters.ChoiceFilter(
        choices=((UPCOMING, _("Upcoming")), (PAST, _("Past"))),
        method="by_time",
        label=_("When"),
        widget=forms.HiddenInput,
    )

    class Meta:
        model = Event
        fields: tuple[str, ...] = ()

    def by_words(self, events: EventQuerySet, name: str, value: str) -> EventQuerySet:
        return events.with_words(value)

    def by_time(self, events: EventQuerySet, name: str, value: str) -> EventQuerySet:
        return events.past_at(now()) if value == PAST else events.upcoming_at(now())


def filtered(request: HttpRequest, events: EventQuerySet) -> tuple[Any, QuerySet[Event], str]:
    """Return (bound form, events, upcoming or past): none while the form has errors; upcoming where nothing is said."""
    when = request.GET.get("when") or UPCOMING
    found = EventFilter({**request.GET.dict(), "when": when}, events, request=request)
    return found.form, found.qs if found.is_valid() else events.upcoming_at(now()).none(), when
