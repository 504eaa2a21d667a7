"""What staff enter of an application that came in elsewhere: one by hand, or a list."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from busan_se.core.fields import InstantField, SafeCharField, WonField
from busan_se.files.models import StoredFile
from busan_se.programs.models import Call
from busan_se.programs.models.calls import Reception
from enterprises.imports.forms import ListField
from enterprises.registry.models import Enterprise, EnterpriseIdentifier

FILES = ("file_1", "file_2", "file_3")


def calls_to_enter() -> Any:
    """Return the calls whose applications come in elsewhere and are entered: begun, not cancelled."""
    return Call.objects.standing().exclude(reception=Reception.PORTAL).select_related("program", "current_version")


class CallForm(forms.Form):
    """For which call."""

    call = forms.ModelChoiceField(Call.objects.none(), label=_("Call"), empty_label=_("Choose a call"))

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        field: Any = self.fields["call"]
        field.queryset = calls_to_enter()


class EnterForm(CallForm):
    """One application."""

    number = SafeCharField(
        label=_("Number of the enterprise"),
        max_length=60,
        help_text=_("Business registration number; of a cooperative also the number of its report or licence."),
    )
    received_at = InstantField(
        label=_("Received at (Seoul time)"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        help_text=_("When it came in there, not when you enter it. The closing of the call is held against it."),
    )
    amount = WonField(label=_("Amount applied for (won)"), required=False)
    note = SafeCharField(
        label=_("Note"),
        max_length=500,
        required=False,
        multiline=True,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("For example the receipt number there. Only staff read it."),
    )
    file_1 = forms.FileField(label=_("Paper 1"), required=False)
    file_2 = forms.FileField(label=_("Paper 2"), required=False)
    file_3 = forms.FileField(label=_("Paper 3"), required=False)

    def __init__(self, user: Any, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.user, self.stored = user, list[StoredFile]()

    def clean_number(self) -> Enterprise:
        """Return the enterprise of this desk with the number."""
        text = self.cleaned_data["number"].strip()
        rows = EnterpriseIdentifier.objects.filter(value__in={text, text.replace("-", "")}, valid_to=None)
        found = Enterprise.objects.managed_by(self.user).public().filter(pk__in=rows.values("enterprise"))
        enterprises = list(found.select_related("district")[:2])
        if len(enterprises) != 1:
            raise forms.ValidationError(
                _("No enterprise of your desk has this number. Enter it in the register first.")
                if not enterprises
                else _("Two enterprises have this number: enter the business registration number.")
            )
        return enterprises[0]


class ListForm(CallForm):
    """A list in the portal's own template."""

    list_file = ListField(
        label=_("List (CSV or XLSX)"), help_text=_("In the columns of the template, up to 300 lines.")
    )
