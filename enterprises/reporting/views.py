"""A member's pages: the years of the enterprise, and the report of one year."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from busan_se.core.clock import today
from busan_se.core.errors import PortalError
from busan_se.core.forms import status_of
from enterprises.registry.models import Membership
from enterprises.registry.queries import current_membership
from enterprises.reporting.actions import submit
from enterprises.reporting.forms import BusinessReportForm
from enterprises.reporting.queries import YearStanding, standing


@login_required
@require_safe
def report_list(request: HttpRequest) -> HttpResponse:
    """Show the years that can be reported, and where each stands."""
    member = _member(request)
    years = standing(member.enterprise, today())
    return render(request, "enterprises/reporting/list.html", {"member": member, "years": years})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, year: int) -> HttpResponse:
    """Show the report of one year, and take it from an owner or a manager."""
    member = _member(request)
    stands = next((item for item in standing(member.enterprise, today()) if item.year == year), None)
    if stands is None:
        raise Http404(_("This business year can't be reported now."))
    form = BusinessReportForm(request.POST or None, initial=_initial(stands)) if member.may_edit else None
    if request.method == "POST":
        if form is None:
            raise PermissionDenied
        if form.is_valid() and _submitted(request, member, year, form):
            return redirect("reporting:list")
    context = {"member": member, "stands": stands, "form": form}
    return render(request, "enterprises/reporting/report.html", context, status=status_of(form) if form else 200)


def _member(request: HttpRequest) -> Membership:
    member = current_membership(request)
    if member is None:
        raise PermissionDenied(_("Only members of an enterprise can report for it."))
    return member


def _initial(stands: YearStanding) -> dict[str, int]:
    shown = stands.latest
    if shown is None:
        return {}
    return {name: getattr(shown, name) for name in ("sales_won", "employees", "vulnerable_employees")}


def _submitted(request: HttpRequest, member: Membership, year: int, form: BusinessReportForm) -> bool:
    try:
        submit(member.enterprise, year, form.figures(), request.user)  # type: ignore[arg-type]
    except PortalError as problem:
        form.add_error(None, problem)
        return False
    messages.success(request, _("The report of %(year)s was handed in. The city will check it.") % {"year": year})
    return True
