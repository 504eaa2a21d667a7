"""The consents asked for at submission, each apart (개인정보 보호법 §15, §17, §22).

A text never changes: a new wording is a new version here, and what was shown is stored word for word with the
application.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from enterprises.applications.models import Application, ApplicationConsent

Text = str | Promise


@dataclass(frozen=True)
class ConsentText:
    """One consent: what for, which items, for whom, how long, and what refusing means."""

    purpose: str
    version: str
    title: Text
    use: Text
    items: Text
    kept: Text
    refusal: Text
    recipient: Text = ""

    @property
    def parts(self) -> tuple[tuple[Text, Text], ...]:
        """Return the text as (heading, sentence) pairs, in the order the law names them."""
        pairs = (
            (_("Provided to"), self.recipient),
            (_("Purpose"), self.use),
            (_("Items"), self.items),
            (_("Kept for"), self.kept),
            (_("If you refuse"), self.refusal),
        )
        return tuple((heading, text) for heading, text in pairs if text)

    @property
    def as_shown(self) -> str:
        """Return the text as plain lines: what is stored as evidence."""
        return "\n".join([str(self.title), *(f"{heading}: {text}" for heading, text in self.parts)])


_REFUSAL = _("You may refuse. Without this consent the application can't be received.")
_KEPT = _("5 years after the support ends, then destroyed")

REQUIRED: tuple[ConsentText, ...] = (
    ConsentText(
        purpose="personal_data",
        version="2026-11",
        title=_("Collection and use of personal data"),
        use=_("Receiving and reviewing the application, telling you the result, grant and settlement of the support"),
        items=_(
            "Name, e-mail address and telephone number of the person who applies; personal data written in the "
            "application and its files"
        ),
        kept=_KEPT,
        refusal=_REFUSAL,
    ),
    ConsentText(
        purpose="third_party",
        version="2026-11",
        title=_("Provision of personal data to third parties"),
        recipient=_(
            "The district office of the enterprise, and the Busan Social Economy Support Centre with its trustee"
        ),
        use=_("Checking papers, visiting the site, review, and support after the selection"),
        items=_("Name, e-mail address and telephone number of the person who applies; the application and its files"),
        kept=_KEPT,
        refusal=_REFUSAL,
    ),
)


def record_consents(application: Application) -> None:
    """Keep word for word what was agreed to with a submission, by whom and when."""
    assert application.submitted_by
    assert application.submitted_at
    ApplicationConsent.objects.bulk_create(
        ApplicationConsent(
            application=application,
            purpose=text.purpose,
            text_version=text.version,
            text=text.as_shown,
            given_by=application.submitted_by,
            given_at=application.submitted_at,
        )
        for text in REQUIRED
    )
