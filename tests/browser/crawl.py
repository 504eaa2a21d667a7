"""Finding the pages to look at: follow the links of the portal, one page for each kind of address."""

import re
from collections.abc import Iterable
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

from playwright.sync_api import BrowserContext

NOT_PAGES = re.compile(r"^/(static|files|admin|jobs)/|/(logout|ical|export)|\.(ics|csv|xlsx|pdf|json|xml|txt)$|format=")
IDENTIFIER = re.compile(r"/(\d[\d-]*|[0-9a-f]{8}-[0-9a-f-]{27})(?=/)")


class Links(HTMLParser):
    """Collects the targets of links."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a" and (href := dict(attrs).get("href")):
            self.found.append(href)


def kind_of(path: str) -> str:
    """Return what addresses of one view have in common: numbers and ids replaced, programs taken as one."""
    return re.sub(r"/programs/[^/]+/", "/programs/x/", IDENTIFIER.sub("/0", path))


def links_of(html: str, base: str) -> Iterable[str]:
    """Return the paths (without query) that a page links to inside the portal."""
    parser = Links()
    parser.feed(html)
    for href in parser.found:
        target = urlsplit(urljoin(base, href))
        if target.netloc == urlsplit(base).netloc and not NOT_PAGES.search(target.path):
            yield target.path


def pages_from(context: BrowserContext, start: str) -> list[str]:
    """Return one path for each kind of page that can be reached by links from `start` (signed in as the context is)."""
    origin = "{0.scheme}://{0.netloc}".format(urlsplit(start))
    found: dict[str, str] = {}
    waiting = [urlsplit(start).path]
    while waiting:
        path = waiting.pop(0)
        if kind_of(path) in found:
            continue
        answer = context.request.get(origin + path)
        if "text/html" not in answer.headers.get("content-type", ""):
            continue
        found[kind_of(path)] = path
        waiting += links_of(answer.text(), origin + path)
    return sorted(found.values())
