"""What people who ask do with a request. Each function locks the row, looks again, and writes once."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext as _

from busan_se.accounts.models import User
from busan_se.audit import history
from busan_se.core.clock import now, today
from busan_se.core.errors import Conflict, Refused, WrongState
from busan_se.files.actions import store_upload
from enterprises.registration import letters, rules
from enterprises.registration.consents import CONSENTS, REQUIRED
from enterprises.registration.models import CONTACT, RegistrationRequest, RequestFile
from enterprises.registration.parts import MOST_FILES, problems
from enterprises.registration.queries import known_enterprise
from enterprises.registration.workflow import WORKFLOW, State
from enterprises.registry.models import Enterprise, Membership

FILE_KIND = "registration"
Kind, NumberKind = RegistrationRequest.Kind, RegistrationRequest.NumberKind


def locked(pk: UUID) -> RegistrationRequest:
    """Return the request, locked until the transaction ends. Raises RegistrationRequest.DoesNotExist."""
    rows = RegistrationRequest.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("enterprise", "requester", "received_by", "district").get(pk=pk)


def start(number_kind: str, number: str, kinds: Iterable[str], *, by: User) -> RegistrationRequest:
    """Return the open request of `by` for the number; begin one if there is none. Two clicks at once give one.

    A number that the register knows begins a claim on its entry. Raises Refused ("member_already").
    """
    mine = RegistrationRequest.objects.open().filter(requester=by, number_kind=number_kind, number=number)
    if found := mine.first():
        return found
    draft = _new(number_kind, number, kinds)
    draft.requester = by
    draft.keep(CONTACT, {"name": by.name, "phone": by.phone})
    _refuse_members(draft.enterprise, by)
    try:
        with transaction.atomic():
            draft.save(force_insert=True)
            return draft
    except IntegrityError:
        return mine.get()


def write_down(
    number_kind: str, number: str, kinds: Iterable[str], *, how: str, name: str, phone: str, email: str, by: Any
) -> RegistrationRequest:
    """Begin a request for somebody who came or called (대리 접수); `by` fills it in and hands it in.

    With an account of this address the request is that person's too. Raises Refused ("open_already", "member_already").
    """
    draft = _new(number_kind, number, kinds)
    draft.requester = User.objects.filter(email=email, is_active=True).first() if email else None
    draft.received_by, draft.received_how, draft.contact_email = by, how, email
    draft.keep(CONTACT, {"name": name, "phone": phone})
    if draft.requester:
        _refuse_members(draft.enterprise, draft.requester)
    try:
        with transaction.atomic():
            draft.save(force_insert=True)
    except IntegrityError as error:
        raise Refused(_("An open request for this number is there already."), "open_already") from error
    return draft


def _new(number_kind: str, number: str, kinds: Iterable[str]) -> RegistrationRequest:
    entry = known_enterprise(number_kind, number)
    answers: dict[str, Any] = {} if entry else {"qualifications": {"kinds": list(kinds)}}
    return RegistrationRequest(
        kind=Kind.CLAIM if entry else Kind.NEW,
        number_kind=number_kind,
        number=number,
        enterprise=entry,
        district=entry.district if entry else None,
        answers=answers,
    )


def _refuse_members(entry: Enterprise | None, person: User) -> None:
    if entry and Membership.objects.filter(enterprise=entry, user=person).exists():
        raise Refused(_("You are a member of this enterprise already: there is nothing to ask for."), "member_already")


@transaction.atomic
def save_part(pk: UUID, part: str, said: Mapping[str, Any], *, arrived: datetime) -> RegistrationRequest:
    """Keep what was written in one part; nothing is required yet. Raises WrongState ("not_open")."""
    request = _locked_open(pk, part, arrived)
    request.keep(part, said)
    if part == "place":
        request.district_id = said.get("district")
    request.lock_version += 1
    request.save(update_fields=["answers", "contact_phone", "district", "lock_version", "updated_at"])
    return request


def attach(pk: UUID, slot: str, upload: UploadedFile, *, by: Any, arrived: datetime) -> RequestFile:
    """Store a paper for `slot`. Raises Refused ("too_many_files", as `store_upload`), WrongState ("not_open")."""
    stored = store_upload(upload, kind=FILE_KIND, user=by)
    with transaction.atomic():
        request = _locked_open(pk, f"file:{slot}", arrived)
        if request.files.filter(slot=slot).count() >= MOST_FILES:
            raise Refused(
                _("At most %(n)d files for one paper: remove one first.") % {"n": MOST_FILES}, "too_many_files"
            )
        request.lock_version += 1
        request.save(update_fields=["lock_version", "updated_at"])
        return RequestFile.objects.create(request=request, slot=slot, file=stored)


@transaction.atomic
def detach(pk: UUID, attached: int, *, arrived: datetime) -> None:
    """Take a paper off again; its bytes expire as uploads do that nothing owns. Gone already: nothing happens."""
    paper = RequestFile.objects.filter(request=pk, pk=attached).first()
    if paper is None:
        return
    request = _locked_open(pk, f"file:{paper.slot}", arrived)
    request.lock_version += 1
    request.save(update_fields=["lock_version", "updated_at"])
    paper.delete()


def _locked_open(pk: UUID, part: str, arrived: datetime) -> RegistrationRequest:
    request = locked(pk)
    if not rules.is_writable(request, arrived) or part not in rules.open_parts(request):
        raise WrongState(_("This part can't be changed now. Look at the state of the request."), "not_open")
    return request


@transaction.atomic
def discard(pk: UUID) -> None:
    """Delete a draft for good. Raises WrongState ("submitted") if it was handed in."""
    request = locked(pk)
    if request.state != State.DRAFT:
        raise WrongState(_("This request was submitted: you can withdraw it."), "submitted")
    request.delete()


@transaction.atomic
def submit(pk: UUID, *, seen: int, consents: Iterable[str], by: Any, arrived: datetime) -> RegistrationRequest:
    """Hand in a draft, or one that was mended; a second click or another tab finds it handed in and changes nothing.

    `seen` is the version that was checked on the page. Raises Conflict ("changed"), Refused ("incomplete",
    "consent_missing", "known_number"), WrongState ("too_late") after the stated instant of a request sent back.
    """
    request = locked(pk)
    if request.state not in WORKFLOW.transitions["submit"].frm:
        return request
    if not rules.is_writable(request, arrived):
        raise WrongState(_("The time to mend the request is over. Call the desk and ask for more."), "too_late")
    if request.lock_version != seen:
        raise Conflict(_("The request was changed after you checked it. Check it again, then submit."), "changed")
    _check_content(request)
    if request.state == State.DRAFT:
        _receive(request, set(consents), by)
    else:
        request.clock_from = today()
    request.state = WORKFLOW.check(request.state, "submit")
    request.open_parts, request.asked, request.due_at = [], "", None
    request.save()
    letters.tell_receipt(request)
    return request


def _check_content(request: RegistrationRequest) -> None:
    if problems(request, request.files.values_list("slot", flat=True)):
        raise Refused(_("Something is missing. Fill it in, then submit."), "incomplete")
    if request.kind == Kind.NEW and known_enterprise(request.number_kind, request.number):
        raise Refused(
            _("An entry with this number was made in the meantime. Delete this draft and ask for the entry."),
            "known_number",
        )


def _receive(request: RegistrationRequest, consents: set[str], by: Any) -> None:
    if not consents >= REQUIRED:
        raise Refused(_("Give the consents that the request needs."), "consent_missing")
    moment = now()
    request.consents = {
        text.purpose: {
            "version": text.version,
            "text": text.as_shown,
            "given_at": moment.isoformat(),
            "recorded_by": by.pk,
        }
        for text in CONSENTS
        if text.purpose in consents
    }
    request.submitted_at, request.receipt_number = moment, next_receipt_number(moment)
    request.clock_from, request.clock_days = today(), settings.REGISTRATION_DAYS


def next_receipt_number(instant: datetime) -> str:
    """Return the next number: from a sequence, so that nobody queues for it; gaps are fine (see migration)."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('enterprises_registration_number')")
        (serial,) = cursor.fetchone()
    return f"R{rules.year_of(instant)}-{serial:05d}"


@transaction.atomic
def withdraw(pk: UUID, *, reason: str) -> RegistrationRequest:
    """Take a request back before it is decided (취하). Raises WrongState if it is over."""
    request = locked(pk)
    request.state = WORKFLOW.check(request.state, "withdraw")
    request.ended_at, request.open_parts, request.due_at = now(), [], None
    with history.reason(reason):
        request.save(update_fields=["state", "ended_at", "open_parts", "due_at", "updated_at"])
    letters.tell_ended(request)
    return request
