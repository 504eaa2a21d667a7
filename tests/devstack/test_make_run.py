"""The whole stack as a user starts it: one line when it is ready, one at a time, gone when told, back after kill -9."""

import http.client
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from busan_se.devstack.ports import LOOPBACK, free_port
from busan_se.devstack.processes import session_members
from busan_se.settings.env import ROOT

pytestmark = pytest.mark.slow
START_SECONDS = 300  # seconds; alone on two cores it takes a tenth


class Run:
    """One `make run` on a `var/` of its own."""

    def __init__(self, var: Path, port: int) -> None:
        self.var, self.port = var, port
        self.log = var.with_suffix(".log")
        environment = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "REDIS_URL"}}
        environment.pop("DJANGO_SETTINGS_MODULE", None)
        self.environment = {**environment, "VAR_DIR": str(var), "PORT": str(port), "DEMO": "0"}
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "busan_se.devstack", "run"],
                cwd=ROOT,
                env=self.environment,
                stdout=log,
                stderr=subprocess.STDOUT,
            )

    def wait_until_ready(self) -> None:
        deadline = time.monotonic() + START_SECONDS
        while not self.ready_lines():
            assert self.process.poll() is None, self.log.read_text()
            assert time.monotonic() < deadline, self.log.read_text()
            time.sleep(0.1)

    def ready_lines(self) -> list[str]:
        return [line for line in self.log.read_text().splitlines() if line.startswith("READY")]

    def get(self, path: str) -> tuple[int, bytes]:
        connection = http.client.HTTPConnection(LOOPBACK, self.port, timeout=20)
        connection.request("GET", path)
        response = connection.getresponse()
        return response.status, response.read()

    def members(self) -> list[int]:
        """All processes of the stack but the supervisor."""
        sessions = json.loads((self.var / "children.json").read_text())["children"]
        return [pid for session in sessions for pid in session_members(int(session))]

    def database(self) -> "psycopg.Connection[tuple[int]]":
        services = json.loads((self.var / "services.json").read_text())
        return psycopg.connect(services["DATABASE_URL"], autocommit=True)

    def another(self, *arguments: str) -> "subprocess.CompletedProcess[str]":
        command = [sys.executable, *arguments]
        return subprocess.run(
            command, cwd=ROOT, env=self.environment, capture_output=True, text=True, check=False, timeout=60
        )

    def kill_everything(self) -> None:
        victims = [self.process.pid, *self.members()]
        for pid in victims:
            os.kill(pid, signal.SIGKILL)
        self.process.wait()


@pytest.fixture(scope="module")
def place() -> Iterator[tuple[Path, int]]:
    """A `var/` that everybody can reach, and a port."""
    folder = Path(tempfile.mkdtemp(prefix="portal "))
    folder.chmod(0o755)
    yield folder / "var", free_port()
    shutil.rmtree(folder)


@pytest.fixture(scope="module")
def running(place: tuple[Path, int]) -> Iterator[Run]:
    """Started, killed with -9 after a commit, and started again: what the other tests find has been through that."""
    place[0].mkdir()
    first = Run(*place)
    try:
        first.wait_until_ready()
        with first.database() as connection:
            connection.execute("CREATE TABLE acknowledged (n int)")
            connection.execute("INSERT INTO acknowledged VALUES (1)")
            first.kill_everything()
    finally:
        first.process.kill()
    second = Run(*place)
    try:
        second.wait_until_ready()
        yield second
    finally:
        second.process.terminate()
        second.process.wait(15)


def test_it_says_once_that_it_is_ready(running: Run) -> None:
    assert running.ready_lines() == [f"READY http://127.0.0.1:{running.port}/"]


@pytest.mark.parametrize("path", ["/", "/healthz", "/readyz", "/en/", "/accounts/login/"])
def test_it_answers(running: Run, path: str) -> None:
    status, body = running.get(path)
    assert status == 200, body


def test_nothing_acknowledged_was_lost_by_kill_9(running: Run) -> None:
    with running.database() as connection:
        assert connection.execute("SELECT n FROM acknowledged").fetchall() == [(1,)]


def test_worker_and_beat_are_up(running: Run) -> None:
    deadline = time.monotonic() + 30
    while "celery@" not in running.log.read_text() and time.monotonic() < deadline:
        time.sleep(0.2)
    assert "worker   | " in running.log.read_text()
    assert len({os.getsid(pid) for pid in running.members()}) == 5


def test_a_second_one_says_that_it_is_running_already(running: Run) -> None:
    second = running.another("-m", "busan_se.devstack", "run")
    assert second.returncode == 1
    assert f"Already running: make run at http://127.0.0.1:{running.port}/" in second.stderr


def test_another_stack_on_the_same_port_says_that_it_is_taken(running: Run, tmp_path: Path) -> None:
    running.environment, kept = {**running.environment, "VAR_DIR": str(tmp_path)}, running.environment
    second = running.another("-m", "busan_se.devstack", "run")
    running.environment = kept
    assert second.returncode == 1
    assert f"Port {running.port} can't be used" in second.stderr


@pytest.mark.parametrize("command", [["manage.py"], ["-m", "busan_se.devstack", "manage"]])
def test_management_commands_find_its_servers(running: Run, command: list[str]) -> None:
    done = running.another(*command, "migrate", "--check")
    assert done.returncode == 0, done.stderr


def test_sigterm_ends_all_of_it_in_time(running: Run) -> None:
    """The last test of this file: it takes the stack down."""
    idle = http.client.HTTPConnection(LOOPBACK, running.port)
    idle.request("GET", "/healthz")  # a browser that keeps its connection open must not delay the end
    idle.getresponse().read()
    sessions = {os.getsid(pid) for pid in running.members()}
    started = time.monotonic()
    running.process.terminate()
    assert running.process.wait(10) == 0
    assert time.monotonic() - started < 10
    assert [pid for session in sessions for pid in session_members(session)] == []
    assert not (running.var / "services.json").exists()
