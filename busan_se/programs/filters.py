"""What the list of programs can be narrowed by; its form refuses values that do not exist, in words."""

from typing import Any

import django_filters
from django import forms
from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from busan_se.core.clock import now
from busan_se.core.search.fields import SearchFilter
from busan_se.programs.models import Call, Program, Strategy
from busan_se.programs.models.calls import CallQuerySet, Phase
from busan_se.programs.models.plan import ProgramQuerySet, Target


class ProgramFilter(django_filters.FilterSet):
    """Words, strategy, for whom, focus projects, programs with an open call."""

    q = SearchFilter(method="by_words", label=_("Search word"), max_length=100)
    strategy = django_filters.ModelChoiceFilter(
        field_name="task__strategy",
        queryset=lambda request: Strategy.objects.all(),
        to_field_name="code",
        label=_("Strategy"),
        empty_label=_("All strategies"),
    )
    target = django_filters.ChoiceFilter(
        choices=Target.choices, method="by_target", label=_("For whom"), empty_label=_("Everybody")
    )
    focus = django_filters.BooleanFilter(
        method="only_focus", label=_("Focus projects only"), widget=forms.CheckboxInput(attrs={"value": "true"})
    )
    open = django_filters.BooleanFilter(
        method="only_open", label=_("With an open call only"), widget=forms.CheckboxInput(attrs={"value": "true"})
    )

    class Meta:
        model = Program
        fields: tuple[str, ...] = ()

    def by_words(self, programs: ProgramQuerySet, name: str, value: str) -> ProgramQuerySet:
        return programs.with_words(value)

    def by_target(self, programs: ProgramQuerySet, name: str, value: str) -> ProgramQuerySet:
        return programs.filter(targets__contains=[value])

    def only_focus(self, programs: ProgramQuerySet, name: str, value: bool | None) -> ProgramQuerySet:
        return programs.focus() if value else programs

    def only_open(self, programs: ProgramQuerySet, name: str, value: bool | None) -> ProgramQuerySet:
        return (
            programs.filter(Exists(Call.objects.open_at(now()).filter(program=OuterRef("pk")))) if value else programs
        )


class CallFilter(django_filters.FilterSet):
    """Words, program, and what a call is at this instant."""

    q = SearchFilter(method="by_words", label=_("Search word"), max_length=100)
    program = django_filters.ModelChoiceFilter(
        queryset=lambda request: Program.objects.visible_to(AnonymousUser()),
        to_field_name="code",
        label=_("Program"),
    )
    phase = django_filters.ChoiceFilter(choices=Phase.choices, method="in_phase", label=_("Phase"))

    class Meta:
        model = Call
        fields: tuple[str, ...] = ()

    def by_words(self, calls: CallQuerySet, name: str, value: str) -> CallQuerySet:
        return calls.with_words(value)

    def in_phase(self, calls: CallQuerySet, name: str, value: str) -> CallQuerySet:
        return calls.in_phase(value, now())


class CallSearch(CallFilter):
    """The words that the page of calls is searched by; the phase goes along with them."""

    program = None
    phase = django_filters.ChoiceFilter(choices=Phase.choices, method="in_phase", widget=forms.HiddenInput)


def filtered(request: HttpRequest, programs: ProgramQuerySet) -> tuple[Any, QuerySet[Program]]:
    """Return (bound form, programs): none of them while the form has errors, so that a mistake is not read as "all"."""
    found = ProgramFilter(request.GET, programs, request=request)
    return found.form, found.qs if found.is_valid() else programs.none()
