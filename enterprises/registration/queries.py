"""What a request is laid beside: entries with its number or name, open requests that are late."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.db.models import Q

from busan_se.core.clock import is_working_day, today
from busan_se.core.korea import normalize_company_name
from busan_se.core.search.korean import words_of
from busan_se.core.search.matching import matching
from enterprises.registration.models import RegistrationRequest, RequestFile, RequestQuerySet
from enterprises.registration.workflow import State
from enterprises.registry.models import Enterprise, EnterpriseIdentifier

_MOST_CANDIDATES = 10


def known_enterprise(kind: str, number: str) -> Enterprise | None:
    """Return the entry that has this number in use; one that was merged gives the entry it lives on in."""
    if not number:
        return None
    rows = EnterpriseIdentifier.objects.filter(kind=kind, value=number, valid_to=None)
    held = rows.select_related("enterprise__merged_into").first()
    return (held.enterprise.merged_into or held.enterprise) if held else None


def candidates(request: RegistrationRequest) -> list[Enterprise]:
    """Return the entries that a new entry might be: with the number, ever, or with the name."""
    numbers = EnterpriseIdentifier.objects.filter(kind=request.number_kind, value=request.number).exclude(value="")
    corporate = request.answers.get("enterprise", {}).get("corporate_number", "")
    numbers |= EnterpriseIdentifier.objects.filter(kind="corporate", value=corporate).exclude(value="")
    alike = Q(pk__in=numbers.values("enterprise"))
    name = normalize_company_name(str(request.answers.get("enterprise", {}).get("name", "")))
    if words_of(name):
        alike |= matching(name)
    found = Enterprise.objects.public().filter(alike).select_related("district")
    return list(found.order_by("sort_key", "pk")[:_MOST_CANDIDATES])


def late(rows: RequestQuerySet) -> list[Any]:
    """Return the keys of those whose handling period is over: the calendar is asked, so that new holidays count."""
    checked = rows.filter(state=State.SUBMITTED).only("state", "clock_from", "clock_days")
    return [row.pk for row in checked if row.is_late]


def working_days_left(request: RegistrationRequest) -> int:
    """Return how many working days of the handling period are left today, at least one."""
    due, day = request.office_due_on, today()
    if due is None:
        return max(request.clock_days, 1)
    days = (day + timedelta(days=n) for n in range((due - day).days))
    return max(sum(map(is_working_day, days)), 1)


def files_by_slot(request: RegistrationRequest) -> dict[str, list[RequestFile]]:
    """Return the papers by what was asked for, oldest first."""
    found: dict[str, list[RequestFile]] = {}
    for row in request.files.select_related("file"):
        found.setdefault(row.slot, []).append(row)
    return found


def rivals(request: RegistrationRequest) -> Sequence[RegistrationRequest]:
    """Return the other requests that wait for the same entry or number, oldest first, with their papers."""
    rows = RegistrationRequest.objects.rivals_of(request).with_names().prefetch_related("files__file")
    return list(rows.order_by("submitted_at", "pk"))
