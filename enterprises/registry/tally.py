"""How many enterprises the directory lists, kept ready: counting 100,000 after each edit would hold up every visitor.

`DirectoryEntry` has what the directory knew of each listed enterprise on a day, `DirectoryCount` the sums of it.
Triggers write a `DirectoryChange` for each enterprise that an edit touches. What is read is always exact, in one
statement: the sums, less the entries of the changed enterprises, and those enterprises as they are now. So it does not
matter when `refresh` comes, once a minute: it only keeps the changes few. Writers never wait for each other, for they
only add.
"""

from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import Any

import pgtrigger
from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.db import connection, models, transaction
from django.db.models import CharField, Count, OuterRef, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce, Left

from busan_se.core.clock import today
from busan_se.reference.models import Ksic

__all__ = ["DirectoryChange", "DirectoryCount", "DirectoryEntry"]

_SUMMED = "summed"  # no district
GROUP = "_all"  # `pre_all` asks for every kind of the group `pre`
KNOWN_QUESTIONS = frozenset({"district", "type", "sector"})
_MOST_CHANGES = 5000  # more of them are read quicker with all the others
_LOCK = "SELECT pg_try_advisory_xact_lock(hashtextextended('enterprises.tally', 0))"
_TAKE = "DELETE FROM enterprises_directorychange RETURNING enterprise_id"
_ENTER = "INSERT INTO enterprises_directoryentry (enterprise_id, district, section, kinds)"
_SUM_UP = """
INSERT INTO enterprises_directorycount (day, district, section, kinds, n)
SELECT %s, district, section, kinds, count(*) FROM enterprises_directoryentry
GROUP BY GROUPING SETS ((district, section, kinds), (district, kinds))
"""

_MARK = """
    INSERT INTO enterprises_directorychange (enterprise_id)
    SELECT DISTINCT id FROM (VALUES (OLD.{column}), (NEW.{column})) AS touched(id) WHERE id IS NOT NULL;
    RETURN NULL;
"""


def _marking(name: str, column: str, operation: Any, condition: Any = None) -> pgtrigger.Trigger:
    return pgtrigger.Trigger(
        name=name, when=pgtrigger.After, operation=operation, condition=condition, func=_MARK.format(column=column)
    )


MARK_ENTERPRISE = (
    _marking("mark_listed", "id", pgtrigger.Insert | pgtrigger.Delete),
    _marking("mark_moved", "id", pgtrigger.Update, pgtrigger.AnyChange("district", "ksic", "state", "merged_into")),
)
MARK_QUALIFICATION = _marking("mark_holder", "enterprise_id", pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete)


class DirectoryChange(models.Model):  # noqa: DJ008 (no page and no desk shows these)
    """An enterprise that changed since its entry was written; several rows for one are no harm."""

    enterprise_id = models.BigIntegerField(db_index=True)

    class Meta:
        default_permissions = ()


class DirectoryEntry(models.Model):  # noqa: DJ008
    """What the directory lists an enterprise under. `section`: '' where the industry is not known."""

    enterprise_id = models.BigIntegerField(primary_key=True)
    district = models.CharField(max_length=5, null=True)
    section = models.CharField(max_length=5)
    kinds = ArrayField(models.CharField(max_length=30))

    class Meta:
        default_permissions = ()


class DirectoryCount(models.Model):  # noqa: DJ008
    """How many entries agree in all that can be asked for, as of a day. `section`: None for all of them together."""

    day = models.DateField()
    district = models.CharField(max_length=5, null=True)
    section = models.CharField(max_length=5, null=True)
    kinds = ArrayField(models.CharField(max_length=30))
    n = models.PositiveIntegerField()

    class Meta:
        default_permissions = ()


def by_district(
    asked: Mapping[str, Any], rows: Any, day: date, groups: Mapping[str, list[str]]
) -> dict[str | None, int] | None:
    """Return how many enterprises each district (None: without one) lists; None where the day was not summed up yet.

    `asked` holds questions of `KNOWN_QUESTIONS`, of which the district is not asked; `rows` are the enterprises that
    they leave; `groups` names the kinds of each group of qualifications.
    """
    sums = DirectoryCount.objects.filter(day=day, section=asked.get("sector") or None)
    changed = DirectoryChange.objects.values("enterprise_id")
    entries = DirectoryEntry.objects.filter(pk__in=changed)
    arms = (
        _of_kind(sums, asked, groups).values_list("district").annotate(count=Sum("n")),
        _of_kind(_in_section(entries, asked), asked, groups).values_list("district").annotate(count=Count("pk") * -1),
        rows.filter(pk__in=changed).order_by().values_list("district").annotate(count=Count("pk")),
        DirectoryCount.objects.filter(day=day, section=None)
        .annotate(key=Value(_SUMMED, CharField()))
        .values_list("key")
        .annotate(count=Count("pk")),
    )
    counts: Counter[str | None] = Counter()
    for district, n in arms[0].union(*arms[1:], all=True):
        counts[district] += n
    return {code: n for code, n in counts.items() if n and code != _SUMMED} if counts.pop(_SUMMED, 0) else None


def _of_kind(rows: QuerySet[Any], asked: Mapping[str, Any], groups: Mapping[str, list[str]]) -> QuerySet[Any]:
    kind = asked.get("type")
    if not kind:
        return rows
    return rows.filter(kinds__overlap=groups[kind.removesuffix(GROUP)] if kind.endswith(GROUP) else [kind])


def _in_section(rows: QuerySet[Any], asked: Mapping[str, Any]) -> QuerySet[Any]:
    return rows.filter(section=asked["sector"]) if asked.get("sector") else rows


def refresh(listed: Any, held: Any, day: date | None = None) -> int:
    """Bring entries and sums up to today, and return how many enterprises were looked at anew.

    `listed` are the enterprises of the directory on that day, `held` their qualifications in force. A second process
    at the same time leaves it to the first.
    """
    day = day or today()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_LOCK)
        if not cursor.fetchone()[0]:
            return 0
        cursor.execute(_TAKE)
        changed = {pk for (pk,) in cursor.fetchall()}
        anew = not DirectoryCount.objects.filter(day=day).exists() or len(changed) > _MOST_CHANGES
        if not (anew or changed):
            return 0
        entries = DirectoryEntry.objects.all() if anew else DirectoryEntry.objects.filter(pk__in=changed)
        entries.delete()
        sql, params = _lines(listed if anew else listed.filter(pk__in=changed), held)
        cursor.execute(f"{_ENTER} {sql}", params)
        looked_at = cursor.rowcount
        DirectoryCount.objects.all().delete()
        cursor.execute(_SUM_UP, [day])
    return looked_at


def _lines(listed: Any, held: Any) -> tuple[str, Any]:
    division = Ksic.objects.filter(code=OuterRef("division")).values(code_of_section=Coalesce("parent_id", "code"))
    kinds = held.filter(enterprise=OuterRef("pk")).order_by("kind").values("kind").distinct()
    lines = listed.order_by().annotate(
        division=Left("ksic_id", 2), section=Coalesce(Subquery(division), Value("")), kinds_held=ArraySubquery(kinds)
    )
    found: tuple[str, Any] = lines.values_list("pk", "district", "section", "kinds_held").query.sql_with_params()
    return found
