"""Demo data comes whole and goes whole, whichever features plant it."""

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection

from busan_se.core.models import PublishedChange
from enterprises.registry.tally import DirectoryChange

CHANGES = {PublishedChange, DirectoryChange}  # they count changes, those of the removal too

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def counts() -> dict[str, int]:
    """Return how many rows each table has."""
    tables = set(connection.introspection.table_names())
    models = [model for model in apps.get_models() if model._meta.db_table in tables]
    return {model._meta.label: model._base_manager.count() for model in models if model not in CHANGES}


def test_nothing_is_left_of_the_demo():
    before = counts()
    call_command("seed_demo")
    planted = counts()
    call_command("seed_demo", "--remove")
    assert sum(planted.values()) > sum(before.values())
    assert {label: n for label, n in counts().items() if n != before[label]} == {}
