"""Reading the environment: every setting `NAME` can also be given as a file, `NAME_FILE` (container secrets)."""

import json
import os
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

ROOT = Path(__file__).resolve().parents[2]
VAR = Path(os.environ.get("VAR_DIR") or ROOT / "var")
_REQUIRED = object()


def env(name: str, default: str | object = _REQUIRED) -> str:
    """Return `NAME`, or the content of the file that `NAME_FILE` names, or `default`. Empty counts as not given.

    Raises ImproperlyConfigured when neither is given and there is no default, or the file can't be read.
    """
    if given := os.environ.get(name):
        return given
    if path := os.environ.get(f"{name}_FILE"):
        try:
            return Path(path).read_text(encoding="utf-8").strip()
        except OSError as error:
            raise ImproperlyConfigured(f"{name}_FILE={path} can't be read: {error.strerror}.") from error
    if default is _REQUIRED:
        raise ImproperlyConfigured(f"Set {name} (or {name}_FILE).")
    return str(default)


def env_flag(name: str, default: bool = False) -> bool:
    """Return whether `NAME` is switched on: 1, true, yes, on."""
    return env(name, str(int(default))).strip().lower() in {"1", "true", "yes", "on"}


def env_list(name: str, default: str = "") -> list[str]:
    """Return `NAME` split at commas, without empty parts."""
    return [part.strip() for part in env(name, default).split(",") if part.strip()]


def running_service(name: str) -> str:
    """Return the URL of an embedded server that `make run` or `make manage` keeps running ('' if none).

    The development stack writes them to `var/services.json`, so that a plain `manage.py` finds them.
    """
    try:
        return str(json.loads((VAR / "services.json").read_text(encoding="utf-8")).get(name, ""))
    except (OSError, ValueError):
        return ""
