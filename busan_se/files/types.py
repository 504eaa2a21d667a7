"""What kind of file it is: read from its bytes, never believed from its name or the browser."""

import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import IO

import filetype
import olefile
from django.utils.translation import gettext_lazy as _

from busan_se.core.errors import Refused
from busan_se.core.extensions import Text

# A ZIP's table of contents above this is an attack or damage: office files have some dozens of entries.
_MAX_ZIP_DIRECTORY = 1024 * 1024
_HEAD = 8192
_END_OF_ZIP = b"PK\x05\x06"


@dataclass(frozen=True)
class FileType:
    """A kind of file that the portal takes."""

    key: str
    content_type: str
    label: Text
    suffixes: tuple[str, ...]


TYPES = {
    kind.key: kind
    for kind in (
        FileType("pdf", "application/pdf", "PDF", (".pdf",)),
        FileType("hwp", "application/x-hwp", "HWP", (".hwp",)),
        FileType("hwpx", "application/hwp+zip", "HWPX", (".hwpx",)),
        FileType("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "DOCX", (".docx",)),
        FileType("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "XLSX", (".xlsx",)),
        FileType("jpg", "image/jpeg", "JPG", (".jpg", ".jpeg")),
        FileType("png", "image/png", "PNG", (".png",)),
    )
}
DOCUMENTS_AND_PICTURES = tuple(TYPES)


def sniff(file: IO[bytes]) -> str:
    """Return the key of the type, by content: one of TYPES, another short name such as "zip", or "" for unknown.

    Leaves `file` at its beginning.
    """
    file.seek(0)
    head = file.read(_HEAD)
    file.seek(0)
    try:
        if head.startswith(b"%PDF-"):
            return "pdf"
        if head.startswith(olefile.MAGIC):
            return _sniff_ole(file)
        if head.startswith(b"PK"):
            return _sniff_zip(file)
        found = filetype.guess(head)
        return str(found.extension) if found else ""
    finally:
        file.seek(0)


def require_type(file: IO[bytes], name: str, allowed: Sequence[str]) -> FileType:
    """Return the type of the upload `name`. Raises Refused unless its content is allowed and fits its name."""
    found = sniff(file)
    suffix = PurePosixPath(name).suffix.lower()
    promised = next((kind for kind in TYPES.values() if suffix in kind.suffixes), None)
    if promised and promised.key != found:
        raise Refused(
            _("“%(name)s” is called %(promised)s, but it contains %(found)s. Save it as %(promised)s and add it again.")
            % {"name": name, "promised": promised.label, "found": found.upper() or _("something else")},
            code="type_mismatch",
        )
    if found not in allowed or (suffix and not promised):
        raise Refused(
            _("“%(name)s” cannot be added. Use one of these: %(allowed)s.")
            % {"name": name, "allowed": type_names(allowed)},
            code="type_not_allowed",
        )
    return TYPES[found]


def type_names(allowed: Sequence[str]) -> str:
    """Return "PDF, HWP, JPG" for the keys."""
    return ", ".join(str(TYPES[key].label) for key in allowed)


def _sniff_ole(file: IO[bytes]) -> str:
    try:
        with olefile.OleFileIO(file.read()) as ole:
            if ole.exists("FileHeader") and ole.openstream("FileHeader").read(32).startswith(b"HWP Document File"):
                return "hwp"
    except (OSError, ValueError, IndexError):
        return ""
    return "ole"


def _sniff_zip(file: IO[bytes]) -> str:
    if not _zip_directory_is_sane(file):
        return ""
    try:
        with zipfile.ZipFile(file) as archive:
            return _zip_type(archive)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, ValueError, EOFError):
        return ""


def _zip_type(archive: zipfile.ZipFile) -> str:
    names = set(archive.namelist())
    if "mimetype" in names:
        with archive.open("mimetype") as entry:
            return "hwpx" if entry.read(64).strip() == b"application/hwp+zip" else "zip"
    if "[Content_Types].xml" not in names or any(name.endswith("vbaProject.bin") for name in names):
        return "zip"
    if "word/document.xml" in names:
        return "docx"
    return "xlsx" if "xl/workbook.xml" in names else "zip"


def _zip_directory_is_sane(file: IO[bytes]) -> bool:
    """Look at the size of the table of contents before zipfile reads all of it into memory."""
    size = file.seek(0, 2)
    file.seek(max(0, size - 65557))  # the longest comment, and the record before it
    tail = file.read()
    file.seek(0)
    at = tail.rfind(_END_OF_ZIP)
    return at >= 0 and int.from_bytes(tail[at + 12 : at + 16], "little") <= _MAX_ZIP_DIRECTORY
