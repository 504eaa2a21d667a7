"""The desks of the features of this app: Django finds them here."""

from finance.subsidies import admin as _subsidies

__all__ = ["_subsidies"]
