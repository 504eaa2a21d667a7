"""All models of the app, gathered from its features: Django finds them here."""

from finance.subsidies.models import *  # noqa: F403
