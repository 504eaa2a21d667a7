"""All models of the app, gathered from its features: Django finds them here."""

from education.courses.models import *  # noqa: F403
