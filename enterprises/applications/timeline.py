"""How far an application has come, in plain words: who decides what by when. The result only once it is released."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from busan_se.core.clock import now, today
from busan_se.core.templatetags.portal import seoul_date
from enterprises.applications.models import Application, Decision
from enterprises.applications.objections.models import Objection
from enterprises.applications.objections.rules import ANSWER_DAYS, last_day
from enterprises.applications.rules import stated
from enterprises.applications.supplements.models import Supplement
from enterprises.applications.workflow import ANNOUNCED, State

# (label, text, done | current | ahead)
Step = tuple[str, str, str]


def steps(
    application: Application,
    decision: Decision | None,
    supplements: Sequence[Supplement],
    objection: Objection | None,
) -> list[Step]:
    """Return the steps in their order; `decision` is None until it is released."""
    found = [_received(application), *(_mending(row) for row in supplements)]
    if decision:
        found += [(_("Review of applications"), _("The review is finished."), "done"), _result(decision)]
        found += _after(application, decision, objection)
    elif not application.ended_at:
        is_mending = any(row.state == Supplement.State.OPEN for row in supplements)
        found.append((_("Review of applications"), _review(application), "ahead" if is_mending else "current"))
        coming = _("It comes by mail and shows here, with the reason.")
        found.append((pgettext("application", "Result"), coming, "ahead"))
    if application.ended_at:
        found.append((str(State(application.state).label), stated(application.ended_at), "done"))
    return found


def _received(application: Application) -> Step:
    assert application.submitted_at
    text = _("We received it at %(when)s. Receipt number %(number)s.") % {
        "when": stated(application.submitted_at),
        "number": application.receipt_number,
    }
    if application.register_number:
        text += " " + _("Number in the reception register: %(number)s.") % {"number": application.register_number}
    return _("Received"), text, "done"


def _mending(supplement: Supplement) -> Step:
    label = _("To be mended")
    if supplement.answered_at:
        return label, _("You mended it at %(when)s.") % {"when": stated(supplement.answered_at)}, "done"
    if supplement.closed_at:
        return label, _("It ended without an answer: %(reason)s") % {"reason": supplement.closed_reason}, "done"
    until = {"until": stated(supplement.due_at)}
    if supplement.is_late_at(now()):
        text = _("You could mend it until %(until)s. Ask for more time, or the desk decides on what it has.") % until
    else:
        text = _("You mend what the desk named until %(until)s. After that the desk goes on with the review.") % until
    return label, text, "current"


def _review(application: Application) -> str:
    call = application.call
    said = {"desk": call.program.desk, "when": stated(call.closes_at)}
    if call.is_open_at(now()):
        return _("%(desk)s checks the papers and reviews all applications after the call closes (%(when)s).") % said
    return _("The call closed at %(when)s. %(desk)s checks the papers and reviews all applications now.") % said


def _result(decision: Decision) -> Step:
    assert decision.released_at
    label = _("Result: %(result)s") % {"result": decision.get_outcome_display()}
    return label, _("Announced at %(when)s.") % {"when": stated(decision.released_at)}, "done"


def _after(application: Application, decision: Decision, objection: Objection | None) -> list[Step]:
    """Return the objection, or until when there can be one."""
    label, last = _("Objection"), last_day(decision)
    if objection is None:
        if application.state not in ANNOUNCED or today() > last:
            return []
        text = _("You can object until %(day)s; %(desk)s answers within %(n)s days.") % {
            "n": ANSWER_DAYS,
            "day": seoul_date(last),
            "desk": application.call.program.desk,
        }
        return [(label, text, "ahead")]
    filed = _("You objected at %(when)s.") % {"when": stated(objection.filed_at)}
    if objection.decided_at is None:
        due = _("%(desk)s answers by %(day)s.") % {
            "desk": application.call.program.desk,
            "day": seoul_date(objection.due_on),
        }
        return [(label, f"{filed} {due}", "current")]
    answered = _("Answered at %(when)s: %(outcome)s.") % {
        "when": stated(objection.decided_at),
        "outcome": objection.get_outcome_display(),
    }
    return [(label, f"{filed} {answered}", "done")]
