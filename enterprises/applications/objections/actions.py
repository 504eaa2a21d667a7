"""Filing an objection and deciding on it. Each function locks the application, looks again, and writes once."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from busan_se.core.clock import now, seoul
from busan_se.core.errors import Refused, WrongState
from busan_se.core.templatetags.portal import seoul_date
from busan_se.files.actions import store_upload
from enterprises.applications.actions import FILE_KIND, locked
from enterprises.applications.models import Decision
from enterprises.applications.objections import letters, rules
from enterprises.applications.objections.models import Objection, Outcome
from enterprises.applications.workflow import ANNOUNCED


def file(pk: UUID, *, reasons: str, upload: UploadedFile | None, by: Any, arrived: datetime) -> Objection:
    """Object to the released decision on an application, once, until the last day; `arrived` counts.

    Raises WrongState ("not_announced", "objected"), Refused ("late", "no_reason", and as `store_upload`).
    """
    stored = store_upload(upload, kind=FILE_KIND, user=by) if upload else None
    with transaction.atomic():
        application = locked(pk)
        decision = Decision.objects.filter(application=application, released_at__isnull=False).first()
        if decision is None or application.state not in ANNOUNCED:
            raise WrongState(_("There is no announced result here that could be objected to."), "not_announced")
        decision.application = application
        if Objection.objects.filter(decision=decision).exists():
            raise WrongState(_("You have objected to this result already."), "objected")
        _check_in_time(decision, arrived)
        if not reasons.strip():
            raise Refused(_("Say why you think that the decision is wrong."), "no_reason")
        filed_on = seoul(arrived).date()
        objection = Objection.objects.create(
            decision=decision,
            reasons=reasons,
            file=stored,
            filed_by=by,
            filed_at=arrived,
            due_on=rules.answer_due(filed_on),
        )
        letters.tell_filed(objection)
        return objection


def _check_in_time(decision: Decision, arrived: datetime) -> None:
    last = rules.last_day(decision)
    if seoul(arrived).date() > last:
        raise Refused(
            _("The last day for an objection was %(day)s. Ask the desk if something kept you from it.")
            % {"day": seoul_date(last)},
            "late",
        )


@transaction.atomic
def decide(pk: UUID, *, outcome: str, answer: str, follows: str, by: Any) -> Objection:
    """Decide on the objection of an application; an acceptance says what `follows`.

    Raises WrongState ("not_waiting"), Refused ("no_reason", "nothing_follows").
    """
    application = locked(pk)
    objection = Objection.objects.select_related("decision").filter(decision__application=application).first()
    if objection is None or objection.decided_at:
        raise WrongState(_("No objection waits here for its answer."), "not_waiting")
    objection.decision.application = application
    if not answer.strip():
        raise Refused(_("Give the reason."), "no_reason")
    accepted = outcome == Outcome.ACCEPTED
    if accepted and not follows.strip():
        raise Refused(_("Say what follows from the acceptance."), "nothing_follows")
    objection.outcome, objection.answer, objection.follows = outcome, answer, follows if accepted else ""
    objection.decided_by, objection.decided_at = by, now()
    objection.save()
    letters.tell_decided(objection)
    return objection
