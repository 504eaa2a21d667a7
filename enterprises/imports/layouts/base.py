"""What a layout is, and what a line of any list says in the register's own words."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.utils.functional import Promise

Cells = Mapping[str, str]


@dataclass(frozen=True)
class Held:
    """A qualification that a line vouches for; `kind` is its code or its Korean name. Days that are not told are None.

    `is_live` is false where the list itself says that it is over: then it is never begun, and `ended_on` says when.
    """

    kind: str
    number: str = ""
    grade: str = ""
    issuer: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    ended_on: date | None = None
    is_live: bool = True


@dataclass(frozen=True)
class ParsedRow:
    """One line in the register's own terms.

    `numbers` are by `EnterpriseIdentifier.Kind`; `fields` become the SourceRecord's payload (the district still by its
    name); `problems` keep the line out; `elsewhere` says that it is about an enterprise of another city or province.
    """

    numbers: Mapping[str, str] = field(default_factory=dict)
    fields: Mapping[str, object] = field(default_factory=dict)
    problems: Sequence[str] = ()
    held: Held | None = None
    elsewhere: bool = False

    @property
    def name(self) -> str:
        """Return the name of the enterprise."""
        return str(self.fields.get("name", ""))


@dataclass(frozen=True)
class Layout:
    """A list: its source key (see registry), the columns it must have and may have, and how to read a line.

    Columns that are named in neither are not kept: they may hold what the register must not know (birth dates).
    `complete_for` are the kinds of qualification of which it names every holder, in Busan or, with `by_district`, in
    the one district that it is of. `aliases` are other spellings of its columns; `template` is the order of
    the columns in the file that the portal hands out to be filled in.
    """

    key: str
    label: str | Promise
    source: str
    required: Sequence[str]
    optional: Sequence[str]
    parse: Callable[[Cells], ParsedRow]
    aliases: Mapping[str, str] = field(default_factory=dict)
    complete_for: frozenset[str] = frozenset()
    by_district: bool = False
    template: Sequence[str] = ()

    def matches(self, names: Iterable[str]) -> bool:
        """Return whether this header row belongs to the layout."""
        return set(self.required) <= set(self.columns_of(names))

    def columns_of(self, names: Iterable[str]) -> list[str]:
        """Return the layout's own name of each column, "" for those that are not kept."""
        own = [self.aliases.get(name, name) for name in names]
        return [name if name in self.required or name in self.optional else "" for name in own]

    def cells_of(self, columns: Sequence[str], cells: Sequence[str]) -> dict[str, str]:
        """Return column → cell of one line; a column that the line or the list lacks is ""."""
        read = dict.fromkeys((*self.required, *self.optional), "")
        read.update((column, cell) for column, cell in zip(columns, cells, strict=False) if column)
        return read
