"""The promises that are checked every night."""

from collections.abc import Iterator

from busan_se.core.extensions import ConsistencyCheck
from busan_se.core.registry import registered
from busan_se.core.signals import consistency_broken


def find_problems() -> Iterator[tuple[str, str]]:
    """Yield (check, sentence) for every broken promise. A check that fails itself is a problem too."""
    for check in registered(ConsistencyCheck):
        try:
            for sentence in check.check():
                yield check.key, sentence
        except Exception as error:
            yield check.key, f"The check itself failed: {type(error).__name__}: {error}"


def check_tonight(period: str) -> None:
    """Check all, and tell the apps above when something is broken."""
    if problems := [f"{key}: {sentence}" for key, sentence in find_problems()]:
        consistency_broken.send(sender=None, problems=problems)
