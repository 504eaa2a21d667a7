"""Proving that an e-mail address or a mobile phone is one's own, without an account: a six-digit code.

    contact = read_contact(text)                                   # in a form: `forms.ContactField`
    send_code(contact, purpose="enrolment", key=str(row.pk), ip=client_ip(request))
    confirm(typed, purpose="enrolment", key=str(row.pk), then=lambda contact: finish(row.pk, contact))

What happens after the confirmation is done in the same transaction (`then`): both or neither.
"""

import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import connection, transaction
from django.db.models import F
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from busan_se.core.clock import now
from busan_se.core.errors import Refused
from busan_se.core.extensions import Text
from busan_se.core.korea import half_width
from busan_se.notifications.actions import send_mail_once, send_text_once
from busan_se.notifications.models import MOST_ATTEMPTS, Channel, ContactCode, Outbox, TextMessage
from busan_se.notifications.sms import texts_can_leave

LIFETIME = timedelta(minutes=10)
# Within an hour: one contact gets so many codes, whatever for; one address of the internet may ask for so many.
WINDOW = timedelta(hours=1)
MOST_PER_CONTACT = 5
MOST_PER_IP = 20
# After a day nothing of a code is needed any more.
KEPT = timedelta(days=1)
MAIL_KIND = "contact_code"

_MOBILE = re.compile(r"01[016789][0-9]{7,8}")
_PHONE_SIGNS = re.compile(r"[\s().\-‐‑–]")

Result = TypeVar("Result")


@dataclass(frozen=True)
class Contact:
    """Where somebody can be reached: an e-mail address in lower case, or the digits of a Korean mobile phone."""

    channel: str
    value: str

    def __str__(self) -> str:
        if self.channel == Channel.EMAIL:
            return self.value
        return f"{self.value[:3]}-{self.value[3:-4]}-{self.value[-4:]}"

    @property
    def masked(self) -> str:
        """Return enough to recognise one's own: "ki***@example.com", "010-****-5678"."""
        if self.channel == Channel.PHONE:
            return f"{self.value[:3]}-{'*' * (len(self.value) - 7)}-{self.value[-4:]}"
        name, _at, domain = self.value.partition("@")
        return f"{name[: min(2, len(name) - 1)]}***@{domain}"

    @property
    def digest(self) -> str:
        """Return the keyed hash by which rows about the same contact are found; it tells nothing by itself."""
        return salted_hmac("busan_se.notifications.contacts", self.value, algorithm="sha256").hexdigest()


def read_contact(text: str) -> Contact:
    """Return the contact that someone typed: "Kim@Example.com", "010-1234-5678", "+82 10 1234 5678".

    Raises Refused for what is neither, and for a phone where this portal cannot send text messages.
    """
    typed = half_width(text).strip()
    digits = re.sub(r"^\+?82-?0?(?=1)", "0", _PHONE_SIGNS.sub("", typed))
    if _MOBILE.fullmatch(digits):
        if not texts_can_leave():
            raise Refused(_("Text messages cannot be sent now. Enter an e-mail address instead."), "no_texts")
        return Contact(Channel.PHONE, digits)
    try:
        validate_email(typed)
    except ValidationError as error:
        raise Refused(
            _("Enter an e-mail address like kim@example.com, or a mobile phone number like 010-1234-5678."), "contact"
        ) from error
    return Contact(Channel.EMAIL, typed.lower())


@transaction.atomic
def send_code(contact: Contact, *, purpose: str, key: str, ip: str | None) -> ContactCode:
    """Send a new code for (`purpose`, `key`) to `contact`; an earlier one for the same is void from now on.

    `key` names what is confirmed, e.g. the key of the waiting row. The message leaves after the commit.
    Raises Refused ("too_many_codes") when contact or `ip` had too many codes within an hour.
    """
    _one_at_a_time(contact.digest, ip or "")
    _refuse_floods(contact, ip)
    ContactCode.objects.open().filter(purpose=purpose, key=key).update(replaced_at=now())
    digits = f"{secrets.randbelow(10**6):06d}"
    code = ContactCode(
        purpose=purpose,
        key=key,
        channel=contact.channel,
        contact=contact.value,
        contact_digest=contact.digest,
        ip=ip,
        expires_at=now() + LIFETIME,
    )
    code.code_digest = _digest(code, digits)
    code.save(force_insert=True)
    text = _("The code is %(code)s. Enter it within %(minutes)d minutes. Tell it to nobody.") % {
        "code": digits,
        "minutes": LIFETIME // timedelta(minutes=1),
    }
    tell(contact, kind=MAIL_KIND, key=f"{MAIL_KIND}:{code.pk}", subject=_("Your confirmation code"), body=text)
    return code


def confirm(typed: str, *, purpose: str, key: str, then: Callable[[Contact], Result]) -> Result:
    """Confirm the newest code for (`purpose`, `key`) and return what `then(contact)` does in the same transaction.

    A wrong code is counted before this raises Refused ("wrong_code", "too_many_attempts", "code_expired"): therefore
    it must not be called inside a transaction. If `then` raises, the code stays good.
    """
    with transaction.atomic(durable=True):
        code = ContactCode.objects.live().filter(purpose=purpose, key=key).select_for_update(no_key=True).first()
        refusal = _refusal(code, typed)
        if code and refusal is None:
            ContactCode.objects.filter(pk=code.pk).update(confirmed_at=now())
            return then(Contact(code.channel, code.contact))
        if code:
            ContactCode.objects.filter(pk=code.pk, attempts__lt=MOST_ATTEMPTS).update(attempts=F("attempts") + 1)
    assert refusal
    raise refusal


def tell(contact: Contact, *, kind: str, key: str, subject: Text, body: Text) -> None:
    """Send a mail or a text message to a contact, once for each key; `subject` is only for mail.

    Written in the caller's transaction, sent after its commit.
    """
    if contact.channel == Channel.EMAIL:
        send_mail_once(contact.value, kind=kind, key=key, subject=subject, body=body)
    else:
        send_text_once(contact.value, kind=kind, key=key, body=body)


def forget_old() -> int:
    """Delete codes after a day, with the mails and texts that carried them; return how many codes."""
    before = now() - KEPT
    for model in (Outbox, TextMessage):
        model._default_manager.filter(kind=MAIL_KIND, created_at__lt=before).delete()
    return ContactCode.objects.filter(created_at__lt=before).delete()[0]


def _refusal(code: ContactCode | None, typed: str) -> Refused | None:
    """Return why the code is not accepted, None if it is."""
    if code is None:
        return Refused(_("This code is no longer valid. Ask for a new one."), "code_expired")
    if code.attempts >= MOST_ATTEMPTS:
        return Refused(_("Too many wrong codes were entered. Ask for a new one."), "too_many_attempts")
    if constant_time_compare(code.code_digest, _digest(code, half_width(typed).strip().replace(" ", ""))):
        return None
    left = MOST_ATTEMPTS - code.attempts - 1
    text = ngettext(
        "The code is not right. Enter the six digits of the newest message; %(left)d more try.",
        "The code is not right. Enter the six digits of the newest message; %(left)d more tries.",
        left,
    )
    return Refused(text % {"left": left}, "wrong_code")


def _digest(code: ContactCode, digits: str) -> str:
    return salted_hmac("busan_se.notifications.codes", f"{code.pk}:{digits}", algorithm="sha256").hexdigest()


def _refuse_floods(contact: Contact, ip: str | None) -> None:
    recent = ContactCode.objects.filter(created_at__gt=now() - WINDOW)
    flooded = recent.filter(contact_digest=contact.digest).count() >= MOST_PER_CONTACT
    if flooded or (ip and recent.filter(ip=ip).count() >= MOST_PER_IP):
        raise Refused(
            _("Too many codes were asked for. Try again in an hour, or call the help desk."), "too_many_codes"
        )


def _one_at_a_time(*names: str) -> None:
    """Let one transaction at a time count and send for a contact and an address, in the order of their names."""
    with connection.cursor() as cursor:
        for name in sorted(filter(None, names)):
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"contact_code:{name}"])
