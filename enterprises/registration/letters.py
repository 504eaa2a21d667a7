"""What people who ask are told: the inbox and a mail, a text message to a mobile phone; in the caller's transaction."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from busan_se.core.clock import office_due
from busan_se.core.errors import Refused
from busan_se.core.templatetags.portal import seoul_date, seoul_instant
from busan_se.notifications.actions import notify, send_mail_once, send_text_once
from busan_se.notifications.contacts import read_contact
from busan_se.notifications.models import Channel
from enterprises.registration.models import RegistrationRequest
from enterprises.registration.workflow import State

KIND = "registration"


def tell_receipt(request: RegistrationRequest) -> None:
    """Tell that the request, or what was mended of it, was received, and by when the desk answers."""
    with _language(request):
        assert request.clock_from
        body = _("We have your request for %(name)s. The desk checks the papers and answers by %(due)s.") % {
            "name": request.name,
            "due": seoul_date(office_due(request.clock_from, request.clock_days)),
        }
        title = _("Request received: %(number)s") % {"number": request.receipt_number}
        _tell(request, f"received:{request.lock_version}", title, body, by_text=False)


def tell_returned(request: RegistrationRequest) -> None:
    """Tell what is to be mended, and until when."""
    with _language(request):
        title = _("Please mend your request %(number)s until %(until)s") % {
            "number": request.receipt_number,
            "until": seoul_instant(request.due_at),
        }
        _tell(request, f"returned:{request.updated_at.isoformat()}", title, request.asked, by_text=True)


def tell_reminder(request: RegistrationRequest) -> None:
    """Remind of what is to be mended, two days before the stated instant."""
    with _language(request):
        title = _("Reminder: please mend your request %(number)s until %(until)s") % {
            "number": request.receipt_number,
            "until": seoul_instant(request.due_at),
        }
        body = _("Still to be mended:\n\n%(asked)s") % {"asked": request.asked}
        assert request.due_at
        _tell(request, f"reminder:{request.due_at.isoformat()}", title, body, by_text=True)


def tell_decision(request: RegistrationRequest) -> None:
    """Tell the decision and its reason."""
    with _language(request):
        title = _("Your request %(number)s: %(state)s") % {
            "number": request.receipt_number,
            "state": State(request.state).label,
        }
        body = _("%(name)s\n\nReason: %(reason)s\n\n%(next)s") % {
            "name": request.name,
            "reason": request.reason,
            "next": next_after(request),
        }
        _tell(request, "decided", title, body, by_text=True)


def tell_ended(request: RegistrationRequest) -> None:
    """Confirm that the request was withdrawn."""
    with _language(request):
        title = _("Your request %(number)s is withdrawn") % {"number": request.receipt_number}
        _tell(request, "withdrawn", title, _("You can ask again at any time."), by_text=False)


def next_after(request: RegistrationRequest) -> str:
    """Return what a decision means for who asked, in plain words."""
    if request.state == State.REJECTED:
        return _(
            "You can ask again with other papers. If you think that the decision is wrong, call the desk, or object in "
            "writing."
        )
    if request.requester_id is None:
        return _("An invitation to become the owner of the entry goes to your e-mail address, if you gave one.")
    return _("You can now work with the entry under “My enterprise”, apply to calls and invite others.")


def _language(request: RegistrationRequest) -> override:
    return override(request.requester.language if request.requester else settings.LANGUAGE_CODE)


def _tell(request: RegistrationRequest, event: str, title: str, body: str, *, by_text: bool) -> None:
    key = f"registration:{request.pk}:{event}"
    if request.requester:
        url = reverse("registration:detail", args=[request.pk])
        notify(request.requester, kind=KIND, key=key, title=title, body=body, url=url)
    elif request.contact_email:
        help_desk = _("Questions: %(phone)s") % {"phone": settings.HELP_DESK_PHONE}
        send_mail_once(request.contact_email, kind=KIND, key=key, subject=title, body=f"{body}\n\n{help_desk}")
    if phone := _mobile(request) if by_text else "":
        send_text_once(phone, kind=KIND, key=key, body=f"[{_('Busan social economy portal')}] {title}")


def _mobile(request: RegistrationRequest) -> str:
    """Return the mobile phone to which a text message can go, else ''."""
    try:
        contact = read_contact(request.contact_phone)
    except Refused:
        return ""
    return contact.value if contact.channel == Channel.PHONE else ""
