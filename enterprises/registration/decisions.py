"""What the desk does with a request. Each function locks, looks again, writes once: of two officers one wins."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import override

from busan_se.audit import history
from busan_se.core.clock import now, today
from busan_se.core.errors import Conflict, Refused
from busan_se.reference.models import QualificationKind
from enterprises.documents.actions import take_over
from enterprises.documents.models import EnterpriseDocument as Document
from enterprises.membership.actions import invite
from enterprises.registration import letters, reminders
from enterprises.registration.actions import Kind, NumberKind, locked
from enterprises.registration.models import RegistrationRequest, StatusCheck
from enterprises.registration.parts import Slot, chosen_kinds, parts_of, slots
from enterprises.registration.queries import known_enterprise, working_days_left
from enterprises.registration.workflow import WORKFLOW
from enterprises.registry import actions as register
from enterprises.registry import business_status, sources
from enterprises.registry.models import Enterprise, EnterpriseIdentifier, Membership, Qualification
from enterprises.registry.models import State as Operating

_TEXTS = ("name", "name_en", "representative")
_PLACE = ("address", "phone", "homepage", "summary", "district", "ksic")


def look_up(request: RegistrationRequest, *, by: Any) -> StatusCheck:
    """Ask the tax service about the business number and record the answer. Raises Refused ("no_answer")."""
    result = business_status.status_of(request.number)
    return record_status(request, result, by_hand=False, note="", by=by)


def record_status(request: RegistrationRequest, result: str, *, by_hand: bool, note: str, by: Any) -> StatusCheck:
    """Record what the tax service says of the number, as the portal or an officer was told it."""
    return request.status_checks.create(result=result, by_hand=by_hand, note=note, checked_by=by, checked_at=now())


@transaction.atomic
def send_back(pk: UUID, *, parts: Iterable[str], asked: str, until: datetime) -> RegistrationRequest:
    """Ask for what is to be mended (보완): only the named parts open, until the stated instant.

    The office's handling period rests meanwhile. Raises WrongState, Refused ("past", "no_parts").
    """
    request = locked(pk)
    left = working_days_left(request)
    request.state = WORKFLOW.check(request.state, "return")
    if until <= now():
        raise Refused(_("This instant is past: give time to mend the request."), "past")
    known = [key for key, _label in openable(request)]
    request.open_parts = [key for key in known if key in set(parts)]
    if not request.open_parts:
        raise Refused(_("Choose at least one part that is to be mended."), "no_parts")
    request.asked, request.due_at, request.clock_days = asked, until, left
    request.remind_at = reminders.moment_before(until)
    with history.reason(asked[:300]):
        request.save()
    letters.tell_returned(request)
    return request


def openable(request: RegistrationRequest) -> list[tuple[str, Any]]:
    """Return (key, label) of what can be opened again: each part with a form, each paper."""
    written = [(part.key, part.title) for part in parts_of(request) if part.form]
    return [*written, *((slot.part_key, slot.label) for slot in slots(request))]


@transaction.atomic
def move_due(pk: UUID, *, until: datetime) -> RegistrationRequest:
    """Give more time to mend a request. Raises WrongState, Refused ("past")."""
    request = locked(pk)
    request.state = WORKFLOW.check(request.state, "move_due")
    if until <= now():
        raise Refused(_("This instant is past: give time to mend the request."), "past")
    request.due_at, request.remind_at = until, reminders.moment_before(until)
    request.save(update_fields=["due_at", "remind_at", "updated_at"])
    letters.tell_returned(request)
    return request


@transaction.atomic
def reject(pk: UUID, *, reason: str, by: Any) -> RegistrationRequest:
    """Reject the papers (반려). Raises WrongState if somebody was quicker, Refused ("own_request")."""
    request = locked(pk)
    _decide(request, "reject", reason, by)
    return request


@transaction.atomic
def approve(pk: UUID, *, seen: int, link: Enterprise | None, role: str, reason: str, by: Any) -> RegistrationRequest:
    """Approve: make the entry, or complete `link`, with number and qualifications; let the person in.

    `seen` is the version that the officer read. `role` counts where the entry has an owner; else the person becomes it.
    Raises WrongState if somebody was quicker, Conflict ("changed"), Refused ("status_missing", "not_alive",
    "known_number", "has_owner", "own_request").
    """
    request = locked(pk)
    WORKFLOW.check(request.state, "approve")
    if request.lock_version != seen:
        raise Conflict(_("The request was changed after you read it. Read it again, then decide."), "changed")
    with history.reason(f"{request.receipt_number}: {reason}"[:300]):
        request.enterprise = _entry(request) if request.kind == Kind.CLAIM else _enter(request, link)
        _let_in(request, role, by)
        _keep_papers(request, by)
        _decide(request, "approve", reason, by)
    return request


def _decide(request: RegistrationRequest, action: str, reason: str, by: Any) -> None:
    if request.requester_id == by.pk:
        raise Refused(_("Nobody decides on the own request: another officer does."), "own_request")
    request.state = WORKFLOW.check(request.state, action)
    request.decided_at, request.decided_by, request.reason = now(), by, reason
    request.open_parts, request.due_at = [], None
    with history.reason(reason[:300]):
        request.save()
    letters.tell_decision(request)


def _entry(request: RegistrationRequest) -> Enterprise:
    """Return the entry that is claimed, or the one it was merged into, locked."""
    assert request.enterprise
    entry = request.enterprise.merged_into or request.enterprise
    register.lock(entry.pk)
    return entry


def _enter(request: RegistrationRequest, link: Enterprise | None) -> Enterprise:
    check = _status(request)
    known = known_enterprise(request.number_kind, request.number)
    if known and known != link:
        raise Refused(
            _("The register has this number: link the request to %(name)s.") % {"name": known}, "known_number"
        )
    said = request.answers
    entry = link or Enterprise.objects.create(name=said["enterprise"]["name"])
    register.record(entry, sources.REGISTRATION, _payload(request))
    _give_number(entry, request.number_kind, request.number)
    _give_number(entry, EnterpriseIdentifier.Kind.CORPORATE, said["enterprise"].get("corporate_number", ""))
    for code in chosen_kinds(request):
        _give_qualification(entry, code, said["qualifications"])
    if check and check.result != entry.state:
        note = _("Look-up at the tax service") if not check.by_hand else _("Looked up by hand")
        register.set_state(entry, Operating(check.result), today(), reason=note, source=sources.REGISTRATION)
    return entry


@override(settings.LANGUAGE_CODE)
def _keep_papers(request: RegistrationRequest, by: Any) -> None:
    """Put the papers of a new entry into its document folder; further files of one paper are kept beside the first."""
    if request.kind == Kind.CLAIM:
        return
    assert request.enterprise
    for slot in slots(request):
        kind, label = _document(request, slot)
        for nth, row in enumerate(request.files.filter(slot=slot.key).select_related("file") if kind else (), 1):
            if nth > 1:
                kind, label = Document.Kind.OTHER, f"{slot.label} ({nth})"
            take_over(request.enterprise, kind, row.file, label=label, by=request.requester or by)


def _document(request: RegistrationRequest, slot: Slot) -> tuple[str, str]:
    """Return kind and name of a paper in the document folder; ('', '') for one that is not kept there."""
    if slot.key == "number" and request.number_kind == NumberKind.BUSINESS:
        return Document.Kind.BUSINESS, ""
    if slot.key == "number":
        return Document.Kind.OTHER, str(slot.label)
    if slot.key.startswith("kind_"):
        return Document.Kind.CERTIFICATE, str(slot.label)
    return "", ""


def _status(request: RegistrationRequest) -> StatusCheck | None:
    """Return the newest status check. Raises Refused unless a business number was looked up and is alive."""
    if request.number_kind != NumberKind.BUSINESS:
        return None
    check = request.status_checks.first()
    if check is None:
        raise Refused(_("Look up the state of the business number first."), "status_missing")
    if not check.is_alive:
        raise Refused(
            _("The tax service says: %(state)s. Clear this up, and look the number up again.") % {"state": check},
            "not_alive",
        )
    return check


def _payload(request: RegistrationRequest) -> dict[str, Any]:
    """Return what the request says in the words of `sources`; the qualifications as told are kept beside it."""
    who, place = request.answers["enterprise"], request.answers["place"]
    return {
        **{name: who.get(name, "") for name in _TEXTS},
        **{name: place.get(name, "") for name in _PLACE},
        "is_sole_proprietor": who["legal_form"] == "sole",
        "request": request.receipt_number,
        "qualifications": request.answers["qualifications"],
    }


def _give_number(entry: Enterprise, kind: str, value: str) -> None:
    if not value or entry.identifiers.filter(kind=kind, value=value, valid_to=None).exists():
        return
    try:
        with transaction.atomic():
            EnterpriseIdentifier.objects.create(enterprise=entry, kind=kind, value=value)
    except IntegrityError as error:
        raise Refused(
            _("Another enterprise has the number %(number)s. Link the request to it.") % {"number": value},
            "known_number",
        ) from error


def _give_qualification(entry: Enterprise, code: str, told: Mapping[str, str]) -> None:
    """Write a qualification as told, unless the register knows one of the kind in this time already."""
    first, last = parse_date(told[f"from_{code}"]), parse_date(told.get(f"to_{code}", ""))
    assert first
    period = DateRange(first, last + timedelta(days=1) if last else None)
    held = Qualification.objects.filter(enterprise=entry, kind=code)
    if not held.filter(period__overlap=period).exists():
        Qualification.objects.create(
            enterprise=entry,
            kind_id=code,
            number=told[f"number_{code}"],
            issuer=QualificationKind.objects.get(pk=code).authority_ko,
            valid_from=first,
            valid_to=last,
        )


def _let_in(request: RegistrationRequest, role: str, by: Any) -> None:
    entry = request.enterprise
    assert entry
    members = Membership.objects.filter(enterprise=entry)
    if not members.filter(role=Membership.Role.OWNER).exists():
        role = Membership.Role.OWNER
    elif role == Membership.Role.OWNER:
        raise Refused(
            _("The entry has an owner: give another role. A lost owner is restored by two officers."), "has_owner"
        )
    if request.requester is None:
        if request.contact_email:
            invite(entry, request.contact_email, role, by=by)
    elif not members.filter(user=request.requester).exists():
        register.add_member(entry, request.requester, role)
