"""The Celery application. Beat is a metronome: what is due is decided by rows in PostgreSQL (`run_due`)."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "busan_se.settings.dev")

app = Celery("busan_se")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
