"""Forms of the applicant: what was mended, and the wish for more time."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from busan_se.core.fields import SafeCharField
from enterprises.applications.forms import AnswersForm
from enterprises.applications.questions import Questions
from enterprises.applications.supplements.content import answers_now, opened
from enterprises.applications.supplements.models import Supplement


class MendForm(AnswersForm):
    """The named questions, as they stand now, and a word to the desk."""

    note = SafeCharField(
        label=_("Word to the desk"),
        max_length=1000,
        multiline=True,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("What you changed, or why it was right as it was."),
    )

    def __init__(self, supplement: Supplement, data: Any = None, more: str = "") -> None:
        before, section = answers_now(supplement.application, supplement), opened(supplement)
        initial = {**{question.key: before.get(question.key) for question in section.written}, "note": supplement.note}
        questions = Questions(supplement.application.version)
        super().__init__(questions, section, data, before=before, more=more, initial=initial)
        del self.fields["lock_version"], self.fields["page.shown"]
        self.order_fields([question.key for question in section.written])


class MoreTimeForm(forms.Form):
    """Why more time is needed."""

    reason = SafeCharField(
        label=_("Why do you need more time?"),
        max_length=500,
        multiline=True,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Say what is still missing, and by when you can have it."),
    )
