"""All models of the app, gathered from its features: Django finds them here."""

from procurement.marketplace.models import *  # noqa: F403
