"""How mail leaves: one mail, one transaction; other workers skip what one has locked."""

import logging
import smtplib
from datetime import timedelta

from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.utils import timezone

from busan_se.notifications.models import Outbox

logger = logging.getLogger(__name__)

# Waiting times after the first, second, … failure; after the last one the mail is given up and shows in the admin.
_BACKOFF = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 180, 360, 720))
_MAILS_AT_ONCE = 500
_FAILURES_AT_ONCE = 3  # then the mail server is probably down: leave it alone until the next round


def deliver_due() -> int:
    """Send due mails until none is left; return how many left."""
    sent = failed = 0
    while sent + failed < _MAILS_AT_ONCE and failed < _FAILURES_AT_ONCE:
        outcome = deliver_next()
        if outcome is None:
            break
        sent, failed = sent + outcome, failed + (not outcome)
    return sent


@transaction.atomic
def deliver_next() -> bool | None:
    """Send the mail that waits longest. Return whether it left, None if none is due."""
    mail = Outbox.objects.due().select_for_update(skip_locked=True).first()
    if mail is None:
        return None
    mail.attempts += 1
    try:
        _message(mail).send()
    except (OSError, smtplib.SMTPException, ValueError) as error:
        logger.warning("Mail %s did not leave: %s", mail.pk, error)
        _postpone(mail, error)
    else:
        mail.state, mail.sent_at, mail.last_error = Outbox.State.SENT, timezone.now(), ""
    mail.save(update_fields=["state", "attempts", "next_attempt_at", "last_error", "sent_at"])
    return mail.state == Outbox.State.SENT


def _message(mail: Outbox) -> EmailMessage:
    message = EmailMessage(
        subject=mail.subject,
        body=mail.body,
        to=[mail.recipient_email],
        headers={"Message-ID": mail.message_id, "Auto-Submitted": "auto-generated"},
        connection=get_connection(),
    )
    for attached in mail.attached.select_related("file"):
        with attached.file.file.open("rb") as content:
            message.attach(attached.file.name, content.read(), attached.file.content_type)
    return message


def _postpone(mail: Outbox, error: Exception) -> None:
    mail.last_error = f"{type(error).__name__}: {error}"[:1000]
    if mail.attempts > len(_BACKOFF) or _is_final(error):
        mail.state = Outbox.State.FAILED
    else:
        mail.next_attempt_at = timezone.now() + _BACKOFF[mail.attempts - 1]


def _is_final(error: Exception) -> bool:
    """Whether trying again is useless: the server refused the recipient for good, or the mail cannot be written."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(code >= 500 for code, _text in error.recipients.values())
    return isinstance(error, ValueError)
