"""The desk's part of objections."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import URLPattern, reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from busan_se.core.clock import today
from busan_se.core.extensions import Todo
from busan_se.core.fields import SafeCharField
from enterprises.applications.models import Application
from enterprises.applications.objections import actions
from enterprises.applications.objections.models import Objection, Outcome
from enterprises.applications.rules import may_decide
from enterprises.applications.stepping import ApplicationSteps, posted


class DecideForm(forms.Form):
    """Accepted or rejected, why, and what follows."""

    outcome = forms.ChoiceField(label=gettext_lazy("Outcome"), widget=forms.RadioSelect, choices=Outcome.choices)
    answer = SafeCharField(
        label=gettext_lazy("Reason"),
        max_length=2000,
        multiline=True,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy("The person reads it word for word."),
    )
    follows = SafeCharField(
        label=gettext_lazy("What follows"),
        max_length=1000,
        multiline=True,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Where it is accepted: what the desk does now, and until when."),
    )


class ObjectionFilter(admin.SimpleListFilter):
    """Objections that wait for their answer."""

    title, parameter_name = gettext_lazy("objection"), "objection"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """Return the two questions of every morning."""
        return [("waiting", gettext_lazy("Objection to answer")), ("late", gettext_lazy("Answer is late"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Application]) -> QuerySet[Application]:
        """Narrow to one of them."""
        rows = {"waiting": Objection.objects.waiting(), "late": Objection.objects.late(today())}
        value = self.value() or ""
        return queryset.filter(pk__in=rows[value].values("decision__application")) if value in rows else queryset


class ObjectionSteps(ApplicationSteps):
    """The button and the field of objections on the page of an application."""

    def get_urls(self) -> list[URLPattern]:
        """Put the step before the admin's own addresses."""
        return [self.step("objection", self.decide_objection), *super().get_urls()]

    def buttons(self, request: HttpRequest, row: Application) -> list[tuple[str, Any]]:
        """Return the steps that this row allows: (address, label)."""
        found = super().buttons(request, row)
        if Objection.objects.waiting().filter(decision__application=row).exists():
            found = [(self.address(row, "objection"), _("Answer the objection")), *found]
        return found

    def decide_objection(self, request: HttpRequest, pk: Any) -> HttpResponse:
        """Decide on the objection."""
        row = self.row(request, pk)
        act = lambda said: actions.decide(row.pk, **said, by=request.user)  # noqa: E731
        return self.ask_of(request, _("Answer the objection"), DecideForm(posted(request)), act, row)

    @admin.display(description=gettext_lazy("objection"))
    def objection_shown(self, row: Application) -> SafeString:
        """Return what was objected, and the answer."""
        found = Objection.objects.filter(decision__application=row).select_related("filed_by", "decided_by", "file")
        return render_to_string("enterprises/applications/objections/_desk.html", {"objection": found.first()})


def todos(user: Any) -> Sequence[Todo]:
    """Return the objections that wait for their answer, and those that are late."""
    if not may_decide(user):
        return ()
    rows, url = Objection.objects.visible_to(user), reverse("admin:enterprises_application_changelist")
    counts = (
        (_("Objections: answer is late"), "late", rows.late(today()).count()),
        (_("Objections to answer"), "waiting", rows.waiting().count()),
    )
    return [Todo(title, f"{url}?objection={value}", count=n) for title, value, n in counts if n]
