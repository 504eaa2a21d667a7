"""The steps that the desk takes with a round or with one sheet: when they are offered, what is asked, what follows."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from busan_se.core.clock import now
from busan_se.core.errors import PortalError
from busan_se.core.extensions import Text
from busan_se.core.fields import InstantField, SafeCharField
from busan_se.files.actions import store_upload
from busan_se.files.fields import UploadField
from busan_se.reference.models import District
from busan_se.reviews import assigning, rounds, scoring
from busan_se.reviews.extensions import collect
from busan_se.reviews.forms import RecusalForm, ScoreForm
from busan_se.reviews.models import Assignment, Case, Criterion, Panelist, Round, Sitting
from busan_se.reviews.workflow import SheetState

FILE_KIND = "review_sheet"


class ReasonForm(forms.Form):
    """Why something is done."""

    reason = SafeCharField(
        label=gettext_lazy("Reason"), max_length=300, help_text=gettext_lazy("It stays in the history.")
    )


class InviteForm(forms.Form):
    """Who is invited; the mail goes out when the review opens, or at once where it is open."""

    email = forms.EmailField(label=gettext_lazy("E-mail address"), max_length=254)
    name = SafeCharField(label=gettext_lazy("Name"), max_length=60)
    affiliation = SafeCharField(label=gettext_lazy("Affiliation"), max_length=100, required=False)
    address = SafeCharField(
        label=gettext_lazy("Address"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("Only to find an applicant at the same address."),
    )
    district = forms.ModelChoiceField(label=gettext_lazy("District"), queryset=District.objects.all(), required=False)
    is_official = forms.BooleanField(label=gettext_lazy("Civil servant"), required=False)
    is_chair = forms.BooleanField(label=gettext_lazy("In the chair"), required=False)


class DistributeForm(forms.Form):
    """How many reviewers each case gets."""

    each = forms.IntegerField(
        label=gettext_lazy("Reviewers for each case"),
        min_value=1,
        max_value=15,
        help_text=gettext_lazy("Who has fewest cases comes first; whoever has a hint of an interest gets none of it."),
    )


class AdjustForm(forms.Form):
    """A bonus or penalty of one case."""

    case = forms.ModelChoiceField(label=gettext_lazy("Case"), queryset=Case.objects.none())
    criterion = forms.ModelChoiceField(label=gettext_lazy("Bonus or penalty"), queryset=Criterion.objects.none())
    points = forms.DecimalField(
        label=gettext_lazy("Points"),
        min_value=Decimal(0),
        max_digits=5,
        decimal_places=1,
        help_text=gettext_lazy("0 takes it away again."),
    )
    reason = SafeCharField(label=gettext_lazy("What proves it"), max_length=300, required=False)

    def __init__(self, data: Any, round_: Round) -> None:
        super().__init__(data)
        cases, criteria = self.fields["case"], self.fields["criterion"]
        assert isinstance(cases, forms.ModelChoiceField)
        assert isinstance(criteria, forms.ModelChoiceField)
        cases.queryset = round_.cases.live()
        criteria.queryset = Criterion.objects.filter(rubric=round_.rubric_id).exclude(kind=Criterion.Kind.SCORE)


class SittingForm(forms.Form):
    """A session of the committee: attendance and minutes. The same time again changes the session that is there."""

    held_at = InstantField(
        label=gettext_lazy("Held at"),
        widget=forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"}),
    )
    place = SafeCharField(label=gettext_lazy("Place"), max_length=200)
    present = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Present"),
        queryset=Panelist.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    minutes = SafeCharField(
        label=gettext_lazy("Minutes"),
        max_length=20_000,
        required=False,
        multiline=True,
        widget=forms.Textarea(attrs={"rows": 14}),
    )

    def __init__(self, data: Any, round_: Round, sitting: Sitting | None) -> None:
        initial = {name: getattr(sitting, name) for name in ("held_at", "place", "minutes")} if sitting else {}
        present = sitting.present.all() if sitting else ()
        super().__init__(data, initial={**initial, "present": present})
        self.round, self.sitting = round_, sitting or Sitting(round=round_)
        choices = self.fields["present"]
        assert isinstance(choices, forms.ModelMultipleChoiceField)
        choices.queryset = round_.panelists.select_related("user")

    def clean(self) -> dict[str, Any]:
        """Refuse a second session at one time."""
        cleaned: dict[str, Any] = super().clean() or {}
        self.sitting.held_at = cleaned.get("held_at") or self.sitting.held_at
        if self.sitting.held_at:
            self.sitting.validate_constraints()
        return cleaned

    def save(self, by: Any) -> Sitting:
        """Keep the session and who was there."""
        sitting = self.sitting
        sitting.place, sitting.minutes = self.cleaned_data["place"], self.cleaned_data["minutes"]
        sitting.entered_by = by
        sitting.save()
        sitting.present.set(self.cleaned_data["present"])
        return sitting


class PaperForm(ScoreForm):
    """A signed sheet of paper: its points, its opinion and the scan."""

    scan = UploadField(label=gettext_lazy("Scan of the signed sheet"), allowed=("pdf", "jpg", "png"))

    def __init__(self, data: Any, files: Any, sheet: Assignment) -> None:
        super().__init__(data, sheet, scoring.criteria_of(sheet), files)
        self.fields["scan"].required = sheet.scan_id is None
        for criterion in self.criteria:
            self.fields[f"points_{criterion.pk}"].required = True


class SubstituteForm(forms.Form):
    """Who takes the case over."""

    panelist = forms.ChoiceField(label=gettext_lazy("Substitute"), widget=forms.RadioSelect)

    def __init__(self, data: Any, sheet: Assignment) -> None:
        super().__init__(data)
        choice = self.fields["panelist"]
        assert isinstance(choice, forms.ChoiceField)
        choice.choices = [(str(row.pk), str(row)) for row in assigning.candidates(sheet)]
        if not choice.choices:
            choice.help_text = _("Nobody is free without an interest: invite another reviewer first.")


@dataclass(frozen=True)
class Step:
    """One button: `form(data, files, row)` asks, `act(row, form, user)` does it or refuses, and returns what to say."""

    name: str
    label: Text
    offered: Callable[[Any], bool]
    form: Callable[[Any, Any, Any], forms.Form]
    act: Callable[[Any, Any, Any], Any]


def _plain(form_class: Callable[..., forms.Form]) -> Callable[[Any, Any, Any], forms.Form]:
    return lambda data, files, row: form_class(data)


def _of_row(form_class: Callable[..., forms.Form]) -> Callable[[Any, Any, Any], forms.Form]:
    return lambda data, files, row: form_class(data, row)


def _is_running(round_: Round) -> bool:
    return not round_.is_closed


def _has_adjusting(round_: Round) -> bool:
    extra = Criterion.objects.filter(rubric=round_.rubric_id).exclude(kind=Criterion.Kind.SCORE)
    return not round_.is_closed and extra.exists()


def _invite(round_: Round, form: Any, user: Any) -> str:
    try:
        panelist = rounds.invite(round_, by=user, **form.cleaned_data)
    except PortalError:
        raise
    except ValidationError as error:  # a constraint of the seat, in its own words
        raise PortalError(error.messages[0], "seat") from error
    return _("%(name)s was added.") % {"name": panelist}


def _collect(round_: Round, form: Any, user: Any) -> str:
    return _("%(n)s cases were taken over.") % {"n": collect(round_)}


def _distribute(round_: Round, form: Any, user: Any) -> str:
    return _("%(n)s sheets were given out.") % {"n": assigning.distribute(round_.pk, form.cleaned_data["each"])}


def _remind(round_: Round, form: Any, user: Any) -> str:
    return _("%(n)s reviewers are reminded by e-mail.") % {"n": rounds.remind(round_, now())}


ROUND_STEPS = (
    Step("collect", gettext_lazy("Take over cases"), _is_running, _plain(forms.Form), _collect),
    Step("invite", gettext_lazy("Invite a reviewer"), _is_running, _plain(InviteForm), _invite),
    Step("distribute", gettext_lazy("Give out evenly"), _is_running, _plain(DistributeForm), _distribute),
    Step(
        "open",
        gettext_lazy("Open the review"),
        lambda round_: round_.is_preparing,
        _plain(forms.Form),
        lambda round_, form, user: rounds.open_round(round_.pk) and "",
    ),
    Step("remind", gettext_lazy("Remind reviewers"), lambda round_: round_.is_open, _plain(forms.Form), _remind),
    Step(
        "adjust",
        gettext_lazy("Bonus or penalty"),
        _has_adjusting,
        _of_row(AdjustForm),
        lambda round_, form, user: scoring.adjust(**form.cleaned_data, by=user),
    ),
    Step(
        "close",
        gettext_lazy("Close the review"),
        lambda round_: round_.is_open,
        _plain(ReasonForm),
        lambda round_, form, user: rounds.close_round(round_.pk, by=user, reason=form.cleaned_data["reason"]) and "",
    ),
)


def _paper(sheet: Assignment, form: PaperForm, user: Any) -> Any:
    upload = form.cleaned_data["scan"]
    scan = store_upload(upload, kind=FILE_KIND, user=user) if upload else None
    return scoring.enter_paper(sheet.pk, form.points, form.cleaned_data["comment"], scan, by=user) and ""


def _may_score(sheet: Assignment) -> bool:
    return sheet.case.round.is_open and sheet.state in (SheetState.ASSIGNED, SheetState.CLEARED)


SHEET_STEPS = (
    Step("paper", gettext_lazy("Enter from paper"), _may_score, lambda d, f, row: PaperForm(d, f, row), _paper),
    Step(
        "recuse",
        gettext_lazy("Let the reviewer stand down"),
        lambda sheet: not sheet.case.round.is_closed and sheet.state != SheetState.RECUSED,
        _plain(RecusalForm),
        lambda sheet, form, user: scoring.declare(sheet.pk, **form.cleaned_data, by=user) and "",
    ),
    Step(
        "substitute",
        gettext_lazy("Appoint a substitute"),
        lambda sheet: (
            not sheet.case.round.is_closed and sheet.state == SheetState.RECUSED and not hasattr(sheet, "substitute")
        ),
        _of_row(SubstituteForm),
        lambda sheet, form, user: assigning.substitute(sheet.pk, int(form.cleaned_data["panelist"])) and "",
    ),
    Step(
        "give-back",
        gettext_lazy("Give the sheet back"),
        lambda sheet: sheet.case.round.is_open and sheet.state == SheetState.SUBMITTED,
        _plain(ReasonForm),
        lambda sheet, form, user: scoring.give_back(sheet.pk, reason=form.cleaned_data["reason"]) and "",
    ),
)


def steps_for(steps: tuple[Step, ...], row: Any) -> list[Step]:
    """Return the steps that are offered for a round or a sheet as it is now."""
    return [step for step in steps if step.offered(row)]
