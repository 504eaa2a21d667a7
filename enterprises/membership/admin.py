"""The desk that restores a lost owner: one officer proposes, another decides."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import URLPattern, path, reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from busan_se.accounts.steps import StepsAdmin
from busan_se.audit.access import log_access
from busan_se.audit.history import history_of
from enterprises.membership import restoring
from enterprises.membership.forms import ProposeForm, VerdictForm
from enterprises.membership.models import OwnerRestoring
from enterprises.registry.models import Enterprise, Membership

DECIDE = "enterprises.decide_ownerrestoring"


@admin.register(OwnerRestoring)
class OwnerRestoringAdmin(StepsAdmin):
    """Proposals and what became of them. Looking at one is written to the access log."""

    district_field = "enterprise__district"
    step_template = "enterprises/membership/desk_step.html"
    change_form_template = "enterprises/membership/desk_change.html"
    change_list_template = "enterprises/membership/desk_list.html"
    list_display = ("enterprise", "person", "proposed_by", "created_at", "verdict", "decided_by")
    list_filter = ("verdict",)
    list_select_related = ("enterprise", "person", "proposed_by", "decided_by")
    search_fields = ("enterprise__name", "person__email")
    ordering = ("-created_at", "-pk")
    readonly_fields = fields = (
        "enterprise", "person", "former", "reason", "proof_shown", "members_shown", "proposed_by", "created_at",
        "verdict", "verdict_reason", "decided_by", "decided_at", "history_shown",
    )  # fmt: skip

    def get_queryset(self, request: HttpRequest) -> QuerySet[OwnerRestoring]:
        """Return those on this officer's desk."""
        visible: Any = OwnerRestoring.objects.visible_to(request.user)
        return super().get_queryset(request) & visible

    def get_urls(self) -> list[URLPattern]:
        """Put the steps before the admin's own addresses."""
        propose = self.admin_site.admin_view(self.propose)
        own = [path("propose/", propose, name="enterprises_ownerrestoring_propose"), self.step("decide", self.decide)]
        return [*own, *super().get_urls()]

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Proposals are made by `propose`."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A proposal is decided by `decide`, never edited."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Who owned what, and who said so, is kept."""
        return False

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Show the list, with the button to propose."""
        return super().changelist_view(request, {"may_propose": _may(request), **(extra_context or {})})

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Show one proposal; that somebody looked at it is written to the access log."""
        row = self.get_object(request, object_id)
        is_second = bool(row and not row.verdict and row.proposed_by_id != request.user.pk and _may(request))
        context = {"may_decide": is_second, **(extra_context or {})}
        response = super().change_view(request, object_id, form_url, context)
        if request.method == "GET" and response.status_code == 200:
            log_access(request, f"enterprises.OwnerRestoring:{object_id}", "view")
        return response

    def propose(self, request: HttpRequest) -> HttpResponse:
        """Propose another owner, with reason and proof."""
        if not _may(request):
            raise PermissionDenied
        posted = request.method == "POST"
        form = ProposeForm(
            request.POST if posted else None,
            request.FILES if posted else None,
            entries=Enterprise.objects.managed_by(request.user).public(),
            initial={"enterprise": request.GET.get("enterprise", "")},
        )
        return self.ask(
            request,
            _("Propose another owner"),
            form,
            lambda said: restoring.propose(
                said["enterprise"],
                said["email"],
                former=said["former"],
                reason=said["reason"],
                proof=said["proof"],
                by=request.user,
            ),
            reverse("admin:enterprises_ownerrestoring_changelist"),
        )

    def decide(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Confirm or refuse the proposal of another officer."""
        row = self.found(request, pk, DECIDE)
        form = VerdictForm(request.POST if request.method == "POST" else None)
        return self.ask(
            request,
            _("Decide about the proposal"),
            form,
            lambda said: restoring.decide(row.pk, said["verdict"], reason=said["reason"], by=request.user),
            reverse("admin:enterprises_ownerrestoring_change", args=[row.pk]),
            row=row,
        )

    @admin.display(description=gettext_lazy("proof"))
    def proof_shown(self, row: OwnerRestoring) -> SafeString:
        """Return the proof as a link."""
        return render_to_string("files/_file.html", {"file": row.proof})

    @admin.display(description=gettext_lazy("members now"))
    def members_shown(self, row: OwnerRestoring) -> SafeString:
        """Return who is a member now."""
        members = Membership.objects.filter(enterprise=row.enterprise_id).select_related("user").order_by("pk")
        return render_to_string("enterprises/membership/_desk_members.html", {"members": members})

    @admin.display(description=gettext_lazy("history"))
    def history_shown(self, row: OwnerRestoring) -> SafeString:
        """Return who changed what, when and why."""
        return render_to_string("audit/_history.html", {"entries": history_of(row)})


def _may(request: HttpRequest) -> bool:
    return bool(request.user.is_active and request.user.has_perm(DECIDE))
