"""Demo grants (시연 자료): the selections of the past call on their way to the money."""

from collections.abc import Callable
from typing import Any


def plant(chance: Any, log: Callable[[str], None]) -> None:
    log("")


def remove() -> None:
    pass
