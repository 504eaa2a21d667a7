"""What a grant application needs, and the periods around a grant: small questions, each with its source."""

from collections.abc import Mapping
from datetime import date, datetime, time
from decimal import ROUND_CEILING, Decimal
from typing import Any

from django.utils.translation import gettext as _

from busan_se.core.clock import SEOUL, citizen_due, seoul, today
from busan_se.core.money import won
from busan_se.programs.models import Envelope, Parameter
from busan_se.programs.models.parameters import Regulation
from finance.subsidies.models import Grant

# Money under other rules (a fund's own agreement) has rooms of its own: those rules know no 교부신청.
SUBSIDY_RULES = (Regulation.LOCAL_SUBSIDY, Regulation.NATIONAL_SUBSIDY)
FILING_DAYS = "grant-filing-days"
_CLOSES_AT = time(18)
# 지방보조금법 §36조의2: the objection is made within 20 days of the notice.
_OBJECTION_DAYS = 20


def filing_due(envelope: Envelope, told_on: date) -> datetime | None:
    """Return until when the grant application is due: a stated instant, 18:00 in Seoul of a working day.

    The days are the parameter FILING_DAYS of the program, else of the rules of the money; None where neither is set.
    """
    values = Parameter.objects.value_on
    days = values(told_on, FILING_DAYS, program=envelope.program.code)
    if days is None:
        days = values(told_on, FILING_DAYS, regulation=envelope.regulation)
    return datetime.combine(citizen_due(told_on, int(days)), _CLOSES_AT, SEOUL) if days else None


def objection_until(grant: Grant) -> date | None:
    """Return the last day for an objection against the decision (이의신청), None where other rules hold.

    A period of the citizen: calendar days, the day of the notice not counted, an end on a day off moves on.
    """
    if grant.commitment.envelope.regulation != Regulation.LOCAL_SUBSIDY:
        return None
    return citizen_due(seoul(grant.decision.decided_at).date(), _OBJECTION_DAYS)


def needs_committee(grant: Grant) -> bool:
    """Return whether 지방보조금관리위원회 deliberates before the decision (지방보조금법 §8②, after a call)."""
    return grant.commitment.envelope.regulation == Regulation.LOCAL_SUBSIDY


def least_own_share(grant: Grant, requested: int) -> int:
    """Return the least own share in won: the call's percentage of the whole cost (grant and own share together)."""
    percent = Decimal(grant.application.version.rules.get("own_share_percent") or 0)
    if not 0 < percent < 100:
        return 0
    return int((requested * percent / (100 - percent)).to_integral_value(ROUND_CEILING))


def problems(grant: Grant, n_files: int) -> Mapping[str, str]:
    """Return what is missing before the grant application can be filed: field → what to do."""
    found: dict[str, str] = {}
    if not grant.requested_won:
        found["requested_won"] = _("Enter the amount that you ask for.")
    elif grant.requested_won > grant.selected_won:
        found["requested_won"] = _("At most %(most)s can be asked for.") % {"most": won(grant.selected_won)}
    if grant.own_share_won is None:
        found["own_share_won"] = _("Enter the own share; 0 if there is none.")
    elif grant.own_share_won < (least := least_own_share(grant, grant.requested_won or 0)):
        found["own_share_won"] = _("The call asks for an own share of at least %(least)s.") % {"least": won(least)}
    if not grant.plan.strip():
        found["plan"] = _("Write what the money is used for.")
    if not n_files:
        found["file"] = _("Attach the revised plan.")
    if not grant.account_number:
        found["account"] = _("Enter the account that the grant is paid into.")
    return found


def is_overdue(grant: Grant, instant: datetime) -> bool:
    """Return whether the stated instant has passed."""
    return grant.due_at is not None and instant >= grant.due_at


def may_edit(user: Any, grant: Grant) -> bool:
    """Return whether this user may write, file and agree."""
    return Grant.objects.editable_by(user).filter(pk=grant.pk).exists()


def not_in_future(day: date) -> bool:
    """Return whether the day has come."""
    return day <= today()
