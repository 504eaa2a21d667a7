"""News of the applications, inside their transactions: only rows are written here."""

from typing import Any

from django.dispatch import receiver

from enterprises.applications.models import Application, Decision
from enterprises.applications.signals import application_ended, application_released
from enterprises.applications.workflow import Outcome
from finance.subsidies import actions


@receiver(application_released)
def open_grant(decision: Decision, **kwargs: Any) -> None:
    """Open the grant of an announced selection."""
    if decision.outcome == Outcome.SELECTED:
        actions.open_grant(decision)


@receiver(application_ended)
def end_grant(application: Application, **kwargs: Any) -> None:
    """End the grant of an application that was given up."""
    actions.end_with(application)
