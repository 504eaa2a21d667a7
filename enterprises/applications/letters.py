"""What applicants are told: a row in the inbox and a mail each, written in the caller's transaction."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from busan_se.accounts.models import User
from busan_se.core.money import won
from busan_se.files.models import StoredFile
from busan_se.notifications.actions import notify, wanting_mail
from busan_se.programs.models import CallVersion
from enterprises.applications.changes import Changes
from enterprises.applications.models import Application, Decision
from enterprises.applications.questions.shapes import in_language
from enterprises.applications.rules import stated
from enterprises.applications.workflow import Outcome, State
from enterprises.registry.models import Membership

KIND = "application"


def readers(application: Application, *roles: str) -> Iterable[Any]:
    """Return who is told: the person who submitted it, the person it is for, and members with one of `roles`.

    An officer who entered what came in elsewhere is not told. `wants_mail` says who wants mail of it.
    """
    told = Q(pk__in=[application.submitted_by_id, application.person_id], is_staff=False)
    if application.enterprise_id:
        told |= Q(pk__in=Membership.objects.filter(enterprise=application.enterprise_id, role__in=roles).values("user"))
    return User.objects.filter(told, is_active=True).annotate(wants_mail=wanting_mail(KIND)).order_by("pk")


def tell_receipt(application: Application) -> None:
    """Tell that the application was received, under which number, when, and what happens next."""
    assert application.submitted_at
    for user in readers(application, Membership.Role.OWNER):
        with override(user.language):
            title = _("Application received: %(number)s") % {"number": application.receipt_number}
            body = _(
                "We have received the application of %(name)s for “%(call)s”.\n\n"
                "Receipt number: %(number)s\nReceived: %(when)s (Seoul time)\nContent hash (SHA-256): %(hash)s\n\n"
                "We check the papers and review the application; the result comes by mail and shows on the "
                "status page. Until then you may withdraw it there.\nQuestions: %(desk)s"
            ) % {
                "name": application.applicant_name,
                "call": application.call.title,
                "number": application.receipt_number,
                "when": stated(application.submitted_at),
                "hash": application.content_hash,
                "desk": desk(application),
            }
            _tell(application, user, "received", title, body)


def tell_result(application: Application, decision: Decision) -> None:
    """Tell the result with amount and reason."""
    for user in readers(application, Membership.Role.OWNER, Membership.Role.MANAGER):
        with override(user.language):
            title = _("Result of your application: %(result)s") % {"result": decision.get_outcome_display()}
            body = _(
                "The result of the application of %(name)s for “%(call)s” (%(number)s) is: %(result)s.\n\n"
                "Reason: %(reason)s\n\n%(next)s\nQuestions: %(desk)s"
            ) % {
                "name": application.applicant_name,
                "call": application.call.title,
                "number": application.receipt_number,
                "result": _result(decision),
                "reason": decision.reason,
                "next": next_after(decision.outcome),
                "desk": desk(application),
            }
            _tell(application, user, "result", title, body)


def tell_official(application: Application, file: StoredFile) -> None:
    """Tell that the official letter of the result can be downloaded."""
    for user in readers(application, Membership.Role.OWNER, Membership.Role.MANAGER):
        with override(user.language):
            title = _("Official letter of the result: %(number)s") % {"number": application.receipt_number}
            body = _("The official letter for “%(call)s” is on the status page.\nQuestions: %(desk)s") % {
                "call": application.call.title,
                "desk": desk(application),
            }
            _tell(application, user, f"official:{file.pk}", title, body)


def tell_ended(application: Application) -> None:
    """Confirm that the application was withdrawn or given up."""
    for user in readers(application, Membership.Role.OWNER):
        with override(user.language):
            body = _(
                "The application of %(name)s for “%(call)s” (%(number)s) is now: %(state)s.\nQuestions: %(desk)s"
            ) % {
                "name": application.applicant_name,
                "call": application.call.title,
                "number": application.receipt_number,
                "state": State(application.state).label,
                "desk": desk(application),
            }
            title = _("Application %(number)s: %(state)s") % {
                "number": application.receipt_number,
                "state": State(application.state).label,
            }
            _tell(application, user, application.state, title, body)


def tell_corrected(application: Application, version: CallVersion, changes: Changes) -> None:
    """Tell those who write a draft that its form was corrected, why, and what to look at."""
    for user in readers(application, Membership.Role.OWNER, Membership.Role.MANAGER):
        with override(user.language):
            body = _(
                "The form of the call “%(call)s” was corrected.\n\nReason: %(reason)s\n\n%(changes)s\n\n"
                "The draft of %(name)s has moved to the corrected form, with all answers that still fit. Look at it "
                "again before you submit.\nQuestions: %(desk)s"
            ) % {
                "call": application.call.title,
                "reason": version.reason,
                "changes": _listed(changes),
                "name": application.applicant_name,
                "desk": desk(application),
            }
            notify(
                user,
                kind=KIND,
                key=f"application:{application.pk}:corrected:{version.number}",
                title=_("Corrected form: %(call)s") % {"call": application.call.title},
                body=body,
                url=reverse("applications:edit", args=[application.pk]),
            )


def _listed(changes: Changes) -> str:
    """Return the questions that a correction touched, in the reader's language."""
    parts = (
        (_("New questions"), changes.added),
        (_("Changed questions"), changes.changed),
        (_("Questions that are gone, with their answers"), changes.gone),
    )
    lines = [f"{title}: {', '.join(in_language(row, 'label') for row in rows)}" for title, rows in parts if rows]
    return "\n".join(lines) or _("Order and titles were changed, no question.")


def next_after(outcome: str) -> str:
    """Return what a result means for the applicant, in plain words."""
    match outcome:
        case Outcome.SELECTED:
            return _(
                "The desk in charge contacts you about the revised plan and the grant application. The amount is final "
                "only with the grant decision. If you can't take part, give the selection up on the status page."
            )
        case Outcome.INELIGIBLE:
            return _(
                "The application does not meet the terms of the call. Ask the desk if you think that this is wrong."
            )
        case _:
            return _("You can apply again to later calls. Ask the desk about the review if you want to know more.")


def desk(application: Application) -> str:
    """Return who answers questions about the call: desk and telephone."""
    program = application.call.program
    return f"{program.desk} {program.phone}"


def _result(decision: Decision) -> str:
    label = str(decision.get_outcome_display())
    return f"{label} ({won(decision.amount_won)})" if decision.amount_won else label


def _tell(application: Application, user: Any, event: str, title: str, body: str) -> None:
    notify(
        user,
        kind=KIND,
        key=f"application:{application.pk}:{event}",
        title=title,
        body=body,
        url=reverse("applications:status", args=[application.pk]),
        probably_new=True,
        wants_mail=user.wants_mail,
    )
