"""What an earlier run left behind when its supervisor was killed before it could end its children.

The kernel asks each child to end when the supervisor dies (see `processes.tether`); this ends those that did not.
"""

import contextlib
import json
import signal
from pathlib import Path

from busan_se.devstack.place import write_whole
from busan_se.devstack.processes import end_sessions, started_at

BOOT_ID = Path("/proc/sys/kernel/random/boot_id")
WAITS = (5.0, 2.0)  # seconds until SIGQUIT, until SIGKILL


class Leftovers:
    """The file `var/children.json`: of each child its process number, when it started, and how to end it."""

    def __init__(self, var: Path) -> None:
        self._file = var / "children.json"
        self._noted: dict[int, tuple[int, int]] = {}

    def note(self, pid: int, stop_signal: signal.Signals) -> None:
        """Remember a child that has just been started."""
        self._noted[pid] = (started_at(pid) or 0, int(stop_signal))
        write_whole(self._file, json.dumps({"boot": _boot(), "children": self._noted}))

    def forget(self) -> None:
        """All children have ended in good order."""
        self._file.unlink(missing_ok=True)

    def end(self) -> None:
        """End what an earlier run left, and nothing else: a number that another program got since is not ours."""
        with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
            noted = json.loads(self._file.read_text(encoding="utf-8"))
            if noted["boot"] == _boot():
                ours = {
                    int(pid): signal.Signals(sig)
                    for pid, (start, sig) in noted["children"].items()
                    if started_at(int(pid)) in (None, start)
                }
                end_sessions(ours, WAITS)
        self.forget()


def _boot() -> str:
    return BOOT_ID.read_text(encoding="ascii").strip()
