"""The layouts of the lists that the portal reads, recognised by their header wherever it stands (domain.md 1.4).

A new one is one module with its columns and one entry here; its `parse` turns cells into the register's own words.
"""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from busan_se.core.errors import Refused
from enterprises.imports.layouts import agency, cooperatives, ministry, own, supplier
from enterprises.imports.layouts.base import Layout
from enterprises.imports.layouts.cells import heading

HEADER_WITHIN = 20
# In this order: the first whose columns are all there. Own templates last, they ask for the fewest.
LAYOUTS: tuple[Layout, ...] = (
    ministry.SHEET,
    ministry.INTERFACE,
    agency.LAYOUT,
    supplier.LAYOUT,
    cooperatives.LAYOUT,
    own.LAYOUT,
)
TEMPLATES = tuple(layout for layout in LAYOUTS if layout.template)


def layout_named(key: str) -> Layout:
    """Return the layout of this key. Raises Refused ("unknown_layout") and names those that exist."""
    for layout in LAYOUTS:
        if layout.key == key:
            return layout
    raise Refused(
        _("There is no layout “%(key)s”. Known: %(known)s.")
        % {"key": key, "known": ", ".join(layout.key for layout in LAYOUTS)},
        "unknown_layout",
    )


def find_header(rows: Sequence[Sequence[str]], only: str = "") -> tuple[Layout, list[str], int] | None:
    """Return (layout, names of the columns, number of header lines before the data) of the first lines of a table.

    `only` names the layout to look for ("" = any). None when none of the lines is a known header.
    """
    candidates = (layout_named(only),) if only else LAYOUTS
    for line, cells in enumerate(rows[:HEADER_WITHIN], start=1):
        names = [heading(cell) for cell in cells]
        for layout in candidates:
            if layout.matches(names):
                return layout, layout.columns_of(names), line
    return None


def no_header(only: str = "") -> Refused:
    """Return the refusal of a file without a known header; it tells which columns were looked for."""
    candidates = (layout_named(only),) if only else LAYOUTS
    return Refused(
        _("No line of the first %(lines)d is the header of a known list. Needed: %(columns)s.")
        % {
            "lines": HEADER_WITHIN,
            "columns": " / ".join(", ".join(sorted(layout.required)) for layout in candidates),
        },
        "no_header",
    )
