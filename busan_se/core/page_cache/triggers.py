"""Statement triggers on every table, except those that are said to be unpublished: a new table can't be forgotten."""

from typing import Any

from django.apps import apps
from django.db import connections, models
from psycopg import sql

from busan_se.core.extensions import Unpublished
from busan_se.core.registry import registered

NAME = "core_note_change"
# For each statement, not once for each transaction: what a transaction keeps between two of its own writes is old then.
CREATE_FUNCTION = """
CREATE FUNCTION core_note_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO core_publishedchange DEFAULT VALUES;
    RETURN NULL;
END $$;
"""
DROP_FUNCTION = "DROP FUNCTION core_note_change() CASCADE;"

_CREATE = sql.SQL(
    "CREATE TRIGGER {name} AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON {table} "
    "FOR EACH STATEMENT EXECUTE FUNCTION core_note_change()"
)
_DROP = sql.SQL("DROP TRIGGER {name} ON {table}")
_HAVE = "SELECT relname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid WHERE tgname = %s"


def is_published(model: type[models.Model]) -> bool:
    """Return whether an anonymous page may show rows of the model: unless an app says that none does."""
    if model._meta.pk is not None and model._meta.pk.name == "pgh_id":  # a history of rows
        return False
    module = f"{model.__module__}."
    return not any(module.startswith(f"{hidden.package}.") for hidden in registered(Unpublished))


def published_tables() -> set[str]:
    """Return the tables of all published models, those between many-to-many relations included."""
    found = apps.get_models(include_auto_created=True)
    return {model._meta.db_table for model in found if model._meta.managed and is_published(model)}


def install(using: str = "default", **kwargs: Any) -> None:
    """Give every published table its trigger and take it from the others; runs after each `migrate`.

    A release may show other things of the same rows: so every `migrate` counts as a change.
    """
    connection = connections[using]
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regproc(%s) IS NOT NULL", [NAME])
        if not cursor.fetchone()[0]:  # migrated back to before the page cache
            return
        cursor.execute(_HAVE, [NAME])
        have = {table for (table,) in cursor.fetchall()}
        wanted = published_tables() & set(connection.introspection.table_names(cursor))
        for statement, tables in ((_CREATE, wanted - have), (_DROP, have - wanted)):
            for table in sorted(tables):
                cursor.execute(statement.format(name=sql.Identifier(NAME), table=sql.Identifier(table)))
        cursor.execute("INSERT INTO core_publishedchange DEFAULT VALUES")
