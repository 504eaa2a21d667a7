"""The notice of a result for its applicant."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_GET

from enterprises.applications.announcing.result_letter import result_file
from enterprises.applications.finding import found
from enterprises.applications.models import Decision


@login_required
@require_GET
def result_pdf(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Send the notice as PDF; once the desk attached the official letter, lead to that."""
    application = found(request, pk)
    decision = get_object_or_404(Decision, application=application, released_at__isnull=False)
    if decision.official_file_id:
        return redirect("files:download", pk=decision.official_file_id)
    response = HttpResponse(result_file(application, decision), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{application.receipt_number}-result.pdf"'
    return response
