"""All models of the app, gathered from its features: Django finds them here."""

from enterprises.registry.models import *  # noqa: F403
