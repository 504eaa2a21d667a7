"""What Linux knows of processes: who is in a session, who started when, how a child is tied to its parent's life."""

import contextlib
import ctypes
import os
import signal
import time
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

_PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None, use_errno=True)  # loaded here: nothing may be loaded between fork and exec


def die_with_parent(parent: int, sig: signal.Signals) -> None:
    """Ask the kernel to send `sig` to this process when its parent `parent` dies, even by kill -9."""
    _libc.prctl(_PR_SET_PDEATHSIG, int(sig), 0, 0, 0)
    if os.getppid() != parent:  # it died before we asked
        os.kill(os.getpid(), sig)


def tether(sig: signal.Signals) -> Callable[[], None]:
    """Return a `preexec_fn` that ties the child to this process. Only for a parent without threads."""
    parent = os.getpid()
    return lambda: die_with_parent(parent, sig)


def follow_make() -> None:
    """When `make` started us: ask the kernel for SIGTERM if it dies, even by kill -9."""
    parent = os.getppid()
    if _is_make(parent):
        die_with_parent(parent, signal.SIGTERM)


def make_was_interrupted() -> bool:
    """Return whether the `make` that started us got SIGINT by itself alone (`kill -INT` on its number).

    It then waits, inside its handler, for a child that it never tells; the signal is blocked for that time.
    """
    parent = os.getppid()
    if not _is_make(parent):
        return False
    status = Path(f"/proc/{parent}/status").read_text(encoding="utf-8")
    blocked = next(line.split()[1] for line in status.splitlines() if line.startswith("SigBlk:"))
    return bool(int(blocked, 16) >> (signal.SIGINT - 1) & 1)


def _is_make(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/comm").read_text(encoding="utf-8").strip() in {"make", "gmake"}
    except OSError:
        return False


def started_at(pid: int) -> int | None:
    """Return when `pid` started, in clock ticks since boot, or None if there is no such process (or a zombie)."""
    fields = _stat(pid)
    return None if fields is None or fields[0] == "Z" else int(fields[19])


def session_members(session: int) -> list[int]:
    """Return the living processes of a session: a child, and all it started."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            fields = _stat(int(entry.name))
            if fields and fields[0] not in "ZX" and int(fields[3]) == session:
                found.append(int(entry.name))
    return found


def end_sessions(
    first: Mapping[int, signal.Signals], waits: tuple[float, float], idle: Callable[[float], None] = time.sleep
) -> None:
    """End all processes of the sessions in `first`: that signal to each leader, then SIGQUIT, then SIGKILL to the rest.

    `waits` are the seconds before SIGQUIT and before SIGKILL; `idle(seconds)` is what to do while waiting.
    """
    for leader, sig in first.items():
        members = session_members(leader)
        for pid in [leader] if leader in members else members:
            send(pid, sig)
    for seconds, sig in zip(waits, (signal.SIGQUIT, signal.SIGKILL), strict=True):
        _wait_until_gone(first, seconds, idle)
        for pid in _all_members(first):
            send(pid, sig)
    _wait_until_gone(first, 1.0, idle)


def send(pid: int, sig: signal.Signals) -> None:
    """Send a signal; a process that is gone already is no error."""
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, sig)


def _all_members(sessions: Iterable[int]) -> list[int]:
    return [pid for session in sessions for pid in session_members(session)]


def _wait_until_gone(sessions: Iterable[int], seconds: float, idle: Callable[[float], None]) -> None:
    deadline = time.monotonic() + seconds
    while _all_members(sessions) and time.monotonic() < deadline:
        idle(0.05)


def _stat(pid: int) -> list[str] | None:
    """Return the fields of /proc/PID/stat after the name: state is 0, session 3, start time 19."""
    try:
        text = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return None
    return text.rpartition(")")[2].split()
