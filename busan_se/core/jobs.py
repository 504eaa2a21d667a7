"""Long work: made here, taken here by one worker at a time, taken over when that worker dies."""

import logging
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pghistory
from celery import Task, current_app
from celery.exceptions import Ignore
from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone

from busan_se.core.extensions import Text
from busan_se.core.models import Job

logger = logging.getLogger(__name__)

_BEAT_SECONDS = 2.0
# A message that did not arrive by then is taken for lost and sent again.
_FORGOTTEN_AFTER = timedelta(minutes=1)


class JobTaken(Ignore):
    """Another worker has this job, or it is done. Celery takes it for "nothing to do", not for a failure."""


def enqueue(
    kind: str,
    key: str,
    *,
    user: Any = None,
    task: Task,
    args: Sequence[Any] = (),
    title: Text = "",
) -> Job:
    """Return the job of this kind and key, waiting for a worker that calls `task(str(job.pk), *args)`.

    The row is written in the caller's transaction; the worker is woken after its commit. A failed job waits again, with
    the new arguments; one that waits, runs or succeeded is returned as it is. `args` must be plain JSON.
    """
    fields = {"title": str(title), "task": task.name, "args": list(args), "created_by": user}
    job, created = Job.objects.get_or_create(kind=kind, key=key, defaults=fields)
    same = Job.objects.filter(pk=job.pk)
    again = not created and same.queue_again()
    if again:
        same.update(**fields)
        job.refresh_from_db()
    if created or again:
        wake_after_commit(task, str(job.pk), *args)
    return job


def wake_after_commit(task: Task, *args: Any) -> None:
    """Send the task to Celery once the transaction is committed; the same message only once.

    A broker that is down must not fail a request whose work is safely in the database: a sweeper finds it.
    """
    wake = _Wake(task, args)
    if all(entry[1] != wake for entry in connection.run_on_commit):
        transaction.on_commit(wake, robust=True)


class _Wake:
    """A message to Celery, equal to another with the same task and arguments."""

    def __init__(self, task: Task, args: tuple[Any, ...]) -> None:
        self.task, self.args = task, args
        self.__qualname__ = f"wake {task.name}"  # how Django's log names it when the broker is down

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Wake) and (self.task.name, self.args) == (other.task.name, other.args)

    def __hash__(self) -> int:
        return hash((self.task.name, self.args))

    def __call__(self) -> None:
        self.task.delay(*self.args)


def start_again(jobs: Any) -> int:
    """Let the failed ones of a queryset of jobs wait again, and wake workers after the commit; return how many.

    A schedule's period carries no task: the next `run_due` takes it.
    """
    failed = list(jobs.filter(state=Job.State.FAILED))
    Job.objects.filter(pk__in=[job.pk for job in failed]).queue_again()
    for job in failed:
        if job.task:
            wake_after_commit(current_app.tasks[job.task], str(job.pk), *job.args)
    return len(failed)


def wake_forgotten() -> int:
    """Send the message of every waiting or abandoned job again; return how many there were.

    Schedules' jobs carry no task: `run_due` itself comes back to them.
    """
    now = timezone.now()
    forgotten = list(Job.objects.free().filter(queued_at__lt=now - _FORGOTTEN_AFTER).exclude(task="")[:100])
    Job.objects.filter(pk__in=[job.pk for job in forgotten]).update(queued_at=now)
    for job in forgotten:
        current_app.tasks[job.task].delay(str(job.pk), *job.args)
    return len(forgotten)


class Running:
    """The hold of one worker on one job."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self.result: dict[str, Any] = {}
        self._lost = threading.Event()
        self._over = threading.Event()

    def progress(self, done: int, total: int | None = None) -> None:
        """Say how far the work is; cheap, so it may be called for each row. Shown within two seconds.

        Raises JobTaken when the job was taken over meanwhile (this worker was thought dead): stop, and write no more.
        """
        self.job.done, self.job.total = done, total if total is not None else self.job.total
        if self._lost.is_set():
            raise JobTaken

    def finish(self, state: str, error: str = "") -> None:
        """Write the end, unless another worker has taken the job over."""
        self._write(state=state, error=error, result=self.result, finished_at=timezone.now())

    def beat(self) -> None:
        """Show a sign of life until the work is over. Runs in a thread of its own, outside the worker's transaction."""
        try:
            while not self._over.wait(_BEAT_SECONDS):
                if not self._write(heartbeat_at=timezone.now()):
                    self._lost.set()
                    return
        except Exception:
            logger.exception("Job %s lost its heartbeat", self.job.pk)
        finally:
            connection.close()

    def stop(self) -> None:
        """End the heartbeat."""
        self._over.set()

    def _write(self, **fields: Any) -> int:
        hold = Job.objects.filter(pk=self.job.pk, state=Job.State.RUNNING, attempts=self.job.attempts)
        return hold.update(done=self.job.done, total=self.job.total, **fields)


@contextmanager
def running(job_id: Any) -> Iterator[Running]:
    """Take the job, and report its end: done, or failed with the error, which is raised again.

    Gives a Running: call `.progress(done, total)`, fill `.result` (plain JSON; "url" leads the user on in the end).
    Row history made inside carries the job's starter as actor. Raises JobTaken if another worker has it or it is done.
    """
    run = Running(take(job_id))
    heart = threading.Thread(target=run.beat, name=f"job-{job_id}", daemon=True)
    heart.start()
    try:
        with pghistory.context(user=run.job.created_by_id, job=str(run.job.pk)):
            yield run
    except JobTaken:
        raise
    except BaseException as error:
        run.finish(Job.State.FAILED, error=f"{type(error).__name__}: {error}"[:2000])
        raise
    else:
        run.finish(Job.State.SUCCEEDED)
    finally:
        run.stop()
        heart.join()


def take(job_id: Any) -> Job:
    """Make this worker the only one of the job: one UPDATE, so of two only one gets it. Raises JobTaken."""
    now = timezone.now()
    taken = Job.objects.free().filter(pk=job_id)
    if not taken.update(
        state=Job.State.RUNNING,
        attempts=F("attempts") + 1,
        started_at=now,
        heartbeat_at=now,
        finished_at=None,
        error="",
        done=0,
        total=None,
    ):
        raise JobTaken
    return Job.objects.get(pk=job_id)
