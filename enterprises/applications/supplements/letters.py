"""What applicants are told of a supplement: the inbox and a mail, in the caller's transaction."""

from collections.abc import Callable

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from busan_se.notifications.actions import notify
from enterprises.applications.letters import desk, readers
from enterprises.applications.rules import stated
from enterprises.applications.supplements import content
from enterprises.applications.supplements.models import MoreTime, Supplement
from enterprises.registry.models import Membership

_WRITERS = (Membership.Role.OWNER, Membership.Role.MANAGER)


def tell_asked(supplement: Supplement) -> None:
    """Tell what is to be mended, in which questions, and until when."""
    _tell(supplement, f"asked:{supplement.pk}", _title, _asked_body)


def tell_more_time(supplement: Supplement) -> None:
    """Tell the new instant."""
    _tell(supplement, f"time:{supplement.pk}:{supplement.due_at.isoformat()}", _title, _asked_body)


def tell_reminder(supplement: Supplement) -> None:
    """Remind of what is to be mended, two days before the stated instant."""
    _tell(
        supplement,
        f"reminder:{supplement.pk}:{supplement.due_at.isoformat()}",
        lambda row: _("Reminder: please mend your application %(number)s until %(until)s") % _names(row),
        _asked_body,
    )


def tell_no_more_time(supplement: Supplement, wish: MoreTime) -> None:
    """Tell that no more time is given, and why."""
    _tell(
        supplement,
        f"no-time:{wish.pk}",
        lambda row: _("No more time to mend the application %(number)s") % _names(row),
        lambda row: (
            _("Reason: %(reason)s\n\nIt can be mended until %(until)s.\nQuestions: %(desk)s")
            % {**_names(row), "reason": wish.refusal}
        ),
    )


def tell_answered(supplement: Supplement) -> None:
    """Confirm that what was mended was received, with its hash."""
    _tell(
        supplement,
        f"answered:{supplement.pk}",
        lambda row: _("What you mended was received: %(number)s") % _names(row),
        lambda row: (
            _(
                "We have received what you mended of the application for “%(call)s”.\n\n"
                "Received: %(when)s (Seoul time)\nContent hash (SHA-256): %(hash)s\n\nQuestions: %(desk)s"
            )
            % {**_names(row), "when": stated(row.answered_at) if row.answered_at else "", "hash": row.content_hash}
        ),
    )


def tell_closed(supplement: Supplement, reason: str) -> None:
    """Tell that nothing is to be mended any more."""
    _tell(
        supplement,
        f"closed:{supplement.pk}",
        lambda row: _("Nothing is to be mended any more: %(number)s") % _names(row),
        lambda row: (
            _("Reason: %(reason)s\n\nThe application goes on as you submitted it.\nQuestions: %(desk)s")
            % {**_names(row), "reason": reason}
        ),
    )


def _title(supplement: Supplement) -> str:
    return _("Please mend your application %(number)s until %(until)s") % _names(supplement)


def _asked_body(supplement: Supplement) -> str:
    return _(
        "Something is to be mended in the application of %(name)s for “%(call)s”.\n\n%(asked)s\n\nOnly these questions "
        "can be changed: %(questions)s\n\nIt must arrive by %(until)s. If that is not enough, ask for more time on the "
        "same page.\nQuestions: %(desk)s"
    ) % _names(supplement)


def _names(supplement: Supplement) -> dict[str, str]:
    application = supplement.application
    return {
        "name": application.applicant_name,
        "call": application.call.title,
        "number": application.receipt_number or "",
        "until": stated(supplement.due_at),
        "asked": supplement.asked,
        "questions": ", ".join(question.label for question in content.opened(supplement).questions),
        "desk": desk(application),
    }


def _tell(
    supplement: Supplement, event: str, title: Callable[[Supplement], str], body: Callable[[Supplement], str]
) -> None:
    application = supplement.application
    for user in readers(application, *_WRITERS):
        with override(user.language):
            notify(
                user,
                kind="application",
                key=f"application:{application.pk}:supplement:{event}",
                title=title(supplement),
                body=body(supplement),
                url=reverse("applications:status", args=[application.pk]),
            )
