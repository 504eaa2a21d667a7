"""Texts kept in two columns, `x_ko` and `x_en`: which one a reader sees."""

from typing import Any

from django.db import models
from django.utils.translation import get_language


def in_english() -> bool:
    """Return whether the current page is an English one."""
    return (get_language() or "").startswith("en")


class Translated:
    """Reads `x` as `x_en` on English pages where there is an English text, otherwise as `x_ko`."""

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    def __get__(self, instance: Any, owner: type | None = None) -> str:
        english = getattr(instance, f"{self.name}_en") if in_english() else ""
        return english or getattr(instance, f"{self.name}_ko")


class BilingualModel(models.Model):
    """A model some of whose texts have two columns; `texts` names them without the suffix."""

    texts: tuple[str, ...] = ()

    class Meta:
        abstract = True

    def missing_english(self) -> list[str]:
        """Return the names of texts that are written in Korean only."""
        return [name for name in self.texts if getattr(self, f"{name}_ko") and not getattr(self, f"{name}_en")]

    @property
    def is_untranslated(self) -> bool:
        """Whether an English page has to show Korean text of this row, and so has to say that."""
        return in_english() and bool(self.missing_english())
