"""Parts of a page that are the same for everybody: rendered once by each process."""

from typing import Any

from django import template
from django.template.base import FilterExpression, NodeList, Parser, Token, token_kwargs
from django.template.context import Context
from django.utils.safestring import SafeString
from django.utils.translation import get_language

register = template.Library()
_MOST_KEPT = 200


class FixedNode(template.Node):
    """Keeps what its nodes give for each language and set of values."""

    def __init__(self, nodelist: NodeList, values: dict[str, FilterExpression]) -> None:
        self.nodelist = nodelist
        self.values = values
        self.kept: dict[tuple[Any, ...], SafeString] = {}

    def render(self, context: Context) -> SafeString:
        values = {name: value.resolve(context) for name, value in self.values.items()}
        key = (get_language(), *values.values())
        found = self.kept.get(key)
        if found is None:
            if len(self.kept) >= _MOST_KEPT:
                self.kept.clear()
            found = self.kept[key] = self.nodelist.render(context.new(values))
        return found


@register.tag
def fixed(parser: Parser, token: Token) -> FixedNode:
    """Render what stands inside once for each language: `{% fixed phone=shell.help_desk_phone %} … {% endfixed %}`.

    Inside, only the named values are known: what belongs to one person or page can't get in by mistake. They must be
    hashable, and few: a process keeps 200 sets of them.
    """
    bits = token.split_contents()[1:]
    values = token_kwargs(bits, parser)
    if bits:
        raise template.TemplateSyntaxError(f"fixed takes name=value only, not {bits[0]!r}.")
    nodelist = parser.parse(("endfixed",))
    parser.delete_first_token()
    return FixedNode(nodelist, values)
