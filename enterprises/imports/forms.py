"""The upload of an official list."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from busan_se.core.fields import DateField
from busan_se.files.actions import check_size
from enterprises.imports.layouts import LAYOUTS


class ListField(forms.FileField):
    """A CSV within the size of an upload; what is in it is read by the check."""

    def to_python(self, data: Any) -> Any:
        """Leave an empty file to `check_size`, whose message names the file."""
        return None if data in self.empty_values else data

    def clean(self, data: Any, initial: Any = None) -> Any:
        upload = super().clean(data, initial)
        check_size(upload)
        return upload


class UploadListForm(forms.Form):
    """A list as CSV, and the day that it speaks of."""

    list_file = ListField(
        label=_("List (CSV)"),
        help_text=_("UTF-8 or CP949 (EUC-KR), up to 20 MB. The header may stand below a title."),
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
