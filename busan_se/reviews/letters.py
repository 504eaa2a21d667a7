"""What reviewers are told by mail: written in the caller's transaction."""

from django.utils.translation import gettext as _
from django.utils.translation import override

from busan_se.core.templatetags.portal import seoul_instant
from busan_se.notifications.actions import send_mail_once
from busan_se.reviews.links import absolute, invitation_path
from busan_se.reviews.models import Panelist


def tell_invited(panelist: Panelist) -> None:
    """Invite a reviewer; who is invited again, gets a new link."""
    with override(panelist.user.language):
        _send(
            panelist,
            f"invited:{panelist.serial}",
            _("Invitation to review: %(call)s") % {"call": panelist.round.call.title},
            _("You are asked to review the applications for “%(call)s” (%(round)s)."),
        )


def tell_reminded(panelist: Panelist, open_sheets: int, key: str) -> None:
    """Remind a reviewer of `open_sheets` cases that are not scored yet; once for each `key`."""
    with override(panelist.user.language):
        said = _("%(n)s of your cases are not scored yet.") % {"n": open_sheets}
        _send(
            panelist,
            key,
            _("Reminder: scores until %(when)s") % {"when": seoul_instant(panelist.round.deadline_at)},
            said + "\n" + _("It is the review “%(call)s” (%(round)s)."),
        )


def _send(panelist: Panelist, key: str, subject: str, text: str) -> None:
    round_ = panelist.round
    text = text % {"call": round_.call.title, "round": round_.name}
    rest = _(
        "Scores until: %(when)s\n\nOpen this link. We then send a code to this address; enter it to begin. "
        "The link is for you alone and ends with the review.\n%(link)s\n\nQuestions: %(desk)s"
    ) % {
        "when": seoul_instant(round_.deadline_at),
        "link": absolute(invitation_path(panelist)),
        "desk": f"{round_.call.program.desk} {round_.call.program.phone}",
    }
    send_mail_once(
        panelist.user.email,
        kind="review",
        key=f"review:{panelist.pk}:{key}",
        subject=subject,
        body=f"{text}\n\n{rest}",
    )
