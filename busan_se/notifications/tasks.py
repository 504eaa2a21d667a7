"""The worker's way to what must leave."""

from celery import shared_task

from busan_se.notifications.delivery import deliver_due, deliver_due_texts


@shared_task
def deliver_outbox() -> int:
    """Send what is due; return how many mails left."""
    return deliver_due()


@shared_task
def deliver_texts() -> int:
    """Send what is due; return how many text messages left."""
    return deliver_due_texts()
