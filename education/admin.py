"""The desks of the features of this app: Django finds them here."""

from education.courses import admin as _courses

__all__ = ["_courses"]
