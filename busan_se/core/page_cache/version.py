"""Which state of the published rows the database shows: a text that no other state has, before or after."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import connection

_KEPT_ROWS = 100
_answer: ContextVar[list[str] | None] = ContextVar("version of the published rows", default=None)

# Ids are never used twice, so the set of visible rows tells one state from every other; this is its fingerprint.
_READ = "SELECT to_hex(coalesce(bit_xor(hashint8extended(id, 0)), 0)) FROM core_publishedchange"
# The row that is added keeps the state after pruning apart from one of before: late commits may have lower ids.
_PRUNE = """
    WITH gone AS (
        DELETE FROM core_publishedchange
        WHERE id < (SELECT max(id) - %s FROM core_publishedchange) AND pg_try_advisory_xact_lock(hashtext(%s))
        RETURNING id
    )
    INSERT INTO core_publishedchange (id)
    SELECT nextval(pg_get_serial_sequence('core_publishedchange', 'id')) FROM gone LIMIT 1
"""


def current() -> str:
    """Return the version of what is committed: one query, and none when it was asked before inside `asked_once`."""
    answer = _answer.get()
    if answer is None:
        return _read()
    if not answer:
        answer.append(_read())
    return answer[0]


@contextmanager
def asked_once() -> Iterator[None]:
    """Let `current` keep its first answer inside, so that one request asks the database once.

    What is kept under a version may be newer than it, never older: so ask before reading.
    """
    token = _answer.set([])
    try:
        yield
    finally:
        _answer.reset(token)


def prune() -> None:
    """Take out old rows: only how the set differs from one moment to the next matters."""
    with connection.cursor() as cursor:
        cursor.execute(_PRUNE, [_KEPT_ROWS, "core_publishedchange"])


def _read() -> str:
    with connection.cursor() as cursor:
        cursor.execute(_READ)
        return str(cursor.fetchone()[0])
