"""The desks of the features of this app: Django finds them here."""

from procurement.marketplace import admin as _marketplace

__all__ = ["_marketplace"]
