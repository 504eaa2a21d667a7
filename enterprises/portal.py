"""What the features of this app show elsewhere."""

from enterprises.applications import portal as _applications
from enterprises.card import portal as _card
from enterprises.documents import portal as _documents
from enterprises.imports import portal as _imports
from enterprises.membership import portal as _membership
from enterprises.registration import portal as _registration
from enterprises.registry import portal as _registry
from enterprises.reporting import portal as _reporting
from enterprises.selection import portal as _selection

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
