"""The desks of the features of this app: Django finds them here."""

from enterprises.applications import admin as _applications
from enterprises.card import admin as _card
from enterprises.documents import admin as _documents
from enterprises.eligibility import admin as _eligibility
from enterprises.imports import admin as _imports
from enterprises.membership import admin as _membership
from enterprises.qualifications import admin as _qualifications
from enterprises.receiving import admin as _receiving
from enterprises.registration import admin as _registration
from enterprises.registry import admin as _registry
from enterprises.reporting import admin as _reporting
from enterprises.selection import admin as _selection
from enterprises.upkeep import admin as _upkeep

__all__ = [
    "_applications",
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
