"""Who owns the embedded servers of a `var/` folder: one `make run`, or one `make manage` that others may share.

`var/stack.lock` is held by the owner; `var/users.lock` is shared by whoever works on servers that another one owns, so
that a `make manage` which started them waits for the others before it ends them.
"""

import contextlib
import fcntl
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from busan_se.devstack.place import write_whole


class Ownership:
    """The locks and the published addresses of one `var/` folder."""

    def __init__(self, var: Path) -> None:
        self._lock = var / "stack.lock"
        self._users = var / "users.lock"
        self._services = var / "services.json"

    @contextlib.contextmanager
    def owned(self, what: str) -> Iterator[bool]:
        """Try to become the owner; give whether it worked. `what` is how the owner is called towards others."""
        with self._lock.open("a+", encoding="utf-8") as handle:
            if not _locked(handle):
                yield False
                return
            handle.truncate(0)
            handle.write(f"{what} (process {os.getpid()})")
            handle.flush()
            self._services.unlink(missing_ok=True)  # of an owner that was killed
            try:
                yield True
            finally:
                self._services.unlink(missing_ok=True)

    def owner(self) -> str:
        """Return how the present owner calls itself."""
        return self._lock.read_text(encoding="utf-8")

    def publish(self, services: dict[str, str]) -> None:
        """Tell a plain `manage.py` where the servers are."""
        write_whole(self._services, json.dumps(services))

    def join(self) -> bool:
        """Use servers that another one owns, until this process ends; False if there are none just now.

        The lock also stays with a program that replaces this one (`exec`).
        """
        handle = os.open(self._users, os.O_RDWR | os.O_CREAT, 0o600)
        fcntl.flock(handle, fcntl.LOCK_SH)
        if self._services.exists() and self._is_owned():
            os.set_inheritable(handle, True)
            return True
        os.close(handle)
        return False

    def shut_out_others(self) -> bool:
        """Let nobody else use our servers from now on; False (and try later) while somebody does."""
        self._door = self._users.open("a", encoding="utf-8")  # held until this process ends
        return _locked(self._door)

    def _is_owned(self) -> bool:
        with self._lock.open("a", encoding="utf-8") as handle:
            return not _locked(handle)


def _locked(handle: IO[str]) -> bool:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
