"""The rubric of a call's draft as a form: a line for each criterion, no raw JSON."""

import re
from decimal import Decimal
from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from busan_se.core.fields import SafeCharField
from busan_se.programs.call_rubrics import check_rubric, usual_rubric
from busan_se.reviews.models import Criterion

_ANCHOR = re.compile(r"\s*(\d+(?:\.\d)?)\s*(?:점)?\s*[:：]\s*(.+?)\s*")
_SPARE = 3


class RubricForm(forms.Form):
    """What holds for the whole rubric."""

    pass_mark = forms.DecimalField(
        label=gettext_lazy("Pass mark (points)"), min_value=Decimal(0), max_digits=5, decimal_places=1
    )
    drops_extremes = forms.BooleanField(
        label=gettext_lazy("Leave the highest and the lowest sum out (from five reviewers on)"), required=False
    )


class CriterionForm(forms.Form):
    """One criterion."""

    key = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=Criterion.Kind.choices, initial=Criterion.Kind.SCORE)
    label_ko = SafeCharField(label=gettext_lazy("Name (Korean)"), max_length=200)
    label_en = SafeCharField(label=gettext_lazy("Name (English)"), max_length=200, required=False)
    max = forms.DecimalField(
        label=gettext_lazy("Highest points"), min_value=Decimal(0), max_digits=4, decimal_places=1, initial=5
    )
    weight = forms.DecimalField(
        label=gettext_lazy("Weight"), min_value=Decimal(0), max_digits=4, decimal_places=1, initial=1
    )
    tie_order = forms.IntegerField(
        label=gettext_lazy("Place in deciding ties"), min_value=0, max_value=40, initial=0, required=False
    )
    anchors = SafeCharField(
        label=gettext_lazy("Anchors"),
        max_length=2000,
        required=False,
        multiline=True,
        widget=forms.Textarea(attrs={"rows": 5, "cols": 30}),
        help_text=gettext_lazy("One a line, points and what they stand for: “5: very good”."),
    )

    def clean_anchors(self) -> list[dict[str, Any]]:
        """Return points and text of each line."""
        found = []
        for line in filter(str.strip, self.cleaned_data["anchors"].splitlines()):
            match = _ANCHOR.fullmatch(line)
            if match is None:
                raise ValidationError(_("Write “%(line)s” as points, a colon and a text.") % {"line": line})
            found.append({"points": _number(Decimal(match[1])), "text": match[2]})
        return found

    @property
    def row(self) -> dict[str, Any]:
        """Return the criterion as the rubric keeps it."""
        data = self.cleaned_data
        return {
            "key": data["key"] or uuid4().hex[:8],
            "kind": data["kind"],
            "label_ko": data["label_ko"],
            "label_en": data["label_en"],
            "max": _number(data["max"]),
            "weight": _number(data["weight"]),
            "tie_order": data["tie_order"] or 0,
            "anchors": data["anchors"],
        }


_CriterionFormSet: Any = forms.formset_factory(CriterionForm, extra=0, can_delete=True, max_num=40, absolute_max=60)


class RubricPage:
    """Both together, as posted or as the call has it; with room for more criteria where it `may_change`."""

    def __init__(self, data: Any, rubric: dict[str, Any] | list[Any], *, may_change: bool = True) -> None:
        held: Any = rubric or usual_rubric()
        self.form = RubricForm(data, initial=held)
        rows = [row | {"anchors": _as_lines(row.get("anchors", []))} for row in held["criteria"]]
        self.rows = _CriterionFormSet(data, initial=rows, prefix="criteria")
        self.rows.extra = _SPARE if may_change else 0
        self.is_bound = data is not None
        self.is_usual = not rubric

    def is_valid(self) -> bool:
        """Return whether it is a rubric; what is wrong stands at the forms."""
        if not (self.form.is_valid() & self.rows.is_valid()):
            return False
        try:
            check_rubric(self.rubric)
        except ValidationError as error:
            self.form.add_error(None, error)
        return not self.form.errors

    @property
    def rubric(self) -> dict[str, Any]:
        """Return the rubric in the format of `programs.call_rubrics`."""
        kept = [row for row in self.rows.forms if row.cleaned_data and row not in self.rows.deleted_forms]
        return {
            "pass_mark": _number(self.form.cleaned_data["pass_mark"]),
            "drops_extremes": self.form.cleaned_data["drops_extremes"],
            "criteria": [row.row for row in kept],
        }


def _number(value: Decimal) -> int | float:
    return int(value) if value == int(value) else float(value)


def _as_lines(anchors: list[dict[str, Any]]) -> str:
    return "\n".join(f"{row['points']}: {row['text']}" for row in anchors)
