"""Home, my page, statements and the site map."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse, translate_url
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from busan_se.core.context import Shell
from busan_se.core.extensions import HomePart, MyPanel, Todo, TodoSource
from busan_se.core.linked_data import Thing, city, thing
from busan_se.core.registry import registered
from busan_se.pages.forms import SearchForm
from busan_se.pages.models import Page


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show the three doors and what every app puts on the first page."""
    context = {"parts": registered(HomePart), "form": SearchForm(), "linked_data": [_site(request)]}
    return render(request, "pages/home.html", context)


def _site(request: HttpRequest) -> Thing:
    """Return the portal with its search, and the city as its publisher where the operator says so."""
    shell, search = Shell(request), request.build_absolute_uri(reverse("pages:search"))
    action = thing(
        "SearchAction",
        target=thing("EntryPoint", urlTemplate=f"{search}?q={{search_term_string}}"),
        **{"query-input": "required name=search_term_string"},
    )
    return thing(
        "WebSite",
        name=shell.site_name,
        url=request.build_absolute_uri(reverse("pages:home")),
        inLanguage=get_language(),
        publisher=city() if shell.official else None,
        potentialAction=action,
    )


def my_todos(user: Any) -> list[Todo]:
    """Return what waits for this person, as `/my/` shows it."""
    sources = (source for source in registered(TodoSource) if source.desk == "my")
    return [todo for source in sources for todo in source.todos(user)]


@login_required
@require_safe
def my(request: HttpRequest) -> HttpResponse:
    """Show what waits for the signed-in person and the panels of every app."""
    return render(request, "pages/my.html", {"todos": my_todos(request.user), "panels": registered(MyPanel)})


@require_safe
def statement(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one statement (privacy, accessibility)."""
    return render(request, "pages/statement.html", {"page": get_object_or_404(Page, slug=slug)})


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """Show all pages of the menu and the statements on one page."""
    return render(request, "pages/sitemap.html", {"pages": Page.objects.all()})


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Tell crawlers what is not for them."""
    context = {"sitemap": request.build_absolute_uri(reverse("pages:sitemap-xml"))}
    return render(request, "pages/robots.txt", context, content_type="text/plain; charset=utf-8")


@require_safe
def sitemap_xml(request: HttpRequest) -> HttpResponse:
    """List the pages of the site map for crawlers, each in both languages."""
    paths = [reverse("pages:home"), *(node.url for top in Shell(request).menu.nodes for node in (top, *top.children))]
    paths += [reverse("pages:statement", args=[page.slug]) for page in Page.objects.all()]
    urls = [
        [(code, request.build_absolute_uri(translate_url(path, code))) for code in ("ko", "en")]
        for path in dict.fromkeys(paths)
    ]
    return render(request, "pages/sitemap.xml", {"urls": urls}, content_type="application/xml; charset=utf-8")
