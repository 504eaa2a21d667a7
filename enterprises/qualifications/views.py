"""A member's page of the qualifications: the time line, what ends soon, the grades."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from busan_se.core.clock import today
from enterprises.qualifications.models import Grade
from enterprises.qualifications.queries import ending, time_line
from enterprises.registry.queries import current_membership


@login_required
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """Show the qualifications of the enterprise that the person works for now."""
    member = current_membership(request)
    if member is None:
        raise PermissionDenied(_("Only members of an enterprise see its qualifications here."))
    context = {
        "member": member,
        "line": time_line(member.enterprise, today()),
        "ending": ending(today()).filter(enterprise=member.enterprise).select_related("kind"),
        "grades": Grade.objects.visible_to(request.user).filter(enterprise=member.enterprise),
    }
    return render(request, "enterprises/qualifications/mine.html", context)
