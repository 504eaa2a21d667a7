"""The doors by which people are told something. All only write rows; mails and texts leave after the commit."""

from collections.abc import Sequence
from typing import Any, TypeVar

from django.conf import settings
from django.core.validators import validate_email
from django.db.models import Exists, OuterRef
from django.utils import timezone, translation
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from busan_se.core.extensions import Text
from busan_se.core.jobs import wake_after_commit
from busan_se.files.models import StoredFile
from busan_se.notifications.models import Leaving, Message, Outbox, OutboxAttachment, Preference, TextMessage
from busan_se.notifications.tasks import deliver_outbox, deliver_texts

Row = TypeVar("Row", Message, Outbox)


def notify(
    user: Any,
    *,
    kind: str,
    key: str,
    title: Text,
    body: Text,
    url: str = "",
    probably_new: bool = False,
    wants_mail: bool | None = None,
) -> Message:
    """Tell `user` something in the inbox and by mail, once for each key, and return the message.

    Rows are written in the caller's transaction; lazy texts are spoken in the user's language. `url` is a path of the
    portal. No mail goes to a user who switched this kind off or cannot sign in. `probably_new` saves the look whether
    the message is there: for what is told once, in a transaction that finds that out first. `wants_mail` is for
    who knows it already (`wanting_mail`).
    """
    with translation.override(user.language or settings.LANGUAGE_CODE):
        texts = {"title": str(title)[:200], "body": str(body), "url": url}
        put = _insert_or_keep if probably_new else _get_or_create
        message, created = put(Message, {"kind": kind, **texts}, user=user, key=key)
        if (
            created
            and user.is_active
            and user.email
            and (_wants_mail(user, kind) if wants_mail is None else wants_mail)
        ):
            send_mail_once(
                user.email, kind=kind, key=key, subject=message.title, body=_mail_body(message), probably_new=True
            )
    return message


def send_mail_once(
    recipient_email: str,
    *,
    kind: str,
    key: str,
    subject: Text,
    body: Text,
    attachments: Sequence[StoredFile] = (),
    probably_new: bool = False,
) -> Outbox:
    """Put a mail into the outbox, once for each recipient and key, and return its row.

    Written in the caller's transaction, sent after its commit; `probably_new` saves the look whether it is there.
    Raises ValidationError for what is no e-mail address.
    """
    validate_email(recipient_email)
    fields = {"kind": kind, "subject": " ".join(str(subject).split())[:200], "body": str(body)}
    put = _insert_or_keep if probably_new else _get_or_create
    mail, created = put(Outbox, fields, recipient_email=recipient_email, key=key)
    if created:
        attached = [OutboxAttachment(outbox=mail, file=file) for file in attachments]
        OutboxAttachment.objects.bulk_create(attached, ignore_conflicts=True)  # the mail may be there already
        wake_after_commit(deliver_outbox)
    return mail


def _get_or_create(model: type[Row], fields: dict[str, str], **unique: Any) -> tuple[Row, bool]:
    return model._default_manager.get_or_create(defaults=fields, **unique)


def _insert_or_keep(model: type[Row], fields: dict[str, str], **unique: Any) -> tuple[Row, bool]:
    """Do the same in one query, which leaves a row that is there as it is; it counts as new, for nobody looks."""
    row = model(**unique, **fields)
    model._default_manager.bulk_create([row], update_conflicts=True, unique_fields=[*unique], update_fields=["key"])
    return row, True


def send_text_once(phone: str, *, kind: str, key: str, body: Text) -> TextMessage:
    """Let a text message leave for `phone` (digits), once for each phone and key, and return its row.

    Written in the caller's transaction, sent after its commit.
    """
    digest = salted_hmac("busan_se.notifications.texts", phone, algorithm="sha256").hexdigest()
    text, created = TextMessage.objects.get_or_create(
        phone_digest=digest, key=key, defaults={"kind": kind, "phone": phone, "body": str(body)}
    )
    if created:
        wake_after_commit(deliver_texts)
    return text


def mark_read(messages: Any) -> int:
    """Mark the unread ones of a queryset of messages as read; return how many."""
    return int(messages.unread().update(read_at=timezone.now()))


def save_preferences(user: Any, wishes: dict[str, bool]) -> None:
    """Keep for each kind whether `user` wants mail of it."""
    Preference.objects.bulk_create(
        [Preference(user=user, kind=kind, by_mail=by_mail) for kind, by_mail in wishes.items()],
        update_conflicts=True,
        unique_fields=["user", "kind"],
        update_fields=["by_mail"],
    )


def send_again(rows: Any) -> int:
    """Let given-up mails or texts of a queryset be tried again, from the first attempt; return how many."""
    given_up = rows.filter(state=Leaving.State.FAILED)
    count = int(given_up.update(state=Leaving.State.PENDING, attempts=0, next_attempt_at=timezone.now()))
    wake_after_commit(deliver_texts if rows.model is TextMessage else deliver_outbox)
    return count


def wanting_mail(kind: str) -> Any:
    """Return the expression, for a query of users, that says whether each wants mail of a kind."""
    return ~Exists(Preference.objects.filter(user=OuterRef("pk"), kind=kind, by_mail=False))


def _wants_mail(user: Any, kind: str) -> bool:
    return not Preference.objects.filter(user=user, kind=kind, by_mail=False).exists()


def _mail_body(message: Message) -> str:
    lines = [message.body]
    if message.url:
        lines += ["", settings.PUBLIC_URL.rstrip("/") + message.url]
    lines += ["", _("This mail was sent by the portal. Questions: %(phone)s") % {"phone": settings.HELP_DESK_PHONE}]
    return "\n".join(lines)
