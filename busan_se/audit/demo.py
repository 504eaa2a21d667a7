"""Demo data leaves no history behind."""

from typing import Any

import pghistory
import pgtrigger
from django.db.models import Model


def forget_demo_history() -> None:
    """Delete the history of rows that the demo made and that are gone; that of real rows stays append-only."""
    for events in pghistory.core.event_models():
        if "pgh_obj" in {field.name for field in events._meta.fields}:
            _forget(events)


def _forget(events: type[Model]) -> None:
    made_by_demo = events._default_manager.filter(pgh_label="insert", pgh_context__demo=True).values("pgh_obj_id")
    tracked: Any = events._meta.get_field("pgh_obj").related_model
    still_there = tracked._base_manager.values("pk")
    gone: Any = events._default_manager.filter(pgh_obj_id__in=made_by_demo).exclude(pgh_obj_id__in=still_there)
    with pgtrigger.ignore(f"{events._meta.label}:append_only"):
        gone.delete()
