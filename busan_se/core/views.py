"""The page of one job."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache

from busan_se.core.models import Job


@login_required
@never_cache
def job(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show how far a job is, to who started it and to staff. The page asks again by itself while the job lasts."""
    found = get_object_or_404(Job.objects.visible_to(request.user), pk=pk)
    template = "core/_job.html" if getattr(request, "htmx", False) else "core/job.html"
    return render(request, template, {"job": found})
