"""What notifications show and do elsewhere."""

from typing import Any

from django.http import HttpRequest

from busan_se.accounts.roles import Role, RoleGrant
from busan_se.core.extensions import DemoSeed, HeaderPart, MyPanel, Sweeper, Unpublished, plant_nothing
from busan_se.core.paging import counted
from busan_se.core.registry import register
from busan_se.notifications import personal
from busan_se.notifications.models import Message, Outbox, TextMessage
from busan_se.notifications.tasks import deliver_outbox, deliver_texts

_MOST_SHOWN = 99
_IN_PANEL = 5


def unread_in_header(request: HttpRequest) -> dict[str, Any]:
    """Count the unread messages of a signed-in user, up to 99. The public pages ask nothing."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {}
    count, more = counted(Message.objects.visible_to(user).unread(), _MOST_SHOWN)
    return {"signed_in": True, "count": count, "more": more}


def newest_unread(request: HttpRequest) -> dict[str, Any]:
    """The newest unread messages, for /my/."""
    return {"unread": Message.objects.visible_to(request.user).unread()[:_IN_PANEL]}


def wake_postman() -> None:
    """Send a worker to the outboxes if something is due: a wake-up was lost, or a second attempt has come."""
    if Outbox.objects.due().exists():
        deliver_outbox.delay()
    if TextMessage.objects.due().exists():
        deliver_texts.delay()


def remove_demo_mail() -> None:
    """Delete the mails to demo accounts: all of them, and nobody else, live at example.com (RFC 2606)."""
    Outbox.objects.filter(recipient_email__endswith="@example.com").delete()


_SEES = ("notifications.view_outbox", "notifications.view_textmessage")
_RETRIES = ("notifications.change_outbox", "notifications.change_textmessage")

register(RoleGrant(Role.CITY_STAFF, (*_SEES, *_RETRIES)))
register(RoleGrant(Role.CENTRE_STAFF, _SEES))
register(Unpublished("busan_se.notifications"))
register(HeaderPart(key="inbox", template="notifications/_header.html", context=unread_in_header, order=50))
register(MyPanel(key="inbox", template="notifications/_panel.html", context=newest_unread, order=90))
register(Sweeper(key="outbox", sweep=wake_postman))
for declared in personal.DECLARED:
    register(declared)
register(DemoSeed(key="mail", plant=plant_nothing, remove=remove_demo_mail, order=5))
