"""Forms of the applicant: answers, submission, withdrawal."""

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from busan_se.core.fields import SafeCharField
from enterprises.applications import merging
from enterprises.applications.consents import REQUIRED
from enterprises.applications.questions import Questions, Section
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
    """The written questions of one section. Marks say what submission needs, but a draft is saved without it.

    `page.shown` are the digests of what the page showed: a point is in no question's key.
    """

    use_required_attribute = False
    lock_version = forms.IntegerField(
        min_value=1,
        max_value=2**31 - 1,
        widget=forms.HiddenInput,
        error_messages={"required": _RELOAD, "invalid": _RELOAD},
    )

    def __init__(
        self,
        questions: Questions,
        section: Section,
        data: Mapping[str, Any] | None = None,
        *,
        before: Mapping[str, Any] | None = None,
        more: str = "",
        **kwargs: Any,
    ) -> None:
        """Make the fields; conditions depend on `before`, the saved answers; the table `more` gets more empty lines."""
        super().__init__(data, **kwargs)
        self.questions, self.section, self.before = questions, section, before or {}
        self.fields |= {question.key: question.field(more=question.key == more) for question in section.written}
        self.fields["page.shown"] = forms.CharField(required=False, max_length=20_000, widget=forms.HiddenInput)

    def full_clean(self) -> None:
        """Clean without asking for what is required, and without minding what is wrong where nothing is asked."""
        marked = [field for name, field in self.fields.items() if field.required and name != "lock_version"]
        for field in marked:
            field.required = False
        super().full_clean()
        for field in marked:
            field.required = True
        if self.is_bound:
            shown = self.questions.shown({**self.before, **self.answers})
            for key in self.section.keys - shown:
                self.errors.pop(key, None)

    @property
    def answers(self) -> dict[str, Any]:
        """Return the cleaned answers of the section as they are stored; empty ones are left out."""
        return self.questions.stored(getattr(self, "cleaned_data", {}))

    @property
    def sound(self) -> set[str]:
        """Return the questions whose answers could be read."""
        return {question.key for question in self.section.written if question.key in self.cleaned_data}

    @property
    def shown(self) -> dict[str, str]:
        """Return the digests of what the page showed."""
        return merging.read_digests(self.cleaned_data.get("page.shown", ""))


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
