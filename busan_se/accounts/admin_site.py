"""The desk of the staff: Django's admin behind a second factor, opening with what waits for this person."""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.admin import AdminSite
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from busan_se.accounts.mfa import ask_for_second_factor, session_has_second_factor
from busan_se.accounts.roles import role_names
from busan_se.core.extensions import Todo, TodoSource
from busan_se.core.registry import registered

# The plan's strategies first, in their order, then the ground. What is not named here follows.
APP_ORDER = (
    "enterprises",
    "procurement",
    "finance",
    "education",
    "programs",
    "reviews",
    "kpis",
    "events",
    "files",
    "notifications",
    "accounts",
    "audit",
    "privacy",
    "reference",
    "core",
)
_RANK = {label: number for number, label in enumerate(APP_ORDER)}
_LAST = len(APP_ORDER)
_MOST_KEPT = 100


@dataclass(frozen=True)
class DeskPlace:
    """The desk that a page belongs to: its list, whatever row or step is open. Reads like a request in templates."""

    path: str


class DeskList(list[Any]):
    """The desks of somebody. Two for the same roles, permissions and language are equal: the side bar is kept by it."""

    def __init__(self, desks: Iterable[Any], key: Hashable) -> None:
        super().__init__(desks)
        self.key = key

    def __eq__(self, other: object) -> bool:
        return isinstance(other, DeskList) and self.key == other.key

    def __hash__(self) -> int:  # type: ignore[override]
        return hash(self.key)


class PortalAdminSite(AdminSite):
    """Asks for an active staff member whose session was opened with a second factor."""

    index_template = "accounts/desk.html"
    _desks: ClassVar[dict[Hashable, DeskList]] = {}
    site_title = _("Desk")
    index_title = _("My work today")
    site_url = "/"

    @property
    def site_header(self) -> Any:  # type: ignore[override]
        return _("%(term)s portal desk") % {"term": settings.DISPLAY_TERM_KO}

    def has_permission(self, request: HttpRequest) -> bool:
        return super().has_permission(request) and session_has_second_factor(request)

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Send whoever may not come in to the step that is missing. Raises PermissionDenied for non-staff."""
        target = request.GET.get(REDIRECT_FIELD_NAME, "")
        target = target if target.startswith(reverse("admin:index", current_app=self.name)) else reverse("admin:index")
        user = request.user
        if not user.is_authenticated:
            return redirect_to_login(target, resolve_url(settings.LOGIN_URL))
        if not (user.is_active and user.is_staff):
            raise PermissionDenied(_("This desk is for staff. Sign in with a staff account."))
        if session_has_second_factor(request):
            return redirect(target)
        return ask_for_second_factor(request, user, target)

    def password_change(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:  # type: ignore[override]
        return redirect("account_change_password")

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        return super().index(request, {**(extra_context or {}), "todos": staff_todos(request)})

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        return {**super().each_context(request), "place": _place(request.path)}

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        """Return the desks that this person may open, in the plan's order; made once for the same rights."""
        user = request.user
        rights = frozenset(user.get_all_permissions()), role_names(user), user.is_superuser
        key = (app_label, get_language(), *rights)
        found = self._desks.get(key)
        if found is None:
            if len(self._desks) >= _MOST_KEPT:
                self._desks.clear()
            desks = sorted(super().get_app_list(request, app_label), key=lambda app: _RANK.get(app["app_label"], _LAST))
            found = self._desks[key] = DeskList(desks, key)
        return found


def _place(path: str) -> DeskPlace:
    """Return the desk of a page: "/admin/enterprises/enterprise/1/change/" belongs to the desk of enterprises."""
    index = reverse("admin:index")
    here = "/".join(path.split("/")[: index.count("/") + 2])
    return DeskPlace(f"{here.rstrip('/')}/")


def staff_todos(request: HttpRequest) -> list[Todo]:
    """Return what waits for this staff member, from every source for the staff desk."""
    sources = (source for source in registered(TodoSource) if source.desk == "staff")
    return [todo for source in sources for todo in source.todos(request.user)]
