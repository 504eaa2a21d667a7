"""What the database refuses, told in words: the constraint that was broken decides which."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from django.db import IntegrityError, transaction

from busan_se.core.errors import Refused
from busan_se.core.extensions import Text


def broken_constraint(error: IntegrityError) -> str:
    """Return the name of the constraint (or the trigger's name for one) that was broken, '' where none is named."""
    return getattr(getattr(error.__cause__, "diag", None), "constraint_name", None) or ""


@contextmanager
def refusals_in_words(texts: Mapping[str, Text]) -> Iterator[None]:
    """Write in a savepoint; raise Refused where a constraint of `texts` is broken, with its text and name as code."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        name = broken_constraint(error)
        if name not in texts:
            raise
        raise Refused(texts[name], name) from error
