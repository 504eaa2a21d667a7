"""How mail and texts leave: one at a time, each in a transaction; other workers skip what one has locked."""

import logging
import smtplib
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.utils import timezone

from busan_se.notifications.models import Leaving, Outbox, TextMessage
from busan_se.notifications.sms import sender, texts_can_leave

logger = logging.getLogger(__name__)

# Waiting times after the first, second, … failure; after the last one it is given up and shows in the admin.
_BACKOFF = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 180, 360, 720))
_MOST_AT_ONCE = 500
_FAILURES_AT_ONCE = 3  # then the server is probably down: leave it alone until the next round


def deliver_due() -> int:
    """Send due mails until none is left; return how many left."""
    return _deliver(Outbox, _send_mail)


def deliver_due_texts() -> int:
    """Send due text messages until none is left; return how many left. Without a way to send any, they wait."""
    return _deliver(TextMessage, sender()) if texts_can_leave() else 0


def _deliver(model: type[Leaving], send: Callable[[Any], None]) -> int:
    sent = failed = 0
    while sent + failed < _MOST_AT_ONCE and failed < _FAILURES_AT_ONCE:
        outcome = _deliver_next(model, send)
        if outcome is None:
            break
        sent, failed = sent + outcome, failed + (not outcome)
    return sent


@transaction.atomic
def _deliver_next(model: type[Leaving], send: Callable[[Any], None]) -> bool | None:
    """Send the row that waits longest. Return whether it left, None if none is due."""
    row = model._default_manager.due().select_for_update(skip_locked=True).first()
    if row is None:
        return None
    row.attempts += 1
    try:
        send(row)
    except (OSError, smtplib.SMTPException, ValueError) as error:
        logger.warning("%s %s did not leave: %s", model.__name__, row.pk, error)
        _postpone(row, error)
    else:
        row.state, row.sent_at, row.last_error = Leaving.State.SENT, timezone.now(), ""
    row.save(update_fields=["state", "attempts", "next_attempt_at", "last_error", "sent_at"])
    return bool(row.state == Leaving.State.SENT)


def _send_mail(mail: Outbox) -> None:
    _message(mail).send()


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


def _postpone(row: Leaving, error: Exception) -> None:
    row.last_error = f"{type(error).__name__}: {error}"[:1000]
    if row.attempts > len(_BACKOFF) or _is_final(error):
        row.state = Leaving.State.FAILED
    else:
        row.next_attempt_at = timezone.now() + _BACKOFF[row.attempts - 1]


def _is_final(error: Exception) -> bool:
    """Whether trying again is useless: the server refused the recipient for good, or the mail cannot be written."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(code >= 500 for code, _text in error.recipients.values())
    return isinstance(error, ValueError)
