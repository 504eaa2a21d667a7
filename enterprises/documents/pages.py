"""What the pages of the folder show, read with one query."""

from dataclasses import dataclass
from functools import cached_property

from enterprises.documents.models import EnterpriseDocument
from enterprises.registry.models import Enterprise

Kind, Standing = EnterpriseDocument.Kind, EnterpriseDocument.Standing
TONES = {
    Standing.VALID: "success",
    Standing.EXPIRING: "warning",
    Standing.EXPIRED: "danger",
    Standing.OLD: "warning",
    Standing.UNDATED: "warning",
}


@dataclass(frozen=True)
class Row:
    """A current document with its state in words."""

    document: EnterpriseDocument

    @property
    def standing(self) -> str:
        """Return the state in words."""
        return str(self.document.standing.label)

    @property
    def tone(self) -> str:
        """Return the colour of its badge."""
        return TONES[self.document.standing]


@dataclass(frozen=True)
class Folder:
    """The folder of an enterprise."""

    enterprise: Enterprise

    @cached_property
    def _all(self) -> list[EnterpriseDocument]:
        return list(EnterpriseDocument.objects.filter(enterprise=self.enterprise).select_related("file"))

    @cached_property
    def kinds(self) -> list[tuple[str, list[Row]]]:
        """Return (kind in words, current documents), for the kinds of which there are some."""
        found = [(kind, [Row(doc) for doc in self._all if doc.is_current and doc.kind == kind]) for kind in Kind]
        return [(str(kind.label), rows) for kind, rows in found if rows]

    @property
    def missing(self) -> list[tuple[str, str]]:
        """Return (key, label) of the kinds of which there is none; what others want to be kept is nobody's lack."""
        there = {doc.kind for doc in self._all if doc.is_current}
        return [(kind.value, str(kind.label)) for kind in Kind if kind not in there and kind != Kind.OTHER]

    @property
    def former(self) -> list[EnterpriseDocument]:
        """Return what was replaced or taken out, newest first."""
        return [doc for doc in self._all if not doc.is_current]

    @property
    def n(self) -> int:
        """Return how many current documents there are."""
        return sum(len(rows) for _kind, rows in self.kinds)

    @property
    def wanting(self) -> list[Row]:
        """Return the current documents that are not simply valid."""
        return [row for _kind, rows in self.kinds for row in rows if row.document.standing != Standing.VALID]
