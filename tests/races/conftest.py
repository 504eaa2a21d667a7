"""Real concurrency: a database of one's own, and threads with connections of their own.

`transaction=True` of pytest-django truncates every table afterwards, rows of data migrations too. `race_db` instead
clones the migrated test database (CREATE DATABASE … TEMPLATE, about 0.3 s), points the default connection at the clone,
and drops it in the end. Everything commits for real; `on_commit` runs; eager Celery tasks run where they are woken.

    pytestmark = pytest.mark.race

    def test_the_last_seat_goes_once(race_db):
        session = SessionFactory(capacity=1)                       # committed in the clone
        outcome = race_db.together(*[lambda: register(session.pk)] * 8)   # all start at once, each in its own thread
        assert len(outcome.values) == 1                            # what the calls returned
        assert {error.code for error in outcome.errors} == {"full"}       # what they raised

Do not combine it with `transactional_db`; `db` is nothing here. Pass keys, not rows, into the calls: each thread reads
its own.
"""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from django.db import connection, connections
from psycopg import sql


@dataclass
class Outcome:
    """What became of calls that ran together, in no particular order."""

    values: list[Any] = field(default_factory=list)
    errors: list[BaseException] = field(default_factory=list)


class RaceDb:
    """The clone, and the way to run calls in it at the same time."""

    def together(self, *calls: Callable[[], Any], timeout: float = 60) -> Outcome:
        """Run every call in a thread with its own connection, all released at once; wait for all of them."""
        outcome, gate = Outcome(), threading.Barrier(len(calls))
        threads = [threading.Thread(target=_run, args=(call, gate, outcome), daemon=True) for call in calls]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(timeout)
        assert not any(thread.is_alive() for thread in threads), "a call is still waiting: a deadlock?"
        return outcome


def _run(call: Callable[[], Any], gate: threading.Barrier, outcome: Outcome) -> None:
    try:
        connection.ensure_connection()
        gate.wait(10)
        outcome.values.append(call())
    except BaseException as error:
        outcome.errors.append(error)
    finally:
        connections.close_all()


@pytest.fixture
def db(django_db_setup: None) -> None:
    """Stand for "this test needs the test database", without the transaction around it.

    pytest-django makes the test database only when some collected test asks for `db`; without it, race tests run alone
    would clone the database of development, or nothing.
    """


@pytest.fixture
def race_db(db: None, django_db_blocker: Any) -> Iterator[RaceDb]:
    """Give a RaceDb in a fresh clone of the migrated test database."""
    with django_db_blocker.unblock():
        template = connection.settings_dict["NAME"]
        clone = f"{template[:40]}_race_{uuid4().hex[:8]}"
        connections.close_all()  # a template must have no sessions
        _administer("CREATE DATABASE {} TEMPLATE {}", clone, template)
        connection.settings_dict["NAME"] = clone
        try:
            yield RaceDb()
        finally:
            connections.close_all()
            connection.settings_dict["NAME"] = template
            _administer("DROP DATABASE {} WITH (FORCE)", clone)


def _administer(statement: str, *names: str) -> None:
    settings = connection.settings_dict
    with psycopg.connect(
        host=settings["HOST"] or None,
        port=settings["PORT"] or None,
        user=settings["USER"] or None,
        password=settings["PASSWORD"] or None,
        dbname="postgres",
        autocommit=True,
    ) as session:
        session.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))
