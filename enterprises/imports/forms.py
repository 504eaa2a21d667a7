"""The upload of an official list."""

from django import forms
from django.utils.translation import gettext_lazy as _

from enterprises.imports.layouts import LAYOUTS


class UploadListForm(forms.Form):
    """A list as CSV, and the day that it speaks of."""

    list_file = forms.FileField(
        label=_("List (CSV)"),
        help_text=_("UTF-8 or CP949 (EUC-KR), up to 20 MB. The header may stand below a title."),
    )
    as_of = forms.DateField(
        label=_("As-of day"),
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("The day of which the list speaks. An older list never overwrites a newer one."),
    )
    layout = forms.ChoiceField(
        label=_("Layout"),
        required=False,
        choices=[("", _("Recognise by the header")), *((layout.key, layout.label) for layout in LAYOUTS)],
    )
