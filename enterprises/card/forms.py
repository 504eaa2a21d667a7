"""Forms of the card."""

from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from busan_se.accounts.models import User
from busan_se.accounts.roles import Role
from busan_se.core.clock import today
from busan_se.core.fields import DateField, SafeCharField
from enterprises.card.models import Consultation, Note
from enterprises.registry.models import Enterprise


class ConsultationForm(forms.ModelForm):
    """A consultation: how, about what, what was said; the day is today, and a next step may follow."""

    said = SafeCharField(
        label=_("What was said"), multiline=True, max_length=2000, widget=forms.Textarea(attrs={"rows": 4})
    )
    day = DateField(label=_("Day"), initial=today)
    next_step = SafeCharField(label=_("Next step"), max_length=200, required=False)
    next_due = DateField(label=_("Due day"), required=False)

    class Meta:
        model = Consultation
        fields = ("channel", "topic", "said", "day", "next_step", "next_due")

    def clean_day(self) -> Any:
        """Refuse days to come."""
        day = self.cleaned_data["day"]
        if day > today():
            raise forms.ValidationError(_("This day is still to come: enter the day on which you spoke."))
        return day

    def clean(self) -> dict[str, Any] | None:
        """Tell at its field which half of a next step is missing."""
        said = super().clean() or self.cleaned_data
        step, due = said.get("next_step"), said.get("next_due")
        if step and not due and "next_due" not in self.errors:
            self.add_error("next_due", _("Say until when the next step is done."))
        if due and not step and "next_step" not in self.errors:
            self.add_error("next_step", _("Say what is to be done until this day."))
        return said


class NoteForm(forms.ModelForm):
    """A note."""

    text = SafeCharField(
        label=pgettext_lazy("enterprise", "Note"),
        multiline=True,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    class Meta:
        model = Note
        fields = ("text",)


class CorrectionForm(forms.Form):
    """What is right."""

    text = SafeCharField(
        label=_("Correction"),
        multiline=True,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("The consultation stays as it was written; the correction stands below it with your name."),
    )


class DoneForm(forms.Form):
    """Nothing to fill in: that the next step is done."""


class InChargeForm(forms.Form):
    """Who is in charge from now on, and why."""

    officer = forms.ModelChoiceField(
        User.objects.none(),
        label=pgettext_lazy("enterprise", "Desk in charge"),
        required=False,
        empty_label=_("Nobody"),
    )
    reason = SafeCharField(label=_("Reason"), max_length=300, help_text=_("It stays in the history of the card."))

    def __init__(self, enterprise: Enterprise, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["officer"].queryset = officers_for(enterprise)  # type: ignore[attr-defined]


def officers_for(enterprise: Enterprise) -> QuerySet[User]:
    """Return the staff who can be in charge: of the city, of the centre, and of the enterprise's district."""
    here = Q(groups__name=Role.DISTRICT_STAFF, staff_scope__districts=enterprise.district_id)
    everywhere = Q(groups__name__in=[Role.CITY_STAFF, Role.CENTRE_STAFF])
    return User.objects.filter(everywhere | here, is_active=True).order_by("name", "pk").distinct()
