"""The supervisor on small programs: what it shows, what it restarts, and that it leaves nothing behind."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from busan_se.devstack import supervisor as module
from busan_se.devstack.leftovers import Leftovers
from busan_se.devstack.output import Output
from busan_se.devstack.place import CannotStart
from busan_se.devstack.processes import session_members, started_at
from busan_se.devstack.supervisor import Stopped, Supervisor
from tests.devstack.conftest import Stage, script

SLEEP = "import time; print('up'); time.sleep(60)"
STUBBORN = "import signal; [signal.signal(s, signal.SIG_IGN) for s in (15, 3)]; " + SLEEP
WITH_CHILD = "import subprocess, sys; subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)']); " + SLEEP


def test_each_line_carries_the_name_of_its_process(stage: Stage) -> None:
    stage.supervisor.step(script("web", "print('하나'); print('둘', end='')"))
    assert stage.printed() == "web      | 하나\nweb      | 둘\n"


def test_a_step_that_fails_says_so(stage: Stage) -> None:
    with pytest.raises(CannotStart, match=r"prepare failed \(exit code 3\)"):
        stage.supervisor.step(script("prepare", "raise SystemExit(3)"))


def test_a_crashed_child_is_started_again(stage: Stage) -> None:
    child = stage.supervisor.start(script("web", SLEEP), restart=True)
    stage.until_printed("up")
    os.kill(child.process.pid, signal.SIGKILL)
    stage.until_printed("web ended by itself (signal SIGKILL)")
    stage.supervisor.until(lambda: stage.printed().count("| up") == 2)


def test_what_a_crashed_child_leaves_is_ended_before_it_starts_again(stage: Stage) -> None:
    child = stage.supervisor.start(script("web", WITH_CHILD), restart=True)
    stage.until_printed("up")
    first = child.process.pid
    os.kill(first, signal.SIGKILL)
    stage.until_printed("starts again")
    assert session_members(first) == []


def test_one_that_keeps_crashing_stops_everything(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_CRASHES", 1)
    stage.supervisor.start(script("web", "raise SystemExit(7)"), restart=True)
    with pytest.raises(CannotStart, match="web ended 2 times in a row"):
        stage.supervisor.until(lambda: False)


@pytest.mark.parametrize("sig", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_a_signal_asks_it_to_stop(stage: Stage, sig: signal.Signals) -> None:
    os.kill(os.getpid(), sig)
    with pytest.raises(Stopped):
        stage.supervisor.pause(5)


def test_leaving_ends_all_that_the_children_started(tmp_path: Path) -> None:
    with (tmp_path / "log").open("wb") as log, Supervisor(tmp_path, Output(log)) as supervisor:
        child = supervisor.start(script("web", WITH_CHILD))
        supervisor.until(lambda: len(session_members(child.process.pid)) == 2)
    assert session_members(child.process.pid) == []


def test_one_that_ignores_signals_is_killed_in_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "APP_WAITS", (0.3, 0.3))
    with (tmp_path / "log").open("wb") as log, Supervisor(tmp_path, Output(log)) as supervisor:
        child = supervisor.start(script("web", STUBBORN))
        supervisor.until(lambda: "up" in (tmp_path / "log").read_text())
    assert child.process.returncode == -signal.SIGKILL


def test_the_waits_keep_the_promise_of_ten_seconds() -> None:
    assert sum(module.APP_WAITS) + sum(module.SERVER_WAITS) < 10


def test_children_do_not_outlive_a_killed_supervisor(tmp_path: Path) -> None:
    source = f"""if True:
        import os, signal
        from pathlib import Path
        from tests.devstack.conftest import Program, Supervisor, Output
        import sys
        with Supervisor(Path({str(tmp_path)!r}), Output(sys.stderr.buffer)) as supervisor:
            child = supervisor.start(Program("web", [sys.executable, "-c", "import time; time.sleep(60)"]))
            print(child.process.pid, flush=True)
            os.kill(os.getpid(), signal.SIGKILL)
    """
    done = subprocess.run([sys.executable, "-c", source], stdout=subprocess.PIPE, text=True, check=False)
    assert _gone(int(done.stdout))


def test_a_leftover_is_ended_by_the_next_run(tmp_path: Path) -> None:
    left = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"], start_new_session=True)
    Leftovers(tmp_path).note(left.pid, signal.SIGTERM)
    Leftovers(tmp_path).end()
    assert left.wait(5) == -signal.SIGTERM


def test_a_number_that_another_program_got_since_is_left_alone(tmp_path: Path) -> None:
    other = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"], start_new_session=True)
    Leftovers(tmp_path).note(other.pid, signal.SIGTERM)
    noted = tmp_path / "children.json"
    noted.write_text(noted.read_text().replace(str(started_at(other.pid)), "1"))
    Leftovers(tmp_path).end()
    try:
        assert other.poll() is None
    finally:
        other.kill()
        other.wait()


def test_a_broken_note_of_leftovers_is_ignored(tmp_path: Path) -> None:
    (tmp_path / "children.json").write_text('{"boot": "half a')
    Leftovers(tmp_path).end()
    assert not (tmp_path / "children.json").exists()


def test_a_reader_that_stops_reading_does_not_stop_us(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("busan_se.devstack.output.PATIENCE", 0.1)
    read, write = os.pipe()
    with os.fdopen(write, "wb") as sink:
        output = Output(sink)
        started = time.monotonic()
        for _ in range(2000):
            output.line("web", b"x" * 100)
        assert time.monotonic() - started < 5
        os.read(read, 1 << 20)
        output.say("again")
        assert b"lines were left out" in os.read(read, 1 << 20)
    os.close(read)


def test_a_reader_that_has_gone_ends_the_run(tmp_path: Path) -> None:
    read, write = os.pipe()
    os.close(read)
    with os.fdopen(write, "wb") as sink, Supervisor(tmp_path, Output(sink)) as supervisor:
        supervisor.output.say("anybody?")
        with pytest.raises(Stopped):
            supervisor.pause(1)


def _gone(pid: int) -> bool:
    deadline = time.monotonic() + 5
    while started_at(pid) is not None and time.monotonic() < deadline:
        time.sleep(0.05)
    return started_at(pid) is None
