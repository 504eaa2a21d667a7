"""The embedded servers: where they lie, whom they let in, and that they come back after kill -9."""

import os
import shutil
import signal
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from redis import Redis as Client

from busan_se.devstack.place import OUTSIDE, CannotStart, server_account
from busan_se.devstack.postgres import Postgres
from busan_se.devstack.redis import Redis
from tests.devstack.conftest import Stage, crash

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root lends the server to nobody")
pytestmark = pytest.mark.slow


@pytest.fixture(autouse=True)
def own_binaries(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("PG_BINDIR", "DATABASE_URL", "REDIS_URL"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def var() -> Iterator[Path]:
    """A folder that everybody can reach, with a name that needs quoting."""
    folder = Path(tempfile.mkdtemp(prefix="사회적 경제 '"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def hidden(var: Path) -> Iterator[Path]:
    """A `var/` in a home with mode 0700; what lands outside is removed."""
    home = var / "home"
    (home / "var").mkdir(parents=True)
    home.chmod(0o700)
    yield home / "var"
    pointer = home / "var" / "place"
    if pointer.exists():
        shutil.rmtree(pointer.read_text())


def test_the_database_compares_and_searches_korean(stage: Stage, var: Path) -> None:
    with psycopg.connect(Postgres(var).start(stage.supervisor)) as connection:
        connection.execute("CREATE EXTENSION pg_trgm")
        row = connection.execute("SELECT cardinality(show_trgm('한국')), version()").fetchone()
    assert row
    assert row[0] > 0
    assert row[1].startswith("PostgreSQL 18")


def test_nobody_gets_in_without_the_password(stage: Stage, var: Path) -> None:
    url = Postgres(var).start(stage.supervisor)
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(url.partition("//")[0] + "//portal:guess@" + url.partition("@")[2])


def test_an_acknowledged_row_survives_kill_9(stage: Stage, var: Path) -> None:
    postgres = Postgres(var)
    with psycopg.connect(postgres.start(stage.supervisor), autocommit=True) as connection:
        connection.execute("CREATE TABLE kept (n int)")
        connection.execute("INSERT INTO kept VALUES (1)")
        crash(postgres)
    stage.supervisor.forget(stage.supervisor.children[0])
    with psycopg.connect(Postgres(var).start(stage.supervisor)) as connection:
        assert connection.execute("SELECT n FROM kept").fetchall() == [(1,)]


def test_the_supervisor_brings_a_crashed_server_back_at_the_same_address(stage: Stage, var: Path) -> None:
    postgres = Postgres(var)
    url = postgres.start(stage.supervisor)
    crash(postgres)
    stage.until_printed("starts again")

    def answers() -> bool:
        try:
            psycopg.connect(url).close()
        except psycopg.OperationalError:
            return False
        return True

    stage.supervisor.until(answers)


def test_a_lock_file_whose_number_another_process_got_is_no_obstacle(stage: Stage, var: Path) -> None:
    postgres = Postgres(var)
    postgres.start(stage.supervisor)
    stage.supervisor.forget(stage.supervisor.children[0])
    stale = postgres.data / "postmaster.pid"
    stale.write_text(f"{os.getpid()}\n{postgres.data}\n0\n5432\n\n\n0 0\nready\n")
    psycopg.connect(Postgres(var).start(stage.supervisor)).close()


def test_an_interrupted_initdb_is_started_over(stage: Stage, var: Path) -> None:
    (var / "postgres" / "data.new" / "base").mkdir(parents=True)
    psycopg.connect(Postgres(var).start(stage.supervisor)).close()


def test_data_of_another_version_is_refused_with_a_reason(stage: Stage, var: Path) -> None:
    postgres = Postgres(var)
    postgres.data.mkdir(parents=True)
    (postgres.data / "PG_VERSION").write_text("15\n")
    with pytest.raises(CannotStart, match="made by PostgreSQL 15"):
        postgres.start(stage.supervisor)


def test_a_wrong_bindir_is_refused_with_a_reason(var: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PG_BINDIR", str(var))
    with pytest.raises(CannotStart, match="PG_BINDIR="):
        Postgres(var)


@as_root
def test_what_nobody_cannot_reach_is_kept_outside_the_clone(stage: Stage, hidden: Path) -> None:
    postgres = Postgres(hidden)
    psycopg.connect(postgres.start(stage.supervisor)).close()
    assert postgres.data.is_relative_to(OUTSIDE)
    assert Postgres(hidden).data == postgres.data


@as_root
def test_binaries_that_nobody_cannot_reach_are_copied_once(
    stage: Stage, hidden: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    account = server_account()
    assert account
    monkeypatch.setattr(type(account), "can", lambda self, *command: False)
    postgres = Postgres(hidden)
    psycopg.connect(postgres.start(stage.supervisor)).close()
    assert postgres.binaries.is_relative_to(OUTSIDE)
    made = postgres.binaries.stat().st_ctime_ns
    assert Postgres(hidden).binaries.stat().st_ctime_ns == made


def test_redis_asks_for_a_password_and_keeps_what_it_was_given(stage: Stage, var: Path) -> None:
    url = Redis(var).start(stage.supervisor)
    Client.from_url(url).rpush("celery", "task")
    os.kill(stage.supervisor.children[0].process.pid, signal.SIGKILL)
    stage.supervisor.forget(stage.supervisor.children[0])
    again = Redis(var).start(stage.supervisor)
    assert Client.from_url(again).lrange("celery", 0, -1) == [b"task"]
    with pytest.raises(Exception, match=r"[Aa]uthenticat"):
        Client.from_url(again.partition("//")[0] + "//" + again.partition("@")[2]).ping()
