"""The search field of forms and lists."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django_filters import CharFilter

from busan_se.core.fields import PLAIN_SIGN, SafeCharField
from busan_se.core.search.korean import words_of
from busan_se.core.widgets import PlainSearch


class SearchField(SafeCharField):
    """A few words; refuses what holds neither letter nor digit, for that would find everything."""

    widget = PlainSearch
    json_pattern = f"^({PLAIN_SIGN}*[0-9A-Za-zㄱ-ㅎ가-힣]{PLAIN_SIGN}*)?$"

    def validate(self, value: str) -> None:
        super().validate(value)
        if value and not words_of(value):
            raise ValidationError(_("Enter at least one letter or digit of what you look for."), code="no_words")


class SearchFilter(CharFilter):
    """A CharFilter with a SearchField."""

    field_class = SearchField
