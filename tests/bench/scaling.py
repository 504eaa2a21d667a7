"""What a hundred times as many enterprises cost: queries and database time of the directory."""

import statistics
import time
from urllib.parse import urlencode

from django.core.cache import cache
from django.db import connection
from django.test import Client

from tests.bench.data import database_of
from tests.bench.pages import FILTER, SEARCH
from tests.bench.results import row

SMALL, LARGE = 1_000, 100_000
ROUNDS, VISITS = 3, 7
QUESTIONS = (("first page", "/enterprises/"), ("filter", FILTER), ("search", SEARCH))
# Each as the first who asks. The last two are frequent each and never stand together.
WORDS = (
    ("rare word", "카페 054321"),
    ("common word", "해운대"),
    ("initials", "ㅎㅇㄷ"),
    ("one letter", "해"),
    ("glued words", "해운대카페"),
    ("no such word", "없는낱말"),
    ("words never together", "공방 금정"),
)
MOST_MILLISECONDS = 20


def scaling(databases):
    """Return, for each question, how many queries and how much database time it takes in both databases.

    Twice: as most visitors ask it, and as the first one does after an edit, when the figures are counted anew.
    """
    seen = {}
    for _number in range(ROUNDS):
        for size in (SMALL, LARGE):
            seen.setdefault(size, []).append(_round(databases[size]))
    rows = [found for name, _path in QUESTIONS for found in _compared(name, seen[SMALL], seen[LARGE])]
    with database_of(databases[LARGE]):
        return rows + [_word(name, word) for name, word in WORDS]


def _word(name, word):
    """Return the database time of the directory's first page for a word, the figures counted anew."""
    path = f"/enterprises/?{urlencode({'q': word})}"
    time_taken = min(_time(_visit_uncounted(path)) for _visit_number in range(VISITS))
    label = f"100,000 enterprises, {name}: database"
    return row(label, time_taken, "ms", f"<= {MOST_MILLISECONDS} ms", time_taken <= MOST_MILLISECONDS)


def _visit_uncounted(path):
    cache.clear()
    return _visit(path)


def _round(database):
    """Return {(question, first or not): (queries, milliseconds)}, the quickest of some visits."""
    with database_of(database):
        found = {}
        for name, path in QUESTIONS:
            firsts = [_visit(path, forgotten=True) for _visit_number in range(2)]
            others = [_visit(path) for _visit_number in range(VISITS)]
            found[name, True], found[name, False] = min(firsts, key=_time), min(others, key=_time)
        return found


def _time(visit):
    return visit[1]


def _edit():
    """Close an enterprise and open it again: the sums of the directory do not have that yet."""
    with connection.cursor() as cursor:
        for state in ("closed", "unknown"):
            cursor.execute("UPDATE enterprises_enterprise SET state = %s WHERE id = 500", [state])


def _visit(path, *, forgotten=False):
    if forgotten:
        _edit()
        cache.clear()
    spent = []

    def timing(execute, *arguments):
        start = time.perf_counter()
        try:
            return execute(*arguments)
        finally:
            spent.append(time.perf_counter() - start)

    with connection.execute_wrapper(timing):
        answer = Client(SERVER_NAME="localhost").get(path)
    if answer.status_code != 200:
        raise SystemExit(f"{path} answered {answer.status_code}")
    return len(spent), sum(spent) * 1000


def _compared(name, small, large):
    for first, when in ((False, ""), (True, " after an edit")):
        few, many = ([seen[name, first][0] for seen in rounds] for rounds in (small, large))
        quick, slow = (statistics.median(seen[name, first][1] for seen in rounds) for rounds in (small, large))
        ratio = slow / quick
        label = f"100,000 enterprises, {name}{when}"
        yield row(f"{label}: queries", many[-1], "queries", "as with 1,000", set(few) == set(many), baseline=few[-1])
        target = "<= 2.0 of 1,000"
        yield row(f"{label}: database", slow, "ms", target, ratio <= 2, baseline=quick, ratio=ratio)
