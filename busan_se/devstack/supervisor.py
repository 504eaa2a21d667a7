"""Starts programs, shows what they print with their name before each line, restarts one that crashes, ends them all.

One thread, one loop: the parent must have no threads, since each child is tied to its life between fork and exec.
"""

import os
import selectors
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from busan_se.devstack.leftovers import Leftovers
from busan_se.devstack.output import Output
from busan_se.devstack.place import Account, CannotStart
from busan_se.devstack.processes import end_sessions, make_was_interrupted, tether

TICK = 0.1  # seconds between looks at the children
APP_WAITS = (2.5, 0.5)  # seconds until SIGQUIT, until SIGKILL; with SERVER_WAITS within the 10 s promised
SERVER_WAITS = (2.0, 0.5)
STEADY_SECONDS = 60  # after so long a crash no longer counts as one in a row
MAX_CRASHES = 5
LONGEST_LINE = 64 * 1024


class Stopped(Exception):
    """The user wants the stack to end."""


@dataclass(frozen=True)
class Program:
    """What to run. `stop_signal` asks it to end in good order; `account` is whom to run it as (None: ourselves)."""

    name: str
    argv: list[str]
    env: Mapping[str, str] | None = None
    stdin: str = ""
    stop_signal: signal.Signals = signal.SIGTERM
    account: Account | None = None
    is_server: bool = False  # ended after the programs that use it


@dataclass
class Child:
    """A running program. With `restart` it is started again when it ends."""

    program: Program
    process: "subprocess.Popen[bytes]"
    restart: bool = False
    since: float = field(default_factory=time.monotonic)
    crashes: int = 0
    due: float | None = None  # when to start it again
    unfinished: bytes = b""  # the beginning of a line

    def ended(self) -> bool:
        """Return whether the process has exited."""
        return self.process.poll() is not None


class Supervisor:
    """Keeps the children of this process. Use it as a context manager: leaving it ends them all."""

    def __init__(self, var: Path, output: Output) -> None:
        self.output = output
        self.children: list[Child] = []
        self.asked: int | None = None  # the signal that asked us to stop
        self._handlers: dict[signal.Signals, Any] = {}
        self._leftovers = Leftovers(var)
        self._selector = selectors.DefaultSelector()

    def __enter__(self) -> "Supervisor":
        for sig in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            self._handlers[sig] = signal.signal(sig, self._ask)
        self._leftovers.end()
        return self

    def __exit__(self, *_: object) -> None:
        for servers, waits in ((False, APP_WAITS), (True, SERVER_WAITS)):
            group = [child for child in self.children if child.program.is_server is servers]
            end_sessions({child.process.pid: child.program.stop_signal for child in group}, waits, self._pump)
        self._pump(0)
        for child in self.children:
            child.process.wait()
        self._leftovers.forget()
        for sig, handler in self._handlers.items():
            signal.signal(sig, handler)

    def start(self, program: Program, *, restart: bool = False) -> Child:
        """Start a program in a session of its own, tied to our life."""
        child = Child(program, self._spawn(program), restart)
        self._adopt(child)
        self.children.append(child)
        return child

    def forget(self, child: Child) -> None:
        """End a child, with all it started, and no longer look after it."""
        end_sessions({child.process.pid: child.program.stop_signal}, SERVER_WAITS, self._pump)
        child.process.wait()
        self._pump(0)
        self.children.remove(child)

    def step(self, program: Program) -> None:
        """Run a program to its end. Raises CannotStart when it fails."""
        child = self.start(program)
        self.until(child.ended)
        code = child.process.returncode
        self.forget(child)
        if code:
            raise CannotStart(f"{program.name} failed ({_how(code)}); its messages are above.")

    def foreground(self, argv: Sequence[str], env: Mapping[str, str]) -> int:
        """Run a command on the user's terminal, with the children behind it; return its exit code."""
        process = subprocess.Popen(argv, env=env, preexec_fn=tether(signal.SIGTERM))
        passed_on = 0.0
        while process.poll() is None:
            self._pump(TICK)
            if self.asked in {None, signal.SIGINT}:  # Ctrl-C reaches the command by itself
                continue
            if not passed_on:
                passed_on = time.monotonic()
                process.terminate()
            elif time.monotonic() - passed_on > APP_WAITS[0]:
                process.kill()
        return process.returncode if process.returncode >= 0 else 128 - process.returncode

    def until(self, condition: Callable[[], bool]) -> None:
        """Look after the children until `condition` holds. Raises as `pause` does."""
        while not condition():
            self.pause(TICK)

    def pause(self, seconds: float) -> None:
        """Look after the children for some seconds. Raises Stopped, or CannotStart when one keeps crashing."""
        if self.asked or self.output.closed or make_was_interrupted():
            raise Stopped
        self._pump(seconds)
        for child in self.children:
            if child.restart and child.ended():
                self._mend(child)

    def _ask(self, number: int, _: object) -> None:
        self.asked = number

    def _spawn(self, program: Program) -> "subprocess.Popen[bytes]":
        process = subprocess.Popen(
            program.argv,
            env=program.env,
            stdin=subprocess.PIPE if program.stdin else subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            preexec_fn=tether(program.stop_signal),
            **(program.account.popen_arguments() if program.account else {}),
        )
        if process.stdin:
            process.stdin.write(program.stdin.encode())
            process.stdin.close()
        return process

    def _adopt(self, child: Child) -> None:
        assert child.process.stdout
        self._selector.register(child.process.stdout, selectors.EVENT_READ, child)
        self._leftovers.note(child.process.pid, child.program.stop_signal)

    def _mend(self, child: Child) -> None:
        """Start a crashed child again, later each time. Raises CannotStart after MAX_CRASHES in a row."""
        now = time.monotonic()
        if child.due is None:
            end_sessions({child.process.pid: child.program.stop_signal}, SERVER_WAITS, self._pump)  # what it left
            child.crashes = 1 if now - child.since > STEADY_SECONDS else child.crashes + 1
            if child.crashes > MAX_CRASHES:
                raise CannotStart(f"{child.program.name} ended {child.crashes} times in a row; its messages are above.")
            delay = 2.0 ** (child.crashes - 1)
            child.due = now + delay
            how = _how(child.process.returncode)
            self.output.say(f"{child.program.name} ended by itself ({how}); it starts again in {delay:.0f} s.")
        elif now >= child.due:
            child.process, child.since, child.due = self._spawn(child.program), now, None
            self._adopt(child)

    def _pump(self, seconds: float) -> None:
        """Pass on what the children print, for up to so many seconds (0: what is there now)."""
        deadline = time.monotonic() + seconds
        while True:
            if not self._selector.get_map():
                time.sleep(max(0.0, deadline - time.monotonic()))
                return
            for key, _ in self._selector.select(max(0.0, deadline - time.monotonic())):
                self._pass_on(key)
            if time.monotonic() >= deadline:
                return

    def _pass_on(self, key: selectors.SelectorKey) -> None:
        child: Child = key.data
        data = os.read(key.fd, LONGEST_LINE)
        *lines, child.unfinished = (child.unfinished + data).split(b"\n")
        if child.unfinished and (not data or len(child.unfinished) > LONGEST_LINE):
            lines.append(child.unfinished)
            child.unfinished = b""
        for line in lines:
            self.output.line(child.program.name, line)
        if not data:
            self._selector.unregister(key.fileobj)


def _how(code: int) -> str:
    return f"exit code {code}" if code >= 0 else f"signal {signal.Signals(-code).name}"
