"""What exactly was filed or agreed to, in one canonical text, and its hash."""

import hashlib
import json
from typing import Any

from finance.subsidies.models import Grant


def content_hash(grant: Grant) -> str:
    """Return the SHA-256 (hex) over the canonical JSON of amounts, plan, account and file hashes of a grant."""
    content: dict[str, Any] = {
        "application": grant.application.receipt_number,
        "requested_won": grant.requested_won,
        "own_share_won": grant.own_share_won,
        "plan": grant.plan,
        "account": [grant.bank, grant.account_holder, grant.account_number],
        "files": [[row.file.name, row.file.sha256] for row in grant.files.select_related("file").order_by("pk")],
    }
    canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def text_hash(text: str) -> str:
    """Return the SHA-256 (hex) of a text."""
    return hashlib.sha256(text.encode()).hexdigest()
