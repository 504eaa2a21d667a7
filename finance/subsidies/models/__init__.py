"""Models of grants, one file for each noun and what hangs on it."""

from finance.subsidies.models.grants import Agreement, Grant, GrantDecision, GrantFile, GrantQuerySet
from finance.subsidies.models.payments import Payment

__all__ = ["Agreement", "Grant", "GrantDecision", "GrantFile", "GrantQuerySet", "Payment"]
