"""Make `.venv` hold what a lock file says. Run by `make` with the system's Python, before anything is installed.

Usage: python3.11 busan_se/devstack/install.py LOCK_FILE

Does nothing (about 0.1 s) when the lock file has not changed. An install that was interrupted is started over, since
pip may have left half a package behind.
"""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
UNDER_WAY = VENV / ".installing"
VERSION = (3, 11)
PIP_WITH_TARGET = (22, 3)  # the first pip that can install into another environment (`--python`)


def main(lock_name: str) -> None:
    """Install `lock_name` into `.venv`. Raises SystemExit with a sentence for the user."""
    if sys.version_info[:2] != VERSION:
        sys.exit(f"Python 3.11 is needed, this is {sys.version.split()[0]}. Try: make PYTHON=/path/to/python3.11 …")
    lock = ROOT / lock_name
    stamp = VENV / f".installed-{lock.stem}"
    wanted = hashlib.sha256(lock.read_bytes()).hexdigest()
    with _alone():
        usable = _usable()
        if usable and stamp.is_file() and stamp.read_text(encoding="ascii") == wanted:
            return
        if not usable:
            _create()
        UNDER_WAY.touch()
        print(f"Installing {lock_name} (the first time about half a minute) …", flush=True)
        _pip("install", "--quiet", "--require-hashes", "--requirement", str(lock))
        stamp.write_text(wanted, encoding="ascii")
        UNDER_WAY.unlink()


class _alone:
    """Hold a lock on the project folder, so that two `make` do not install at once."""

    def __enter__(self) -> None:
        self.handle = os.open(ROOT, os.O_RDONLY)
        fcntl.flock(self.handle, fcntl.LOCK_EX)

    def __exit__(self, *_: object) -> None:
        os.close(self.handle)


def _usable() -> bool:
    """Return whether `.venv` is whole: no install broke off, and its Python still starts and is a 3.11."""
    if UNDER_WAY.exists() or not PYTHON.exists():
        return False
    probe = "import sys; sys.exit(sys.version_info[:2] != (3, 11))"
    return subprocess.run([PYTHON, "-c", probe], capture_output=True, check=False).returncode == 0


def _create() -> None:
    if VENV.exists():
        shutil.rmtree(VENV)
    without_pip = ["--without-pip"] if _outer_pip() else []
    done = subprocess.run([sys.executable, "-m", "venv", *without_pip, VENV], check=False)
    if done.returncode:
        sys.exit("Python's venv does not work here. On Debian or Ubuntu: apt-get install python3.11-venv python3-pip")


def _outer_pip() -> bool:
    """Return whether the pip of this Python can fill `.venv` from outside: 3 s less than planting a pip in it."""
    asked = subprocess.run([sys.executable, "-m", "pip", "--version"], capture_output=True, text=True, check=False)
    version = asked.stdout.split()[1].split(".") if asked.returncode == 0 else ["0", "0"]
    return (int(version[0]), int(version[1])) >= PIP_WITH_TARGET


def _pip(*arguments: str) -> None:
    pip = [sys.executable, "-m", "pip", "--python", str(PYTHON)] if _outer_pip() else [str(PYTHON), "-m", "pip"]
    done = subprocess.run([*pip, "--no-input", "--disable-pip-version-check", *arguments], check=False)
    if done.returncode:
        sys.exit("Installing the packages failed; pip's message is above. Run the same command again to start over.")


if __name__ == "__main__":
    main(sys.argv[1])
