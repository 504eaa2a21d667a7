"""Who may read a file."""

from typing import Any

from busan_se.core.registry import registered
from busan_se.files.extensions import FileOwner
from busan_se.files.models import StoredFile


def owner_for(user: Any, file: StoredFile) -> FileOwner | None:
    """Return the kind of owner that lets `user` read `file`; None if none does. Infected files are read by nobody."""
    if file.scan_state == StoredFile.ScanState.INFECTED:
        return None
    return next((owner for owner in registered(FileOwner) if owner.readable(user, file)), None)


def readable_by(user: Any, file: StoredFile) -> bool:
    """Return whether `user` may read `file`: an owner says so, or it is the user's own upload that has no owner yet."""
    return owner_for(user, file) is not None or is_own_draft(user, file)


def is_own_draft(user: Any, file: StoredFile) -> bool:
    """Return whether `user` uploaded `file` and no row owns it yet."""
    own = user.is_authenticated and file.uploaded_by_id == user.pk
    clean = file.scan_state != StoredFile.ScanState.INFECTED
    return bool(own and clean and StoredFile.objects.without_owner().filter(pk=file.pk).exists())
