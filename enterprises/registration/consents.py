"""The consents asked for at submission, each apart; a new wording is a new version (개인정보 보호법 §15, §17, §22)."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from busan_se.core.extensions import Text


@dataclass(frozen=True)
class ConsentText:
    """One consent: what for, which items, for whom, how long, and what refusing means."""

    purpose: str
    version: str
    title: Text
    lines: tuple[tuple[Text, Text], ...]
    required: bool = True

    @property
    def as_shown(self) -> str:
        """Return the text as plain lines: what is kept as evidence."""
        return "\n".join([str(self.title), *(f"{heading}: {text}" for heading, text in self.lines)])


_KEPT = (_("Kept for"), _("5 years after the decision, then destroyed"))
_REFUSAL = (_("If you refuse"), _("You may refuse. Without this consent the request can't be received."))

CONSENTS = (
    ConsentText(
        "personal_data",
        "2026-11",
        _("Collection and use of personal data"),
        (
            (_("Purpose"), _("Checking the request, telling you the result, keeping the register")),
            (_("Items"), _("Name of the representative; name, telephone and e-mail address of the person we may ask")),
            _KEPT,
            _REFUSAL,
        ),
    ),
    ConsentText(
        "third_party",
        "2026-11",
        _("Provision of personal data to third parties"),
        (
            (_("Provided to"), _("The district office, and the Busan Social Economy Support Centre with its trustee")),
            (_("Purpose"), _("Checking the papers of the request")),
            (_("Items"), _("The request and its papers")),
            _KEPT,
            _REFUSAL,
        ),
    ),
)
REQUIRED = frozenset(text.purpose for text in CONSENTS if text.required)
