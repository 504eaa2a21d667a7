"""The desks of qualifications (only read: what ends soon, for whom to call) and of grades."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from busan_se.accounts.desk import DistrictScopedAdmin
from busan_se.core.clock import today
from busan_se.core.exports import Column, csv_response, xlsx_response
from enterprises.qualifications.models import Grade
from enterprises.qualifications.queries import SOON, ending, with_members
from enterprises.registry.lookups import codes
from enterprises.registry.models import Qualification

COLUMNS = (
    Column(gettext_lazy("Enterprise"), lambda row: row.enterprise.name),
    Column(gettext_lazy("District"), lambda row: row.enterprise.district or ""),
    Column(gettext_lazy("Qualification"), lambda row: row.kind),
    Column(gettext_lazy("Number"), lambda row: row.number),
    Column(gettext_lazy("Valid from"), lambda row: row.valid_from if row.start_is_known else ""),
    Column(gettext_lazy("Last day"), lambda row: row.valid_to),
    Column(gettext_lazy("Ended on"), lambda row: row.ended_on),
    Column(gettext_lazy("How it ended"), lambda row: row.get_ended_how_display()),
    Column(gettext_lazy("Members are told by the portal"), lambda row: row.has_writers),
)
_CHUNK = 1000


class StandingFilter(admin.SimpleListFilter):
    """Where a qualification stands today."""

    title, parameter_name = gettext_lazy("standing"), "ends"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """Return the questions of the desk."""
        return [
            ("30", gettext_lazy("Ending within 30 days")),
            ("90", gettext_lazy("Ending within 90 days")),
            ("current", gettext_lazy("In force")),
            ("ended", gettext_lazy("Ended before its last day")),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Qualification]) -> QuerySet[Qualification]:
        """Narrow to the answer."""
        if self.value() in {"30", "90"}:
            return queryset.filter(pk__in=ending(today(), int(self.value() or 0)).values("pk"))
        if self.value() == "current":
            return queryset.filter(period__contains=today())
        return queryset.filter(ended_on__lte=today()) if self.value() == "ended" else queryset


class CodeFilter(admin.SimpleListFilter):
    """A filter whose choices come from the cached codes, so that it costs no query."""

    lookup, table = "", ""

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Return the codes with their names."""
        return [(code, str(name)) for code, name in getattr(codes(), self.table).items()]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Narrow by the chosen code."""
        return queryset.filter(**{self.lookup: self.value()}) if self.value() else queryset


class KindFilter(CodeFilter):
    """A kind of qualification."""

    title, parameter_name, lookup, table = gettext_lazy("kind"), "kind", "kind", "kinds"


class DistrictFilter(CodeFilter):
    """A district."""

    title, parameter_name, lookup, table = gettext_lazy("district"), "district", "enterprise__district", "districts"


@admin.register(Qualification)
class QualificationAdmin(DistrictScopedAdmin):
    """Qualifications of all enterprises, what ends first on top. They are changed with their enterprise."""

    district_field = "enterprise__district"
    list_display = ("enterprise_link", "kind", "number", "valid_to", "days_left", "ended_shown", "told")
    list_display_links = None
    list_select_related = ("enterprise__district", "kind")
    list_filter = (StandingFilter, KindFilter, DistrictFilter)
    show_facets = admin.ShowFacets.NEVER
    search_fields = ("enterprise__name", "number")
    ordering = ("valid_to", "pk")
    actions = ("export_csv", "export_xlsx")
    fields = readonly_fields = (
        "enterprise",
        "kind",
        "number",
        "issuer",
        "grade",
        "valid_from",
        "valid_to",
        "ended_on",
        "ended_how",
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Load whether members are there to be told."""
        return with_members(super().get_queryset(request))

    def has_add_permission(self, request: HttpRequest) -> bool:
        """They are entered on the form of their enterprise."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """They are changed on the form of their enterprise."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """They are deleted on the form of their enterprise."""
        return False

    @admin.display(description=gettext_lazy("enterprise"))
    def enterprise_link(self, row: Qualification) -> SafeString:
        """Return the name, which leads to the time line."""
        url = reverse("admin:enterprises_enterprise_qualifications", args=[row.enterprise_id])
        return format_html('<a href="{}">{}</a>', url, row.enterprise.name)

    @admin.display(description=gettext_lazy("days left"))
    def days_left(self, row: Qualification) -> str:
        """Return how many days are left of a qualification that ends within 90 days."""
        left = (row.valid_to - today()).days if row.valid_to and not row.ended_on else -1
        return str(left) if 0 <= left <= SOON else ""

    @admin.display(description=gettext_lazy("how it ended"))
    def ended_shown(self, row: Qualification) -> str:
        """Return day and kind of an early end."""
        return f"{row.ended_on:%Y.%m.%d.} {row.get_ended_how_display()}" if row.ended_on else ""

    @admin.display(description=gettext_lazy("reminder"))
    def told(self, row: Any) -> str:
        """Return whether the portal reminds somebody, or the desk has to call."""
        return _("Members get a message") if row.has_writers else _("No member: call")

    @admin.action(description=gettext_lazy("Export as CSV"), permissions=["view"])
    def export_csv(self, request: HttpRequest, queryset: QuerySet[Any]) -> HttpResponseBase:
        """Give the chosen rows."""
        return csv_response("qualifications", COLUMNS, queryset.iterator(chunk_size=_CHUNK))

    @admin.action(description=gettext_lazy("Export as XLSX"), permissions=["view"])
    def export_xlsx(self, request: HttpRequest, queryset: QuerySet[Any]) -> HttpResponseBase:
        """Give the chosen rows."""
        return xlsx_response("qualifications", COLUMNS, queryset.iterator(chunk_size=_CHUNK))


@admin.register(Grade)
class GradeAdmin(DistrictScopedAdmin):
    """Grades, the newest first; each with the paper it was read from."""

    district_field = "enterprise__district"
    list_display = ("enterprise", "scheme", "value", "points", "assessed_on", "source")
    list_select_related = ("enterprise",)
    list_filter = ("scheme", "value")
    show_facets = admin.ShowFacets.NEVER
    search_fields = ("enterprise__name",)
    autocomplete_fields = ("enterprise",)
    fields = ("enterprise", "scheme", "value", "points", "assessed_on", "source")
