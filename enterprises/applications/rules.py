"""Who may apply to a call, and when: small questions, each answered with a refusal in words or nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from busan_se.core.errors import Refused
from busan_se.core.money import won
from busan_se.core.templatetags.portal import seoul_instant
from busan_se.programs.call_forms import cost_table_of
from busan_se.programs.eligibility import Answer
from busan_se.programs.models import Call
from busan_se.programs.models.calls import Reception
from enterprises.applications.eligibility import Inquiry
from enterprises.applications.models import Application
from enterprises.registry.models import Enterprise, Membership


def check_open(call: Call, instant: datetime) -> None:
    """Raise Refused unless the portal takes applications for the call at `instant`.

    Codes: not_portal, not_yet_open, closed, cancelled.
    """
    if call.reception != Reception.PORTAL:
        raise Refused(_("Applications for this call are not received in this portal."), "not_portal")
    match call.phase_at(instant):
        case "open":
            return
        case "upcoming":
            raise Refused(_("This call opens at %(when)s.") % {"when": stated(call.opens_at)}, "not_yet_open")
        case "draft":
            raise Refused(_("This call is not published yet: applications open with its publication."), "not_yet_open")
        case "cancelled":
            raise Refused(_("This call was cancelled: applications are not received any more."), "cancelled")
        case _:
            raise Refused(
                _("This call closed at %(when)s. Your request arrived after that.") % {"when": stated(call.closes_at)},
                "closed",
            )


@dataclass(frozen=True)
class Candidate:
    """An enterprise for which this person could apply: the application there is, or what stands against one.

    `failed` are the conditions of the call that it does not meet, `suggestions` other calls that fit it.
    """

    enterprise: Enterprise
    application: Application | None
    refusal: str
    failed: Sequence[Answer] = ()
    suggestions: Sequence[Call] = ()

    @property
    def may_start(self) -> bool:
        """Return whether a new application can be started for it."""
        return not self.application and not self.refusal and not self.failed


def candidates(call: Call, memberships: Sequence[Membership], arrived: datetime) -> list[Candidate]:
    """Return one candidate for each membership; a fixed number of queries for any number of memberships."""
    enterprises = [member.enterprise_id for member in memberships]
    live = {
        application.enterprise_id: application
        for application in Application.objects.live().filter(call=call, enterprise__in=enterprises)
    }
    inquiry = Inquiry(call, enterprises, arrived)
    return [_candidate(member, live.get(member.enterprise_id), inquiry) for member in memberships]


def _candidate(member: Membership, application: Application | None, inquiry: Inquiry) -> Candidate:
    enterprise = member.enterprise
    if application or not member.may_edit or enterprise.is_gone:
        return Candidate(enterprise, application, _refusal(member))
    failed = inquiry.failed(enterprise.pk)
    return Candidate(enterprise, None, "", failed, inquiry.suggestions(enterprise.pk) if failed else ())


def _refusal(member: Membership) -> str:
    if not member.may_edit:
        return _("You are a viewer of this enterprise: its owner or a manager can apply.")
    if member.enterprise.is_gone:
        return _("The register says that this enterprise is closed or dissolved.")
    return ""


def amount_problem(application: Application) -> tuple[str, str] | None:
    """Return (question, what is wrong) where the cost table asks for less or more than the call gives.

    A question for the amount has its limits in the form.
    """
    return amount_refusal(application, application.requested_won)


def amount_refusal(application: Application, asked: int | None) -> tuple[str, str] | None:
    """Return the same for another amount `asked` (won)."""
    call = application.call
    table = cost_table_of(application.version.form)
    if table is None or asked is None:
        return None
    if call.amount_max is not None and asked > call.amount_max:
        return table["key"], _("You ask for %(asked)s; the call gives at most %(limit)s.") % {
            "asked": won(asked),
            "limit": won(call.amount_max),
        }
    if call.amount_min is not None and asked < call.amount_min:
        return table["key"], _("You ask for %(asked)s; the call gives at least %(limit)s.") % {
            "asked": won(asked),
            "limit": won(call.amount_min),
        }
    return None


def may_edit(user: Any, application: Application) -> bool:
    """Return whether this user may write, submit and withdraw the application."""
    return Application.objects.editable_by(user).filter(pk=application.pk).exists()


def may_decide(user: Any) -> bool:
    """Return whether this user may decide on applications and release results."""
    return bool(user.is_active and user.has_perm("enterprises.decide_application"))


def stated(instant: datetime) -> str:
    """Return a stated instant whole, as `2026.12.03.(목) 18:00` in Seoul."""
    return seoul_instant(instant)
