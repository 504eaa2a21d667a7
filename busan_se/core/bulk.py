"""Many rows in one statement. Django's own bulk methods send a placeholder or a CASE for every cell and read back what
the database generates; here the rows travel as one JSON text. Triggers, constraints and row history work as ever."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection
from django.db.models import Model

Rows = Sequence[Mapping[str, Any]]


def new_keys(model: type[Model], number: int) -> list[int]:
    """Return so many primary keys that the table has not given yet."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)",
            [model._meta.db_table, _key(model), number],
        )
        return [key for (key,) in cursor.fetchall()]


def insert_rows(model: type[Model], rows: Rows, *, replacing: Sequence[str] = ()) -> None:
    """Insert rows: column → plain value (days as date, JSON as it is), the same columns in each; created_at and
    updated_at are now unless they are given.

    `replacing` names the columns of a unique constraint: a row that stands there already takes the new values.
    """
    if not rows:
        return
    columns = list(rows[0])
    stamps = [name for name in ("created_at", "updated_at") if name not in columns and _has(model, name)]
    kept = [column for column in columns if column not in replacing]
    values = ", ".join(f"{_quoted(column)} = excluded.{_quoted(column)}" for column in kept)
    conflict = f"ON CONFLICT ({', '.join(map(_quoted, replacing))}) DO UPDATE SET {values}" if replacing else ""
    _execute(
        f"""
        INSERT INTO {_quoted(model._meta.db_table)} ({", ".join(map(_quoted, (*columns, *stamps)))})
        SELECT {", ".join((*(f"new.{_quoted(column)}" for column in columns), *["now()"] * len(stamps)))}
        FROM jsonb_to_recordset(%s::jsonb) AS new({_typed(model, columns)}) {conflict}
        """,  # noqa: S608 — names come from the model
        rows,
    )


def update_rows(model: type[Model], rows: Rows) -> None:
    """Update rows: column → plain value, the same columns in each; the primary key says which row it is."""
    if not rows:
        return
    key, columns = _key(model), list(rows[0])
    stamp = "updated_at = now(), " if "updated_at" not in columns and _has(model, "updated_at") else ""
    values = ", ".join(f"{_quoted(column)} = new.{_quoted(column)}" for column in columns if column != key)
    _execute(
        f"""
        UPDATE {_quoted(model._meta.db_table)} AS old SET {stamp}{values}
        FROM jsonb_to_recordset(%s::jsonb) AS new({_typed(model, columns)})
        WHERE old.{_quoted(key)} = new.{_quoted(key)}
        """,  # noqa: S608 — names come from the model
        rows,
    )


def _execute(statement: str, rows: Rows) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, [json.dumps(rows, cls=DjangoJSONEncoder, ensure_ascii=False)])


def _key(model: type[Model]) -> str:
    return str(model._meta.pk.column)


def _has(model: type[Model], column: str) -> bool:
    return any(field.column == column for field in model._meta.concrete_fields)


def _typed(model: type[Model], columns: Sequence[str]) -> str:
    types = {field.column: field.db_type(connection) for field in model._meta.concrete_fields}
    return ", ".join(f"{_quoted(column)} {types[column]}" for column in columns)


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)
