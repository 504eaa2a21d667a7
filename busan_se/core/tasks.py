"""The metronome's task. Beat calls it every minute; what is due is decided by rows."""

from celery import shared_task

from busan_se.core.schedules import run_all_due


@shared_task
def run_due() -> dict[str, int]:
    """Make every period that is due, see `schedules.run_all_due`."""
    return run_all_due()
