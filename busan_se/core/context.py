"""What the layout shows on every page. Templates read `shell.…`; `term` is what the portal calls its subject."""

from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from busan_se.core.extensions import HeaderPart, MenuEntry
from busan_se.core.registry import registered


@dataclass(frozen=True)
class MenuNode:
    """A menu entry with its address, and the entries below it. `current`: the page is it or below it."""

    entry: MenuEntry
    url: str
    current: bool
    is_page: bool
    children: tuple["MenuNode", ...]


def display_term() -> str:
    """Return the word for the subject of the portal: the setting in Korean (a law may change it), English otherwise."""
    return settings.DISPLAY_TERM_KO if get_language() == "ko" else _("social economy")


@cache
def menu_urls(language: str | None) -> tuple[str, ...]:
    """Return the addresses of all menu entries in the current language, which is `language`."""
    return tuple(reverse(entry.url_name) for entry in registered(MenuEntry))


def is_below(path: str, url: str) -> bool:
    """Return whether `path` is the page `url` or one below it."""
    return path == url or (url.count("/") > 1 and path.startswith(url))


@dataclass(frozen=True)
class Menu:
    """The public menu as seen from a page: from the entry `place`, or from a page below it if not `exact`."""

    place: str
    exact: bool

    @property
    def nodes(self) -> tuple[MenuNode, ...]:
        """Return the menu as a tree, in the order of its entries."""
        return self._below("", registered(MenuEntry))

    def _below(self, parent: str, entries: tuple[MenuEntry, ...]) -> tuple[MenuNode, ...]:
        return tuple(self._node(entry, entries) for entry in entries if entry.parent == parent)

    def _node(self, entry: MenuEntry, entries: tuple[MenuEntry, ...]) -> MenuNode:
        children = self._below(entry.key, entries)
        url = reverse(entry.url_name)
        current = self.place == url or any(child.current for child in children)
        return MenuNode(entry, url, current, self.exact and self.place == url, children)


class Shell:
    """The parts of the layout, each computed when a template first asks for it (partials ask for none)."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    @cached_property
    def site_name(self) -> str:
        """Return the name of the portal."""
        return _("Busan %(term)s portal") % {"term": display_term()}

    @cached_property
    def menu(self) -> Menu:
        """Return the public menu as seen from this page: the same for all pages below one entry."""
        path = self.request.path
        place = max((url for url in menu_urls(get_language()) if is_below(path, url)), key=len, default="")
        return Menu(place, exact=place == path)

    @cached_property
    def header_parts(self) -> tuple[HeaderPart, ...]:
        """Return what other apps put into the header of a signed-in person; visitors have nothing there."""
        user = getattr(self.request, "user", None)
        return registered(HeaderPart) if user is not None and user.is_authenticated else ()

    @cached_property
    def korean_url(self) -> str:
        """Return the path of this page in Korean, with its query."""
        here = self.request.get_full_path()
        return here.removeprefix("/en") if f"{self.request.path}/".startswith("/en/") else here

    @property
    def english_url(self) -> str:
        """Return the path of this page in English, with its query."""
        return f"/en{self.korean_url}"

    @property
    def other_url(self) -> str:
        """Return the path of this page in the language that it is not in."""
        return self.korean_url if get_language() == "en" else self.english_url

    @cached_property
    def origin(self) -> str:
        """Return the address of the portal without a path."""
        return f"{self.request.scheme}://{self.request.get_host()}"

    @property
    def official(self) -> bool:
        """Return whether the operator says that this is a government site: only then the flag is shown."""
        return bool(settings.OFFICIAL_GOVERNMENT_SITE)

    @property
    def help_desk_phone(self) -> str:
        """Return the telephone number that stands on every page."""
        return str(settings.HELP_DESK_PHONE)


def shell(request: HttpRequest) -> dict[str, Any]:
    """Add `shell` and `term` to every template."""
    return {"shell": Shell(request), "term": display_term()}
