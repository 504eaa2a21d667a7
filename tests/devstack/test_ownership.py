"""One owner per `var/`; others may join its servers, and an owner knows whether somebody did."""

import subprocess
import sys
from pathlib import Path

from busan_se.devstack.ownership import Ownership

JOIN = "import sys; from pathlib import Path; from busan_se.devstack.ownership import Ownership; "


def _in_another_process(var: Path, source: str) -> "subprocess.Popen[str]":
    text = f"{JOIN} own = Ownership(Path({str(var)!r})); {source}"
    return subprocess.Popen([sys.executable, "-c", text], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def test_there_is_one_owner_and_others_learn_who(tmp_path: Path) -> None:
    with Ownership(tmp_path).owned("make run at http://127.0.0.1:8000/") as mine:
        assert mine
        with Ownership(tmp_path).owned("make manage") as also_mine:
            assert not also_mine
        assert Ownership(tmp_path).owner().startswith("make run at http://127.0.0.1:8000/ (process ")


def test_addresses_of_a_killed_owner_are_not_believed(tmp_path: Path) -> None:
    (tmp_path / "services.json").write_text("{}")
    assert not Ownership(tmp_path).join()
    with Ownership(tmp_path).owned("make run"):
        assert not (tmp_path / "services.json").exists()


def test_addresses_are_published_for_us_alone_and_taken_back(tmp_path: Path) -> None:
    ownership = Ownership(tmp_path)
    with ownership.owned("make run"):
        ownership.publish({"REDIS_URL": "redis://:secret@127.0.0.1:1/0"})
        assert (tmp_path / "services.json").stat().st_mode & 0o777 == 0o600
    assert not (tmp_path / "services.json").exists()


def test_an_owner_waits_for_those_who_joined(tmp_path: Path) -> None:
    ownership = Ownership(tmp_path)
    with ownership.owned("make manage"):
        ownership.publish({})
        other = _in_another_process(tmp_path, "print(own.join(), flush=True); sys.stdin.read()")
        assert other.stdout
        assert other.stdout.readline() == "True\n"
        assert not ownership.shut_out_others()
        other.communicate()
        assert ownership.shut_out_others()
