"""Which application a page of the applicant is about."""

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from enterprises.applications import rules
from enterprises.applications.models import Application


def found(request: HttpRequest, pk: UUID) -> Application:
    """Return the application of a page, if this person may read it as applicant; anybody else finds nothing."""
    visible: Any = Application.objects.of_applicant(request.user).with_applicant()
    return get_object_or_404(visible.select_related("version", "submitted_by"), pk=pk)


def editable(request: HttpRequest, pk: UUID) -> Application:
    """Return it if this person may write it too. Raises PermissionDenied."""
    application = found(request, pk)
    if not rules.may_edit(request.user, application):
        raise PermissionDenied(_("Only an owner or a manager of the enterprise can do this."))
    return application
