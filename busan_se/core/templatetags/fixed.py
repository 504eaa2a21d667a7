"""Parts of a page that are the same for everybody: rendered once by each process."""

from typing import Any

from django import template
from django.template.base import FilterExpression, NodeList, Parser, Token, token_kwargs
from django.template.context import Context
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

register = template.Library()
_MOST_KEPT = 200
# A text that no page has: characters for private use, which escaping leaves as they are.
_PLACE = "\ue000{}\ue000"


class FixedNode(template.Node):
    """Keeps what its nodes give for each language and set of values; late values are put in each time."""

    def __init__(
        self, nodelist: NodeList, values: dict[str, FilterExpression], late: dict[str, FilterExpression]
    ) -> None:
        self.nodelist = nodelist
        self.values = values
        self.late = {name: (_PLACE.format(name), value) for name, value in late.items()}
        self.kept: dict[tuple[Any, ...], str] = {}

    def render(self, context: Context) -> SafeString:
        values = {name: value.resolve(context) for name, value in self.values.items()}
        key = (get_language(), *values.values())
        found = self.kept.get(key)
        if found is None:
            if len(self.kept) >= _MOST_KEPT:
                self.kept.clear()
            places = {name: place for name, (place, _value) in self.late.items()}
            found = self.kept[key] = self.nodelist.render(context.new(values | places))
        for place, value in self.late.values():
            found = found.replace(place, conditional_escape(value.resolve(context)))
        return mark_safe(found)  # the nodes escaped theirs, and late values are escaped here


@register.tag
def fixed(parser: Parser, token: Token) -> FixedNode:
    """Render what stands inside once for each language: `{% fixed phone=shell.help_desk_phone %} … {% endfixed %}`.

    Inside, only the named values are known: what belongs to one person or page can't get in by mistake. They must be
    hashable, and few: a process keeps 200 sets of them. What differs from page to page stands behind the word `late`
    (`{% fixed late url=shell.other_url %}`): it can be printed inside, and nothing else be done with it.
    """
    bits = token.split_contents()[1:]
    values, late = token_kwargs(bits, parser), {}
    if bits[:1] == ["late"]:
        del bits[0]
        late = token_kwargs(bits, parser)
    if bits:
        raise template.TemplateSyntaxError(f"fixed takes name=value only, not {bits[0]!r}.")
    nodelist = parser.parse(("endfixed",))
    parser.delete_first_token()
    return FixedNode(nodelist, values, late)
