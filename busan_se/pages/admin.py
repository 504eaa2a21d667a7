"""The desks for statements and for what the search did not find."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, render
from django.urls import URLPattern, path, reverse, translate_url

from busan_se.accounts.admin import PortalModelAdmin
from busan_se.pages.models import MissedWord, Page
from busan_se.pages.search.models import MissedWordQuerySet


@admin.register(Page)
class PageAdmin(PortalModelAdmin):
    """Edit a statement; its address stays, since the footer links to it."""

    list_display = ("slug", "title_ko", "title_en", "updated_at")
    readonly_fields = ("slug",)
    fields = ("slug", "title_ko", "body_ko", "desk_ko", "title_en", "body_en", "desk_en")
    change_form_template = "pages/admin_statement.html"

    def has_add_permission(self, request: object) -> bool:
        return False

    def has_delete_permission(self, request: object, obj: object | None = None) -> bool:
        return False

    def get_urls(self) -> list[URLPattern]:
        own = path("<int:pk>/preview/", self.admin_site.admin_view(self.preview), name="pages_page_preview")
        return [own, *super().get_urls()]

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any) -> Any:
        """Add where each language is previewed."""
        if page := kwargs.get("obj"):
            here = reverse("admin:pages_page_preview", args=[page.pk])
            context["previews"] = [(code, translate_url(here, code)) for code in ("ko", "en")]
        return super().render_change_form(request, context, *args, **kwargs)

    def preview(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show the statement as it would be with what is in the form, in the language of the address; save nothing."""
        page = get_object_or_404(Page, pk=pk)
        if not self.has_change_permission(request, page):
            raise PermissionDenied
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        form = self.get_form(request, page, change=True)(request.POST, instance=page)
        context = {"page": page, "form": form, "preview": True}
        return render(request, "pages/statement.html", context, status=200 if form.is_valid() else 400)


@admin.register(MissedWord)
class MissedWordAdmin(PortalModelAdmin):
    """What people search for and don't find: nobody writes it, and it says nothing of who searched."""

    list_display = ("word", "days", "times", "first_day", "last_day")
    list_display_links = None
    search_fields = ("word",)

    def get_queryset(self, request: HttpRequest) -> MissedWordQuerySet:
        """Return what was missed on several days."""
        rows: Any = super().get_queryset(request)
        shown: MissedWordQuerySet = rows.shown()
        return shown

    def has_add_permission(self, request: object) -> bool:
        return False

    def has_change_permission(self, request: object, obj: object | None = None) -> bool:
        return False

    def has_delete_permission(self, request: object, obj: object | None = None) -> bool:
        return False
