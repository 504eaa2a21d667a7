"""What a mistyped word may have meant: the word of a public name that one slip of the finger parts from it."""

from django.contrib.postgres.search import TrigramSimilarity
from django.db import transaction

from busan_se.core.extensions import SearchSource
from busan_se.core.registry import registered
from busan_se.core.search.korean import is_initials, is_one_slip, letters_of, search_key, without_particle, words_of
from busan_se.pages.search.models import SearchTerm

_SHORTEST, _LONGEST = 2, 20
_LOOKED_AT = 30
_BATCH = 5000


def collect(period: str) -> int:
    """Write the words of all public names anew and return how many there are. Runs once a day."""
    words = {word for source in registered(SearchSource) for name in source.names() for word in _words(name)}
    terms = (SearchTerm(word=word, letters=letters_of(word)) for word in sorted(words))
    with transaction.atomic():
        SearchTerm.objects.all().delete()
        return len(SearchTerm.objects.bulk_create(terms, batch_size=_BATCH))


def _words(name: str) -> list[str]:
    return [
        word
        for word in (*words_of(name), search_key(name))
        if _SHORTEST <= len(word) <= _LONGEST and not word.isdigit() and not is_initials(word)
    ]


def meant(query: str) -> str:
    """Return the query with each unknown word mended by one slip; '' where there is nothing to mend."""
    typed = [without_particle(word) for word in words_of(query)]
    known = set(SearchTerm.objects.filter(word__in=typed).values_list("word", flat=True))
    mended = [word if word in known or is_initials(word) else _nearest(word) or word for word in typed]
    return "" if mended == typed else " ".join(mended)


def _nearest(word: str) -> str:
    letters = letters_of(word)
    near = SearchTerm.objects.filter(letters__trigram_similar=letters)
    near = near.order_by(TrigramSimilarity("letters", letters).desc(), "word")
    words = near.values_list("word", flat=True)[:_LOOKED_AT]
    return next((term for term in words if is_one_slip(word, term)), "")
