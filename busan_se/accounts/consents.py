"""The texts people agree to. A changed text gets a new version; the old rows keep saying which one they were for."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from busan_se.accounts.models import Consent


@dataclass(frozen=True)
class ConsentText:
    """What one consent says: 개인정보 보호법 §15② asks for purpose, items, retention and the right to refuse."""

    purpose: Consent.Purpose
    version: str
    required: bool
    use: Promise
    items: Promise
    retention: Promise
    refusal: Promise

    @property
    def label(self) -> str:
        return str(self.purpose.label)


CONSENTS = {
    text.purpose: text
    for text in (
        ConsentText(
            Consent.Purpose.PERSONAL_DATA,
            version="2026-11",
            required=True,
            use=_("Purpose: to recognise you at sign-in, to take applications and to tell you their results."),
            items=_("Items: e-mail address, name, telephone number (if you give one), records of sign-ins."),
            retention=_("Kept: until you close the account; records of sign-ins for two years."),
            refusal=_("You may refuse. Without this consent an account cannot be made; public pages stay open to you."),
        ),
        ConsentText(
            Consent.Purpose.NEWS,
            version="2026-11",
            required=False,
            use=_("Purpose: to send you news about programs, calls and events by e-mail."),
            items=_("Items: e-mail address, name."),
            retention=_("Kept: until you withdraw this consent."),
            refusal=_("You may refuse and lose nothing else. You can withdraw at any time on your account page."),
        ),
    )
}
