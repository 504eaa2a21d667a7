"""The desks of the features of this app: Django finds them here."""

from enterprises.applications import admin as _applications
from enterprises.card import admin as _card
from enterprises.documents import admin as _documents
from enterprises.imports import admin as _imports
from enterprises.membership import admin as _membership
from enterprises.qualifications import admin as _qualifications
from enterprises.registration import admin as _registration
from enterprises.registry import admin as _registry
from enterprises.reporting import admin as _reporting
from enterprises.upkeep import admin as _upkeep

__all__ = [
    "_applications",
    "_card",
    "_documents",
    "_imports",
    "_membership",
    "_qualifications",
    "_registration",
    "_registry",
    "_reporting",
    "_upkeep",
]
