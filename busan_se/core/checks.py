"""System checks of the ground."""

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connections


@register(Tags.database)
def korean_trigrams(databases: Sequence[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """Refuse a database whose LC_CTYPE makes pg_trgm blind to Korean: search would silently find nothing."""
    return [
        Error(
            "pg_trgm sees no letters in '한국': the database has LC_CTYPE=C.",
            hint="Create the database with the builtin provider and C.UTF-8: see docs/operations.",
            id="core.E001",
        )
        for alias in databases or ()
        if _is_blind(alias)
    ]


def _is_blind(alias: str) -> bool:
    with connections[alias].cursor() as cursor:
        cursor.execute("SELECT to_regproc('show_trgm') IS NULL")
        if cursor.fetchone() == (True,):  # before the first migration
            return False
        cursor.execute("SELECT cardinality(show_trgm('한국'))")
        return bool(cursor.fetchone() == (0,))
