"""Small cells are not published: fewer than three enterprises behind a figure would point at one of them."""

from collections.abc import Mapping

SMALL = 3  # the smallest number of enterprises that may stand behind a published figure


def hidden_cells(entities: Mapping[str, int]) -> frozenset[str]:
    """Return the members of one breakdown that must not be published, given the enterprises behind each.

    Hidden are the cells with one or two enterprises and, because the total is public, as many more (the smallest
    first) as it takes until the total no longer tells what is hidden: at least two cells, together at least three
    enterprises and more enterprises than cells. Empty cells point at nobody; they go last, when nothing else is left.
    """
    hidden = {member for member, count in entities.items() if 0 < count < SMALL}
    if not hidden:
        return frozenset()
    rest = sorted(
        (member for member in entities if member not in hidden), key=lambda m: (not entities[m], entities[m], m)
    )
    for member in rest:
        if _is_safe([entities[cell] for cell in hidden]):
            break
        hidden.add(member)
    return frozenset(hidden)


def _is_safe(counts: list[int]) -> bool:
    """Tell whether several possibilities remain for what is hidden when its sum is known."""
    return len(counts) >= 2 and sum(counts) >= SMALL and sum(counts) > len(counts)


def reveals(entities: Mapping[str, int]) -> bool:
    """Tell whether the total would reveal a cell although all cells are hidden: then it is not published either."""
    hidden = hidden_cells(entities)
    return bool(hidden) and not _is_safe([entities[member] for member in hidden])
