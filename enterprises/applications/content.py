"""What exactly was applied with: applicant, answers and files in one canonical text, and its hash."""

import hashlib
import json
from collections.abc import Collection
from typing import Any

from enterprises.applications.models import Application, ApplicationFile
from enterprises.applications.questions import Questions
from enterprises.registry.models import Enterprise, EnterpriseIdentifier


def applicant_of(application: Application) -> dict[str, str]:
    """Return what the register (or the account) says of the applicant now; what was frozen, once submitted."""
    if not application.is_draft:
        return dict(application.applicant)
    if application.enterprise:
        return _enterprise(application.enterprise)
    return {"name": application.applicant_name}


def _enterprise(enterprise: Enterprise) -> dict[str, str]:
    number = EnterpriseIdentifier.objects.filter(
        enterprise=enterprise, kind=EnterpriseIdentifier.Kind.BUSINESS, is_branch=False, valid_to=None
    ).first()
    return {
        "name": enterprise.name,
        "business_number": number.shown if number else "",
        "representative": enterprise.representative,
        "district": enterprise.district.name_ko if enterprise.district else "",
        "address": enterprise.address,
        "phone": enterprise.phone,
    }


def content_hash(
    application: Application, applicant: dict[str, str], files: Collection[ApplicationFile] | None = None
) -> str:
    """Return the SHA-256 (hex) over the canonical JSON of call version, applicant, answers and file hashes.

    What a draft remembers of questions that are not asked is left out, as it will be at submission. `files` are the
    attached ones where the caller has them.
    """
    questions = Questions(application.version)
    shown = questions.shown(application.answers)
    content: dict[str, Any] = {
        "call": application.call.number,
        "version": application.version.number,
        "applicant": applicant,
        "answers": questions.kept(application.answers),
        "files": [
            [row.slot, row.file.name, row.file.sha256] for row in _ordered(application, files) if row.slot in shown
        ],
    }
    canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def _ordered(application: Application, files: Collection[ApplicationFile] | None) -> list[ApplicationFile]:
    """Return the files in the order in which they were attached."""
    rows = application.files.select_related("file") if files is None else files
    return sorted(rows, key=lambda row: row.pk)
