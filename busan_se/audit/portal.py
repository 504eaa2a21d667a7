"""What audit does elsewhere."""

from busan_se.audit.demo import forget_demo_history
from busan_se.core.extensions import DemoSeed
from busan_se.core.registry import register


def _plant_nothing(chance: object, log: object) -> None:
    """History writes itself."""


# First in, so last out: it clears away what the removal of all other demo rows leaves behind.
register(DemoSeed(key="history", plant=_plant_nothing, remove=forget_demo_history, order=0))
