"""The question whether an entry is still right: to owners and managers, once each time it comes due."""

from collections import defaultdict
from datetime import date

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from busan_se.accounts.models import User
from busan_se.core.clock import today
from busan_se.notifications.actions import notify
from enterprises.registry.models import Enterprise, Membership
from enterprises.upkeep.pages import check_url
from enterprises.upkeep.queries import asked, standing_of

KIND = "upkeep"
_WRITERS = (Membership.Role.OWNER, Membership.Role.MANAGER)


def ask(period: str = "") -> int:
    """Ask the members of entries that are due; return how many entries. One nobody confirms is asked again each time.

    Two queries, and those of the messages themselves.
    """
    day = today()
    due = {row.pk: (row, n) for row in asked() if (n := standing_of(row).round_on(day))}
    writers = _writers(list(due))
    for pk, (row, n) in due.items():
        for person in writers[pk]:
            _tell(person, row, standing_of(row).base, n)
    return len(due.keys() & writers.keys())


def _writers(enterprises: list[int]) -> defaultdict[int, list[User]]:
    found: defaultdict[int, list[User]] = defaultdict(list)
    rows = Membership.objects.filter(enterprise__in=enterprises, role__in=_WRITERS, user__is_active=True)
    for member in rows.select_related("user"):
        found[member.enterprise_id].append(member.user)
    return found


def _tell(person: User, row: Enterprise, base: date | None, n: int) -> None:
    with override(person.language or settings.LANGUAGE_CODE):
        notify(
            person,
            kind=KIND,
            key=f"upkeep:{row.pk}:{base}:{n}",
            title=_("Is what the register says of %(enterprise)s still right?") % {"enterprise": row.name},
            body=_("Look at the entry and press “Yes, still right”, or change what is not. It takes a minute."),
            url=check_url(row.pk),
        )
