"""Two workers at once: each thing happens once."""

import threading
import time
from collections import defaultdict
from contextlib import suppress
from datetime import timedelta

import pytest
from django.core import mail
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from busan_se.core import jobs, registry
from busan_se.core.extensions import Schedule
from busan_se.core.jobs import JobTaken, running, take
from busan_se.core.models import Job
from busan_se.core.schedules import run_all_due, unfinished
from busan_se.files.expiry import expire
from busan_se.files.models import StoredFile
from busan_se.notifications.delivery import deliver_due
from busan_se.notifications.models import Outbox, OutboxAttachment
from busan_se.reference.models import District
from tests.factories.ground import JobFactory, OutboxFactory, StoredFileFactory

pytestmark = pytest.mark.race


def test_the_clone_has_the_rows_of_data_migrations(race_db):
    assert District.objects.count() == 16


def test_two_run_due_make_each_period_once(race_db, monkeypatch):
    made, lock = [], threading.Lock()

    def slow(period):
        time.sleep(0.05)
        with lock:
            made.append(period)

    monkeypatch.setattr(registry, "_items", defaultdict(list))
    periods = [f"2026-{month:02d}" for month in range(1, 6)]
    registry.register(Schedule("report", "", due=lambda _now: unfinished("report", periods), run=slow))
    outcome = race_db.together(*[run_all_due] * 4)
    assert outcome.errors == []
    assert sorted(made) == periods


def test_of_eight_workers_one_gets_the_job(race_db):
    job = JobFactory()
    outcome = race_db.together(*[lambda: take(job.pk)] * 8)
    assert len(outcome.values) == 1
    assert {type(error) for error in outcome.errors} == {JobTaken}


def test_a_dead_workers_job_is_taken_over_once(race_db):
    silent = timezone.now() - timedelta(hours=1)
    job = JobFactory(state="running", started_at=silent, heartbeat_at=silent, attempts=1)
    outcome = race_db.together(*[lambda: take(job.pk)] * 8)
    assert [taken.attempts for taken in outcome.values] == [2]


def test_progress_is_seen_from_outside_a_long_transaction(race_db, monkeypatch):
    monkeypatch.setattr(jobs, "_BEAT_SECONDS", 0.05)
    job, seen = JobFactory(), []

    def work():
        with running(job.pk) as run, transaction.atomic():
            run.progress(5, 10)
            time.sleep(0.5)

    def look():
        time.sleep(0.3)
        seen.append(Job.objects.values_list("done", "state").get(pk=job.pk))

    assert race_db.together(work, look).errors == []
    assert seen == [(5, "running")]


def test_a_worker_learns_that_its_job_was_taken_over(race_db, monkeypatch):
    monkeypatch.setattr(jobs, "_BEAT_SECONDS", 0.05)
    job = JobFactory()

    def lose():
        with running(job.pk) as run:
            Job.objects.filter(pk=job.pk).update(heartbeat_at=timezone.now() - timedelta(hours=1))
            take(job.pk)
            time.sleep(0.3)
            run.progress(1)

    outcome = race_db.together(lose)
    assert [type(error) for error in outcome.errors] == [JobTaken]


def test_every_mail_leaves_once_with_four_postmen(race_db):
    OutboxFactory.create_batch(40)
    mail.outbox = []
    outcome = race_db.together(*[deliver_due] * 4)
    assert outcome.errors == []
    assert sum(outcome.values) == len(mail.outbox) == 40
    assert len({letter.extra_headers["Message-ID"] for letter in mail.outbox}) == 40
    assert set(Outbox.objects.values_list("attempts", "state")) == {(1, "sent")}


def test_an_owner_that_comes_in_time_keeps_the_file(race_db):
    """Whoever is first, no owner ever points to a file that is gone."""
    long_ago = timezone.now() - timedelta(hours=25)
    files = StoredFileFactory.create_batch(20, created_at=long_ago)
    letter = OutboxFactory()

    def own():
        for file in files:
            with suppress(IntegrityError):  # it expired before
                OutboxAttachment.objects.create(outbox=letter, file_id=file.pk)

    assert race_db.together(own, expire).errors == []
    kept = list(StoredFile.objects.filter(mailed__isnull=False))
    assert all(file.file.storage.exists(file.file.name) for file in kept)
    assert OutboxAttachment.objects.count() == len(kept)


def test_the_default_connection_is_back_afterwards(django_db_setup, django_db_blocker):
    assert "_race_" not in connection.settings_dict["NAME"]
