"""The desks of the features of this app: Django finds them here."""

from enterprises.applications import admin as _applications
from enterprises.imports import admin as _imports
from enterprises.registry import admin as _registry
from enterprises.reporting import admin as _reporting

__all__ = ["_applications", "_imports", "_registry", "_reporting"]
