"""Processes beside the test, in the database that it works in, and how to kill them at a known point."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from urllib.parse import quote, urlencode
from uuid import uuid4

import psycopg
from django.conf import settings
from django.db import connection
from django.middleware.csrf import _get_new_csrf_string
from django.test import Client

from busan_se.accounts.models import User
from tests.factories import applications as make

SECONDS = 60


def address():
    """Return the URL of the database that the default connection of this test works in."""
    given = connection.settings_dict
    password = f":{quote(given['PASSWORD'], safe='')}" if given["PASSWORD"] else ""
    host = quote(given["HOST"] or "", safe="")
    return f"postgres://{given['USER']}{password}@{host}:{given['PORT']}/{given['NAME']}"


def process(*arguments, **environment):
    """Start Python in that database; it is pooled and sends mail by SMTP as `tests.races.settings` says."""
    given = {"DATABASE_URL": address(), "DJANGO_SETTINGS_MODULE": "tests.races.settings"} | environment
    return subprocess.Popen([sys.executable, *arguments], env=os.environ | given)


def kill(pid):
    os.kill(pid, signal.SIGKILL)


def until(condition, what):
    """Wait until `condition()` is true, and return what it gave."""
    give_up = time.monotonic() + SECONDS
    while not (found := condition()):
        assert time.monotonic() < give_up, f"{what}: not within {SECONDS} s"
        time.sleep(0.02)
    return found


@dataclass
class Web:
    """gunicorn with one worker, which its master replaces when it dies."""

    port: int
    master: int

    def worker(self):
        """Return the process number of the worker, 0 while there is none."""
        children = Path(f"/proc/{self.master}/task/{self.master}/children").read_text(encoding="ascii").split()
        return int(children[0]) if children else 0


@contextmanager
def web():
    """Run the portal on loopback."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    running = process(
        *("-m", "gunicorn", "busan_se.wsgi", "--bind", f"127.0.0.1:{port}", "--worker-class", "gthread"),
        *("--threads", "8", "--preload", "--no-control-socket", "--graceful-timeout", "1", "--log-level", "critical"),
        LOG_LEVEL="CRITICAL",
    )
    try:
        until(lambda: running.poll() is not None or _answers(port), "the portal answers")
        yield Web(port, running.pid)
    finally:
        running.terminate()
        running.wait(30)


def _answers(port):
    try:
        return _asked(port, "GET", "/healthz", "", {})[0] == 200
    except OSError:
        return False


def _asked(port, *request):
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=SECONDS)) as client:
        client.request(*request)
        answer = client.getresponse()
        answer.read()
        return answer.status, answer.headers


class Click:
    """The last click of an applicant who is signed in: always with the same key. `answers` are what came of it."""

    def __init__(self, draft):
        self.pk, self.owner = draft.pk, draft.started_by
        client, secret = Client(), _get_new_csrf_string()
        client.force_login(self.owner)
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        fields = {"csrfmiddlewaretoken": secret, "seen_hash": make.hash_of(draft), "key": uuid4()}
        self.body = urlencode(fields | dict.fromkeys(make.CONSENTS, "on"))
        self.headers = {
            "Cookie": f"{settings.SESSION_COOKIE_NAME}={session}; {settings.CSRF_COOKIE_NAME}={secret}",
            "Content-Type": "application/x-www-form-urlencoded",
        }
        self.answers = []

    def send(self, port):
        """Send it once; where the line breaks nothing is noted."""
        try:
            answer = _asked(port, "POST", f"/my/applications/{self.pk}/check/", self.body, self.headers)
        except (OSError, http.client.HTTPException):
            return False
        self.answers.append(answer)
        return self.acknowledged

    def sending(self, port):
        """Send it in a thread of its own."""
        thread = Thread(target=self.send, args=[port], daemon=True)
        thread.start()
        return thread

    @property
    def acknowledged(self):
        """Return whether an answer led to the receipt."""
        return any(status == 302 and found["Location"].endswith("/receipt/") for status, found in self.answers)


@contextmanager
def held_at_commit(click):
    """Hold what `click` submits at its very end: all is written, and the commit waits for this lock.

    Gives a function that says whether it has come so far.
    """
    waits = "SELECT count(*) FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid))"
    with closing(psycopg.connect(address())) as holder:
        holder.execute(f"SELECT FROM {User._meta.db_table} WHERE id = %s FOR UPDATE", [click.owner.pk])
        yield lambda: holder.execute(waits).fetchone()[0]
