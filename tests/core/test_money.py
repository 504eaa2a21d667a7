import pytest
from django.utils import translation

from busan_se.core.money import won, won_short, won_words


def test_won_groups_digits():
    assert won(12_000_000) == "12,000,000원"


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        (0, "0원"),
        (9_999, "9,999원"),
        (10_000, "1만 원"),
        (12_000_000, "1,200만 원"),
        (120_000_000, "1억 2,000만 원"),
        (119_400_000_000, "1,194억 원"),
        (1_000_200_000_000, "1조 2억 원"),
        (99_995_000, "1억 원"),
        (99_994_999, "9,999만 원"),
        (-12_000_000, "-1,200만 원"),
    ],
)
def test_won_short_names_the_two_largest_units(amount, text):
    assert won_short(amount) == text


@pytest.mark.parametrize(
    ("amount", "text"),
    [(950, "950 won"), (12_000_000, "12 million won"), (119_400_000_000, "119.4 billion won")],
)
def test_won_short_in_english(amount, text):
    with translation.override("en"):
        assert won_short(amount) == text


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (0, "영"),
        (10, "일십"),
        (12_000_000, "일천이백만"),
        (113_560, "일십일만삼천오백육십"),
        (100_000_001, "일억일"),
        (119_400_000_000, "일천일백구십사억"),
        (10_000_000_000_000, "일십조"),
    ],
)
def test_won_words_spell_every_digit(amount, words):
    assert won_words(amount) == f"금{amount:,}원(금{words}원)"


@pytest.mark.parametrize("amount", [-1, 10**20])
def test_won_words_refuse_what_cannot_be_spelt(amount):
    with pytest.raises(ValueError, match="spelt"):
        won_words(amount)
