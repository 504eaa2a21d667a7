from datetime import UTC, date, datetime

import pytest
from django.template import Context, Template
from django.test import RequestFactory


def render(text: str, **context) -> str:
    return Template("{% load portal %}" + text).render(Context(context))


@pytest.mark.parametrize(
    ("text", "value", "shown"),
    [
        ("{{ x|won }}", 12_000_000, "12,000,000원"),
        ("{{ x|won_short }}", 12_000_000, "1,200만 원"),
        ("{{ x|won_words }}", 12_000_000, "금12,000,000원(금일천이백만원)"),
        ("{{ x|won }}", None, ""),
        ("{{ x|seoul_instant }}", datetime(2026, 12, 3, 9, tzinfo=UTC), "2026.12.03.(목) 18:00"),
        ("{{ x|seoul_date }}", datetime(2026, 12, 2, 20, tzinfo=UTC), "2026.12.03.(목)"),
        ("{{ x|seoul_date }}", date(2026, 12, 6), "2026.12.06.(일)"),
        ("{{ x|seoul_date }}", None, ""),
        ("{{ x|plain_day }}", date(2026, 12, 6), "2026.12.06."),
        ("{{ x|plain_day }}", None, ""),
        ("{{ x|mask_brn }}", "6068626272", "606-86-*****"),
        ("{{ x|mask_brn }}", "no number", ""),
    ],
)
def test_values_as_koreans_read_them(text, value, shown):
    assert render(text, x=value) == shown


def test_query_with_keeps_the_filters_and_starts_at_the_first_page():
    request = RequestFactory().get("/?q=빵&district=26350&page=abc")
    assert render("{% query_with district=None kind='village' %}", request=request) == "?q=%EB%B9%B5&amp;kind=village"
