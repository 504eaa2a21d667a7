"""Accounts that nobody uses: a notice, and after the stated day they are closed. A sign-in in between stops it."""

import logging
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F, QuerySet
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import lazystr
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from busan_se.accounts.models import User
from busan_se.accounts.roles import Role
from busan_se.core.clock import now, today
from busan_se.core.errors import PortalError
from busan_se.notifications.actions import notify
from busan_se.privacy.closing import close_account
from busan_se.privacy.models import IdleNotice, IdlePeriod

logger = logging.getLogger(__name__)


def look_for_idle(period: str = "") -> tuple[int, int]:
    """Tell who rests too long, and close who was told and did not come; return how many of each. Safe to repeat."""
    IdleNotice.objects.filter(user__last_login__gt=F("sent_at")).delete()
    return send_notices(now()), close_idle(today())


def send_notices(instant: datetime) -> int:
    """Tell everybody who has not signed in for long and was not told yet; return how many."""
    rule = IdlePeriod.objects.in_force(today())
    if rule is None:
        return 0
    resting = _members().filter(seen_at__lt=instant - timedelta(days=rule.notice_after_days), idle_notice=None)
    closes_on = today() + timedelta(days=rule.close_after_days)
    return sum(_tell(pk, instant, closes_on) for pk in list(resting.values_list("pk", flat=True)))


def close_idle(day: date) -> int:
    """Close the accounts whose day has come; return how many. Who still has to settle something keeps the account."""
    closed = 0
    due = _members().filter(idle_notice__closes_on__lte=day, seen_at__lte=F("idle_notice__sent_at"))
    for pk, seen_at in list(due.values_list("pk", "seen_at")):
        try:
            close_account(pk, seen_at=seen_at)
            closed += 1
        except PortalError as refusal:
            logger.info("Account %s rests, but stays: %s", pk, refusal.code)
    return closed


@transaction.atomic
def _tell(pk: int, instant: datetime, closes_on: date) -> bool:
    """Write the notice and its letter; return whether it was not there before."""
    user = User.objects.select_for_update(no_key=True).get(pk=pk)
    _notice, made = IdleNotice.objects.get_or_create(user=user, defaults={"sent_at": instant, "closes_on": closes_on})
    if made:
        day = lazystr(date_format(closes_on, "Y.m.d."))
        notify(
            user,
            kind="privacy.idle",
            key=f"idle:{(user.last_login or user.date_joined):%Y-%m-%d}",
            title=_("Your account will be closed"),
            body=format_lazy(
                _(
                    "You have not signed in for a long time. On {day} the account is closed and your personal data is "
                    "removed, except for what the law keeps. To keep the account, sign in once before that day."
                ),
                day=day,
            ),
            url=reverse("privacy:data"),
        )
    return made


def _members() -> "QuerySet[Any]":
    """Return open accounts of people without a desk, with `seen_at`: the last sign-in, else the day of joining."""
    people: Any = User.objects.filter(is_active=True, closed_at=None, is_staff=False, is_superuser=False)
    return people.exclude(groups__name__in=Role.values).annotate(seen_at=Coalesce("last_login", "date_joined"))
