"""The desk of registration requests: what waits and what is late, papers, status checks, decisions."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from busan_se.accounts.steps import StepsAdmin
from busan_se.audit.access import log_access
from busan_se.audit.history import history_of
from busan_se.core.arrival import arrived_at
from busan_se.core.charts import Point, line_chart
from busan_se.core.clock import now
from busan_se.core.templatetags.portal import seoul_date
from enterprises.registration import actions, decisions, desk, queries, rules, statistics
from enterprises.registration.models import RegistrationRequest
from enterprises.registration.pages import RequestPage
from enterprises.registration.workflow import WAITING, WORKFLOW, State
from enterprises.registry import business_status
from enterprises.registry.lookups import codes
from enterprises.registry.models import Membership


class WaitingFilter(admin.SimpleListFilter):
    """What the desk has to do."""

    title, parameter_name = gettext_lazy("waiting"), "waiting"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """Return the two questions of every morning."""
        return [
            ("yes", gettext_lazy("Not decided yet")),
            ("late", gettext_lazy("Late")),
            ("unmended", gettext_lazy("Not mended in time")),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[RegistrationRequest]) -> QuerySet[RegistrationRequest]:
        """Narrow to what waits, or to what is late."""
        if self.value() == "late":
            found: Any = queryset
            return queryset.filter(pk__in=queries.late(found.select_related(None)))
        if self.value() == "unmended":
            return queryset.filter(state=State.RETURNED, due_at__lt=now())
        return queryset.filter(state__in=WAITING) if self.value() == "yes" else queryset


class DistrictFilter(admin.SimpleListFilter):
    """The district of the enterprise."""

    title, parameter_name = gettext_lazy("district"), "district"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Return the 16 districts."""
        return [(code, str(district)) for code, district in codes().districts.items()]

    def queryset(self, request: HttpRequest, queryset: QuerySet[RegistrationRequest]) -> QuerySet[RegistrationRequest]:
        """Narrow to one district."""
        return queryset.filter(district=self.value()) if self.value() else queryset


@admin.register(RegistrationRequest)
class RegistrationRequestAdmin(StepsAdmin):
    """Requests that were handed in. Looking at one is written to the access log."""

    key = "uuid"
    view_on_site = False
    step_template = "enterprises/registration/desk_step.html"
    change_form_template = "enterprises/registration/desk_change.html"
    change_list_template = "enterprises/registration/desk_list.html"
    list_display = ("number_shown", "name_shown", "kind", "district", "state", "due", "submitted_at")
    list_display_links = ("number_shown",)
    list_filter = (WaitingFilter, "state", "kind", DistrictFilter)
    list_select_related = ("enterprise", "district")
    show_facets = admin.ShowFacets.NEVER
    search_fields = ("receipt_number", "number", "enterprise__name", "answers__enterprise__name")
    search_help_text = gettext_lazy("Receipt number, number without hyphens, or name of the enterprise.")
    ordering = ("clock_from", "submitted_at", "pk")
    sortable_by = ("submitted_at",)
    readonly_fields = fields = ("summary", "status_shown", "sides_shown", "answers_shown", "history_shown")

    def get_queryset(self, request: HttpRequest) -> QuerySet[RegistrationRequest]:
        """Return what was handed in on this officer's desk."""
        visible: Any = RegistrationRequest.objects.managed_by(request.user)
        return super().get_queryset(request) & visible

    def get_urls(self) -> list[URLPattern]:
        """Put the steps before the admin's own addresses."""
        receive = self.admin_site.admin_view(self.receive)
        steps = (
            ("look-up", self.look_up),
            ("by-hand", self.by_hand),
            ("send-back", self.send_back),
            ("until", self.move_due),
            ("reject", self.reject),
            ("approve", self.approve),
        )
        own = [self.step(name, view) for name, view in steps]
        figures = self.admin_site.admin_view(require_safe(self.statistics_view))
        pages = [
            path("receive/", receive, name="enterprises_registrationrequest_receive"),
            path("statistics/", figures, name="enterprises_registrationrequest_statistics"),
        ]
        return [*pages, *own, *super().get_urls()]

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Requests come from people, or by `receive`."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What was handed in stays as it is; the steps decide."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nothing that was handed in is deleted by hand."""
        return False

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Show the queue, with the button to write a request down."""
        return super().changelist_view(
            request, {"may_receive": rules.may_decide(request.user), **(extra_context or {})}
        )

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Show one request with its buttons; that somebody looked at it is written to the access log."""
        row = self.get_object(request, object_id)
        buttons = self.buttons(request, row) if row else []
        response = super().change_view(request, object_id, form_url, {**(extra_context or {}), "buttons": buttons})
        if request.method == "GET" and response.status_code == 200:
            self._log(request, object_id)
        return response

    def _log(self, request: HttpRequest, object_id: str) -> None:
        """Write the look at a request into the access log, and that at each rival shown beside it."""
        row = RegistrationRequest.objects.get(pk=object_id)
        for seen in (row, *queries.rivals(row)):
            log_access(request, seen, "view")

    def buttons(self, request: HttpRequest, row: RegistrationRequest) -> list[tuple[str, Any]]:
        """Return the steps that this row and person allow: (address, label)."""
        if not rules.may_decide(request.user):
            return []
        labels = {
            "approve": _("Approve"),
            "return": _("Ask to mend"),
            "move_due": _("Give more time"),
            "reject": _("Reject the papers"),
        }
        names = {"return": "send-back", "move_due": "until"}
        allowed = [action for action in WORKFLOW.allowed(row.state) if action in labels]
        steps = [(names.get(action, action), labels[action]) for action in allowed]
        if row.state in WAITING and row.number_kind == RegistrationRequest.NumberKind.BUSINESS:
            asked = [("look-up", _("Look the number up"))] if business_status.can_be_asked() else []
            steps = [*asked, ("by-hand", _("Record a look-up by hand")), *steps]
        return [(self._address(row, name), label) for name, label in steps]

    def _address(self, row: RegistrationRequest, step: str) -> str:
        return reverse(f"admin:enterprises_registrationrequest_{step}", args=[row.pk])

    def look_up(self, request: HttpRequest, pk: Any) -> HttpResponse:
        """Ask the tax service about the number."""
        row = self._waiting(request, pk)
        if not business_status.can_be_asked():
            messages.error(request, _("This portal is not connected to the tax service: look the number up by hand."))
            return redirect(self._after(row))
        form = desk.ConfirmForm(_posted(request))
        title = _("Look up %(number)s at the tax service") % {"number": row.number_shown}
        return self._ask(request, title, form, lambda _said: decisions.look_up(row, by=request.user), row)

    def by_hand(self, request: HttpRequest, pk: Any) -> HttpResponse:
        """Record what an officer saw on the tax service's own page."""
        row = self._waiting(request, pk)
        form = desk.ByHandForm(_posted(request))
        act = lambda said: decisions.record_status(row, **said, by_hand=True, by=request.user)  # noqa: E731
        return self._ask(request, _("Record a look-up by hand"), form, act, row)

    def send_back(self, request: HttpRequest, pk: Any) -> HttpResponse:
        """Ask for what is to be mended."""
        row = self._waiting(request, pk)
        form = desk.SendBackForm(_posted(request), row)
        return self._ask(request, _("Ask to mend"), form, lambda said: decisions.send_back(row.pk, **said), row)

    def move_due(self, request: HttpRequest, pk: Any) -> HttpResponse:
        """Give more time to mend."""
        row = self._waiting(request, pk)
        form = desk.UntilForm(_posted(request))
        return self._ask(request, _("Give more time"), form, lambda said: decisions.move_due(row.pk, **said), row)

    def reject(self, request: HttpRequest, pk: Any) -> HttpResponse:
        """Reject the papers."""
        row = self._waiting(request, pk)
        form = desk.RejectForm(_posted(request))
        act = lambda said: decisions.reject(row.pk, reason=said["reason"], by=request.user)  # noqa: E731
        return self._ask(request, _("Reject the papers"), form, act, row)

    def approve(self, request: HttpRequest, pk: Any) -> HttpResponse:
        """Approve, and let the person in."""
        row = self._waiting(request, pk)
        form = desk.ApproveForm(_posted(request), row)

        def act(said: dict[str, Any]) -> None:
            role = said.get("role", Membership.Role.OWNER)
            asked = {"seen": said["seen"], "reason": said["reason"], "role": role}
            decisions.approve(row.pk, link=form.link, by=request.user, **asked)

        return self._ask(request, _("Approve"), form, act, row)

    def statistics_view(self, request: HttpRequest) -> HttpResponse:
        """Show how the queue of this desk does."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        rows = RegistrationRequest.objects.managed_by(request.user)
        months = statistics.by_month(rows)
        page = {
            **self.admin_site.each_context(request),
            "title": _("Statistics of the registration requests"),
            "opts": self.opts,
            "waiting": statistics.waiting(rows),
            "months": [*reversed(months), statistics.over_all(rows, months)],
            "chart": line_chart(
                [Point(month.period, month.median) for month in months],
                key="days",
                title=_("Median days to the decision, by month"),
            ),
        }
        return TemplateResponse(request, "enterprises/registration/desk_statistics.html", page)

    def receive(self, request: HttpRequest) -> HttpResponse:
        """Write a request down for somebody who came or called, then fill it in on the pages of who asks."""
        if not rules.may_decide(request.user):
            raise PermissionDenied
        form = desk.ReceiveForm(_posted(request))
        begun: list[RegistrationRequest] = []
        act = lambda said: begun.append(actions.write_down(**said, by=request.user))  # noqa: E731
        changelist = reverse("admin:enterprises_registrationrequest_changelist")
        answer = self.ask(request, _("Write a request down"), form, act, changelist)
        return redirect(begun[0]) if begun else answer

    def _waiting(self, request: HttpRequest, pk: Any) -> RegistrationRequest:
        row: RegistrationRequest = self.found(request, pk, rules.DECIDE)
        return row

    def _ask(self, request: HttpRequest, title: Any, form: Any, act: Any, row: RegistrationRequest) -> HttpResponse:
        page = RequestPage(row, arrived_at(request))
        return self.ask(request, title, form, act, self._after(row), row=row, page=page, notes=desk.notes(row))

    def _after(self, row: RegistrationRequest) -> str:
        return reverse("admin:enterprises_registrationrequest_change", args=[row.pk])

    @admin.display(description=gettext_lazy("receipt number"), ordering="receipt_number")
    def number_shown(self, row: RegistrationRequest) -> str:
        """Return the receipt number."""
        return row.receipt_number or str(State.DRAFT.label)

    @admin.display(description=gettext_lazy("enterprise"))
    def name_shown(self, row: RegistrationRequest) -> str:
        """Return the name, and whether it was written down by an officer."""
        return f"{row.name} ({row.get_received_how_display()})" if row.received_how else row.name

    @admin.display(description=gettext_lazy("answer due"))
    def due(self, row: RegistrationRequest) -> SafeString:
        """Return by when the office answers, and whether that is past."""
        return render_to_string("enterprises/registration/_desk_due.html", {"row": row})

    @admin.display(description=gettext_lazy("request"))
    def summary(self, row: RegistrationRequest) -> SafeString:
        """Return what it is about, who asks, and what became of it."""
        page = RequestPage(row, row.updated_at)
        facts = [
            *page.facts,
            (_("Requested by"), row.requester.email if row.requester else row.contact_email),
            (_("Answer due"), seoul_date(row.office_due_on) if row.office_due_on else ""),
            (_("What is to be mended"), row.asked),
            (_("Reason of the decision"), row.reason),
        ]
        context = {"facts": facts, "row": row, "warnings": desk.warnings(row)}
        return render_to_string("enterprises/registration/_desk_summary.html", context)

    @admin.display(description=gettext_lazy("state of the business number"))
    def status_shown(self, row: RegistrationRequest) -> SafeString:
        """Return the status checks, and how one is made here."""
        checks = row.status_checks.select_related("checked_by")
        context = {"checks": checks, "connected": business_status.can_be_asked(), "row": row}
        return render_to_string("enterprises/registration/_desk_status.html", context)

    @admin.display(description=gettext_lazy("others who ask for the same"))
    def sides_shown(self, row: RegistrationRequest) -> SafeString:
        """Return the request beside its rivals, and who is a member already."""
        context = {"sides": desk.sides(row), "members": desk.owners(row)}
        return render_to_string("enterprises/registration/_desk_sides.html", context)

    @admin.display(description=gettext_lazy("what was submitted"))
    def answers_shown(self, row: RegistrationRequest) -> SafeString:
        """Return answers, papers and consents."""
        context = {"page": RequestPage(row, row.updated_at), "registration": row}
        return render_to_string("enterprises/registration/_desk_answers.html", context)

    @admin.display(description=gettext_lazy("history"))
    def history_shown(self, row: RegistrationRequest) -> SafeString:
        """Return who changed what, when and why."""
        return render_to_string("audit/_history.html", {"entries": history_of(row)})


def _posted(request: HttpRequest) -> Any:
    """Return what was posted, empty or not; None where nothing was."""
    return request.POST if request.method == "POST" else None
