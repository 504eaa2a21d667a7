"""How the rows that own a file say who may read it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from busan_se.files.models import StoredFile


@dataclass(frozen=True)
class FileOwner:
    """Rows of one kind that point to files. `readable(user, file)`: is there such a row that user may see?

    A download that `personal` owners allow is written to the access log, unless it is the uploader's own.
    """

    key: str
    readable: Callable[[Any, "StoredFile"], bool]
    personal: bool = True
