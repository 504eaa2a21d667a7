"""The doors by which files come in."""

import hashlib
import unicodedata
from collections.abc import Sequence
from io import BytesIO
from pathlib import PurePosixPath
from typing import IO, Any, cast

from django.conf import settings
from django.core.files.base import File
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

from busan_se.core.errors import Refused
from busan_se.files.handlers import OversizedUpload
from busan_se.files.models import StoredFile
from busan_se.files.types import DOCUMENTS_AND_PICTURES, FileType, require_type

_LONGEST_NAME = 120


def store_upload(
    upload: UploadedFile,
    *,
    kind: str,
    user: Any,
    allowed: Sequence[str] = DOCUMENTS_AND_PICTURES,
) -> StoredFile:
    """Store an upload and return its row. It expires after 24 hours unless a row comes to own it.

    `allowed` are keys of `types.TYPES`. Raises Refused (codes empty, too_large, type_mismatch, type_not_allowed).
    """
    found = check_upload(upload, allowed)
    return _store(
        upload, kind=kind, user=user, name=safe_name(upload.name or "", found), content_type=found.content_type
    )


def store_bytes(content: bytes, *, kind: str, name: str, content_type: str, user: Any = None) -> StoredFile:
    """Store what the portal itself made (a report, a letter) and return its row."""
    return _store(File(BytesIO(content), name=name), kind=kind, user=user, name=name, content_type=content_type)


def check_upload(upload: UploadedFile, allowed: Sequence[str]) -> FileType:
    """Return the type of the upload. Raises Refused as `store_upload`."""
    check_size(upload)
    return require_type(cast("IO[bytes]", upload.file), upload.name or "", allowed)


def check_size(upload: UploadedFile) -> None:
    """Raise Refused (codes empty, too_large) unless the upload is there and within the limit."""
    if isinstance(upload, OversizedUpload) or (upload.size or 0) > settings.UPLOAD_MAX_BYTES:
        raise Refused(
            _("“%(name)s” is %(size)s. A file may have at most %(limit)s: make it smaller or split it.")
            % {
                "name": upload.name,
                "size": filesizeformat(upload.size or 0),
                "limit": filesizeformat(settings.UPLOAD_MAX_BYTES),
            },
            code="too_large",
        )
    if not upload.size:
        raise Refused(_("“%(name)s” is empty. Choose the file again.") % {"name": upload.name}, code="empty")


def safe_name(given: str, found: FileType) -> str:
    """Return the name to show and to download by: composed Korean, no path, no invisible signs, the right suffix."""
    base = unicodedata.normalize("NFC", given).replace("\\", "/").rpartition("/")[2]
    visible = "".join(
        sign for sign in base if unicodedata.category(sign) not in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
    )
    path = PurePosixPath(visible.strip(" .") or found.key)
    suffix = path.suffix.lower() if path.suffix.lower() in found.suffixes else ""
    stem = (path.name[: -len(path.suffix)] if suffix else path.name)[:_LONGEST_NAME].strip()
    return f"{stem or found.key}{suffix or found.suffixes[0]}"


def _store(content: File, *, kind: str, user: Any, name: str, content_type: str) -> StoredFile:
    content.seek(0)
    row = StoredFile(
        kind=kind,
        name=name,
        content_type=content_type,
        size=content.size,
        sha256=hashlib.file_digest(content.file, "sha256").hexdigest(),  # type: ignore[arg-type]
        uploaded_by=user if user is not None and user.is_authenticated else None,
    )
    content.seek(0)
    row.file.save(name, content, save=False)
    row.save(force_insert=True)
    return row
