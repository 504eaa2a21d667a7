"""What the features of this app show elsewhere."""

from enterprises.applications import portal as _applications
from enterprises.card import portal as _card
from enterprises.documents import portal as _documents
from enterprises.eligibility import portal as _eligibility
from enterprises.imports import portal as _imports
from enterprises.membership import portal as _membership
from enterprises.receiving import portal as _receiving
from enterprises.registration import portal as _registration
from enterprises.registry import portal as _registry
from enterprises.reporting import portal as _reporting

__all__ = [
    "_applications",
    "_card",
    "_documents",
    "_eligibility",
    "_imports",
    "_membership",
    "_receiving",
    "_registration",
    "_registry",
    "_reporting",
]
