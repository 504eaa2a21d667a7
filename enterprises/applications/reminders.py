"""Reminders before a call closes: 7, 3 and 1 days ahead to who still writes, spread over the day, once each."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from hashlib import blake2b
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import override

from busan_se.accounts.models import User
from busan_se.core.clock import SEOUL, now, seoul
from busan_se.core.schedules import unfinished
from busan_se.notifications.actions import notify
from busan_se.programs.models import Call, CallExtension
from enterprises.applications.models import Application
from enterprises.applications.rules import stated
from enterprises.applications.workflow import State
from enterprises.registry.models import Membership

KEY = "applications-remind"
KIND = "application_reminder"
DAYS_BEFORE = (7, 3, 1)
FIRST_HOUR, LAST_HOUR = 9, 18
_WRITERS = (Membership.Role.OWNER, Membership.Role.MANAGER)


def due(instant: datetime) -> Sequence[str]:
    """Return the hours of today in Seoul, 9 to 18, that have begun and lack a run."""
    local = seoul(instant)
    hours = range(FIRST_HOUR, min(local.hour, LAST_HOUR) + 1)
    return unfinished(KEY, [f"{local:%Y-%m-%d}T{hour:02}" for hour in hours])


def hour_of(pk: UUID) -> int:
    """Return the hour of the day at which an application is reminded of: the same always, spread evenly."""
    return FIRST_HOUR + int.from_bytes(blake2b(pk.bytes, digest_size=4).digest()) % (LAST_HOUR - FIRST_HOUR + 1)


def remind(period: str) -> int:
    """Remind of the drafts of one hour of one day ("2026-12-04T10"); return how many. Twice: nobody is told twice."""
    day, hour = datetime.strptime(period, "%Y-%m-%dT%H").date(), int(period[-2:])
    told = 0
    for days in DAYS_BEFORE:
        start = datetime.combine(day + timedelta(days=days), datetime.min.time(), SEOUL)
        calls = Call.objects.open_at(now()).filter(closes_at__gt=start, closes_at__lte=start + timedelta(days=1))
        drafts = Application.objects.filter(state=State.DRAFT, call__in=calls).values_list("pk", flat=True)
        told += sum(_remind(pk, days) for pk in drafts.iterator(chunk_size=500) if hour_of(pk) == hour)
    return told


@transaction.atomic
def _remind(pk: UUID, days: int) -> bool:
    """Tell the writers, unless it was submitted or discarded, or the call closed, in the meantime."""
    draft = (
        Application.objects.select_for_update(of=("self",), no_key=True)
        .select_related("call", "enterprise", "person")
        .filter(pk=pk, state=State.DRAFT)
        .first()
    )
    if draft is None or not draft.call.is_open_at(now()):
        return False
    for user in writers(draft):
        with override(user.language):
            names = _names(draft, days)
            notify(
                user,
                kind=KIND,
                key=f"application:{pk}:reminder:{draft.call.closes_at:%Y%m%d}:{days}",
                title=_("%(days)s days left: %(call)s") % names if days > 1 else _("Closes tomorrow: %(call)s") % names,
                body=_(
                    "The application of %(name)s for “%(call)s” is a draft and has not been submitted. The call closes "
                    "at %(closing)s (Seoul time). If you don't want to apply any more, delete the draft."
                )
                % names,
                url=draft.get_absolute_url(),
            )
    return True


def _names(draft: Application, days: int) -> dict[str, Any]:
    return {
        "name": draft.applicant_name,
        "call": draft.call.title,
        "closing": stated(draft.call.closes_at),
        "days": days,
    }


def writers(draft: Application) -> list[User]:
    """Return who writes a draft: the owners and managers of the enterprise, or the person."""
    members = Membership.objects.filter(enterprise=draft.enterprise_id, role__in=_WRITERS)
    told = Q(pk__in=members.values("user")) if draft.enterprise_id else Q(pk=draft.person_id)
    return list(User.objects.filter(told, is_active=True).order_by("pk"))


def tell_extended(call: Call, extension: CallExtension, **kwargs: Any) -> None:
    """Tell who writes an application that its call closes later, and why: a receiver of `call_extended`."""
    drafts = Application.objects.filter(call=call, state=State.DRAFT).select_related("enterprise", "person")
    for draft in drafts.iterator(chunk_size=500):
        for user in writers(draft):
            with override(user.language):
                names = {
                    "name": draft.applicant_name,
                    "call": call.title,
                    "old": stated(extension.old_closes_at),
                    "new": stated(extension.new_closes_at),
                    "reason": extension.reason,
                }
                notify(
                    user,
                    kind="application",
                    key=f"application:{draft.pk}:extended:{extension.pk}",
                    title=_("Closes later: %(call)s") % names,
                    body=_(
                        "“%(call)s”, for which the application of %(name)s is a draft, closes at %(new)s instead of "
                        "%(old)s (Seoul time).\n\nReason: %(reason)s"
                    )
                    % names,
                    url=draft.get_absolute_url(),
                )
