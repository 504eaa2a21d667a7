"""Messages in the inbox, the outboxes from which mail and texts leave, and codes that prove a contact."""

import uuid
from email.utils import parseaddr
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from busan_se.accounts.encryption import EncryptedTextField
from busan_se.files.models import StoredFile


class MessageQuerySet(models.QuerySet["Message"]):
    def visible_to(self, user: Any) -> "MessageQuerySet":
        """The messages of this user; nobody reads another's inbox."""
        return self.filter(user=user) if user.is_authenticated else self.none()

    def unread(self) -> "MessageQuerySet":
        """Messages that nobody marked as read."""
        return self.filter(read_at__isnull=True)


class Message(models.Model):
    """One thing that a user was told. Door: `actions.notify`; a key is told to one user once.

    Personal data: the texts may name the user; basis: the user's own matters; kept until the account closes.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="messages", verbose_name=_("recipient")
    )
    kind = models.CharField(_("kind"), max_length=60)
    key = models.CharField(_("key"), max_length=200)
    title = models.CharField(_("title"), max_length=200)
    body = models.TextField(_("text"))
    url = models.CharField(_("page"), max_length=500, blank=True)
    created_at = models.DateTimeField(_("sent"), default=timezone.now, editable=False)
    read_at = models.DateTimeField(_("read at"), null=True, blank=True)

    objects: ClassVar[MessageQuerySet] = MessageQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                name="message_key_once_per_user",
                fields=["user", "key"],
                violation_error_message=_("The user was told this already."),
            )
        ]
        indexes = [
            models.Index(fields=["user", "-created_at", "-id"], name="message_inbox"),
            models.Index(fields=["user"], name="message_unread", condition=Q(read_at__isnull=True)),
        ]

    def __str__(self) -> str:
        return self.title


def new_message_id() -> str:
    """Return a Message-ID that stays with the mail through all attempts."""
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
    return f"<{uuid.uuid4()}@{domain}>"


class LeavingQuerySet(models.QuerySet[Any]):
    def due(self) -> "LeavingQuerySet":
        """Those whose next attempt is due, oldest first."""
        return self.filter(state=Leaving.State.PENDING, next_attempt_at__lte=timezone.now()).order_by(
            "next_attempt_at", "pk"
        )


class Leaving(models.Model):
    """What must leave the house, with its attempts; `delivery` sends it."""

    class State(models.TextChoices):
        PENDING = "pending", _("to be sent")
        SENT = "sent", _("sent")
        FAILED = "failed", _("given up")

    kind = models.CharField(_("kind"), max_length=60)
    key = models.CharField(_("key"), max_length=200)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.PENDING)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    next_attempt_at = models.DateTimeField(_("next attempt"), default=timezone.now)
    last_error = models.TextField(_("last error"), blank=True)
    created_at = models.DateTimeField(_("created"), default=timezone.now, editable=False)
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)

    objects: ClassVar[LeavingQuerySet] = LeavingQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        abstract = True


class Outbox(Leaving):
    """One mail that must leave. Doors: `actions.send_mail_once`, `actions.notify`; `delivery.deliver_due` sends it.

    Leaves at least once: a duplicate is possible only between the mail server's yes and our commit; it then carries the
    same Message-ID. Personal data: address and texts; kept as the message.
    """

    recipient_email = models.EmailField(_("recipient"))
    subject = models.CharField(_("subject"), max_length=200)
    body = models.TextField(_("text"))
    attachments = models.ManyToManyField(
        StoredFile, through="OutboxAttachment", related_name="+", verbose_name=_("attachments")
    )
    message_id = models.CharField(_("Message-ID"), max_length=300, unique=True, default=new_message_id, editable=False)

    class Meta:
        verbose_name = _("mail")
        verbose_name_plural = _("outbox")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                name="outbox_key_once_per_recipient",
                fields=["recipient_email", "key"],
                violation_error_message=_("This mail was sent already."),
            ),
            models.CheckConstraint(
                name="outbox_sent_has_time",
                condition=Q(state="sent", sent_at__isnull=False) | ~Q(state="sent") & Q(sent_at__isnull=True),
                violation_error_message=_("Only a sent mail has the time of its sending."),
            ),
        ]
        indexes = [models.Index(F("next_attempt_at"), F("id"), name="outbox_due", condition=Q(state="pending"))]

    def __str__(self) -> str:
        return f"{self.recipient_email}: {self.subject}"


class OutboxAttachment(models.Model):
    """A stored file that goes with a mail."""

    outbox = models.ForeignKey(Outbox, models.CASCADE, related_name="attached", verbose_name=_("mail"))
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="mailed", verbose_name=_("file"))

    class Meta:
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(name="attachment_once_per_mail", fields=["outbox", "file"])]

    def __str__(self) -> str:
        return self.file.name


class TextMessage(Leaving):
    """One text message (SMS) that must leave. Door: `actions.send_text_once`; leaves at least once, as mail does.

    Personal data: telephone and text (both encrypted); kept as the message, a confirmation code one day.
    """

    phone = EncryptedTextField(_("telephone"))
    phone_digest = models.CharField(max_length=64, editable=False)
    body = EncryptedTextField(_("text"))

    class Meta:
        verbose_name = _("text message")
        verbose_name_plural = _("text messages")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                name="text_key_once_per_phone",
                fields=["phone_digest", "key"],
                violation_error_message=_("This text message was sent already."),
            ),
            models.CheckConstraint(
                name="text_sent_has_time",
                condition=Q(state="sent", sent_at__isnull=False) | ~Q(state="sent") & Q(sent_at__isnull=True),
                violation_error_message=_("Only a sent text message has the time of its sending."),
            ),
        ]
        indexes = [models.Index(F("next_attempt_at"), F("id"), name="text_due", condition=Q(state="pending"))]

    def __str__(self) -> str:
        return f"{self.kind} …{self.phone[-4:]}"


class Channel(models.TextChoices):
    """By which way a person without an account is reached."""

    EMAIL = "email", _("e-mail")
    PHONE = "phone", _("text message")


MOST_ATTEMPTS = 5


class ContactCodeQuerySet(models.QuerySet["ContactCode"]):
    def open(self) -> "ContactCodeQuerySet":
        """Codes that were neither entered nor replaced by a newer one."""
        return self.filter(confirmed_at__isnull=True, replaced_at__isnull=True)

    def live(self) -> "ContactCodeQuerySet":
        """Open codes whose time is not over."""
        return self.open().filter(expires_at__gt=timezone.now())


class ContactCode(models.Model):
    """A one-time code that was sent to a contact. Doors: `contacts.send_code`, `contacts.confirm`.

    The code itself is nowhere: `code_digest` is a keyed hash. Personal data: contact (encrypted; its keyed hash finds
    it) and ip; basis: the request of the person, and the protection of others from floods of messages; kept one day.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    purpose = models.CharField(_("purpose"), max_length=60)
    key = models.CharField(_("key"), max_length=200)
    channel = models.CharField(_("channel"), max_length=5, choices=Channel.choices)
    contact = EncryptedTextField(_("contact"))
    contact_digest = models.CharField(max_length=64, editable=False)
    code_digest = models.CharField(max_length=64, editable=False)
    ip = models.GenericIPAddressField(_("from address"), null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    created_at = models.DateTimeField(_("created"), default=timezone.now, editable=False)
    expires_at = models.DateTimeField(_("expires"))
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)
    replaced_at = models.DateTimeField(_("replaced"), null=True, blank=True)

    objects: ClassVar[ContactCodeQuerySet] = ContactCodeQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("confirmation code")
        verbose_name_plural = _("confirmation codes")
        constraints = [
            models.UniqueConstraint(
                name="contact_code_one_open",
                fields=["purpose", "key"],
                condition=Q(confirmed_at__isnull=True, replaced_at__isnull=True),
                violation_error_message=_("A code was sent already."),
            ),
            models.CheckConstraint(
                name="contact_code_ends_once",
                condition=Q(confirmed_at__isnull=True) | Q(replaced_at__isnull=True),
                violation_error_message=_("A replaced code cannot be confirmed."),
            ),
            models.CheckConstraint(
                name="contact_code_attempts_limited",
                condition=Q(attempts__lte=MOST_ATTEMPTS),
                violation_error_message=_("Too many wrong codes were entered."),
            ),
            models.CheckConstraint(
                name="contact_code_expires_later",
                condition=Q(expires_at__gt=F("created_at")),
                violation_error_message=_("A code cannot expire before it is made."),
            ),
            models.CheckConstraint(
                name="contact_code_hashed",
                condition=Q(code_digest__regex=r"^[0-9a-f]{64}$", contact_digest__regex=r"^[0-9a-f]{64}$"),
                violation_error_message=_("The hash of the code is missing."),
            ),
            models.CheckConstraint(
                name="contact_code_channel_known",
                condition=Q(channel__in=Channel.values),
                violation_error_message=_("Unknown channel."),
            ),
        ]
        indexes = [
            models.Index(fields=["contact_digest", "created_at"], name="contact_code_of_contact"),
            models.Index(fields=["ip", "created_at"], name="contact_code_of_ip"),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.created_at:%Y-%m-%d %H:%M}"


class Preference(models.Model):
    """Whether a user wants mail of one optional kind. No row means yes; the inbox gets every message."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="notification_preferences", verbose_name=_("user")
    )
    kind = models.CharField(_("kind"), max_length=60)
    by_mail = models.BooleanField(_("by e-mail"), default=True)

    class Meta:
        verbose_name = _("notification preference")
        verbose_name_plural = _("notification preferences")
        constraints = [
            models.UniqueConstraint(name="preference_once_per_kind", fields=["user", "kind"]),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.by_mail}"
