"""Words as people type them: keys to compare by, particles, initials, and what one slip of the finger makes of them."""

import re
import unicodedata
from collections.abc import Iterator

# The SQL function strips the same words: a test holds the two together.
LEGAL_FORMS = ("주식회사", "유한회사", "유한책임회사", "사단법인", "재단법인", "(주)", "(유)", "(사)", "(재)")
_PARTICLES = (
    "에게서", "으로서", "으로", "에서", "에게", "까지", "부터", "이나", "이랑", "하고",
    "이", "가", "은", "는", "을", "를", "의", "에", "로", "와", "과", "도", "만", "랑",
)  # fmt: skip
_LEGAL_FORM = re.compile("|".join(re.escape(form) for form in LEGAL_FORMS))
_INITIALS = re.compile("[\u1100-\u1112]+")  # NFKC makes leading consonants (U+1100…) of the ㄱ…ㅎ that people type
_SYLLABLES = re.compile("[가-힣]+")
_SHORTEST_COMPOUND, _LONGEST_COMPOUND = 4, 12  # syllables
_FIRST_SYLLABLE, _FIRST_INITIAL, _SYLLABLES_OF_INITIAL = 0xAC00, 0x1100, 588


def search_key(text: str) -> str:
    """Do in Python what `core_search_key` does in SQL."""
    folded = _LEGAL_FORM.sub("", unicodedata.normalize("NFKC", text).lower())
    return "".join(letter for letter in folded if letter.isalnum())


def words_of(query: str) -> list[str]:
    """Return the comparable words of a query; empty when it holds neither letter nor digit."""
    return [word for word in map(search_key, query.split()) if word]


def is_initials(word: str) -> bool:
    """Return whether a comparable word has initials (초성) only."""
    return bool(_INITIALS.fullmatch(word))


def without_particle(word: str) -> str:
    """Return the word without the particle it ends with, as long as two letters are left; else the word."""
    for particle in _PARTICLES:
        if word.endswith(particle) and len(word) - len(particle) >= 2:
            return word.removesuffix(particle)
    return word


def halves(word: str) -> Iterator[tuple[str, str]]:
    """Yield the ways to read a word as two, of two syllables or more each: ('해운', '대카페'), ('해운대', '카페')."""
    if _SYLLABLES.fullmatch(word) and _SHORTEST_COMPOUND <= len(word) <= _LONGEST_COMPOUND:
        yield from ((word[:at], word[at:]) for at in range(2, len(word) - 1))


def syllables_of(initial: str) -> tuple[str, str]:
    """Return the first and the last syllable that begin with an initial: ㅎ (U+1112) → ('하', '힣')."""
    first = _FIRST_SYLLABLE + (ord(initial) - _FIRST_INITIAL) * _SYLLABLES_OF_INITIAL
    return chr(first), chr(first + _SYLLABLES_OF_INITIAL - 1)


def initials_of(word: str) -> str:
    """Do in Python what `core_initials` does in SQL: 해운대 → ㅎㅇㄷ, as U+1100…"""
    return "".join(letters_of(letter)[0] if _SYLLABLES.fullmatch(letter) else letter for letter in word)


def letters_of(word: str) -> str:
    """Return the letters (자모) that a word is typed with: 해운대 → ㅎㅐㅇㅜㄴㄷㅐ, as U+1100…"""
    return unicodedata.normalize("NFD", word)


def is_one_slip(typed: str, meant: str) -> bool:
    """Return whether one slip parts two words: a letter too many, too few or wrong, or two in the wrong order.

    In words of three syllables or more a whole syllable may be wrong: '해움대' for '해운대'.
    """
    if typed == meant:
        return False
    longer = max(len(typed), len(meant)) >= 3
    return _one_edit(letters_of(typed), letters_of(meant)) or (longer and _one_edit(typed, meant))


def _one_edit(one: str, other: str) -> bool:
    if abs(len(one) - len(other)) > 1:
        return False
    start = next((at for at, (x, y) in enumerate(zip(one, other, strict=False)) if x != y), min(len(one), len(other)))
    rest, other_rest = one[start:], other[start:]
    swapped = rest[1::-1] + rest[2:]
    return rest[1:] == other_rest[1:] or rest[1:] == other_rest or rest == other_rest[1:] or swapped == other_rest
