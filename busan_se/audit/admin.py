"""The desk for the access log: reading, and the monthly review."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from busan_se.accounts.admin import PortalModelAdmin
from busan_se.audit import reviews
from busan_se.audit.models import AccessLog, AccessReview, AccessSeal
from busan_se.core.clock import month_bounds
from busan_se.core.errors import Refused
from busan_se.core.fields import SafeCharField


class ReadOnlyAdmin(PortalModelAdmin):
    """A desk that only shows: the database itself refuses changes."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(AccessLog)
class AccessLogAdmin(ReadOnlyAdmin):
    """Who looked at whose personal data."""

    list_display = ["at", "user", "account", "ip", "action", "subject", "reason"]
    list_filter = ["action"]
    search_fields = ["account", "subject", "reason"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[AccessLog]:
        return super().get_queryset(request).prefetch_related("user")


@admin.register(AccessSeal)
class AccessSealAdmin(ReadOnlyAdmin):
    """The seals over the log; `manage.py verify_access_log` checks them."""

    list_display = ["__str__", "rows", "oldest_at", "newest_at", "made_at", "digest"]
    readonly_fields = ["previous"]


class ReviewForm(forms.Form):
    """What the officer found in a month."""

    note = SafeCharField(
        label=gettext_lazy("What you found"),
        max_length=1000,
        multiline=True,
        widget=forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"}),
        help_text=gettext_lazy("For each unusual account: what you asked, and the answer. Or: nothing unusual."),
        error_messages={"required": gettext_lazy("Write down what you found, if only that nothing was unusual.")},
    )


@admin.register(AccessReview)
class AccessReviewAdmin(ReadOnlyAdmin):
    """The monthly reviews: what is to be looked through, and what was found."""

    list_display = ["month_shown", "accesses", "unusual", "note", "reviewed_by", "reviewed_at"]
    list_display_links = None
    change_list_template = "audit/reviews.html"

    @admin.display(description=gettext_lazy("month"), ordering="month")
    def month_shown(self, row: AccessReview) -> str:
        return str(row)

    def get_queryset(self, request: HttpRequest) -> QuerySet[AccessReview]:
        return super().get_queryset(request).select_related("reviewed_by")

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        waiting = [(month, reviews.due_day(month)) for month in reviews.months_to_review()]
        return super().changelist_view(request, {"waiting": waiting, **(extra_context or {})})

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.month_view)
        return [path("month/<str:month>/", view, name="audit_accessreview_month"), *super().get_urls()]

    def month_view(self, request: HttpRequest, month: str) -> HttpResponse:
        """Show who looked at what how often in a month; POST records that it was looked through."""
        if not request.user.has_perm("audit.view_accesslog"):
            raise PermissionDenied
        try:
            first, _last = month_bounds(month)
        except ValidationError as error:
            raise Http404 from error
        form = ReviewForm(request.POST if request.method == "POST" else None)
        if request.method == "POST" and self._record(request, month, form):
            return redirect("admin:audit_accessreview_changelist")
        found = reviews.readers(month)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Access log of %(month)s") % {"month": month},
            "opts": self.opts,
            "readers": found,
            "actions": AccessLog.Action.labels,
            "exports": reviews.exports(month),
            "review": AccessReview.objects.filter(month=first).select_related("reviewed_by", "seal").first(),
            "is_over": reviews.is_over(month),
            "form": form,
            "may_review": request.user.has_perm("audit.add_accessreview"),
            "rule": {"many": reviews.MANY, "from": reviews.OFFICE_HOURS.start, "to": reviews.OFFICE_HOURS.stop},
        }
        return TemplateResponse(request, "audit/review.html", context)

    def _record(self, request: HttpRequest, month: str, form: ReviewForm) -> bool:
        """Record the review; return whether that was possible. Raises PermissionDenied for who may only look."""
        if not request.user.has_perm("audit.add_accessreview"):
            raise PermissionDenied
        if not form.is_valid():
            return False
        try:
            reviews.record_review(month, note=form.cleaned_data["note"], by=request.user)
        except Refused as refusal:
            form.add_error(None, refusal)
            return False
        messages.success(request, _("The review of %(month)s is recorded.") % {"month": month})
        return True
