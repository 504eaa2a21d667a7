"""Recurring work: what is due is asked of rows, so that missed periods are caught up and nothing runs twice."""

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.db import connection

from busan_se.core.clock import now, seoul
from busan_se.core.extensions import Schedule, Sweeper
from busan_se.core.jobs import JobTaken, running
from busan_se.core.models import Job
from busan_se.core.registry import registered

logger = logging.getLogger(__name__)

_FIRST_RETRY = timedelta(minutes=1)
_LONGEST_RETRY = timedelta(hours=6)


def kind_of(schedule_key: str) -> str:
    """Return the kind of a schedule's jobs."""
    return f"schedule:{schedule_key}"


def unfinished(schedule_key: str, periods: Iterable[str]) -> list[str]:
    """Return those of `periods` that no run has made yet, in their order: the usual answer of `Schedule.due`."""
    wanted = list(periods)
    made = Job.objects.filter(kind=kind_of(schedule_key), key__in=wanted, state=Job.State.SUCCEEDED)
    finished = set(made.values_list("key", flat=True))
    return [period for period in wanted if period not in finished]


def daily_at(schedule_key: str, hour: int) -> Callable[[datetime], Sequence[str]]:
    """Return a `Schedule.due` for once a day from `hour` o'clock in Seoul on; missed days are not caught up."""

    def due(instant: datetime) -> Sequence[str]:
        local = seoul(instant)
        return unfinished(schedule_key, [f"{local:%Y-%m-%d}"]) if local.hour >= hour else []

    return due


def run_all_due(only: str = "") -> dict[str, int]:
    """Run the sweepers, then every period that is due, and return how many periods each schedule made.

    A schedule that another process is working on is left to it; one that fails is logged, tried again later with
    growing pauses, and holds up no other. `only` names a single schedule.
    """
    if not only:
        for sweeper in registered(Sweeper):
            _sweep(sweeper)
    return {schedule.key: _run(schedule) for schedule in registered(Schedule) if only in ("", schedule.key)}


def _sweep(sweeper: Sweeper) -> None:
    try:
        sweeper.sweep()
    except Exception:
        logger.exception("Sweeper %s failed", sweeper.key)


def _run(schedule: Schedule) -> int:
    try:
        with _alone(schedule.key) as alone:
            return sum(_run_period(schedule, period) for period in schedule.due(now())) if alone else 0
    except Exception:
        logger.exception("Schedule %s cannot say what is due", schedule.key)
        if not connection.in_atomic_block:
            connection.close_if_unusable_or_obsolete()  # a lost connection is not the next schedule's
        return 0


def _run_period(schedule: Schedule, period: str) -> bool:
    job, _created = Job.objects.get_or_create(
        kind=kind_of(schedule.key), key=period, defaults={"title": f"{schedule.title} {period}"}
    )
    if job.state == Job.State.FAILED:
        if not _retry_is_due(job):
            return False
        Job.objects.filter(pk=job.pk).queue_again()
    try:
        with running(job.pk):
            schedule.run(period)
    except JobTaken:
        return False
    except Exception:
        logger.exception("Schedule %s failed for %s", schedule.key, period)
        return False
    return True


def _retry_is_due(job: Job) -> bool:
    pause = min(_FIRST_RETRY * 2 ** min(job.attempts - 1, 16), _LONGEST_RETRY)
    return job.finished_at is not None and now() >= job.finished_at + pause


@contextmanager
def _alone(schedule_key: str) -> Iterator[bool]:
    """Give whether nobody else works on the schedule: an advisory lock, freed by PostgreSQL if we die."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(hashtextextended(%s, 0))", [kind_of(schedule_key)])
        (alone,) = cursor.fetchone()
    try:
        yield alone
    finally:
        if alone:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(hashtextextended(%s, 0))", [kind_of(schedule_key)])
