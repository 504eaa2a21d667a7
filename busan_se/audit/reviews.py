"""The monthly look through the access log: who looked at what how often, the unusual ones first."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import Count, Max, Min, Q, QuerySet
from django.db.models.functions import ExtractHour, TruncDate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from busan_se.audit.models import AccessLog, AccessReview
from busan_se.audit.seals import newest_seal
from busan_se.core.clock import SEOUL, is_working_day, month_bounds, seoul, today
from busan_se.core.errors import Refused

# What counts as unusual; the page says it in words.
OFFICE_HOURS = range(7, 21)
MANY = 50
TIMES_THE_USUAL = 2
_MONTHS_BEFORE = 3


@dataclass
class Reader:
    """One account's accesses in a month. `usual` is the monthly mean of the three months before."""

    user: int | None
    account: str
    name: str = ""
    actions: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    subjects: int = 0
    outside: int = 0
    usual: float = 0.0

    @property
    def total(self) -> int:
        return sum(self.actions.values())

    @property
    def counts(self) -> list[int]:
        """The number of each action, in the order of AccessLog.Action."""
        return [self.actions.get(action, 0) for action in AccessLog.Action.values]

    @property
    def signs(self) -> list[str]:
        """Return what is unusual, in words."""
        found = []
        if exports := self.actions.get(AccessLog.Action.EXPORT, 0):
            found.append(ngettext("%(n)d export", "%(n)d exports", exports) % {"n": exports})
        if self.outside:
            found.append(_("%(n)d outside office hours") % {"n": self.outside})
        if self.total >= MANY and self.total > TIMES_THE_USUAL * self.usual:
            found.append(_("more than twice the usual %(n)d") % {"n": round(self.usual)})
        return found


def readers(month: str) -> list[Reader]:
    """Return who looked in "2026-10", those with most that is unusual first. The number of queries is fixed."""
    found = _of_month(month)
    people = {key: Reader(*key) for key in found.values_list("user_id", "account").order_by().distinct()}
    days = found.annotate(day=TruncDate("at", tzinfo=SEOUL), hour=ExtractHour("at", tzinfo=SEOUL)).order_by()
    for user, account, action, day, hour, n in days.values_list("user_id", "account", "action", "day", "hour").annotate(
        n=Count("pk")
    ):
        reader = people[user, account]
        reader.actions[action] += n
        reader.outside += 0 if hour in OFFICE_HOURS and is_working_day(day) else n
    for user, account, n in found.values_list("user_id", "account").annotate(n=Count("subject", distinct=True)):
        people[user, account].subjects = n
    _add_names_and_habits(people.values(), month)
    return sorted(people.values(), key=lambda reader: (-len(reader.signs), -reader.total, reader.account))


def exports(month: str) -> "QuerySet[AccessLog]":
    """Return the lists taken out in a month, with their reasons."""
    return _of_month(month).filter(action=AccessLog.Action.EXPORT).order_by("pk")


def months_to_review() -> list[str]:
    """Return the months that are over, have accesses and no review, oldest first."""
    ends = AccessLog.objects.aggregate(first=Min("at"), last=Max("at"))
    if ends["first"] is None:
        return []
    past = list(_months(seoul(ends["first"]).date(), today().replace(day=1) - timedelta(days=1)))
    done = set(AccessReview.objects.filter(month__in=[f"{month}-01" for month in past]).values_list("month", flat=True))
    open_months = [month for month in past if month_bounds(month)[0] not in done]
    return [month for month in open_months if _of_month(month).exists()]


def is_over(month: str) -> bool:
    """Return whether "2026-10" has passed."""
    return month_bounds(month)[1] < today()


def due_day(month: str) -> date:
    """Return until when a month is to be reviewed: the end of the following one."""
    following = month_bounds(month)[1] + timedelta(days=1)
    return month_bounds(f"{following:%Y-%m}")[1]


@transaction.atomic
def record_review(month: str, *, note: str, by: Any) -> AccessReview:
    """Write down that `by` looked through a month.

    Raises Refused for a month that is not over ("not_over") or was reviewed before ("reviewed").
    """
    first = month_bounds(month)[0]
    if not is_over(month):
        raise Refused(_("This month is not over yet."), "not_over")
    found = readers(month)
    review, made = AccessReview.objects.get_or_create(
        month=first,
        defaults={
            "note": note,
            "accesses": sum(reader.total for reader in found),
            "unusual": sum(1 for reader in found if reader.signs),
            "reviewed_by": by,
            "seal": newest_seal(),
        },
    )
    if not made:
        raise Refused(_("This month was reviewed already."), "reviewed")
    return review


def _add_names_and_habits(people: Iterable[Reader], month: str) -> None:
    keys = [reader.user for reader in people if reader.user is not None]
    names: dict[Any, str] = dict(get_user_model()._default_manager.filter(pk__in=keys).values_list("pk", "name"))
    first = month_bounds(month)[0]
    earlier = AccessLog.objects.filter(
        user_id__in=keys, at__lt=_midnight(first), at__gte=_midnight(_months_back(first))
    )
    usual: dict[Any, int] = dict(earlier.order_by().values_list("user_id").annotate(n=Count("pk")))
    for reader in people:
        reader.name = names.get(reader.user, "")
        reader.usual = usual.get(reader.user, 0) / _MONTHS_BEFORE


def _of_month(month: str) -> "QuerySet[AccessLog]":
    first, last = month_bounds(month)
    return AccessLog.objects.filter(
        Q(at__gte=_midnight(first)) & Q(at__lt=_midnight(last + timedelta(days=1)))
    ).order_by()


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), SEOUL)


def _months_back(day: date) -> date:
    for _step in range(_MONTHS_BEFORE):
        day = (day - timedelta(days=1)).replace(day=1)
    return day


def _months(first: date, last: date) -> Iterable[str]:
    day = first.replace(day=1)
    while day <= last:
        yield f"{day:%Y-%m}"
        day = month_bounds(f"{day:%Y-%m}")[1] + timedelta(days=1)
