"""Kinds of messages that a user may switch off."""

from dataclasses import dataclass

from busan_se.core.extensions import Text


@dataclass(frozen=True)
class OptionalKind:
    """A kind of message whose mail a user may switch off. Kinds that nobody registers are always mailed."""

    kind: str
    label: Text
    order: int = 100
