"""What `make` does with a stack: run the portal, run a command on its servers, run a command on throw-away servers."""

import http.client
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from busan_se.devstack.output import Output
from busan_se.devstack.ownership import Ownership
from busan_se.devstack.place import CannotStart
from busan_se.devstack.ports import LOOPBACK, why_not
from busan_se.devstack.postgres import Postgres
from busan_se.devstack.redis import Redis
from busan_se.devstack.supervisor import Program, Supervisor
from busan_se.settings.env import ROOT, VAR, env, env_flag

READY_SECONDS = 120
OWNER_SECONDS = 60  # how long `make manage` waits for servers that are just coming up or going down
ACCOUNTS_FILE = "demo-accounts.txt"


def run() -> int:
    """Run the portal until Ctrl-C or SIGTERM. Raises CannotStart, or Stopped when the user asked for the end."""
    port, demo = _port(), env_flag("DEMO", default=True)
    address = f"http://{LOOPBACK}:{port}/"
    ownership = Ownership(VAR)
    with ownership.owned(f"make run at {address}") as mine:
        if not mine:
            raise CannotStart(f"Already running: {ownership.owner()}. Stop it first, or give another VAR_DIR and PORT.")
        if reason := why_not(port):
            raise CannotStart(f"Port {port} can't be used: {reason}. Another one: make run PORT={port + 1}")
        output = Output(sys.stdout.buffer)
        with Supervisor(VAR, output) as supervisor:
            services = _start_servers(supervisor, VAR)
            ownership.publish(services)
            environment = {"DJANGO_SETTINGS_MODULE": "busan_se.settings.dev", **os.environ, **services}
            _start_portal(supervisor, environment, port=port, demo=demo)
            _wait_until_ready(supervisor, port)
            if demo:
                output.say((VAR / ACCOUNTS_FILE).read_text(encoding="utf-8"))
            output.say(f"READY {address}")
            supervisor.until(lambda: False)
    return 0


def manage(arguments: Sequence[str]) -> int:
    """Run a management command on the stack's servers, started for it if they are not there; return its exit code.

    Raises CannotStart when somebody else holds the servers for too long.
    """
    command = [sys.executable, str(ROOT / "manage.py"), *arguments]
    ownership = Ownership(VAR)
    deadline = time.monotonic() + OWNER_SECONDS
    while time.monotonic() < deadline:
        if _all_given() or ownership.join():
            os.execv(command[0], command)  # noqa: S606
        with ownership.owned("make manage") as mine:
            if mine:
                return _manage_as_owner(command, ownership)
        time.sleep(0.3)
    raise CannotStart(f"The servers are not ready for others: {ownership.owner()}. Try again later.")


def scratch(command: Sequence[str], *, durable: bool) -> int:
    """Run a command (tests, measurements) on servers made for it alone and thrown away after; return its exit code.

    `durable` makes PostgreSQL write as it does in production.
    """
    folder = Path(tempfile.mkdtemp(prefix="busan-se-"))
    folder.chmod(0o755)  # PostgreSQL may run as another account; what it keeps inside has mode 0700
    try:
        with (folder / "servers.log").open("ab") as log, Supervisor(folder, Output(log)) as supervisor:
            services = _start_servers(supervisor, folder, durable=durable)
            return supervisor.foreground(command, {**os.environ, **services})
    finally:
        shutil.rmtree(folder)


def _manage_as_owner(command: Sequence[str], ownership: Ownership) -> int:
    with (VAR / "servers.log").open("ab") as log, Supervisor(VAR, Output(log)) as supervisor:
        services = _start_servers(supervisor, VAR)
        ownership.publish(services)
        code = supervisor.foreground(command, {**os.environ, **services})
        supervisor.until(ownership.shut_out_others)
        return code


def _start_servers(supervisor: Supervisor, var: Path, *, durable: bool = True) -> dict[str, str]:
    """Start what the environment does not give; return the addresses by the name of their setting."""
    return {
        "DATABASE_URL": env("DATABASE_URL", "") or Postgres(var, durable=durable).start(supervisor),
        "REDIS_URL": env("REDIS_URL", "") or Redis(var).start(supervisor),
    }


def _all_given() -> bool:
    return bool(env("DATABASE_URL", "") and env("REDIS_URL", ""))


def _start_portal(supervisor: Supervisor, environment: Mapping[str, str], *, port: int, demo: bool) -> None:
    """Bring the database and the static files up to date, then start web, worker and beat."""

    def python(name: str, *arguments: str) -> Program:
        return Program(name, [sys.executable, "-m", *arguments], environment)

    accounts = [str(VAR / ACCOUNTS_FILE)] if demo else []
    supervisor.step(python("prepare", "busan_se.devstack.prepare", *accounts))
    gunicorn = ("gunicorn", "--config", "deploy/gunicorn.conf.py", "--bind", f"{LOOPBACK}:{port}", "busan_se.wsgi")
    celery = ("celery", "--app", "busan_se", "--quiet")
    supervisor.start(python("web", *gunicorn), restart=True)
    worker = ("worker", "--concurrency", "2", "--loglevel", "INFO", "--without-gossip", "--without-mingle")
    supervisor.start(python("worker", *celery, *worker), restart=True)
    supervisor.start(python("beat", *celery, "beat", "--loglevel", "WARNING", "--pidfile", ""), restart=True)


def _wait_until_ready(supervisor: Supervisor, port: int) -> None:
    deadline = time.monotonic() + READY_SECONDS
    while not _is_ready(port):
        if time.monotonic() > deadline:
            raise CannotStart(f"The portal is not ready after {READY_SECONDS} s; see /readyz and the messages above.")
        supervisor.pause(0.2)


def _is_ready(port: int) -> bool:
    connection = http.client.HTTPConnection(LOOPBACK, port, timeout=3)
    try:
        connection.request("GET", "/readyz")
        return connection.getresponse().status == http.HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def _port() -> int:
    given = env("PORT", "8000")
    if not given.isascii() or not given.isdigit() or not 0 < int(given) < 65536:
        raise CannotStart(f"PORT={given} is no port: give a number from 1 to 65535.")
    return int(given)
