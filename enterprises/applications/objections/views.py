"""The page on which an applicant objects to a result."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from busan_se.core.arrival import arrived_at
from busan_se.core.errors import PortalError
from busan_se.core.fields import SafeCharField
from busan_se.core.forms import status_of
from busan_se.files.fields import UploadField
from enterprises.applications.finding import editable
from enterprises.applications.objections import actions
from enterprises.applications.objections.rules import ANSWER_DAYS
from enterprises.applications.standing import StatusPage


class ObjectionForm(forms.Form):
    """Why the decision is wrong, and what shows it."""

    reasons = SafeCharField(
        label=gettext_lazy("Reasons of the objection"),
        max_length=5000,
        multiline=True,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=gettext_lazy("Say which point of the decision you think is wrong, and why."),
    )
    upload = UploadField(label=gettext_lazy("File that shows it"), required=False)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def object_to(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Ask for the reasons, then file the objection."""
    application = editable(request, pk)
    page = StatusPage(application, may_edit=True)
    if page.decision is None or page.objection:
        messages.error(request, _("There is no announced result here that could be objected to."))
        return redirect("applications:status", pk=pk)
    posted = request.method == "POST"
    form = ObjectionForm(request.POST if posted else None, request.FILES if posted else None)
    if posted and form.is_valid():
        try:
            said = form.cleaned_data
            actions.file(pk, **said, by=request.user, arrived=arrived_at(request))
        except PortalError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Your objection was received. A mail confirms it."))
            return redirect("applications:status", pk=pk)
    context = {"application": application, "page": page, "form": form, "answer_days": ANSWER_DAYS}
    return render(request, "enterprises/applications/objections/object.html", context, status=status_of(form))
