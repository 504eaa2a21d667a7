"""Pages of events: lists, registering with and without an account, and what a participant can do later."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from busan_se.accounts.lockout import client_ip
from busan_se.core.arrival import arrived_at
from busan_se.core.clock import now
from busan_se.core.errors import PortalError, Refused
from busan_se.core.forms import status_of
from busan_se.core.paging import page_of
from busan_se.core.registry import registered
from busan_se.events import actions, links, queries
from busan_se.events.consents import PARTS, TITLE
from busan_se.events.extensions import EventPage
from busan_se.events.filters import PAST, filtered
from busan_se.events.forms import ConsentForm, RegisterForm
from busan_se.events.models import Event, Registration, Session
from busan_se.events.workflow import State
from busan_se.notifications import contacts
from busan_se.notifications.forms import CodeForm

GET_OR_POST = ["GET", "HEAD", "POST"]
PURPOSE = "events.registration"


@require_safe
def event_list(request: HttpRequest) -> HttpResponse:
    """`/events/`: what is coming, or what is over, by month; a wrong filter answers 400 with the reason."""
    form, events, when = filtered(request, Event.objects.published().with_sessions())
    order = ("-last_at", "pk") if when == PAST else ("next_at", "pk")
    page = page_of(events, request, order=order) if form.is_valid() else None
    months = queries.by_month(queries.cards(page.items, now())) if page else []
    context = {"form": form, "page": page, "months": months, "when": when, "pages": registered(EventPage)}
    return render(request, "events/list.html", context, status=400 if form.errors else 200)


@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """`/events/<pk>/`: one event with its sessions; staff see a draft as the public will see it."""
    event = get_object_or_404(Event.objects.visible_to(request.user).with_sessions(), pk=pk)
    if event.get_absolute_url() != request.path:
        return redirect(event, permanent=True)
    rows = queries.session_rows(event, now())
    return render(request, "events/detail.html", {"event": event, "rows": rows})


@never_cache
@require_http_methods(GET_OR_POST)
def register(request: HttpRequest, pk: int) -> HttpResponse:
    """Register for a session: at once with an account, else after a code has confirmed the contact."""
    sessions = Session.objects.visible_to(request.user).with_seats().select_related("event__district")
    session = get_object_or_404(sessions, pk=pk)
    form_class = ConsentForm if request.user.is_authenticated else RegisterForm
    form = form_class(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            return redirect(_register(request, session, form))
        except Refused as refusal:
            form.add_error(None, refusal)
    context = {
        "session": session,
        "event": session.event,
        "form": form,
        "refusal": _refusal(request, session),
        "consent_title": TITLE,
        "consent": PARTS,
    }
    return render(request, "events/register.html", context, status=status_of(form))


def _register(request: HttpRequest, session: Session, form: ConsentForm) -> str | Registration:
    """Do what the valid form asks for, and return where to go next."""
    arrived = arrived_at(request)
    if request.user.is_authenticated:
        return actions.register(session.pk, user=request.user, arrived=arrived)
    with transaction.atomic():
        contact = form.cleaned_data["contact"]
        registration = actions.begin(session, name=form.cleaned_data["name"], contact=contact, arrived=arrived)
        _send_code(request, registration)
    return links.confirm_path(registration)


def _send_code(request: HttpRequest, registration: Registration) -> None:
    key = str(registration.reference)
    contacts.send_code(registration.reachable, purpose=PURPOSE, key=key, ip=client_ip(request))


def _refusal(request: HttpRequest, session: Session) -> str:
    try:
        actions.check_open(session, arrived_at(request))
    except Refused as refusal:
        return str(refusal)
    return ""


@never_cache
@require_http_methods(GET_OR_POST)
def confirm(request: HttpRequest, reference: UUID) -> HttpResponse:
    """Ask for the code that was sent to the contact; the right one gives the seat or the place in line."""
    registration = get_object_or_404(Registration.objects.with_session(), reference=reference)
    if registration.state != State.UNCONFIRMED:
        messages.info(request, _("This registration is confirmed. Use the link that we sent you."))
        return redirect(registration.session.event)
    form = CodeForm(request.POST if request.method == "POST" and "again" not in request.POST else None)
    try:
        if "again" in request.POST:
            _send_code(request, registration)
            messages.success(request, _("A new code is on its way. The one before is not valid any more."))
            return redirect("events:confirm", reference=reference)
        if form.is_bound and form.is_valid():
            return redirect(_confirm(registration, form.cleaned_data["code"]))
    except Refused as refusal:
        if not form.is_bound:
            messages.error(request, str(refusal))
            return redirect("events:confirm", reference=reference)
        form.add_error("code", refusal)
    context = {"registration": registration, "event": registration.session.event, "form": form}
    return render(request, "events/confirm.html", context, status=status_of(form))


def _confirm(registration: Registration, code: str) -> str:
    """Return the secret link of the registration once the code was right. Raises Refused."""
    return contacts.confirm(
        code,
        purpose=PURPOSE,
        key=str(registration.reference),
        then=lambda contact: links.new_link(actions.confirm(registration.pk, contact)),
    )


@never_cache
@require_http_methods(GET_OR_POST)
def link(request: HttpRequest, token: str) -> HttpResponse:
    """Show a registration to who holds its secret link; POST accepts an offer or cancels. Raises Http404."""
    try:
        registration = links.follow(token)
    except Registration.DoesNotExist as error:
        raise Http404(_("This link does not lead to a registration. Open it as it is in our message.")) from error
    return _status(request, registration)


@login_required
@require_http_methods(GET_OR_POST)
def own(request: HttpRequest, reference: UUID) -> HttpResponse:
    """Show an own registration; POST accepts an offer or cancels."""
    found = Registration.objects.of_person(request.user).with_session()
    return _status(request, get_object_or_404(found, reference=reference))


def _status(request: HttpRequest, registration: Registration) -> HttpResponse:
    if request.method == "POST":
        _act(request, registration)
        return redirect(request.path)
    page = queries.StatusPage(registration, now())
    return render(request, "events/status.html", {"page": page, "registration": registration})


def _act(request: HttpRequest, registration: Registration) -> None:
    try:
        if request.POST.get("do") == "accept":
            actions.accept(registration.pk)
            messages.success(request, _("The seat is yours."))
        elif request.POST.get("do") == "cancel":
            actions.cancel(registration.pk)
            messages.success(request, _("Your registration is cancelled."))
    except PortalError as refusal:
        messages.error(request, str(refusal))


@login_required
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """`/my/events/`: what the person registered for, the newest first."""
    page = page_of(Registration.objects.of_person(request.user).with_session(), request)
    context = {"page": page, "rows": queries.own_rows(page.items), "pages": registered(EventPage)}
    return render(request, "events/mine.html", context)
