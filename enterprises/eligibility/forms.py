"""What the desk says to each condition of a call."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from busan_se.core.fields import SafeCharField
from busan_se.programs.eligibility import TermForm
from busan_se.programs.models.parameters import Regulation
from busan_se.reference.models import District, Ksic

_MOST_YEARS = 100
_TEXT = 300


class DistrictForm(TermForm):
    """The districts."""

    districts = forms.MultipleChoiceField(
        label=_("Districts"),
        choices=lambda: [(row.pk, row.name) for row in District.objects.all()],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose one or more districts.")},
    )


class YearsForm(TermForm):
    """At least and at most so many full years since the founding."""

    least = forms.IntegerField(label=_("At least (full years)"), min_value=0, max_value=_MOST_YEARS, required=False)
    most = forms.IntegerField(
        label=_("At most (full years)"),
        min_value=0,
        max_value=_MOST_YEARS,
        required=False,
        help_text=_("“Less than 7 years” is at most 6 full years."),
    )

    def clean(self) -> dict[str, Any]:
        """Ask for one of the two, in order."""
        data = super().clean()
        least, most = data.get("least"), data.get("most")
        if not self.errors and least is None and most is None:
            self.add_error("least", _("Enter the least or the most years."))
        if least is not None and most is not None and least > most:
            self.add_error("most", _("The most must not be below the least."))
        return data


class IndustryForm(TermForm):
    """Codes of the industrial classification, of any length."""

    codes = SafeCharField(
        label=_("Industry codes (KSIC)"),
        max_length=200,
        help_text=_("Separated by commas: a letter for a section, digits for what stands below it, like C, 56, 9499."),
    )

    def get_initial_for_field(self, field: forms.Field, field_name: str) -> Any:
        """Return the codes as they are typed."""
        value = super().get_initial_for_field(field, field_name)
        return ", ".join(value) if isinstance(value, list) else value

    def clean_codes(self) -> list[str]:
        """Return the codes. Refuses those that are none."""
        found = [part.strip().upper() for part in self.cleaned_data["codes"].split(",") if part.strip()]
        known = set(Ksic.objects.filter(pk__in=found).values_list("pk", flat=True))
        if unknown := [code for code in found if code not in known]:
            raise forms.ValidationError(_("There is no industry code %(codes)s."), params={"codes": ", ".join(unknown)})
        return found


class SanctionForm(TermForm):
    """Nothing to choose. Offered ticked where the money is a local subsidy: the law asks for it."""

    @property
    def for_new(self) -> dict[str, Any]:
        envelope = self.call.envelope
        return {"used": envelope is not None and envelope.regulation == Regulation.LOCAL_SUBSIDY}


class DeclaredForm(TermForm):
    """A question of the call that only the applicant can answer, and what is said to the wrong answer."""

    question_ko = SafeCharField(label=_("Question (Korean)"), max_length=_TEXT)
    question_en = SafeCharField(label=_("Question (English)"), max_length=_TEXT, required=False)
    expected = forms.ChoiceField(
        label=_("Answer with which one may apply"), choices=(("yes", _("Yes")), ("no", _("No")))
    )
    refusal_ko = SafeCharField(
        label=_("What is said to the other answer (Korean)"),
        max_length=_TEXT,
        help_text=_("Why it does not fit, and what to do instead."),
    )
    refusal_en = SafeCharField(label=_("What is said to the other answer (English)"), max_length=_TEXT, required=False)
