"""A whole portal for the browser: gunicorn with collected static files on a clone of the migrated test database."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg
from django.conf import settings
from psycopg import sql

ROOT = Path(__file__).resolve().parents[2]
START_SECONDS = 60


def free_port() -> int:
    """Return a port that nobody listens on."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def address_of(name: str) -> str:
    """Return the URL of a database on the test server."""
    database = settings.DATABASES["default"]
    user, password = database["USER"], database.get("PASSWORD") or ""
    secret = f":{password}" if password else ""
    return f"postgres://{user}{secret}@{database['HOST'] or '127.0.0.1'}:{database['PORT'] or 5432}/{name}"


@contextmanager
def cloned_database(template: str) -> Iterator[str]:
    """Give the URL of a copy of the database `template`, dropped afterwards. Nobody may be connected to it."""
    name = f"{template}_browser_{os.getpid()}"
    with psycopg.connect(address_of("postgres"), autocommit=True) as admin:
        admin.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(template)))
    try:
        yield address_of(name)
    finally:
        with psycopg.connect(address_of("postgres"), autocommit=True) as admin:
            admin.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def wait_until_ready(url: str, process: subprocess.Popen[bytes]) -> None:
    """Wait for the first answer. Raises RuntimeError when the server dies or stays silent."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            break
        try:
            urllib.request.urlopen(f"{url}/healthz", timeout=2).close()
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise RuntimeError(f"The portal did not start: exit code {process.poll()}")


def environment(database_url: str, folder: Path) -> dict[str, str]:
    """Return the environment of the portal under test: development settings, a folder of its own."""
    own = {"DATABASE_URL": database_url, "VAR_DIR": str(folder), "DJANGO_SETTINGS_MODULE": "busan_se.settings.dev"}
    return {**os.environ, **own, "REDIS_URL": settings.REDIS_URL}


def manage(*arguments: str, env: dict[str, str]) -> str:
    """Run a management command; return what it printed. Raises RuntimeError with its output when it fails."""
    command = [sys.executable, "manage.py", *arguments]
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{' '.join(arguments)} failed:\n{done.stdout}\n{done.stderr}")
    return done.stdout


@contextmanager
def running_portal(env: dict[str, str], folder: Path) -> Iterator[str]:
    """Start gunicorn; give its address; stop it."""
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", "busan_se.wsgi", "--bind", f"127.0.0.1:{port}", "--threads", "8"]
    command += ["--worker-class", "gthread", "--no-control-socket", "--log-level", "warning"]
    with (folder / "gunicorn.log").open("wb") as log:
        process = subprocess.Popen(command, cwd=ROOT, env=env, stdout=log, stderr=log, start_new_session=True)
    url = f"http://127.0.0.1:{port}"
    try:
        wait_until_ready(url, process)
        yield url
    finally:
        process.terminate()
        process.wait(timeout=15)
