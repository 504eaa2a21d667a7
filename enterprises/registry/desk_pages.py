"""The pages that features above put on the desk of the register, of one enterprise and of all; their buttons."""

from collections.abc import Sequence
from functools import cache, partial
from typing import Any

from django.contrib import admin
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from busan_se.accounts.admin import DistrictScopedAdmin
from busan_se.core.registry import registered
from enterprises.registry.extensions import EnterpriseDeskPage, RegisterPage

LARGEST_KEY = 2**63 - 1
_ANY_KEY = str(LARGEST_KEY)


class DeskPagesAdmin(DistrictScopedAdmin):
    """A desk of enterprises with the pages that features above registered (`EnterpriseDeskPage`, `RegisterPage`)."""

    change_list_template = "enterprises/registry/admin_list.html"

    def get_urls(self) -> list[URLPattern]:
        """Put the pages before the admin's own."""
        own = [
            path(f"<int:pk>/{page.key}/", self.admin_site.admin_view(partial(self._page, page)), name=page.name)
            for page in registered(EnterpriseDeskPage)
        ]
        own += [
            path(f"{whole.key}/", self.admin_site.admin_view(partial(whole.view, self)), name=whole.name)
            for whole in registered(RegisterPage)
        ]
        return [*own, *super().get_urls()]

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Show the list with a button for each page of the whole register."""
        pages = [page for page in registered(RegisterPage) if page.label]
        buttons = [(reverse(f"admin:{page.name}"), page.label) for page in pages]
        return super().changelist_view(request, {"buttons": buttons, **(extra_context or {})})

    def _page(self, page: EnterpriseDeskPage, request: HttpRequest, pk: int) -> HttpResponse:
        if pk > LARGEST_KEY:
            raise Http404
        return page.view(self, request, pk)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Show the form with a button for each page."""
        row = context.get("original")
        context["pages"] = buttons_of(row.pk) if row else ()
        return super().render_change_form(request, context, *args, **kwargs)

    @admin.display(description=_("pages"))
    def pages_shown(self, row: Any) -> SafeString:
        """Return the pages of a row of the list, as links."""
        return format_html_join(" · ", '<a href="{}">{}</a>', buttons_of(row.pk))


def buttons_of(pk: int) -> Sequence[tuple[str, str]]:
    """Return address and label of each page of the enterprise with this key that has a button."""
    return [(address.replace(_ANY_KEY, str(pk)), label) for address, label in _buttons(get_language())]


@cache
def _buttons(_language: str | None) -> Sequence[tuple[str, str]]:
    """Return what `buttons_of` does in the current language, with a key that stands for all."""
    pages = [page for page in registered(EnterpriseDeskPage) if page.label]
    return [(reverse(f"admin:{page.name}", args=[_ANY_KEY]), str(page.label)) for page in pages]
