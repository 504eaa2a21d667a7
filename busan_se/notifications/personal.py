"""What notifications keep of people."""

from datetime import timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from busan_se.core.clock import now
from busan_se.core.extensions import PersonalData
from busan_se.notifications.contacts import forget_old
from busan_se.notifications.models import Leaving, Message, Outbox, Preference, TextMessage

LETTERS_KEPT = timedelta(days=365)


def forget_letters() -> int:
    """Delete mails and texts a year after they left or were given up; return how many."""
    over = {"created_at__lt": now() - LETTERS_KEPT}
    waiting = Leaving.State.PENDING
    return sum(
        model._default_manager.filter(**over).exclude(state=waiting).delete()[1].get(model._meta.label, 0)
        for model in (Outbox, TextMessage)
    )


def letters_to(user: Any) -> Any:
    """Return the mails to the address of this account."""
    return Outbox.objects.filter(recipient_email=user.email)


DECLARED = (
    PersonalData(
        "notifications.Message",
        _("Members of the portal"),
        ("user", "title", "body"),
        _("Telling the person what concerns them"),
        _("Consent of the person"),
        _("Until the account closes"),
        _("Deleted at once."),
        also=("created_at", "read_at"),
        own=lambda user: Message.objects.filter(user=user),
        close=lambda user: Message.objects.filter(user=user).delete(),
        order=70,
    ),
    PersonalData(
        "notifications.Outbox",
        _("Whoever gets a mail of the portal"),
        ("recipient_email", "subject", "body"),
        _("Sending mail, and showing that it left"),
        _("Consent of the person"),
        _("One year"),
        _("Deleted at once, but for the letter that confirms the closing: one year."),
        also=("created_at", "sent_at"),
        own=letters_to,
        close=lambda user: letters_to(user).delete(),
        forget=forget_letters,
        order=71,
    ),
    PersonalData(
        "notifications.TextMessage",
        _("Whoever gets a text message of the portal"),
        ("phone", "body"),
        _("Sending text messages, and showing that they left"),
        _("Consent of the person"),
        _("One year, a confirmation code one day"),
        order=72,
    ),
    PersonalData(
        "notifications.ContactCode",
        _("Whoever confirms an address or a telephone number by a code"),
        ("contact", "ip"),
        _("Making sure that a contact is the person's, and stopping floods of messages"),
        _("Request of the person"),
        _("One day"),
        forget=forget_old,
        order=73,
    ),
    PersonalData(
        "notifications.Preference",
        _("Members of the portal"),
        ("user", "kind", "by_mail"),
        _("Which mails the person wants"),
        _("Consent of the person"),
        _("Until the account closes"),
        _("Deleted at once."),
        own=lambda user: Preference.objects.filter(user=user),
        close=lambda user: Preference.objects.filter(user=user).delete(),
        order=74,
    ),
)
