"""The search field of forms and lists."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django_filters import CharFilter

from busan_se.core.fields import BLANK, PLAIN_SIGN, SafeCharField
from busan_se.core.search.korean import words_of
from busan_se.core.widgets import PlainSearch

# Digits, Latin letters, Korean letters and syllables, kana, Chinese characters: what names here are written with.
LETTER = r"[0-9A-Za-zㄱ-ㅎ가-힣\u3041-\u3096\u30a1-\u30fa\u4e00-\u9fff]"


class SearchField(SafeCharField):
    """A few words; refuses what holds neither letter nor digit, for that would find everything."""

    widget = PlainSearch
    json_pattern = f"^{BLANK}*({PLAIN_SIGN}*{LETTER}{PLAIN_SIGN}*)?{BLANK}*$"

    def validate(self, value: str) -> None:
        super().validate(value)
        if value and not (re.search(LETTER, value) and words_of(value)):
            raise ValidationError(_("Enter at least one letter or digit of what you look for."), code="no_words")


class SearchFilter(CharFilter):
    """A CharFilter with a SearchField."""

    field_class = SearchField
