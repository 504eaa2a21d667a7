"""When an entry was confirmed, and when its members are asked again: from dated rows, never stored."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, Min, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from busan_se.core.clock import seoul, today
from enterprises.registry.models import GONE, Enterprise, Membership
from enterprises.upkeep.models import Cadence, Confirmation


@dataclass(frozen=True)
class Standing:
    """Where an entry stands. `base` is the day from which the months count: the last confirmation or first member."""

    confirmed_on: date | None
    months: int
    base: date | None

    @property
    def due_on(self) -> date | None:
        """Return the day on which the members are asked next, or were asked first; None where nobody is asked."""
        return add_months(self.base, self.months) if self.base and self.months else None

    def round_on(self, day: date) -> int:
        """Return how often the question has come due since `base`: 0 before its first day."""
        due, n = self.due_on, 0
        while due and due <= day and self.base:
            n += 1
            due = add_months(self.base, self.months * (n + 1))
        return n

    @property
    def is_due(self) -> bool:
        """Return whether the members should look at the entry now."""
        return self.round_on(today()) > 0


def add_months(day: date, months: int) -> date:
    """Return the same day `months` later, the last of its month where that is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    first_of_next = date(year + (month == 11), (month + 1) % 12 + 1, 1)
    last = date.fromordinal(first_of_next.toordinal() - 1).day
    return date(year, month + 1, min(day.day, last))


def with_standing(rows: QuerySet[Enterprise]) -> QuerySet[Enterprise]:
    """Load what `standing_of` reads, in the same query."""
    own = {"enterprise": OuterRef("pk")}
    joined = Membership.objects.filter(**own).order_by().values("enterprise").annotate(first=Min("created_at"))
    return rows.annotate(
        confirmed_on=Subquery(Confirmation.objects.filter(**own).values("day")[:1]),
        months_asked=Coalesce(Subquery(Cadence.objects.filter(**own).values("months")[:1]), Cadence.USUAL.value),
        first_member_at=Subquery(joined.values("first")),
    )


def standing_of(row: Enterprise) -> Standing:
    """Return where an enterprise from `with_standing` stands."""
    loaded = {name: getattr(row, name) for name in ("confirmed_on", "months_asked", "first_member_at")}
    joined = loaded["first_member_at"] and seoul(loaded["first_member_at"]).date()
    return Standing(loaded["confirmed_on"], loaded["months_asked"], loaded["confirmed_on"] or joined)


def standing(enterprise: int) -> Standing:
    """Return where the enterprise with this key stands: one query."""
    return standing_of(with_standing(Enterprise.objects.filter(pk=enterprise)).get())


def asked() -> QuerySet[Enterprise]:
    """Return the enterprises whose members may be asked: at work, with members, and not “never”."""
    members = Membership.objects.filter(enterprise=OuterRef("pk"))
    rows = Enterprise.objects.public().exclude(state__in=GONE).filter(Exists(members))
    found: Any = with_standing(rows.defer("search_text", "search_tokens"))
    return found.exclude(months_asked=Cadence.Every.NEVER)
