"""Hiding who applies: known words of an applicant, and numbers that name anybody, become ○○○."""

import re
from collections.abc import Iterable

HIDDEN = "○○○"
_SHORTEST = 2  # a single syllable is in every text

# Forms of organisation around a name: "(주)빵마을", "빵마을 사회적협동조합" and "빵마을" are one.
_FORMS = (
    "주식회사",
    "유한회사",
    "사회적협동조합",
    "협동조합",
    "사단법인",
    "재단법인",
    "농업회사법인",
    "영농조합법인",
    "마을기업",
    "㈜",
    "(주)",
    "(유)",
    "(사)",
    "(재)",
)
_NUMBERS = re.compile(
    r"\b\d{3}-\d{2}-\d{5}\b"  # business number
    r"|\b\d{6}-\d{7}\b"  # corporate number
    r"|\b0\d{1,2}[-). ]\s?\d{3,4}[- ]\d{4}\b"  # telephone
    r"|[\w.+-]+@[\w-]+\.[\w.-]+"  # mail
    r"|https?://\S+|\bwww\.\S+"
)


class Mask:
    """Hides the words given, however they are spaced, and every number or address that names somebody."""

    def __init__(self, words: Iterable[str]) -> None:
        wanted = {part for word in words for part in (word.strip(), bare_name(word)) if len(part) >= _SHORTEST}
        patterns = [_spaced(word) for word in sorted(wanted, key=len, reverse=True)]
        self._words = re.compile("|".join(patterns), re.IGNORECASE) if patterns else None

    def hide(self, text: str) -> str:
        """Return the text with ○○○ for what names the applicant."""
        hidden = self._words.sub(HIDDEN, text) if self._words else text
        return _NUMBERS.sub(HIDDEN, hidden)


def bare_name(name: str) -> str:
    """Return a name without the form of its organisation: "(주) 빵마을" → "빵마을"; '' where nothing else is there."""
    bare = name
    for form in _FORMS:
        bare = bare.replace(form, " ")
    return " ".join(bare.split())


def _spaced(word: str) -> str:
    """Return a pattern for the word with any spaces between its letters, also in numbers without their hyphens."""
    letters = [re.escape(letter) for letter in word if not letter.isspace() and letter != "-"]
    return r"[\s\-·]*".join(letters)
