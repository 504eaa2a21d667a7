"""Forms of the document folder."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from busan_se.core.fields import DateField, SafeCharField
from busan_se.files.fields import UploadField
from enterprises.documents.actions import Days
from enterprises.documents.models import EnterpriseDocument


class DaysForm(forms.Form):
    """When a document was issued, and until when it is good."""

    use_required_attribute = False
    issued_on = DateField(
        label=_("Issued on"), help_text=_("The day that stands on the document, not that of the scan.")
    )
    expires_on = DateField(
        label=_("Good until"), required=False, help_text=_("The last good day. Leave it empty where none is printed.")
    )

    def clean(self) -> dict[str, Any]:
        """Refuse days that can't be, beside the day that is wrong."""
        data = super().clean() or {}
        issued, expires = data.get("issued_on"), data.get("expires_on")
        if issued and expires and expires < issued:
            self.add_error("expires_on", ValidationError(_("A document cannot expire before it is issued.")))
        return data

    @property
    def days(self) -> Days:
        """Return the days. Only after `is_valid()`."""
        return Days(self.cleaned_data["issued_on"], self.cleaned_data["expires_on"])


class ReplaceForm(DaysForm):
    """The new paper and its days."""

    upload = UploadField(label=_("File"))
    field_order: tuple[str, ...] = ("upload", "issued_on", "expires_on")


class AddForm(ReplaceForm):
    """Which paper, the file, and its days."""

    kind = forms.ChoiceField(
        label=_("Which document"), widget=forms.RadioSelect, choices=EnterpriseDocument.Kind.choices
    )
    label = SafeCharField(
        label=_("Name of the document"),
        max_length=100,
        required=False,
        help_text=_("For certificates and other documents only, e.g. the name of the qualification."),
    )
    field_order = ("kind", "label", "upload", "issued_on", "expires_on")

    def clean(self) -> dict[str, Any]:
        """Ask for a name where the kind needs one, drop it elsewhere."""
        data = super().clean()
        if data.get("kind") not in EnterpriseDocument.NAMED:
            data["label"] = ""
        elif not data.get("label") and "label" not in self.errors:
            self.add_error("label", ValidationError(_("Give this document its name.")))
        return data
