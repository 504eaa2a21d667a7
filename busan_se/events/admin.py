"""The desk of events: draft, publish, who comes, who was there. Every change of a seat is an action of `actions`."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from busan_se.accounts.desk import PortalInline
from busan_se.accounts.steps import StepsAdmin
from busan_se.audit.access import log_access
from busan_se.core.clock import now
from busan_se.core.errors import Refused
from busan_se.core.exports import csv_response, xlsx_response
from busan_se.events import actions, desk, queries
from busan_se.events.consents import PARTS
from busan_se.events.exports import COLUMNS, export_rows
from busan_se.events.forms import EnterForm, ExportForm, ReasonForm
from busan_se.events.models import Event, Kind, Session
from busan_se.events.people import RegistrationAdmin
from busan_se.events.workflow import State

__all__ = ["EventAdmin", "RegistrationAdmin", "SessionAdmin"]


TEXTS = ("title_ko", "summary_ko", "body_ko", "audience_ko")
ENGLISH = ("title_en", "summary_en", "body_en", "audience_en", "place_en")
WHERE: Any = (gettext_lazy("Where"), {"fields": ("district", "place_ko", "online_url")})
REGISTRATION: Any = (
    gettext_lazy("Registration"),
    {"fields": ("registration_opens_at", "registration_closes_at", "offer_hours", "desk", "phone")},
)


class SessionInline(PortalInline):
    """The dates of an event."""

    model = Session
    form = desk.SessionForm
    formset = desk.SessionFormSet
    extra = 1
    fields = (*desk.FIELDS, "seats_taken")
    readonly_fields = ("seats_taken",)
    ordering = ("starts_at", "pk")

    @admin.display(description=gettext_lazy("taken"))
    def seats_taken(self, session: Session) -> str:
        """Return how many seats are taken, or that the date is cancelled."""
        if session.is_cancelled:
            return _("Does not take place")
        return str(session.taken) if session.pk and session.has_seats else ""


class EventDesk(StepsAdmin):
    """What the desks of events and of courses share."""

    change_form_template = "events/admin_event.html"
    list_display = ("title_ko", "kind", "district", "state_shown", "first_date", "seats", "waiting")
    list_filter = ("kind", "district")
    list_select_related = ("district",)
    search_fields = ("title_ko", "title_en")
    inlines = (SessionInline,)
    show_facets = admin.ShowFacets.NEVER
    view_on_site = False  # the template has its own link, which previews drafts
    fieldsets = (
        (None, {"fields": ("kind", *TEXTS)}),
        WHERE,
        REGISTRATION,
        (gettext_lazy("English"), {"fields": ENGLISH}),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        waiting = Count("sessions__registrations", filter=Q(sessions__registrations__state=State.WAITING))
        return super().get_queryset(request).annotate(n_waiting=waiting).prefetch_related("sessions")

    @admin.display(description=gettext_lazy("state"))
    def state_shown(self, event: Event) -> str:
        """Return draft or published."""
        return _("Published") if event.published_at else _("Draft")

    @admin.display(description=gettext_lazy("first date"))
    def first_date(self, event: Event) -> Any:
        """Return when it begins."""
        return next((session.starts_at for session in event.sessions.all()), None)

    @admin.display(description=gettext_lazy("seats taken"))
    def seats(self, event: Event) -> str:
        """Return seats taken of all seats."""
        sessions = [session for session in event.sessions.all() if session.has_seats]
        return f"{sum(s.taken for s in sessions)} / {sum(s.capacity or 0 for s in sessions)}"

    @admin.display(description=gettext_lazy("waiting"), ordering="n_waiting")
    def waiting(self, event: Any) -> int:
        """Return how many wait in line."""
        return int(event.n_waiting)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        """Save the dates through the desk, which keeps seats and lines right."""
        if isinstance(formset, desk.SessionFormSet):
            desk.save_dates(formset)
        else:
            super().save_formset(request, form, formset, change)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Let drafts be deleted, nothing that was published."""
        return obj is not None and not obj.published_at and super().has_delete_permission(request, obj)

    def get_urls(self) -> list[URLPattern]:
        """Put the step of publishing before the admin's own addresses."""
        return [self.step("publish", self.publish_view), *super().get_urls()]

    def publish_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show the event to everybody."""
        event = self.found(request, pk, "events.publish_event")
        then = reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_change", args=[pk])
        title = _("Publish: %(event)s") % {"event": event.title}
        form = forms.Form(request.POST if request.method == "POST" else None)
        return self.ask(request, title, form, lambda data: actions.publish(event, request.user), then)


@admin.register(Event)
class EventAdmin(EventDesk):
    """Events of every kind but courses, which have a desk of their own."""

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).exclude(kind=Kind.COURSE)

    def formfield_for_choice_field(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "kind":
            kwargs["choices"] = [choice for choice in Kind.choices if choice[0] != Kind.COURSE]
        return super().formfield_for_choice_field(db_field, request, **kwargs)


class WhenFilter(admin.SimpleListFilter):
    """Sessions to come, or those that are over."""

    title, parameter_name = gettext_lazy("when"), "when"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """Return the three choices."""
        return [("coming", _("To come")), ("over", _("Over")), ("unmarked", _("Over, attendance not marked"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Session]) -> QuerySet[Session]:
        """Narrow to one of them."""
        if self.value() == "coming":
            return queryset.filter(ends_at__gt=now())
        if self.value() == "over":
            return queryset.filter(ends_at__lte=now())
        if self.value() == "unmarked":
            return queryset.filter(pk__in=queries.without_attendance())
        return queryset


@admin.register(Session)
class SessionAdmin(StepsAdmin):
    """The dates of all events: who comes, who was there. Dates and seats are edited with their event."""

    district_field = "event__district"
    change_form_template = "events/admin_session.html"
    list_display = ("event_title", "starts_at", "seats", "waiting", "state_shown", "people")
    list_display_links = ("event_title",)
    list_filter = (WhenFilter, "event__kind", "event__district")
    list_select_related = ("event__district",)
    search_fields = ("event__title_ko",)
    ordering = ("-starts_at", "-pk")
    show_facets = admin.ShowFacets.NEVER
    fields = readonly_fields = (
        "event_title",
        "starts_at",
        "ends_at",
        "seats",
        "waiting",
        "state_shown",
        "cancel_reason",
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        waiting = Count("registrations", filter=Q(registrations__state=State.WAITING))
        return super().get_queryset(request).select_related("event").annotate(n_waiting=waiting)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Dates are entered with their event."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Dates are edited with their event."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Dates are deleted with their event, or cancelled."""
        return False

    @admin.display(description=gettext_lazy("event"), ordering="event__title_ko")
    def event_title(self, session: Session) -> str:
        """Return the title of the event and the name of the session."""
        return " ".join(filter(None, (session.event.title, session.label)))

    @admin.display(description=gettext_lazy("seats taken"))
    def seats(self, session: Session) -> str:
        """Return seats taken of all seats; that it is a further date where it has none."""
        return f"{session.taken} / {session.capacity}" if session.has_seats else _("further date")

    @admin.display(description=gettext_lazy("waiting"), ordering="n_waiting")
    def waiting(self, session: Any) -> int:
        """Return how many wait in line."""
        return int(session.n_waiting)

    @admin.display(description=gettext_lazy("state"))
    def state_shown(self, session: Session) -> str:
        """Return the phase in words."""
        if not session.event.published_at:
            return _("Draft")
        phase = session.phase
        is_ahead = phase not in {"cancelled", "over", "running"}
        return _("To come") if is_ahead and not session.has_seats else str(queries.PHASES[phase][0])

    @admin.display(description=gettext_lazy("participants"))
    def people(self, session: Session) -> str:
        """Return the door to the participants."""
        url = reverse("admin:events_session_participants", args=[session.pk])
        return format_html('<a href="{}">{}</a>', url, _("Participants and attendance"))

    def get_urls(self) -> list[URLPattern]:
        """Put the steps before the admin's own addresses."""
        views: dict[str, Callable[..., HttpResponseBase]] = {
            "participants": self.participants_view,
            "enter": self.enter_view,
            "cancel": self.cancel_view,
            "export": self.export_view,
        }
        return [*(self.step(name, view) for name, view in views.items()), *super().get_urls()]

    def participants_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show who comes and who waits; POST records who was there. The look is written to the access log."""
        session = self.found(request, pk, "events.view_registration")
        if request.method == "POST":
            self._mark(request, session)
            return redirect(request.path)
        log_access(request, session, "view")
        context = {
            **self.admin_site.each_context(request),
            "title": _("Participants: %(session)s") % {"session": session},
            "opts": self.opts,
            "page": queries.ParticipantsPage(session),
        }
        return TemplateResponse(request, "events/admin_participants.html", context)

    def _mark(self, request: HttpRequest, session: Session) -> None:
        if not request.user.has_perm("events.change_attendance"):
            raise PermissionDenied
        shown, present = (_keys(request.POST.getlist(name)) for name in ("shown", "present"))
        try:
            n = actions.mark_attendance(session.pk, shown=shown, present=present, by=request.user)
            messages.success(request, _("Attendance of %(n)d people saved.") % {"n": n})
        except Refused as refusal:
            messages.error(request, str(refusal))

    def enter_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Enter a registration for somebody who called or came."""
        session = self.found(request, pk, "events.add_registration")
        form = EnterForm(request.POST if request.method == "POST" else None)

        def enter(data: dict[str, Any]) -> None:
            told = {name: value for name, value in data.items() if name != "consent_told"}
            registration = actions.enter(session.part_of_id or session.pk, by=request.user, **told)
            messages.info(request, f"{registration.name}: {registration.get_state_display()}")

        title = _("Enter a registration: %(session)s") % {"session": session}
        return self.ask(request, title, form, enter, self._people(pk), consent=PARTS)

    def cancel_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Call a date off, and tell everybody."""
        session = self.found(request, pk, "events.publish_event")
        form = ReasonForm(request.POST if request.method == "POST" else None)
        title = _("Cancel the session: %(session)s") % {"session": session}

        def cancel(data: dict[str, Any]) -> None:
            actions.cancel_session(session.pk, reason=data["reason"])

        return self.ask(request, title, form, cancel, reverse("admin:events_session_change", args=[pk]))

    def export_view(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """Give the list of participants for a stated reason; the access log keeps both."""
        session = self.found(request, pk, "events.change_registration")
        lead = session.part_of or session
        form = ExportForm(request.POST if request.method == "POST" else None)
        if form.is_bound and form.is_valid():
            log_access(request, lead, "export", form.cleaned_data["reason"])
            respond = csv_response if form.cleaned_data["format"] == "csv" else xlsx_response
            return respond(f"participants-{lead.pk}", COLUMNS, export_rows(lead))
        title = _("List of participants: %(session)s") % {"session": session}
        return self.ask(request, title, form, lambda data: None, self._people(pk))

    def _people(self, pk: int) -> str:
        return reverse("admin:events_session_participants", args=[pk])


def _keys(texts: list[str]) -> list[int]:
    """Return the texts that can be keys, as numbers."""
    return [int(text) for text in texts if text.isdecimal() and len(text) < 19]
