"""Who may edit the statements and read what nobody found; what the search itself finds and keeps."""

from collections.abc import Iterable
from itertools import chain
from typing import Any

from django.utils.translation import gettext_lazy as _

from busan_se.accounts.roles import Role, RoleGrant
from busan_se.core.extensions import Found, Schedule, SearchHit, SearchSource, Unpublished
from busan_se.core.registry import register
from busan_se.core.schedules import daily_at
from busan_se.core.search.ranking import Reason, first_found
from busan_se.pages.models import Page
from busan_se.pages.search import missed, terms


def search_pages(words: str, user: Any, limit: int) -> Found:
    """Return the statements in which every word stands."""
    rows = Page.objects.with_words(words)
    best, count = first_found(rows, words, limit, names=("title_ko", "title_en"), order=("slug",))
    hits = [SearchHit(row.title, row.get_absolute_url(), found_by=Reason(row.found_by).label) for row in best]
    return Found(hits, count)


def page_names() -> Iterable[str]:
    """Yield the titles of statements."""
    return chain.from_iterable(Page.objects.values_list("title_ko", "title_en"))


register(SearchSource("pages", _("Statements"), search_pages, order=90, names=page_names))
register(Unpublished("busan_se.pages.search"))
register(Schedule("search-terms", _("Words that a mistyped one may mean"), daily_at("search-terms", 2), terms.collect))
register(
    Schedule("search-missed", _("Old searches without result removed"), daily_at("search-missed", 4), missed.forget_old)
)
register(RoleGrant(Role.CITY_STAFF, ("pages.view_page", "pages.change_page", "pages.view_missedword")))
register(RoleGrant(Role.CENTRE_STAFF, ("pages.view_missedword",)))
