"""Which variables of the environment the project reads, found in its source."""

import re

from busan_se.settings.env import ROOT

READERS = ("busan_se", "deploy", "enterprises", "procurement", "finance", "education")
CALL = re.compile(r"\benv(?:_flag|_list)?\(\s*\"([A-Z_]+)\"|environ(?:\.get\(|\[)\"([A-Z_]+)\"")


def names_that_settings_read() -> set[str]:
    """Return the names in every `env("NAME")`, `env_flag`, `env_list` and `os.environ` of the code."""
    sources = (path for folder in READERS for path in (ROOT / folder).rglob("*.py"))
    found = {name for path in sources for pair in CALL.findall(path.read_text(encoding="utf-8")) for name in pair}
    return found - {"", "DJANGO_SETTINGS_MODULE"}
