"""Row history by database triggers: `@track()` above a model, `reason()` around a change, `history_of()` to read it."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any, NamedTuple, TypeVar

import pghistory
from django.contrib.auth import get_user_model
from django.db import connection
from django.db.models import Field, ForeignKey, Model
from django.utils.translation import gettext as _

ModelClass = TypeVar("ModelClass", bound=type[Model])


class FieldChange(NamedTuple):
    """One field of one change, as it shows on screen."""

    label: str
    old: str
    new: str


class HistoryEntry(NamedTuple):
    """One change of a row. `actor` is '' where no signed-in user acted (a command, an import, a public form)."""

    when: datetime
    actor: str
    reason: str
    changes: tuple[FieldChange, ...]
    label: str  # insert, update or delete


def track(*, exclude: Sequence[str] = (), related_name: str = "history") -> Callable[[ModelClass], ModelClass]:
    """Return a class decorator that records every insert, update and delete of the model, whoever makes it.

    `exclude` names the personal fields: they stay out of the history. The events (`row.history`) can't be changed.
    A model that inherits from a tracked one excludes the inherited fields and takes another `related_name`.
    Actor and reason are kept in each event, not in a shared context row: two reasons in one request stay two.
    """
    return pghistory.track(
        pghistory.InsertEvent(),
        pghistory.UpdateEvent(),
        pghistory.DeleteEvent(),
        exclude=list(exclude),
        obj_field=pghistory.ObjForeignKey(related_name=related_name, related_query_name=related_name),
        context_field=pghistory.ContextJSONField(),
        append_only=True,
    )


@contextmanager
def reason(why: str) -> Iterator[None]:
    """Give the reason for the changes made inside; the innermost one counts."""
    with pghistory.context() as current:
        before = current.metadata.get("reason", "")
        current.metadata["reason"] = str(why)
        try:
            yield
        finally:
            current.metadata["reason"] = before


def history_of(row: Model) -> list[HistoryEntry]:
    """Return all changes of `row`, newest first; [] for a model that is not tracked.

    Needs one query for the events, one for the actors, and one for each kind of row that foreign keys point to.
    """
    models = pghistory.core.event_models(tracks_model=type(row)) if row.pk is not None else []
    if not models:
        return []
    events: list[Any] = list(models[0]._default_manager.filter(pgh_obj_id=row.pk).order_by("pgh_id"))
    actors = _names(get_user_model(), {(event.pgh_context or {}).get("user") for event in events})
    fields = _tracked_fields(models[0], type(row))
    targets = {field.name: _targets(field, events) for field in fields if isinstance(field, ForeignKey)}
    entries = [
        HistoryEntry(
            when=event.pgh_created_at,
            actor=actors.get((event.pgh_context or {}).get("user"), ""),
            reason=(event.pgh_context or {}).get("reason", ""),
            changes=_changes(fields, targets, before, event),
            label=event.pgh_label,
        )
        for before, event in zip([None, *events], events, strict=False)
    ]
    return entries[::-1]


def _tracked_fields(event_model: type[Model], model: type[Model]) -> "list[Field[Any, Any]]":
    kept = {field.name for field in event_model._meta.concrete_fields}
    return [f for f in model._meta.concrete_fields if f.name in kept and not f.primary_key and f.name != "updated_at"]


def _targets(field: "ForeignKey[Any, Any]", events: list[Any]) -> dict[Any, str]:
    return _names(field.related_model, {getattr(event, field.attname) for event in events})


def _names(model: type[Model], keys: set[Any]) -> dict[Any, str]:
    return {key: str(row) for key, row in model._base_manager.in_bulk(keys - {None}).items()}


def _changes(
    fields: "list[Field[Any, Any]]", targets: dict[str, dict[Any, str]], before: Any, event: Any
) -> tuple[FieldChange, ...]:
    """Return what differs from the event before. A deletion changes no field; an insert shows the filled ones."""
    if event.pgh_label == "delete":
        return ()
    pairs = ((f, getattr(before, f.attname, None), getattr(event, f.attname)) for f in fields)
    return tuple(
        FieldChange(str(f.verbose_name), _shown(f, old, targets), _shown(f, new, targets))
        for f, old, new in pairs
        if old != new and not (before is None and new in (None, ""))
    )


def _shown(field: "Field[Any, Any]", value: Any, targets: dict[str, dict[Any, str]]) -> str:
    if value is None or value == "":
        return ""
    if field.name in targets:
        return targets[field.name].get(value, f"{value} ({_('deleted')})")
    return str(dict(field.flatchoices).get(value, value)) if field.choices else str(value)


def redact_history(
    model: type[Model], fields: Sequence[str], *, keys: Sequence[Any] | None = None, before: datetime | None = None
) -> int:
    """Empty personal `fields` in the history of `model`; return how many events were changed.

    `keys` limits it to these rows, `before` to events of earlier than that instant. Fields that the history leaves out,
    and accounts, which lose their names themselves, are passed over. The only way past the triggers that
    keep a history as it was written: the database function `audit_redact_history`, which can only empty columns.
    """
    events = pghistory.core.event_models(tracks_model=model)
    if not events:
        return 0
    plain = (field for field in events[0]._meta.concrete_fields if field.name in fields and not field.is_relation)
    columns = [field.column for field in plain]
    if not columns:
        return 0
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT audit_redact_history(%s::regclass, %s::text[], %s::text[], %s::timestamptz)",
            [events[0]._meta.db_table, columns, None if keys is None else [str(key) for key in keys], before],
        )
        return int(cursor.fetchone()[0])
