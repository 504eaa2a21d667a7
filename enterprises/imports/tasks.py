"""Long work of the imports. The tasks may run again after a kill: the batch says how far it came."""

from celery import shared_task

from busan_se.core import jobs
from enterprises.imports import actions, undoing
from enterprises.imports.models import ImportBatch

CHECK, APPLY, UNDO = "import_check", "import_apply", "import_undo"


@shared_task
def check_batch(job_id: str, batch_id: str) -> None:
    """Judge every line of a batch."""
    with jobs.running(job_id) as job:
        batch = ImportBatch.objects.get(pk=batch_id)
        actions.check(batch, job.progress)
        job.result = {**batch.counts, "state": batch.state}


@shared_task
def apply_batch(job_id: str, batch_id: str) -> None:
    """Write the accepted lines of a batch into the register."""
    with jobs.running(job_id) as job:
        batch = actions.apply(batch_id, job.progress)
        job.result = dict(batch.counts)


@shared_task
def undo_batch(job_id: str, batch_id: str, why: str) -> None:
    """Take an applied batch back."""
    with jobs.running(job_id) as job:
        undoing.undo(batch_id, why, job.progress)
