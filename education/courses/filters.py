"""What the list of courses can be narrowed by; the page and the interface share it."""

from typing import Any

import django_filters
from django.db.models import Case, IntegerField, QuerySet, Value, When
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from busan_se.core.clock import now
from busan_se.core.search.fields import SearchFilter
from busan_se.reference.models import District, LifeStage
from education.courses.models import Course, CourseQuerySet

OPEN, COMING, CLOSED = "open", "coming", "closed"
STATES = ((OPEN, _("Registration open")), (COMING, _("Registration opens soon")), (CLOSED, _("Registration closed")))


class CourseFilter(django_filters.FilterSet):
    """Words, life stage, district, state of the registration."""

    q = SearchFilter(method="by_words", label=_("Search word"), max_length=100)
    stage = django_filters.ModelChoiceFilter(
        field_name="stages",
        queryset=lambda request: LifeStage.objects.all(),
        label=_("Life stage"),
        empty_label=_("Every age"),
    )
    district = django_filters.ModelChoiceFilter(
        queryset=lambda request: District.objects.all(), label=_("District"), empty_label=_("All districts")
    )
    state = django_filters.ChoiceFilter(
        choices=STATES, method="by_state", label=_("Registration"), empty_label=_("Open, or opening soon")
    )

    class Meta:
        model = Course
        fields: tuple[str, ...] = ()

    def by_words(self, courses: CourseQuerySet, name: str, value: str) -> CourseQuerySet:
        return courses.with_words(value)

    def by_state(self, courses: CourseQuerySet, name: str, value: str) -> CourseQuerySet:
        readings = {OPEN: courses.open_at, COMING: courses.coming_at, CLOSED: courses.closed_at}
        return readings[value](now())


def filtered(request: HttpRequest, courses: CourseQuerySet) -> tuple[Any, QuerySet[Any], tuple[str, ...]]:
    """Return (bound form, courses, the order to page by): none while the form has errors.

    Without a state those that are open come first, then those that open soon; closed ones are left out.
    """
    found = CourseFilter(request.GET, courses, request=request)
    if not found.is_valid():
        return found.form, courses.none(), ("pk",)
    state = found.form.cleaned_data["state"]
    if state == CLOSED:
        return found.form, found.qs, ("-registration_closes_at", "pk")
    instant = now()
    is_open = courses.model.objects.open_at(instant).values("pk")
    rows = found.qs if state else found.qs.filter(registration_closes_at__gt=instant)
    rank = Case(When(pk__in=is_open, then=Value(0)), default=Value(1), output_field=IntegerField())
    return found.form, rows.annotate(rank=rank), ("rank", "registration_closes_at", "pk")
