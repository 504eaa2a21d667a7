"""kill -9 of the web worker and of the database in the middle of submissions: what was acknowledged is there, whole.

What was not acknowledged is sent again with the same key, and gives one receipt.
"""

import subprocess
import tempfile
from pathlib import Path
from shutil import rmtree

import dj_database_url
import psycopg
import pytest
from django.db import connection

from busan_se.devstack.output import Output
from busan_se.devstack.postgres import Postgres
from busan_se.devstack.supervisor import Supervisor
from busan_se.notifications.models import Message, Outbox
from enterprises.applications.models import Application
from enterprises.applications.workflow import State
from tests.devstack.conftest import crash
from tests.factories import applications as make
from tests.races.killing import Click, address, held_at_commit, kill, until, web
from tests.races.test_applications import states_kept

pytestmark = [pytest.mark.race, pytest.mark.slow]
APPLICANTS, ENOUGH = 10, 3  # the kill falls when so many have their receipt


@pytest.fixture
def clicks(race_db):
    call = make.open_call()
    return [Click(make.DraftFactory(call=call)) for _ in range(APPLICANTS)]


def killed_in_the_middle(clicks, port, kill):
    """Send all, kill while one is at its commit and the others are on their way; return receipts acknowledged."""
    first, *others = clicks
    with held_at_commit(first) as waits:
        threads = [first.sending(port)]
        until(waits, "the first submission comes to its commit")
        threads += [click.sending(port) for click in others]
        until(lambda: sum(click.acknowledged for click in clicks) >= ENOUGH, "some are acknowledged")
        kill()
    for thread in threads:
        thread.join(30)
    connection.close()
    assert not first.acknowledged
    return [click for click in clicks if click.acknowledged]


def whole(click):
    """Return the receipt of a submission, after a look at all that belongs to it."""
    application = Application.objects.get(pk=click.pk)
    key = f"application:{click.pk}:received"
    assert application.state == State.SUBMITTED
    assert sorted(application.consents.values_list("purpose", flat=True)) == sorted(make.CONSENTS)
    assert Message.objects.filter(user=click.owner, key=key).count() == 1
    assert Outbox.objects.filter(recipient_email=click.owner.email, key=key).count() == 1
    assert states_kept(click.pk) == [State.DRAFT, State.SUBMITTED]
    return application.receipt_number


def none_lost_none_double(clicks, acknowledged, port):
    receipts = {click.pk: whole(click) for click in acknowledged}
    for click in clicks:
        until(lambda click=click: click.send(port), "a retry is acknowledged")
    again = {click.pk: whole(click) for click in clicks}
    assert receipts.items() <= again.items()
    assert len(set(again.values())) == APPLICANTS
    failed = [(status, headers) for click in clicks for status, headers in click.answers if status >= 500]
    assert all(status == 503 and headers["Retry-After"] for status, headers in failed), failed


def test_kill_9_of_the_web_worker(clicks):
    with connection.cursor() as cursor:
        cursor.execute("SHOW synchronous_commit")
        assert cursor.fetchone() == ("on",)
    with web() as portal:
        victim = portal.worker()
        acknowledged = killed_in_the_middle(clicks, portal.port, lambda: kill(victim))
        none_lost_none_double(clicks, acknowledged, portal.port)
        assert portal.worker() != victim


@pytest.fixture
def own_server(race_db):
    """Move the test to a copy of its database on a server of its own; give (server, its supervisor)."""
    before, folder = dict(connection.settings_dict), Path(tempfile.mkdtemp(prefix="busan-se-kill-"))
    folder.chmod(0o755)  # PostgreSQL may run as another account
    with (folder / "log").open("wb") as log, Supervisor(folder, Output(log)) as supervisor:
        server = Postgres(folder)
        url = server.start(supervisor)
        dump = subprocess.run([server.binaries / "pg_dump", address()], capture_output=True, check=True).stdout
        subprocess.run([server.binaries / "psql", "-q", url], input=dump, stdout=subprocess.DEVNULL, check=True)
        connection.close()
        connection.settings_dict.update({**dj_database_url.parse(url), "OPTIONS": before["OPTIONS"]})
        yield server, supervisor
        connection.close()
        connection.settings_dict.update(before)
    rmtree(folder)


def answers():
    try:
        psycopg.connect(address()).close()
    except psycopg.OperationalError:
        return False
    return True


def test_kill_9_of_the_database(own_server):
    server, supervisor = own_server
    call = make.open_call()
    clicks = [Click(make.DraftFactory(call=call)) for _ in range(APPLICANTS)]
    with web() as portal:
        acknowledged = killed_in_the_middle(clicks, portal.port, lambda: crash(server))
        supervisor.until(answers)
        none_lost_none_double(clicks, acknowledged, portal.port)
