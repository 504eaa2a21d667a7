"""The desks of the features of this app: Django finds them here."""

from enterprises.applications import admin as _applications
from enterprises.card import admin as _card
from enterprises.documents import admin as _documents
from enterprises.imports import admin as _imports
from enterprises.membership import admin as _membership
from enterprises.registration import admin as _registration
from enterprises.registry import admin as _registry
from enterprises.reporting import admin as _reporting
from enterprises.selection import admin as _selection

__all__ = [
    "_applications",
    "_card",
    "_documents",
    "_imports",
    "_membership",
    "_registration",
    "_registry",
    "_reporting",
    "_selection",
]
