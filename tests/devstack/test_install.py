"""Installing: once per lock file, and over again after an interruption. An empty lock file needs no network."""

import sys
from pathlib import Path

import pytest

from busan_se.devstack import install


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = tmp_path / "사회적 경제"
    root.mkdir()
    (root / "empty.lock").write_text("# nothing\n")
    monkeypatch.setattr(sys, "executable", sys._base_executable)  # as `make` calls it: not from a venv
    monkeypatch.setattr(install, "ROOT", root)
    for name, place in {"VENV": "", "PYTHON": "bin/python", "UNDER_WAY": ".installing"}.items():
        monkeypatch.setattr(install, name, root / ".venv" / place)
    return root


def test_it_installs_once_and_again_when_the_lock_changes(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for _ in range(2):
        install.main("empty.lock")
    assert capsys.readouterr().out.count("Installing") == 1
    (project / "empty.lock").write_text("# still nothing\n")
    install.main("empty.lock")
    assert capsys.readouterr().out.count("Installing") == 1


def test_an_interrupted_install_is_started_over(project: Path) -> None:
    install.main("empty.lock")
    half = project / ".venv" / "half-installed"
    half.touch()
    install.UNDER_WAY.touch()
    install.main("empty.lock")
    assert not half.exists()
    assert not install.UNDER_WAY.exists()


def test_a_broken_python_is_replaced(project: Path) -> None:
    install.main("empty.lock")
    install.PYTHON.unlink()
    install.PYTHON.symlink_to("/nowhere/python3.11")
    install.main("empty.lock")
    assert install._usable()


def test_another_python_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 12, 0))
    with pytest.raises(SystemExit, match=r"Python 3\.11 is needed"):
        install.main("empty.lock")
