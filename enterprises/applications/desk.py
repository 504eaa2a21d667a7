"""Forms and figures of the staff desk: deciding, announcing, taking back."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from busan_se.core.clock import today
from busan_se.core.fields import DateField, InstantField, SafeCharField, WonField
from busan_se.programs.eligibility import Answer
from busan_se.programs.models import Envelope
from enterprises.applications.eligibility import answers_of
from enterprises.applications.models import Application
from enterprises.applications.supplements import ending
from enterprises.applications.workflow import Outcome


class ReasonForm(forms.Form):
    """Why; with one place for a reason of its own beside each application, where that differs."""

    use_required_attribute = False
    has_amounts = False
    reason = SafeCharField(
        label=_("Reason"),
        max_length=1000,
        multiline=True,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The applicant reads it with the result. It holds for all rows without a reason of their own."),
    )

    def __init__(self, data: Mapping[str, Any] | None, applications: Sequence[Application]) -> None:
        super().__init__(data)
        self.applications = applications
        for application in applications:
            self.fields |= self.fields_for(application)

    def fields_for(self, application: Application) -> dict[str, forms.Field]:
        """Return the fields of one row."""
        label = _("Own reason: %(name)s") % {"name": application.applicant_name}
        return {f"reason_{application.pk.hex}": SafeCharField(label=label, max_length=1000, required=False)}

    @property
    def rows(self) -> list[tuple[Application, list[forms.BoundField]]]:
        """Return each application with its fields."""
        return [(row, [self[name] for name in self.fields_for(row)]) for row in self.applications]

    def reason_for(self, application: Application) -> str:
        """Return the reason of a row: its own, or the common one."""
        return str(self.cleaned_data[f"reason_{application.pk.hex}"] or self.cleaned_data["reason"])


class SelectForm(ReasonForm):
    """The amount of each selection and the reason; for rows that fail a condition today, why it is done all the same.

    `failed` are these rows with what stands against each.
    """

    has_amounts = True

    def __init__(self, data: Mapping[str, Any] | None, applications: Sequence[Application]) -> None:
        self.asked = ending.amounts_asked(applications)
        super().__init__(data, applications)
        self.failed = failing(applications, today())
        if self.failed:
            self.fields["override"] = SafeCharField(
                label=_("Why it is selected although a condition is not met"),
                max_length=500,
                required=False,
                multiline=True,
                widget=forms.Textarea(attrs={"rows": 2}),
                help_text=_("Without it these rows are not selected. It is kept with your name and the time."),
            )

    def fields_for(self, application: Application) -> dict[str, forms.Field]:
        """Return amount and reason of one row; the amount starts as what is applied for now."""
        amount = WonField(
            label=_("Amount: %(name)s") % {"name": application.applicant_name},
            min_value=1,
            initial=self.asked[application.pk],
        )
        return {f"amount_{application.pk.hex}": amount, **super().fields_for(application)}

    def amount_for(self, application: Application) -> int:
        """Return the amount of a row in won."""
        return int(self.cleaned_data[f"amount_{application.pk.hex}"])


def failing(applications: Iterable[Application], day: date) -> list[tuple[Application, list[Answer]]]:
    """Return the applications that fail a condition of their call on a day, with these answers."""
    found = ((row, [answer for answer in answers if answer.failed]) for row, answers in answers_of(applications, day))
    return [(row, failed) for row, failed in found if failed]


class ReleaseForm(forms.Form):
    """The city's own document, where it is there already (the portal invents neither number nor date), and when."""

    document_number = SafeCharField(label=_("Approval document number"), max_length=60, required=False)
    approved_on = DateField(label=_("Approved on"), required=False)
    effective_on = DateField(label=_("Effective on"), required=False)
    when = forms.ChoiceField(
        label=_("When to announce"),
        widget=forms.RadioSelect,
        choices=[("now", _("At once")), ("at", _("At a set time"))],
        initial="now",
        required=False,
    )
    release_at = InstantField(
        label=_("Set time (Seoul time)"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        help_text=_("The portal announces within a few minutes after it. Until then the decisions can be taken back."),
    )

    def clean(self) -> dict[str, Any]:
        """Ask for the time where one is to be set."""
        data = super().clean() or {}
        if data.get("when") == "at" and not data.get("release_at") and "release_at" not in self.errors:
            self.add_error("release_at", _("Enter day and time of the announcement."))
        return data

    @property
    def document(self) -> dict[str, Any]:
        """Return number and days of the city's own document."""
        return {name: self.cleaned_data[name] for name in ("document_number", "approved_on", "effective_on")}


class TakeBackForm(forms.Form):
    """Why a decision is taken back."""

    reason = SafeCharField(label=_("Reason"), max_length=300, help_text=_("It stays in the history."))


@dataclass(frozen=True)
class Balance:
    """An envelope beside what the chosen applications ask of it (won)."""

    envelope: Envelope
    requested: int

    @property
    def left(self) -> int:
        """Return what would be left if each got what it asked for; negative where the money is not enough."""
        return self.envelope.available - self.requested


def balances(applications: Iterable[Application]) -> list[Balance]:
    """Return the envelopes of the applications' calls (loaded with the rows), each once."""
    requested: dict[Envelope, int] = {}
    for application in applications:
        if envelope := application.call.envelope:
            requested[envelope] = requested.get(envelope, 0) + (application.requested_won or 0)
    return [Balance(envelope, amount) for envelope, amount in requested.items()]


DECIDING: dict[str, tuple[str, type[ReasonForm]]] = {
    "decide_select": (Outcome.SELECTED, SelectForm),
    "decide_not_selected": (Outcome.NOT_SELECTED, ReasonForm),
    "decide_ineligible": (Outcome.INELIGIBLE, ReasonForm),
}
