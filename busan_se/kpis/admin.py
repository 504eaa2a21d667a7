"""The desk for indicators: what is counted and wanted is edited, what was found is read, a month is closed."""

from typing import Any

from django.contrib import admin
from django.forms import ModelForm
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from busan_se.accounts.desk import PortalInline, PortalModelAdmin
from busan_se.files.models import StoredFile
from busan_se.kpis.actions import close_period, refuse_closing
from busan_se.kpis.models import Closing, Indicator, MeasureRun, Observation, Report, ReportIssue, Target

FILES = ("digest", "pdf_link", "xlsx_link")


class ReadOnlyAdmin(PortalModelAdmin):
    """Rows that the portal writes itself."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class TargetInline(PortalInline):
    """The targets of an indicator."""

    model = Target
    extra = 0
    fields = ("year", "value", "is_interpolated", "source_ko", "source_en")


@admin.register(Indicator)
class IndicatorAdmin(PortalModelAdmin):
    """Indicators with their targets. A code is fixed once it is there: the measure and the addresses refer to it."""

    list_display = ("name_ko", "code", "unit", "desk_ko", "is_active", "order")
    search_fields = ("name_ko", "name_en", "code")
    inlines = (TargetInline,)

    def get_readonly_fields(self, request: HttpRequest, obj: Indicator | None = None) -> tuple[str, ...]:
        return ("code",) if obj else ()

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """An indicator is switched off, not deleted."""
        return False


@admin.register(Target)
class TargetAdmin(PortalModelAdmin):
    """All targets."""

    list_display = ("indicator", "year", "value", "is_interpolated", "source_ko")
    list_filter = ("indicator", "year")
    list_select_related = ("indicator",)


@admin.register(MeasureRun)
class MeasureRunAdmin(ReadOnlyAdmin):
    """What was measured when, by which code, and what went wrong."""

    list_display = (
        "indicator",
        "period",
        "outcome",
        "started_at",
        "finished_at",
        "rows_read",
        "changed",
        "includes_demo",
    )
    list_filter = ("indicator", ("error", admin.EmptyFieldListFilter), "includes_demo")
    list_select_related = ("indicator",)
    search_fields = ("period",)

    @admin.display(description=_("outcome"))
    def outcome(self, run: MeasureRun) -> str:
        """Say in a word how the run ended."""
        if run.error:
            return str(_("failed"))
        return str(_("finished")) if run.finished_at else str(_("not finished"))


@admin.register(Observation)
class ObservationAdmin(ReadOnlyAdmin):
    """All figures with their revisions; each opens to the rows behind it."""

    list_display = (
        "indicator",
        "period",
        "dimension",
        "member",
        "value",
        "numerator",
        "denominator",
        "revision",
        "is_current",
        "frozen_at",
        "rows_link",
    )
    list_filter = ("indicator", "dimension", "is_current", ("frozen_at", admin.EmptyFieldListFilter))
    list_select_related = ("indicator",)
    search_fields = ("period", "member")

    @admin.display(description=_("rows"))
    def rows_link(self, row: Observation) -> SafeString:
        """Link to the rows behind the figure."""
        url = reverse("kpis:rows", args=[row.indicator.code, row.period])
        return format_html(
            '<a href="{}?dimension={}&amp;member={}">{}</a>',
            url,
            row.dimension,
            row.member,
            _("Rows behind the figure"),
        )


class ClosingForm(ModelForm):
    """Asks the action's own questions first, so that a refusal stands at the form."""

    class Meta:
        model = Closing
        fields = ("period",)

    def clean_period(self) -> str:
        """Refuse a month that is closed or not measured."""
        period: str = self.cleaned_data["period"]
        refuse_closing(period)
        return period


@admin.register(Closing)
class ClosingAdmin(PortalModelAdmin):
    """Closed months. Adding one freezes the month; it is not undone."""

    form = ClosingForm
    list_display = ("period", "closed_at", "closed_by")
    list_select_related = ("closed_by",)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Close the month; `obj` becomes the row that the action wrote."""
        closing = close_period(obj.period, request.user)  # type: ignore[arg-type]
        obj.pk, obj.closed_at, obj.closed_by = closing.pk, closing.closed_at, closing.closed_by


@admin.register(Report)
class ReportAdmin(PortalModelAdmin):
    """Reports: what is in them, who gets them."""

    list_display = ("name_ko", "code", "recipient_role", "first_period", "is_active")
    filter_horizontal = ("indicators",)
    autocomplete_fields = ("recipients",)


@admin.register(ReportIssue)
class ReportIssueAdmin(ReadOnlyAdmin):
    """The issues of all reports, to download; failures with their error."""

    list_display = ("report", "period", "revision", "outcome", "finished_at", "pdf_link", "xlsx_link")
    list_filter = ("report", ("error", admin.EmptyFieldListFilter))
    list_select_related = ("report", "pdf", "xlsx")
    search_fields = ("period",)
    fields = (("report", "period", "revision"), "outcome", "started_at", "finished_at", "error", *FILES)
    readonly_fields = ("outcome", "pdf_link", "xlsx_link")

    @admin.display(description=_("outcome"))
    def outcome(self, issue: ReportIssue) -> str:
        """Say in a word whether the files are there."""
        if issue.finished_at:
            return str(_("finished"))
        return str(_("failed")) if issue.error else str(_("not finished"))

    @admin.display(description="PDF")
    def pdf_link(self, issue: ReportIssue) -> SafeString | str:
        """Link to the PDF with its hash."""
        return _download(issue.pdf)

    @admin.display(description="XLSX")
    def xlsx_link(self, issue: ReportIssue) -> SafeString | str:
        """Link to the workbook with its hash."""
        return _download(issue.xlsx)


def _download(file: StoredFile | None) -> SafeString | str:
    if file is None:
        return "–"
    url = reverse("files:download", args=[file.pk])
    return format_html('<a href="{}" title="SHA-256 {}">{}</a>', url, file.sha256, file.name)
