"""Forms of reviewers."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from busan_se.core.fields import SafeCharField
from busan_se.reviews.models import Assignment, Criterion
from busan_se.reviews.pages import pledge_text
from busan_se.reviews.workflow import Interest

# Up to so many points are chosen with one tap; more are typed.
MOST_RADIOS = 10


class PledgeForm(forms.Form):
    """The pledge (서약) before the first case."""

    pledge = forms.BooleanField(
        label=gettext_lazy("I pledge this"),
        error_messages={"required": gettext_lazy("Without the pledge you can't review. Tick it to go on.")},
    )

    @property
    def lines(self) -> list[str]:
        """Return what is pledged."""
        return pledge_text()


class DeclarationForm(forms.Form):
    """The reviewer's own declaration; a challenge (기피) comes from the applicant, through the desk."""

    KINDS = (Interest.NONE, Interest.EXCLUDED, Interest.RECUSED)

    kind = forms.ChoiceField(
        label=gettext_lazy("Your interest in this case"),
        choices=[(kind.value, kind.label) for kind in KINDS],
        widget=forms.RadioSelect,
        help_text=gettext_lazy(
            "Kin, a business of yours with the applicant, or work that you or your institution did for it, are grounds."
        ),
    )
    ground = SafeCharField(
        label=pgettext_lazy("interest", "Ground"),
        max_length=500,
        required=False,
        multiline=True,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Needed where you stand down or are excluded."),
    )

    def clean(self) -> dict[str, Any]:
        """Ask for the ground of an interest."""
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("kind") not in (None, Interest.NONE) and not cleaned.get("ground"):
            self.add_error("ground", _("Write the ground."))
        return cleaned


class RecusalForm(DeclarationForm):
    """The same by the desk: excluded by law, or challenged by the applicant."""

    KINDS = (Interest.EXCLUDED, Interest.RECUSED, Interest.CHALLENGED)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind: Any = self.fields["kind"]
        kind.choices = [(kind.value, kind.label) for kind in self.KINDS]
        kind.label, kind.help_text = _("Why the reviewer may not review this case"), ""
        self.fields["ground"].required = True


class PointsField(forms.DecimalField):
    """Points from 0 to the maximum of a criterion, in steps of half a point."""

    def __init__(self, criterion: Criterion, **kwargs: Any) -> None:
        most = criterion.max_points
        kwargs |= {"required": False, "max_digits": 5, "decimal_places": 1, "label": criterion.label}
        super().__init__(min_value=Decimal(0), max_value=most, step_size=Decimal("0.5"), **kwargs)
        self.widget.attrs |= {"data-weight": f"{criterion.weight}", "inputmode": "decimal"}


class ChosenPointsField(forms.TypedChoiceField):
    """The same in whole points, chosen with one tap; the anchors say what each number stands for."""

    def __init__(self, criterion: Criterion) -> None:
        anchors = {Decimal(str(row["points"])): row["text"] for row in criterion.anchors}
        points = range(int(criterion.max_points), -1, -1)
        super().__init__(
            label=criterion.label,
            required=False,
            choices=[(str(n), _points_label(n, anchors.get(Decimal(n), ""))) for n in points],
            coerce=Decimal,
            empty_value=None,
            widget=forms.RadioSelect(attrs={"data-weight": f"{criterion.weight}"}),
        )

    def prepare_value(self, value: Any) -> Any:
        """Find the choice of stored points; half points, which paper may have, are none of the choices."""
        return f"{value.normalize():f}" if isinstance(value, Decimal) else value


def _points_label(points: int, text: str) -> str:
    label = _("%(n)s points") % {"n": points}
    return f"{label} · {text}" if text else label


class ScoreForm(forms.Form):
    """Points of every criterion and an opinion; a draft may leave any of them out."""

    comment = SafeCharField(
        label=gettext_lazy("Opinion"),
        max_length=2000,
        required=False,
        multiline=True,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy("What speaks for the case and against it. The desk reads it; name nobody."),
    )

    def __init__(
        self, data: Mapping[str, Any] | None, sheet: Assignment, criteria: Sequence[Criterion], files: Any = None
    ) -> None:
        given = {name_of(score.criterion_id): score.points for score in sheet.scores.all()}
        super().__init__(data, files, initial={"comment": sheet.comment, **given})
        self.criteria = criteria
        for criterion in criteria:
            self.fields[name_of(criterion.pk)] = _field(criterion, given.get(name_of(criterion.pk)))
        self.order_fields([*(name_of(criterion.pk) for criterion in criteria), "comment"])

    @property
    def points(self) -> dict[int, Decimal | None]:
        """Return the points by criterion, None where none are given."""
        return {criterion.pk: self.cleaned_data.get(name_of(criterion.pk)) for criterion in self.criteria}

    @property
    def rows(self) -> list[tuple[Criterion, forms.BoundField]]:
        """Return each criterion with its field."""
        return [(criterion, self[name_of(criterion.pk)]) for criterion in self.criteria]


def name_of(criterion: int) -> str:
    """Return the name of a criterion's field."""
    return f"points_{criterion}"


def _field(criterion: Criterion, given: Decimal | None) -> forms.Field:
    whole = criterion.max_points == int(criterion.max_points) and (given is None or given == int(given))
    tapped = whole and criterion.max_points <= MOST_RADIOS
    return ChosenPointsField(criterion) if tapped else PointsField(criterion)
