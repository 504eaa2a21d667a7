"""A worker is killed in the middle of applying a list: nothing of it stays, and the next worker applies all of it."""

import os
import signal
import subprocess
import sys
import time

import pytest
from django.db import connection, transaction

from busan_se.core.clock import today
from busan_se.files.actions import store_bytes
from enterprises.imports import actions
from enterprises.imports.judging import CHUNK
from enterprises.imports.models import ImportBatch
from enterprises.registry.models import Enterprise, EnterpriseIdentifier, Qualification, SourceRecord
from tests.enterprises.imports.conftest import supplier_line, supplier_list
from tests.factories.enterprises import EnterpriseFactory, EnterpriseIdentifierFactory, business_number
from tests.races.killing import address

pytestmark = pytest.mark.race

APPLY = (
    "import sys, django; django.setup()\n"
    "from enterprises.imports.actions import apply\n"
    "apply(sys.argv[1], lambda done, total: None)"
)


def quiet(done, total):
    pass


def worker(batch):
    """Start a process that applies the list in the database that this test works in."""
    env = os.environ | {"DATABASE_URL": address(), "DJANGO_SETTINGS_MODULE": "busan_se.settings.test"}
    return subprocess.Popen([sys.executable, "-c", APPLY, str(batch.pk)], env=env)


def wait_until_it_waits(process):
    """Return once the worker's session waits for a lock that this session holds."""
    until = time.monotonic() + 60
    question = "SELECT count(*) FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid))"
    with connection.cursor() as cursor:
        while time.monotonic() < until:
            assert process.poll() is None, "the worker ended before it was killed"
            cursor.execute(question)
            if cursor.fetchone()[0]:
                return
            time.sleep(0.05)
    raise AssertionError("the worker never came to the locked row")


def test_a_kill_in_the_middle_leaves_nothing_and_the_next_worker_everything(race_db):
    known = EnterpriseFactory(name="옛 이름", qualification=None)
    last = CHUNK + 5  # the enterprise of the second chunk: the first one is written by then
    EnterpriseIdentifierFactory(enterprise=known, value=business_number(last))
    data = supplier_list(*map(supplier_line, range(last + 1)))
    file = store_bytes(data, name="list.csv", kind="import_list", content_type="text/csv")
    batch = actions.receive(file, layout="", as_of=today(), user=None)
    actions.check(batch, quiet)
    assert batch.counts == {"new": last, "changed": 1}

    with transaction.atomic():
        list(Enterprise.objects.select_for_update().filter(pk=known.pk))
        process = worker(batch)
        wait_until_it_waits(process)
        process.send_signal(signal.SIGKILL)
        process.wait(30)
    tables = (Enterprise, EnterpriseIdentifier, SourceRecord)
    assert [table.objects.count() for table in tables] == [1, 1, 1]
    assert not Qualification.objects.exists()
    assert ImportBatch.objects.get(pk=batch.pk).state == "checked"

    assert worker(batch).wait(120) == 0
    assert [table.objects.count() for table in tables] == [last + 1, last + 1, last + 2]
    assert Qualification.objects.count() == last + 1
    assert not batch.rows.filter(written=False).exists()
