"""All desks of the app, gathered from its features: Django finds them here."""

from enterprises.imports import admin as _imports

__all__ = ["_imports"]
