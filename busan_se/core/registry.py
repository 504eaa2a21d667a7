"""How a lower room shows what upper rooms have, without knowing them.

The app that *consumes* an extension defines its frozen dataclass; an app above registers instances in its `portal.py`,
which `CoreConfig.ready` imports. Order of registration is the order of INSTALLED_APPS; consumers sort by `order`.
"""

from collections import defaultdict
from typing import Any, TypeVar

Item = TypeVar("Item")

_items: dict[type, list[Any]] = defaultdict(list)


def register(item: Item) -> Item:
    """Add one extension. Raises ValueError if an equal one is registered already (a portal.py imported twice)."""
    known = _items[type(item)]
    if item in known:
        raise ValueError(f"{item!r} is registered already.")
    known.append(item)
    return item


def registered(kind: type[Item]) -> tuple[Item, ...]:
    """Return all extensions of exactly this type, by their `order` where they have one."""
    return tuple(sorted(_items[kind], key=lambda item: getattr(item, "order", 0)))
