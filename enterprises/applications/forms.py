"""Forms of the applicant: answers, submission, withdrawal."""

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from busan_se.core.fields import SafeCharField
from enterprises.applications.consents import REQUIRED
from enterprises.applications.questions import Questions
from enterprises.applications.rules import Candidate

_RELOAD = _("This page is out of date. Load it again; what you saved is kept.")


class StartForm(forms.Form):
    """For which enterprise the application is; one that can apply is chosen already where there is only one."""

    enterprise = forms.ChoiceField(
        label=_("Enterprise that applies"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose the enterprise that applies."),
            "invalid_choice": _("This enterprise can't apply. Choose one of the list."),
        },
    )

    def __init__(self, data: Mapping[str, Any] | None, candidates: list[Candidate]) -> None:
        super().__init__(data)
        free = [candidate.enterprise for candidate in candidates if candidate.may_start]
        self.chosen = {str(enterprise.pk): enterprise for enterprise in free}
        field = self.fields["enterprise"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(key, enterprise.name) for key, enterprise in self.chosen.items()]
        field.initial = next(iter(self.chosen)) if len(free) == 1 else None


class AnswersForm(forms.Form):
    """The written questions of a frozen form. Marks say what submission needs, but a draft is saved without it."""

    use_required_attribute = False
    lock_version = forms.IntegerField(
        min_value=1,
        max_value=2**31 - 1,
        widget=forms.HiddenInput,
        error_messages={"required": _RELOAD, "invalid": _RELOAD},
    )

    def __init__(self, questions: Questions, data: Mapping[str, Any] | None = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.questions = questions
        self.fields |= {question.key: question.field() for question in questions.written}

    def full_clean(self) -> None:
        """Clean without asking for what is required."""
        marked = [field for name, field in self.fields.items() if field.required and name != "lock_version"]
        for field in marked:
            field.required = False
        super().full_clean()
        for field in marked:
            field.required = True

    @property
    def answers(self) -> dict[str, Any]:
        """Return the cleaned answers as they are stored; empty ones are left out."""
        return self.questions.stored(self.cleaned_data)


class SubmitForm(forms.Form):
    """What goes with the last click: the hash of what was checked, a key against double submission, the consents."""

    seen_hash = forms.CharField(max_length=64, widget=forms.HiddenInput, error_messages={"required": _RELOAD})
    key = forms.UUIDField(
        widget=forms.HiddenInput, initial=uuid4, error_messages={"required": _RELOAD, "invalid": _RELOAD}
    )

    def __init__(self, data: Mapping[str, Any] | None = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        for text in REQUIRED:
            self.fields[text.purpose] = forms.BooleanField(
                label=_("I agree: %(title)s") % {"title": text.title},
                error_messages={
                    "required": _("Agree, or do not submit: the application can't be received without it.")
                },
            )

    @property
    def consents(self) -> list[str]:
        """Return the purposes that were agreed to."""
        return [text.purpose for text in REQUIRED if self.cleaned_data.get(text.purpose)]


class EndForm(forms.Form):
    """Why an application is taken back or a selection given up."""

    reason = SafeCharField(
        label=_("Reason"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One sentence is enough. The desk in charge reads it."),
    )
