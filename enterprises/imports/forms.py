"""The upload of a list, and why one is undone."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from busan_se.accounts.roles import districts_of
from busan_se.core.fields import DateField, SafeCharField
from busan_se.files.actions import check_size
from busan_se.reference.models import District
from enterprises.imports.layouts import LAYOUTS, layout_named


class ListField(forms.FileField):
    """A file within the size of an upload; what is in it is read by the check."""

    def to_python(self, data: Any) -> Any:
        """Leave an empty file to `check_size`, whose message names the file."""
        return None if data in self.empty_values else data

    def clean(self, data: Any, initial: Any = None) -> Any:
        upload = super().clean(data, initial)
        check_size(upload)
        return upload


class UploadListForm(forms.Form):
    """A list, and the day that it speaks of. A district's officer hands in the register of the own district only."""

    list_file = ListField(
        label=_("List (CSV, XLSX or JSON)"),
        help_text=_("CSV in UTF-8 or CP949 (EUC-KR), XLSX or JSON, up to 20 MB. The header may stand below a title."),
    )
    as_of = DateField(
        label=_("As-of day"),
        help_text=_("The day of which the list speaks. An older list never overwrites a newer one."),
    )
    layout = forms.ChoiceField(
        label=_("Layout"),
        required=False,
        choices=[("", _("Recognise by the header")), *((layout.key, layout.label) for layout in LAYOUTS)],
    )
    district = forms.ModelChoiceField(
        District.objects.all(),
        label=_("District of the register"),
        required=False,
        empty_label=_("Not a district's register"),
        help_text=_("Only for a district's register of cooperatives."),
    )

    def __init__(self, user: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        codes = districts_of(user)
        if codes is None:
            return
        own: Any = self.fields["district"]
        own.queryset = District.objects.filter(pk__in=codes)
        own.required, own.help_text = True, ""
        own.empty_label = None if len(codes) == 1 else _("Choose a district")
        layout: Any = self.fields["layout"]
        layout.choices = [(one.key, one.label) for one in LAYOUTS if one.by_district]
        layout.required = True

    def clean(self) -> dict[str, Any]:
        """Ask for the district of a district's register; another list has none."""
        data = super().clean() or {}
        layout = data.get("layout")
        if layout and not layout_named(layout).by_district:
            data["district"] = None
        elif layout and not data.get("district") and "district" not in self.errors:
            self.add_error("district", _("Choose the district whose register it is."))
        return data


class UndoForm(forms.Form):
    """Why a list is undone."""

    reason = SafeCharField(label=_("Reason"), max_length=300, help_text=_("It stays with the list and in the history."))
