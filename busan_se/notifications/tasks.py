"""The worker's way to the outbox."""

from celery import shared_task

from busan_se.notifications.delivery import deliver_due


@shared_task
def deliver_outbox() -> int:
    """Send what is due; return how many mails left."""
    return deliver_due()
