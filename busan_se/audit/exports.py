"""Lists with personal data leave for a stated reason, which the access log keeps."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib.admin import ModelAdmin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _

from busan_se.audit.access import log_access
from busan_se.core.fields import SafeCharField


class ExportReasonForm(forms.Form):
    """What a list is taken out for."""

    reason = SafeCharField(
        label=_("Reason for the export"),
        max_length=300,
        help_text=_("What the list is needed for. It is kept in the access log and looked at every month."),
    )


def export_with_reason(
    desk: ModelAdmin, request: HttpRequest, queryset: QuerySet[Any], give: Callable[[], HttpResponseBase]
) -> HttpResponseBase:
    """Ask for the reason on a page of its own; once it is said, log the export and return what `give` returns.

    For actions of a desk: the page posts the chosen rows again.
    """
    form = ExportReasonForm(request.POST if "confirmed" in request.POST else None)
    if form.is_valid():
        subject = f"{desk.opts.label} list ({queryset.count()})"
        log_access(request, subject, "export", form.cleaned_data["reason"])
        return give()
    name = request.POST["action"]
    context = {
        **desk.admin_site.each_context(request),
        "title": dict(desk.get_action_choices(request)).get(name, name),
        "opts": desk.opts,
        "form": form,
        "n": queryset.count(),
        "action": name,
        "checkbox": ACTION_CHECKBOX_NAME,
        "selected": request.POST.getlist(ACTION_CHECKBOX_NAME),
        "select_across": request.POST.get("select_across", "0"),
    }
    return TemplateResponse(request, "audit/export_reason.html", context)
