"""All models of the app, gathered from its features: Django finds them here."""

from finance.subsidies.models import Agreement, Grant, GrantDecision, GrantFile, Payment

__all__ = ["Agreement", "Grant", "GrantDecision", "GrantFile", "Payment"]
