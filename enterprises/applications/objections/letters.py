"""What applicants are told of their objection: the inbox and a mail, in the caller's transaction."""

from collections.abc import Callable

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from busan_se.core.templatetags.portal import seoul_date
from busan_se.notifications.actions import notify
from enterprises.applications.letters import desk, readers
from enterprises.applications.objections.models import Objection
from enterprises.applications.rules import stated
from enterprises.registry.models import Membership


def tell_filed(objection: Objection) -> None:
    """Confirm that the objection was received, and until when it is answered."""
    _tell(objection, "filed", _filed)


def tell_decided(objection: Objection) -> None:
    """Tell what was decided, why, and what follows."""
    _tell(objection, "decided", _decided)


def _filed(objection: Objection) -> tuple[str, str]:
    said = _names(objection)
    return _("Objection received: %(number)s") % said, _(
        "We have received the objection of %(name)s to the result for “%(call)s”.\n\nReceived: %(when)s (Seoul time)\n"
        "The desk answers by %(due)s.\nQuestions: %(desk)s"
    ) % said


def _decided(objection: Objection) -> tuple[str, str]:
    said = _names(objection)
    body = _("Your objection to the result for “%(call)s” is: %(outcome)s.\n\nReason: %(answer)s") % said
    if objection.follows:
        body += "\n\n" + _("What follows: %(follows)s") % said
    return _("Answer to your objection: %(number)s") % said, body + "\n\n" + _("Questions: %(desk)s") % said


def _names(objection: Objection) -> dict[str, str]:
    application = objection.decision.application
    return {
        "name": application.applicant_name,
        "call": application.call.title,
        "number": application.receipt_number or "",
        "when": stated(objection.filed_at),
        "due": seoul_date(objection.due_on),
        "outcome": str(objection.get_outcome_display()),
        "answer": objection.answer,
        "follows": objection.follows,
        "desk": desk(application),
    }


def _tell(objection: Objection, event: str, texts: Callable[[Objection], tuple[str, str]]) -> None:
    application = objection.decision.application
    for user in readers(application, Membership.Role.OWNER, Membership.Role.MANAGER):
        with override(user.language):
            title, body = texts(objection)
            notify(
                user,
                kind="application",
                key=f"application:{application.pk}:objection:{event}",
                title=title,
                body=body,
                url=reverse("applications:status", args=[application.pk]),
            )
