"""The desk's part of supplements: asking, giving more time or not, closing; what is open, late and mended."""

from datetime import datetime, time
from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import URLPattern
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from busan_se.core.clock import SEOUL, citizen_due, now, today
from busan_se.core.fields import InstantField, SafeCharField
from busan_se.core.templatetags.portal import seoul_date
from enterprises.applications.models import Application
from enterprises.applications.stepping import ApplicationSteps, posted
from enterprises.applications.supplements import actions, content
from enterprises.applications.supplements.models import State, Supplement
from enterprises.applications.supplements.reading import supplements_of
from enterprises.applications.workflow import State as Standing

_FIRST_OFFER = 5  # working days that the form suggests; the officer changes them at will
_OTHER_OFFERS = (3, 5, 7, 10)
_CLOSING = time(18)


def _end_of(working_days: int) -> datetime:
    """Return 18:00 of the working day that many working days after today."""
    day = today()
    for _step in range(working_days):
        day = citizen_due(day, 1)
    return datetime.combine(day, _CLOSING, SEOUL)


def first_offer() -> datetime:
    """Return the instant that the forms suggest."""
    return _end_of(_FIRST_OFFER)


def _offers() -> str:
    """Return what some numbers of working days would be, to choose from."""
    days = [f"{n}: {seoul_date(_end_of(n).date())}" for n in _OTHER_OFFERS]
    return _("Working days from today: %(days)s") % {"days": " · ".join(days)}


class UntilForm(forms.Form):
    """A stated instant."""

    until = InstantField(
        label=gettext_lazy("Until (Seoul time)"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        initial=first_offer,
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.fields["until"].help_text = _offers()


class AskForm(UntilForm):
    """Which questions are to be mended, what is wrong, and until when."""

    parts = forms.MultipleChoiceField(
        label=gettext_lazy("Questions that open again"),
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Only these can be changed; all others stay closed."),
        error_messages={"required": gettext_lazy("Choose at least one question.")},
    )
    asked = SafeCharField(
        label=gettext_lazy("What is to be mended"),
        max_length=2000,
        multiline=True,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy("The person reads it word for word."),
        error_messages={"required": gettext_lazy("Say what is to be mended.")},
    )
    field_order = ("parts", "asked", "until")

    def __init__(self, data: Any, application: Application) -> None:
        super().__init__(data)
        field: Any = self.fields["parts"]
        field.choices = content.openable(application)


class ReasonForm(forms.Form):
    """Why."""

    reason = SafeCharField(
        label=gettext_lazy("Reason"),
        max_length=300,
        multiline=True,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("The person reads it word for word."),
    )


class SupplementFilter(admin.SimpleListFilter):
    """What is asked of applicants, and what came of it."""

    title, parameter_name = gettext_lazy("supplement"), "supplement"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """Return the questions of every morning."""
        return [
            ("open", gettext_lazy("To be mended, in time")),
            ("late", gettext_lazy("Not mended in time")),
            ("time", gettext_lazy("More time is asked for")),
            ("answered", gettext_lazy("Mended, not decided yet")),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Application]) -> QuerySet[Application]:
        """Narrow to one of them."""
        rows = {
            "open": Supplement.objects.open().filter(due_at__gte=now()),
            "late": Supplement.objects.late(now()),
            "time": Supplement.objects.open().filter(wishes__isnull=False, wishes__settled_at__isnull=True),
            "answered": Supplement.objects.filter(state=State.ANSWERED, application__state=Standing.SUBMITTED),
        }
        value = self.value() or ""
        return queryset.filter(pk__in=rows[value].values("application")) if value in rows else queryset


class SupplementSteps(ApplicationSteps):
    """The buttons and the field of supplements on the page of an application."""

    def get_urls(self) -> list[URLPattern]:
        """Put the steps before the admin's own addresses."""
        steps = (
            ("supplement", self.ask_supplement),
            ("supplement-time", self.give_time),
            ("supplement-no-time", self.refuse_time),
            ("supplement-close", self.close_supplement),
        )
        return [*(self.step(name, view) for name, view in steps), *super().get_urls()]

    def buttons(self, request: HttpRequest, row: Application) -> list[tuple[str, Any]]:
        """Return the steps that this row allows: (address, label)."""
        found = super().buttons(request, row)
        if row.state != Standing.SUBMITTED:
            return found
        supplement = Supplement.objects.open().filter(application=row).first()
        if supplement is None:
            return [(self.address(row, "supplement"), _("Ask to mend")), *found]
        steps = [("supplement-time", _("Give more time")), ("supplement-close", _("Close what is to be mended"))]
        if supplement.wishes.filter(settled_at__isnull=True).exists():
            steps.insert(1, ("supplement-no-time", _("Give no more time")))
        return [*((self.address(row, name), label) for name, label in steps), *found]

    def ask_supplement(self, request: HttpRequest, pk: Any) -> HttpResponse:
        """Ask for what is to be mended."""
        row = self.row(request, pk)
        act = lambda said: actions.ask(row.pk, **said, by=request.user)  # noqa: E731
        return self.ask_of(request, _("Ask to mend"), AskForm(posted(request), row), act, row)

    def give_time(self, request: HttpRequest, pk: Any) -> HttpResponse:
        """Give more time to mend."""
        row = self.row(request, pk)
        act = lambda said: actions.give_time(row.pk, **said, by=request.user)  # noqa: E731
        return self.ask_of(request, _("Give more time"), UntilForm(posted(request)), act, row)

    def refuse_time(self, request: HttpRequest, pk: Any) -> HttpResponse:
        """Refuse more time."""
        row = self.row(request, pk)
        act = lambda said: actions.refuse_time(row.pk, **said, by=request.user)  # noqa: E731
        return self.ask_of(request, _("Give no more time"), ReasonForm(posted(request)), act, row)

    def close_supplement(self, request: HttpRequest, pk: Any) -> HttpResponse:
        """Take the request to mend back."""
        row = self.row(request, pk)
        act = lambda said: actions.close(row.pk, **said)  # noqa: E731
        return self.ask_of(request, _("Close what is to be mended"), ReasonForm(posted(request)), act, row)

    @admin.display(description=gettext_lazy("supplements"))
    def supplements_shown(self, row: Application) -> SafeString:
        """Return what was asked, until when, what came of it, and the wishes for more time."""
        rows = supplements_of(row)
        labels = dict(content.openable(row))
        shown = [(one, [labels.get(key, key) for key in one.parts], one.is_late_at(now())) for one in rows]
        return render_to_string("enterprises/applications/supplements/_desk.html", {"supplements": shown})
