"""A supervisor of its own for each test; what it prints can be read from a file."""

import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from busan_se.devstack.output import Output
from busan_se.devstack.postgres import Postgres
from busan_se.devstack.supervisor import Program, Supervisor


class Stage:
    """A supervisor and what it printed."""

    def __init__(self, supervisor: Supervisor, log: Path) -> None:
        self.supervisor = supervisor
        self.log = log

    def printed(self) -> str:
        return self.log.read_text(encoding="utf-8")

    def until_printed(self, text: str) -> None:
        self.supervisor.until(lambda: text in self.printed())


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    log = tmp_path / "log"
    with log.open("wb") as handle, Supervisor(tmp_path, Output(handle)) as supervisor:
        yield Stage(supervisor, log)


def script(name: str, source: str) -> Program:
    """A program that runs some lines of Python."""
    return Program(name, [sys.executable, "-u", "-c", source])


def crash(postgres: Postgres) -> None:
    """Kill -9 the postmaster and all its children at once.

    It is stopped first: else it would see a child die, or a child would see it die and still end in good order. Each
    child leads a session of its own.
    """
    leader = int((postgres.data / "postmaster.pid").read_bytes().split()[0])
    os.kill(leader, signal.SIGSTOP)
    children = Path(f"/proc/{leader}/task/{leader}/children").read_text(encoding="ascii").split()
    for pid in [*map(int, children), leader]:
        os.kill(pid, signal.SIGKILL)
