"""`/search/` and what it suggests while somebody types."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from busan_se.pages.forms import SearchForm
from busan_se.pages.search import missed
from busan_se.pages.search.finding import HitGroup, find, suggest
from busan_se.pages.search.terms import meant

_FEW = 3


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Search everything that registers a source. A word that is not valid text shows its error, with status 400."""
    form = SearchForm(request.GET or None)
    words = form.cleaned_data["q"] if form.is_valid() else ""
    context = {"form": form, "words": words, **(_found(words, request.user) if words else {})}
    return render(request, "pages/search.html", context, status=400 if form.errors else 200)


def _found(words: str, user: Any) -> dict[str, Any]:
    """Return the groups; where nothing was found, those of what was meant; where little, what may have been meant."""
    groups = find(words, user)
    n, more = _total(groups)
    found: dict[str, Any] = {"groups": groups, "n": n, "more": more}
    if n > _FEW:
        return found
    mended = meant(words)
    instead = find(mended, user) if mended else []
    if groups:
        return {**found, "maybe": mended if instead else ""}
    missed.note(words)
    shown, more = _total(instead)
    return {**found, "instead": mended, "groups": instead, "n": shown, "more": more} if instead else found


def _total(groups: list[HitGroup]) -> tuple[int, bool]:
    return sum(group.n for group in groups), any(group.more for group in groups)


@require_safe
def suggestions(request: HttpRequest) -> HttpResponse:
    """Return the options of the search field's list: none for what can't be searched for."""
    form = SearchForm(request.GET)
    words = form.cleaned_data["q"] if form.is_valid() else ""
    found = suggest(words, request.user) if words else []
    return render(request, "pages/_suggestions.html", {"suggestions": found})
