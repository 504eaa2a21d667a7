"""What has ended is taken back into activity: a qualification, or the enterprise. The reason is in the history."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from busan_se.audit.history import reason
from busan_se.core.clock import today
from busan_se.core.errors import Refused
from busan_se.core.templatetags.portal import seoul_date
from enterprises.qualifications.queries import is_idle
from enterprises.registry.actions import lock, set_state
from enterprises.registry.models import Enterprise, Membership, Qualification, State

_NUMBERS = ("number", "issuer", "grade")


@transaction.atomic
def take_back(pk: int, since: date, why: str) -> Qualification:
    """Let an ended qualification hold again from `since`, and return the row that holds.

    From the day of its end on: the end is taken back. From a later day on: the ended row stays, and a new one with the
    same number and last day begins. Raises Refused: "merged", "enterprise_gone", "in_force", "future_day", "too_early",
    "period_over", "overlap".
    """
    enterprise = Qualification.objects.values_list("enterprise", flat=True).get(pk=pk)
    lock(enterprise)
    row = Qualification.objects.select_related("enterprise", "kind").get(pk=pk)
    _check_enterprise(row.enterprise)
    _check_days(row, since)
    if since == row.ended_on:
        row.ended_on, row.ended_how = None, ""
    else:
        kept = {name: getattr(row, name) for name in _NUMBERS}
        row = Qualification(enterprise=row.enterprise, kind=row.kind, valid_from=since, valid_to=row.valid_to, **kept)
    _check_overlap(row, since)
    with reason(why):
        row.save()
    return row


@transaction.atomic
def reopen(pk: int, since: date, why: str) -> None:
    """Say that a dormant, closed or dissolved enterprise has been at work again since a day.

    Raises Refused: "merged", "at_work", "future_day", "too_early", "no_owner".
    """
    lock(pk)
    enterprise = Enterprise.objects.get(pk=pk)
    if enterprise.merged_into_id:
        raise Refused(_("This entry was merged into another one: work with that."), "merged")
    if not is_idle(enterprise):
        raise Refused(_("This enterprise is not dormant, closed or dissolved."), "at_work")
    _check_reopening_day(enterprise, since)
    roles = set(Membership.objects.filter(enterprise=enterprise).values_list("role", flat=True))
    if roles and Membership.Role.OWNER not in roles:
        raise Refused(
            _("The enterprise has members but no owner: restore its owner first, then take it back."), "no_owner"
        )
    with reason(why):
        set_state(enterprise, State.OPERATING, since, reason=why)


def _check_enterprise(enterprise: Enterprise) -> None:
    if enterprise.merged_into_id:
        raise Refused(_("This entry was merged into another one: work with that."), "merged")
    if enterprise.is_gone:
        raise Refused(
            _("The enterprise itself is closed or dissolved: take the enterprise back first."), "enterprise_gone"
        )


def _check_days(row: Qualification, since: date) -> None:
    if row.ended_on is None:
        raise Refused(_("This qualification was not ended: there is nothing to take back."), "in_force")
    if since > today():
        raise Refused(_("This day is still to come: enter the day from which it holds again."), "future_day")
    if since < row.ended_on:
        raise Refused(
            _("It ended on %(day)s: enter that day or a later one.") % {"day": seoul_date(row.ended_on)},
            "too_early",
        )
    if row.valid_to and row.valid_to < max(since, today()):
        raise Refused(
            _("Its period was over on %(day)s: a renewal is entered as a new qualification with its own number.")
            % {"day": seoul_date(row.valid_to)},
            "period_over",
        )


def _check_overlap(row: Qualification, since: date) -> None:
    """Refuse in words what the constraint `qualification_no_overlap` would refuse; the lock keeps the answer true."""
    others = Qualification.objects.filter(enterprise=row.enterprise, kind=row.kind).exclude(pk=row.pk)
    days = (since, row.valid_to)
    found = others.filter(period__overlap=_range(*days)).first()
    if found:
        raise Refused(
            _("The enterprise holds this qualification in part of this time already: %(row)s from %(day)s.")
            % {"row": found, "day": seoul_date(found.valid_from)},
            "overlap",
        )


def _check_reopening_day(enterprise: Enterprise, since: date) -> None:
    if since > today():
        raise Refused(_("This day is still to come: enter the day from which it is at work again."), "future_day")
    newest = enterprise.states.order_by("-since").first()
    if newest and since < newest.since:
        raise Refused(
            _("It was %(state)s on %(day)s: enter that day or a later one.")
            % {"state": newest.get_state_display(), "day": seoul_date(newest.since)},
            "too_early",
        )


def _range(first: date, last: date | None) -> tuple[date, date | None]:
    return first, (date.fromordinal(last.toordinal() + 1) if last else None)
