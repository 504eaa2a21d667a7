"""Where the embedded servers keep their files, and as whom PostgreSQL runs.

PostgreSQL refuses to run as root, so root lends it to `nobody`. What nobody cannot reach (a clone under /root, or under
a home with mode 0700) is kept outside the clone, in a folder that `var/place` names: deleting `var/` starts afresh.
"""

import os
import pwd
import secrets
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

OUTSIDE = Path("/var/lib/busan-se")


class CannotStart(Exception):
    """The development stack cannot start; the text says why and what to do."""


@dataclass(frozen=True)
class Account:
    """A system account that a server is lent to."""

    uid: int
    gid: int

    def popen_arguments(self) -> dict[str, Any]:
        """Return what makes `subprocess` run a program as this account, from a folder that everybody can enter."""
        return {"user": self.uid, "group": self.gid, "extra_groups": [], "cwd": "/"}

    def can(self, *command: str | Path) -> bool:
        """Return whether this account can run `command`."""
        try:
            return subprocess.run(command, capture_output=True, check=False, **self.popen_arguments()).returncode == 0
        except OSError:
            return False


def server_account() -> Account | None:
    """Return the account PostgreSQL must run as: `nobody` when we are root, None (ourselves) otherwise."""
    if os.geteuid() != 0:
        return None
    try:
        entry = pwd.getpwnam("nobody")
    except KeyError:
        raise CannotStart("PostgreSQL does not run as root, and there is no account `nobody` to lend it to.") from None
    return Account(entry.pw_uid, entry.pw_gid)


def data_home(var: Path, account: Account | None) -> Path:
    """Return the folder, made if missing, for PostgreSQL's files: `var`, or one outside if `account` can't reach it."""
    if account is None or account.can("/bin/sh", "-c", 'cd "$1"', "sh", var):
        return var
    pointer = var / "place"
    if not pointer.is_file():
        pointer.write_text(str(OUTSIDE / secrets.token_hex(6)), encoding="utf-8")
    home = Path(pointer.read_text(encoding="utf-8").strip())
    home.mkdir(parents=True, exist_ok=True)
    for folder in (OUTSIDE, home):
        folder.chmod(0o755)
    return home


def reachable_copy(package: Path, account: Account) -> Path:
    """Copy an installed package and its `.libs` to where `account` can run it; return the copy. Made once a version."""
    libraries = package.with_name(f"{package.name}.libs")
    version = next(package.parent.glob(f"{package.name}-*.dist-info")).name.removesuffix(".dist-info")
    copy = OUTSIDE / version
    if not (copy / package.name).is_dir():
        draft = OUTSIDE / f"{version}.{os.getpid()}"
        for source in (package, libraries):
            shutil.copytree(source, draft / source.name, symlinks=True)
        for path in (OUTSIDE, draft, *draft.rglob("*")):
            if not path.is_symlink():
                path.chmod(path.stat().st_mode | (0o755 if path.is_dir() or path.stat().st_mode & 0o100 else 0o444))
        draft.rename(copy)
    return copy / package.name


def give_to(path: Path, account: Account | None) -> None:
    """Make `account` the owner of `path`, and nobody else able to read it."""
    path.chmod(0o700 if path.is_dir() else 0o600)
    if account:
        os.chown(path, account.uid, account.gid)


def write_whole(path: Path, text: str) -> None:
    """Write a file that only we may read: a reader sees the old text or the new one, never half of it."""
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    draft.touch(mode=0o600)
    draft.write_text(text, encoding="utf-8")
    draft.replace(path)
