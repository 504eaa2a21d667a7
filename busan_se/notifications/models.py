"""Messages in the inbox, and the outbox from which mail leaves."""

import uuid
from email.utils import parseaddr
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

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


class OutboxQuerySet(models.QuerySet["Outbox"]):
    def due(self) -> "OutboxQuerySet":
        """Mails whose next attempt is due, oldest first."""
        return self.filter(state=Outbox.State.PENDING, next_attempt_at__lte=timezone.now()).order_by(
            "next_attempt_at", "pk"
        )


class Outbox(models.Model):
    """One mail that must leave. Doors: `actions.send_mail_once`, `actions.notify`; `delivery.deliver_next` sends it.

    Leaves at least once: a duplicate is possible only between the mail server's yes and our commit; it then carries the
    same Message-ID. Personal data: address and texts; kept as the message.
    """

    class State(models.TextChoices):
        PENDING = "pending", _("to be sent")
        SENT = "sent", _("sent")
        FAILED = "failed", _("given up")

    kind = models.CharField(_("kind"), max_length=60)
    key = models.CharField(_("key"), max_length=200)
    recipient_email = models.EmailField(_("recipient"))
    subject = models.CharField(_("subject"), max_length=200)
    body = models.TextField(_("text"))
    attachments = models.ManyToManyField(
        StoredFile, through="OutboxAttachment", related_name="+", verbose_name=_("attachments")
    )
    message_id = models.CharField(_("Message-ID"), max_length=300, unique=True, default=new_message_id, editable=False)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.PENDING)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    next_attempt_at = models.DateTimeField(_("next attempt"), default=timezone.now)
    last_error = models.TextField(_("last error"), blank=True)
    created_at = models.DateTimeField(_("created"), default=timezone.now, editable=False)
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)

    objects: ClassVar[OutboxQuerySet] = OutboxQuerySet.as_manager()  # type: ignore[assignment]

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
