"""Values as Koreans read them, and links that keep the filters."""

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django import template
from django.template.context import Context
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from busan_se.core import korea, money
from busan_se.core.clock import seoul
from busan_se.core.errors import Refused
from busan_se.core.paging import PARAMETER

register = template.Library()

# From the first syllable to the last one before a Latin letter, with the brackets around them.
_KOREAN = re.compile(r"[㈜(]*[가-힣]([^A-Za-z&;\n]*[가-힣])?\)?")
_WEEKDAYS_KO = "월화수목금토일"


@register.filter
def won(amount: int | None) -> str:
    """12000000 → "12,000,000원"; nothing for nothing."""
    return "" if amount is None or amount == "" else money.won(int(amount))


@register.filter
def won_short(amount: int | None) -> str:
    """12000000 → "1,200만 원"."""
    return "" if amount is None or amount == "" else money.won_short(int(amount))


@register.filter
def won_words(amount: int | None) -> str:
    """12000000 → "금12,000,000원(금일천이백만원)"; on English pages "12,000,000 won"."""
    if amount is None or amount == "":
        return ""
    return money.won(int(amount)) if get_language() == "en" else money.won_words(int(amount))


@register.filter
def in_korean(text: Any) -> SafeString:
    """A text that somebody wrote, as it is; on English pages its Korean parts say that they are Korean."""
    safe = conditional_escape(text)
    if get_language() != "en" or hasattr(text, "__html__"):
        return safe
    return mark_safe(_KOREAN.sub(r'<span lang="ko">\g<0></span>', safe))


@register.filter
def seoul_instant(instant: datetime | None) -> str:
    """An instant, whole: "2026.12.03.(목) 18:00"."""
    return f"{seoul_date(instant)} {seoul(instant):%H:%M}" if instant else ""


@register.filter
def seoul_date(day: date | datetime | None) -> str:
    """A day, or the day of an instant in Seoul: "2026.12.03.(목)"."""
    if not day:
        return ""
    local = seoul(day) if isinstance(day, datetime) else day
    return f"{local:%Y.%m.%d.}({_weekday(local)})"


@register.filter
def plain_day(day: date | None) -> str:
    """A day without its weekday, for tables: "2026.12.03."."""
    return f"{day:%Y.%m.%d.}" if day else ""


@register.filter
def mask_brn(number: str) -> str:
    """A 사업자등록번호 whose serial number nobody needs to see: "123-45-*****"."""
    try:
        return f"{korea.format_business_number(number)[:7]}*****"
    except Refused:
        return ""


@register.simple_tag(takes_context=True)
def query_with(context: Context, **changes: Any) -> str:
    """The query of this page with `changes` (None takes a parameter out), from its first page: "?q=빵"."""
    query = context["request"].GET.copy()
    query.pop(PARAMETER, None)
    for name, value in changes.items():
        query.pop(name, None)
        if value is not None and value != "":
            query[name] = str(value)
    return f"?{query.urlencode()}"


def _weekday(day: date) -> str:
    return f"{day:%a}" if get_language() == "en" else _WEEKDAYS_KO[day.weekday()]


@register.filter
def of(key: Any, names: Mapping[Any, Any]) -> Any:
    """The entry of a table by its key, else the key: `{{ row.district_id|of:codes.districts }}`."""
    return names.get(key, key)


@register.filter
def each_of(keys: Iterable[Any], names: Mapping[Any, Any]) -> str:
    """The entries of a table by their keys: "친환경 · 돌봄"."""
    return " · ".join(str(names.get(key, key)) for key in keys)
