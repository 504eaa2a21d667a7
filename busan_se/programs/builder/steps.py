"""Forms of the steps with a whole form: taking it from another call, and publishing a correction."""

from typing import Any

from django import forms
from django.db.models import Case, IntegerField, QuerySet, Value, When
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from busan_se.core.fields import SafeCharField
from busan_se.programs.models import Call

USUAL = "usual"


class TakeForm(forms.Form):
    """Another call whose form is taken, or the usual form."""

    source = forms.ChoiceField(label=gettext_lazy("Take the form of"))
    with_terms = forms.BooleanField(
        label=gettext_lazy("Take the terms too"),
        required=False,
        help_text=gettext_lazy("Number to be selected, amounts, own share, qualifications and rubric."),
    )

    def __init__(self, call: Call, data: Any = None) -> None:
        super().__init__(data)
        self.calls = {str(row.pk): row for row in sources_for(call)}
        choices = [(key, f"{row.number} {row.title_ko} ({row.program.name_ko})") for key, row in self.calls.items()]
        field = self.fields["source"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [*choices, (USUAL, _("The usual form: plan, amount, one file"))]
        if call.is_published:
            del self.fields["with_terms"]

    @property
    def source_call(self) -> Call | None:
        """Return the chosen call, None for the usual form."""
        return self.calls.get(self.cleaned_data["source"])


def sources_for(call: Call) -> QuerySet[Call]:
    """Return the calls whose form can be taken: those of the same program first, each newest first; at most 100."""
    own = Case(When(program=call.program_id, then=Value(0)), default=Value(1), output_field=IntegerField())
    rows = Call.objects.exclude(pk=call.pk).select_related("program", "current_version")
    return rows.order_by(own, "-opens_at", "-pk")[:100]


class CorrectionForm(forms.Form):
    """Why a published form is corrected."""

    reason = SafeCharField(
        label=gettext_lazy("Reason"),
        max_length=500,
        multiline=True,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Everybody who has a draft reads it, in the portal and by e-mail."),
    )
