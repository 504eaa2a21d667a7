"""A state machine as a table: which action leads from which states to which."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from busan_se.core.errors import WrongState


@dataclass(frozen=True)
class Transition:
    """An action is allowed in the states `frm` and leads to the state `to`."""

    frm: tuple[str, ...]
    to: str


@dataclass(frozen=True)
class Workflow:
    """All transitions of one model, by action."""

    transitions: Mapping[str, Transition]

    def check(self, state: str, action: str) -> str:
        """Return the state that `action` leads to. Raises WrongState, or KeyError for an unknown action."""
        transition = self.transitions[action]
        if state not in transition.frm:
            raise WrongState(
                _("This cannot be done now: the state has changed. Load the page again."), code=f"not_{action}"
            )
        return transition.to

    def allowed(self, state: str) -> tuple[str, ...]:
        """Return the actions that `state` allows, in the order of the table."""
        return tuple(action for action, transition in self.transitions.items() if state in transition.frm)
