"""Refusals that a page shows in plain words. Bugs are other exceptions and are never caught for display."""

from django.core.exceptions import ValidationError

from busan_se.core.extensions import Text


class PortalError(ValidationError):
    """The portal says no. `message` is for people and says how to mend it; `code` is for programs and tests.

    It is a ValidationError, so that `form.add_error(None, error)` and `Model.clean` take it as it is.
    """

    def __init__(self, message: Text, code: str) -> None:
        super().__init__(message, code=code)

    def __str__(self) -> str:
        return str(self.message)


class Refused(PortalError):
    """A rule does not allow it."""


class WrongState(PortalError):
    """The thing is not in a state in which this can be done."""


class Conflict(PortalError):
    """Somebody else changed it in the meantime."""
