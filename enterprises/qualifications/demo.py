"""Demo grades (시연 자료): invented results of the social value index for some demo enterprises."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from random import Random

from django.db import transaction

from busan_se.core.clock import today
from enterprises.qualifications.models import FIVE_GRADES_FROM, Grade
from enterprises.registry.models import Enterprise

ENTERPRISES = 40
_SOURCE = "시연 자료: 지어낸 측정 결과"
_DAYS = (date(2023, 9, 15), date(2025, 6, 20))
_LOWEST = 45  # points


@transaction.atomic
def plant(chance: Random, log: Callable[[str], None]) -> None:
    """Give certified demo enterprises two results, in the grades of their time; not twice."""
    if Grade.objects.filter(enterprise__is_demo=True).exists():
        log("grades: nothing to plant")
        return
    rows = Enterprise.objects.filter(is_demo=True).with_qualification_on(today(), kind="certified_se")
    firms = list(rows.order_by("pk").values_list("pk", flat=True)[:ENTERPRISES])
    Grade.objects.bulk_create([_grade(chance, firm, day) for firm in firms for day in _DAYS])
    log(f"grades: {len(firms) * len(_DAYS)}")


def _grade(chance: Random, firm: int, day: date) -> Grade:
    points = Decimal(chance.randrange(_LOWEST * 10, 990)) / 10
    return Grade(enterprise_id=firm, points=points, value=_value(points, day), assessed_on=day, source=_SOURCE)


def _value(points: Decimal, day: date) -> str:
    """Return a grade that fits the points; below 75 the lines are made up, as the points are."""
    if points >= 90:
        return Grade.Value.OUTSTANDING
    if points >= 75:
        return Grade.Value.EXCELLENT
    if points < 60:
        return Grade.Value.LACKING
    return Grade.Value.GOOD if day >= FIVE_GRADES_FROM else Grade.Value.FAIR


@transaction.atomic
def remove() -> None:
    """Take the grades of demo enterprises out."""
    Grade.objects.filter(enterprise__is_demo=True).delete()
