"""What the stack prints: whole lines, each with the name of the process that said it.

A reader that stops reading must not stop the portal: when the pipe stays full, lines are left out and counted.
"""

import os
import select
from typing import BinaryIO

CHUNK = 4096  # PIPE_BUF: so much never blocks when the system calls a pipe writable
PATIENCE = 2.0  # seconds to wait for a reader that has fallen behind


class Output:
    """Writes to one file descriptor. `closed` tells that the reader has gone."""

    def __init__(self, sink: BinaryIO) -> None:
        self.fd = sink.fileno()
        self.closed = False
        self._behind = False
        self._left_out = 0

    def say(self, text: str) -> None:
        """Print a text of our own, without a name before it."""
        self._write(f"{text}\n".encode())

    def line(self, name: str, text: bytes) -> None:
        """Print one line (without its end) of the process `name`."""
        self._write(b"%-8s | %s\n" % (name.encode(), text))

    def _write(self, data: bytes) -> None:
        if self.closed:
            return
        if not self._writable():
            self._left_out += 1
            return
        if self._left_out:
            data = f"({self._left_out} lines were left out: nobody read them)\n".encode() + data
            self._left_out = 0
        try:
            while data and self._writable():
                data = data[os.write(self.fd, data[:CHUNK]) :]
        except OSError:
            self.closed = True

    def _writable(self) -> bool:
        _, ready, _ = select.select([], [self.fd], [], 0 if self._behind else PATIENCE)
        self._behind = not ready
        return bool(ready)
