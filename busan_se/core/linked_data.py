"""What a page is about, for search engines: JSON-LD in the words of schema.org.

The block is data, not a script: a browser neither runs it nor asks the content security policy about it.
"""

import json
from collections.abc import Iterable, Sequence
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from busan_se.core.extensions import Text

Thing = dict[str, Any]
# Nothing in a value can end the block or begin a tag.
_ESCAPES = {ord(sign): f"\\u{ord(sign):04X}" for sign in "<>&\u2028\u2029"}


def thing(kind: str, **properties: Any) -> Thing:
    """Return a thing of schema.org without the properties that are empty; lazy texts become text."""
    known = {name: value for name, value in properties.items() if value}
    return {
        "@type": kind,
        **{name: value if isinstance(value, dict | list) else str(value) for name, value in known.items()},
    }


def city() -> Thing:
    """Return the city whose programs these are."""
    return thing("GovernmentOrganization", name=_("Busan Metropolitan City"), url="https://www.busan.go.kr/")


def breadcrumbs(request: HttpRequest, crumbs: Sequence[tuple[Text, str]]) -> Thing:
    """Return the way from the first page to this one; `crumbs` are names and paths of what lies after the first."""
    steps = [(_("Home"), reverse("pages:home")), *crumbs]
    items = [
        {**thing("ListItem", name=name, item=request.build_absolute_uri(path)), "position": position}
        for position, (name, path) in enumerate(steps, start=1)
    ]
    return thing("BreadcrumbList", itemListElement=items)


def as_block(things: Iterable[Thing]) -> SafeString:
    """Return the data block for the head of a page."""
    text = json.dumps({"@context": "https://schema.org", "@graph": list(things)}, ensure_ascii=False)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(text.translate(_ESCAPES)))
