"""One Django process before the portal starts: migrations, static files, demo data once.

Usage: python -m busan_se.devstack.prepare [ACCOUNTS_FILE]

With a file name it plants the demo data and writes there who may sign in. One process, since each start of Django
costs a second.
"""

import hashlib
import sys
from pathlib import Path

import django
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.utils import timezone


def main(accounts_file: str = "") -> None:
    """Bring everything up to date that the portal needs before its first page."""
    django.setup()
    call_command("migrate", interactive=False, verbosity=1)
    collect_static()
    if accounts_file:
        _plant_once()
        with Path(accounts_file).open("w", encoding="utf-8") as handle:
            call_command("demo_accounts", stdout=handle)


def collect_static() -> None:
    """Collect the static files, unless none has changed since the last time (compressing them takes seconds)."""
    root = Path(settings.STATIC_ROOT)
    stamp = root.with_name(f"{root.name}.stamp")
    state = _static_state()
    if stamp.is_file() and stamp.read_text(encoding="ascii") == state:
        return
    print("Collecting and compressing the static files …", flush=True)
    stamp.unlink(missing_ok=True)
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    stamp.write_text(state, encoding="ascii")


def _static_state() -> str:
    """Return a digest of name, size and time of every static file."""
    digest = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list([]):
            found = Path(storage.path(name)).stat()
            digest.update(f"{name}\0{found.st_size}\0{found.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def _plant_once() -> None:
    """Plant the demo data of a fresh portal; an interrupted planting goes on, since planting again changes nothing.

    The mark is a finished job in that database. `seed_demo --remove` leaves it: what was removed stays away.
    """
    from busan_se.core.models import Job  # only after django.setup()

    mark = Job(kind="seed_demo", key="make run", title="make run DEMO=1", state=Job.State.SUCCEEDED)
    if Job.objects.filter(kind=mark.kind, key=mark.key).exists():
        return
    print("Planting the demo data …", flush=True)
    call_command("seed_demo")
    mark.finished_at = timezone.now()
    mark.save()


if __name__ == "__main__":
    main(*sys.argv[1:])
