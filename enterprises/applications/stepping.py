"""The page of an application at the desk with buttons: each a step of its own, one form, one action, and back."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from busan_se.accounts.steps import StepsAdmin
from busan_se.core.extensions import Text
from busan_se.core.templatetags.portal import seoul_instant
from enterprises.applications.models import Application

DECIDE = "enterprises.decide_application"


class ApplicationSteps(StepsAdmin):
    """What the steps of all parts share; `buttons` is added to by each part."""

    key = "uuid"
    step_template = "enterprises/applications/desk_step.html"
    change_form_template = "enterprises/applications/desk_change.html"
    view_on_site = False

    def buttons(self, request: HttpRequest, row: Application) -> list[tuple[str, Any]]:
        """Return the steps that this row allows: (address, label)."""
        return []

    def address(self, row: Application, step: str) -> str:
        """Return the address of a step."""
        return reverse(f"admin:enterprises_application_{step}", args=[row.pk])

    def row(self, request: HttpRequest, pk: Any) -> Application:
        """Return the application for somebody who may decide. Raises PermissionDenied, Http404."""
        found: Application = self.found(request, pk, DECIDE)
        return found

    def ask_of(
        self, request: HttpRequest, title: Text, form: forms.Form, act: Callable[[Any], Any], row: Application
    ) -> HttpResponse:
        """Ask what a step needs of one application, take it, and come back to its page."""
        then = reverse("admin:enterprises_application_change", args=[row.pk])
        facts = [
            (_("Receipt number"), row.receipt_number),
            (_("Applicant"), row.applicant_name),
            (_("Call"), row.call.title),
            (_("Received"), seoul_instant(row.submitted_at)),
        ]
        return self.ask(request, title, form, act, then, row=row, facts=facts)


def posted(request: HttpRequest) -> Any:
    """Return what was posted, empty or not; None where nothing was."""
    return request.POST if request.method == "POST" else None
