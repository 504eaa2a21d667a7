"""Every address that the resolver knows, as the tests of the whole house ask them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse


@dataclass(frozen=True)
class Address:
    """One URL pattern: its route as written, its name with namespaces ('' where it has none), its parameters."""

    route: str
    name: str
    parameters: frozenset[str]

    @property
    def is_admin(self) -> bool:
        return self.route.startswith("admin/")

    @property
    def model_label(self) -> str:
        """The model ("app.model") whose standard object page in the admin this is, else ''."""
        found = re.match(r"admin/(\w+)/(\w+)/<path:object_id>/", self.route)
        return f"{found[1]}.{found[2]}" if found else ""

    def url(self, kwargs: dict[str, Any]) -> str:
        """Return the address for these parameters, in Korean."""
        if self.name:
            return reverse(self.name, kwargs=kwargs)
        path = re.sub(r"<(?:\w+:)?(\w+)>", lambda match: str(kwargs[match[1]]), self.route)
        return "/" + path


def addresses() -> list[Address]:
    """Return all of them in the order of the resolver. The admin's catch-all, which only adds a slash, is left out."""
    return [address for address in _walk(get_resolver()) if "(?P<url>" not in address.route]


def _walk(
    resolver: URLResolver, prefix: str = "", spaces: tuple[str, ...] = (), above: frozenset[str] = frozenset()
) -> Iterator[Address]:
    for entry in resolver.url_patterns:
        route, parameters = prefix + str(entry.pattern), above | _parameters(entry)
        if isinstance(entry, URLResolver):
            yield from _walk(entry, route, (*spaces, entry.namespace) if entry.namespace else spaces, parameters)
        elif isinstance(entry, URLPattern):
            name = ":".join((*spaces, entry.name)) if entry.name else ""
            yield Address(route, name, parameters)


def _parameters(entry: URLPattern | URLResolver) -> set[str]:
    regex = getattr(entry.pattern, "regex", None)
    return set(entry.pattern.converters) or (set(regex.groupindex) if regex is not None else set())
