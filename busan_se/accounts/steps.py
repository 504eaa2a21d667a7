"""Desks with steps of their own beside the admin's: one form, one action, and back."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _

from busan_se.accounts.desk import DistrictScopedAdmin
from busan_se.core.errors import PortalError
from busan_se.core.extensions import Text


class StepsAdmin(DistrictScopedAdmin):
    """A desk with steps of its own: each asks a form, does one action, and comes back.

    `key` is the path converter of the primary key, `step_template` the page on which a step asks.
    """

    key = "int"
    step_template = "accounts/admin_step.html"

    def ask(
        self,
        request: HttpRequest,
        title: Text,
        form: forms.Form,
        act: Callable[[dict[str, Any]], Any],
        then: str,
        **context: Any,
    ) -> HttpResponse:
        """Show a form of one step and, when it is filled in well, take the step and go to `then`."""
        if request.method == "POST" and form.is_valid():
            try:
                act(form.cleaned_data)
            except PortalError as refusal:
                form.add_error(None, refusal)
            else:
                messages.success(request, _("Done."))
                return redirect(then)
        page = {**self.admin_site.each_context(request), "title": title, "form": form, "opts": self.opts, "back": then}
        return TemplateResponse(request, self.step_template, page | context)

    def found(self, request: HttpRequest, pk: Any, permission: str) -> Any:
        """Return the row with this key on the desk of the staff member. Raises PermissionDenied, Http404."""
        if not request.user.has_perm(permission):
            raise PermissionDenied
        return get_object_or_404(self.get_queryset(request), pk=pk)

    def step(self, name: str, view: Callable[..., HttpResponseBase]) -> URLPattern:
        """Return the address of a step of one row."""
        route = f"{self.opts.app_label}_{self.opts.model_name}_{name}"
        return path(f"<{self.key}:pk>/{name}/", self.admin_site.admin_view(view), name=route)
