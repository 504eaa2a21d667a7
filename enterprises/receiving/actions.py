"""What staff enter for applicants: one application, or all accepted lines of a list."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from busan_se.accounts.models import User
from busan_se.core.clock import now
from busan_se.core.errors import Refused
from busan_se.core.money import won_short
from busan_se.core.templatetags.portal import seoul_instant
from busan_se.files.models import StoredFile
from busan_se.notifications.actions import notify
from busan_se.programs.call_forms import AMOUNT
from busan_se.programs.models import Call
from busan_se.programs.models.calls import Reception
from enterprises.applications import eligibility
from enterprises.applications.content import applicant_of, content_hash
from enterprises.applications.models import Application
from enterprises.applications.numbering import next_receipt_number
from enterprises.applications.workflow import State
from enterprises.receiving.models import ReceivedApplication, ReceivedFile
from enterprises.registry.models import Enterprise, Membership

_TWICE = "application_one_live_per_enterprise"


@dataclass(frozen=True)
class Came:
    """What came in for one enterprise: when, how much was applied for (won), a note, and from which line."""

    enterprise: Enterprise
    received_at: datetime
    amount: int | None = None
    note: str = ""
    source: str = ""


def check_call(call: Call) -> None:
    """Raise Refused ("not_standing", "portal") unless applications for the call are entered by staff."""
    if not call.is_published or call.cancelled_at:
        raise Refused(_("Only for a published call that stands."), "not_standing")
    if call.reception == Reception.PORTAL:
        raise Refused(_("Applications for this call are received in this portal."), "portal")


def check_came(call: Call, received_at: datetime, amount: int | None) -> None:
    """Raise Refused ("too_early", "late", "ahead", "above_cap", "below_least") for what the call does not take."""
    if received_at > now():
        raise Refused(_("This instant lies ahead."), "ahead")
    if received_at < call.opens_at:
        raise Refused(_("The call opened later, at %(when)s.") % {"when": seoul_instant(call.opens_at)}, "too_early")
    if received_at >= call.closes_at:
        raise Refused(_("It came after the closing, %(when)s.") % {"when": seoul_instant(call.closes_at)}, "late")
    if amount is not None and call.amount_max is not None and amount > call.amount_max:
        raise Refused(_("The call gives at most %(most)s.") % {"most": won_short(call.amount_max)}, "above_cap")
    if amount is not None and call.amount_min is not None and amount < call.amount_min:
        raise Refused(_("The call gives at least %(least)s.") % {"least": won_short(call.amount_min)}, "below_least")


@transaction.atomic
def enter(call: Call, came: Came, *, by: Any, files: Sequence[StoredFile] = ()) -> Application:
    """Make the submitted application that came in elsewhere, with its receipt; its owners are told.

    What the conditions of the call say is kept, but refuses nothing: it came in, and the desk decides.
    Raises Refused as `check_call` and `check_came`, and "twice" where the enterprise has an application already.
    """
    check_call(call)
    check_came(call, came.received_at, came.amount)
    application = _application(call, came, by, files)
    received = ReceivedApplication.objects.create(
        application=application, how=call.reception, note=came.note, source=came.source, entered_by=by
    )
    ReceivedFile.objects.bulk_create(ReceivedFile(received=received, file=file) for file in files)
    answers = eligibility.answers_on(application, eligibility.day_of(came.received_at))
    eligibility.keep_found(application, answers)
    _tell(application, received)
    return application


def _application(call: Call, came: Came, by: Any, files: Sequence[StoredFile]) -> Application:
    assert call.current_version  # a published call has one
    application = Application(
        call=call,
        version=call.current_version,
        enterprise=came.enterprise,
        started_by=by,
        answers={} if came.amount is None else {AMOUNT: came.amount},
        requested_won=came.amount,
    )
    application.applicant = applicant_of(application)
    with_papers = [content_hash(application, application.applicant), *(file.sha256 for file in files)]
    application.content_hash = hashlib.sha256("\n".join(with_papers).encode()).hexdigest()
    application.state, application.submitted_at, application.submitted_by = State.SUBMITTED, came.received_at, by
    application.receipt_number = next_receipt_number(call)
    try:
        with transaction.atomic():
            application.save(force_insert=True)
    except IntegrityError as error:
        if _TWICE not in str(error):
            raise
        raise Refused(_("This enterprise has an application for this call already."), "twice") from error
    return application


@transaction.atomic
def enter_all(call: Call, rows: Sequence[Came], *, by: Any) -> list[Application]:
    """Enter the accepted lines of a list: all, or none. Raises Refused as `enter`, naming the line."""
    entered = []
    for row in rows:
        try:
            entered.append(enter(call, row, by=by))
        except Refused as refusal:
            raise Refused(f"{row.source}: {refusal}", str(refusal.code)) from refusal
    return entered


def _tell(application: Application, received: ReceivedApplication) -> None:
    owners = Membership.objects.filter(enterprise=application.enterprise, role=Membership.Role.OWNER)
    for user in User.objects.filter(pk__in=owners.values("user"), is_active=True).order_by("pk"):
        with override(user.language):
            names = {
                "name": application.applicant_name,
                "call": application.call.title,
                "number": application.receipt_number,
                "when": seoul_instant(application.submitted_at),
                "how": received.get_how_display(),
            }
            notify(
                user,
                kind="application",
                key=f"application:{application.pk}:entered",
                title=_("Application entered for you: %(number)s") % names,
                body=_(
                    "The application of %(name)s for “%(call)s” came in by: %(how)s, %(when)s. The desk entered it "
                    "here, so that you can follow it.\n\nReceipt number: %(number)s"
                )
                % names,
                url=application.get_absolute_url(),
            )
