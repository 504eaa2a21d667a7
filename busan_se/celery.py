"""The Celery application. Beat is a metronome: what is due is decided by rows in PostgreSQL (`run_due`)."""

import os
from typing import Any

from celery import Celery
from celery.signals import worker_ready

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "busan_se.settings.dev")

app = Celery("busan_se")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@worker_ready.connect
def catch_up(**_kwargs: Any) -> None:
    """Do what fell due while no worker ran, rather than wait for beat's next stroke."""
    app.send_task("busan_se.core.tasks.run_due")
