"""Plain text with headings and lists as safe HTML: everything is escaped, only what is listed here becomes markup."""

import re
from collections.abc import Iterator
from itertools import groupby

from django.utils.html import escape, urlize
from django.utils.safestring import SafeString, mark_safe

BLANK = re.compile(r"\n\s*\n")


def inline(text: str) -> str:
    """Escape a line; addresses in it become links."""
    return urlize(text, autoescape=True)


def block(lines: list[str]) -> Iterator[str]:
    """Yield the HTML of lines that stand together: a heading, a list, a paragraph."""

    def kind(line: str) -> str:
        return "h2" if line.startswith("## ") else "li" if line.startswith("- ") else "p"

    for name, group in groupby(lines, key=kind):
        texts = list(group)
        if name == "h2":
            yield from (f"<h2>{escape(text[3:])}</h2>" for text in texts)
        elif name == "li":
            yield "<ul>" + "".join(f"<li>{inline(text[2:])}</li>" for text in texts) + "</ul>"
        else:
            yield "<p>" + "<br>".join(inline(text) for text in texts) + "</p>"


def as_html(text: str) -> SafeString:
    """Return the text as HTML: '## ' begins a heading, '- ' a list item, an empty line ends a paragraph."""
    blocks = BLANK.split(text.replace("\r\n", "\n").strip())
    return mark_safe("".join(html for lines in blocks for html in block([line.strip() for line in lines.split("\n")])))
