"""What the features of this app show elsewhere."""

from enterprises.applications import portal as _applications
from enterprises.asof import portal as _asof
from enterprises.card import portal as _card
from enterprises.documents import portal as _documents
from enterprises.eligibility import portal as _eligibility
from enterprises.imports import portal as _imports
from enterprises.membership import portal as _membership
from enterprises.qualifications import portal as _qualifications
from enterprises.receiving import portal as _receiving
from enterprises.registration import portal as _registration
from enterprises.registry import portal as _registry
from enterprises.reporting import portal as _reporting
from enterprises.selection import portal as _selection
from enterprises.upkeep import portal as _upkeep

__all__ = [
    "_applications",
    "_asof",
    "_card",
    "_documents",
    "_eligibility",
    "_imports",
    "_membership",
    "_qualifications",
    "_receiving",
    "_registration",
    "_registry",
    "_reporting",
    "_selection",
    "_upkeep",
]
