"""Words that found nothing tell what people miss here. They are counted without anybody's trace."""

import re
from datetime import timedelta

from django.db.models import Case, F, Value, When

from busan_se.core.clock import today
from busan_se.pages.search.models import MissedWord

_KEPT_DAYS = 180
_ONCE_KEPT_DAYS = 30  # what was missed on a single day and never again
_MOST_DIGITS = 4  # a year has four; telephone, business and resident numbers have more
_LONGEST = 40


def note(words: str) -> None:
    """Count one search for `words` that found nothing; never what may be somebody's number or address."""
    word = " ".join(words.lower().split())
    if may_be_personal(word):
        return
    day = today()
    another_day = Case(When(last_day__lt=day, then=Value(1)), default=Value(0))
    known = MissedWord.objects.filter(word=word)
    if not known.update(times=F("times") + 1, days=F("days") + another_day, last_day=day):
        new = MissedWord(word=word, first_day=day, last_day=day)
        MissedWord.objects.bulk_create([new], ignore_conflicts=True)


def may_be_personal(word: str) -> bool:
    """Return whether the words look like a telephone or registration number, an e-mail address, or a whole sentence."""
    return "@" in word or len(re.findall(r"\d", word)) > _MOST_DIGITS or len(word) > _LONGEST


def forget_old(period: str) -> int:
    """Remove what was not missed for half a year, and for a month if it was missed on one day only; return how many."""
    day = today()
    old = MissedWord.objects.not_missed_since(day - timedelta(days=_KEPT_DAYS))
    once = MissedWord.objects.not_missed_since(day - timedelta(days=_ONCE_KEPT_DAYS)).filter(days=1)
    return sum(rows.delete()[0] for rows in (old, once))
