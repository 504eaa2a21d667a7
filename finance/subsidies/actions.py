"""Everything that changes a grant until its agreement. Each function locks the row, looks again, and writes once.

Locks are taken in one order: application, grant, commitment, envelope.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from busan_se.audit import history
from busan_se.core.clock import now, seoul
from busan_se.core.errors import Conflict, Refused, WrongState
from busan_se.files.actions import store_upload
from busan_se.programs import actions as money
from enterprises.applications.models import Application, Decision
from finance.subsidies import letters, rules
from finance.subsidies.content import content_hash, text_hash
from finance.subsidies.models import Agreement, Grant, GrantDecision, GrantFile
from finance.subsidies.workflow import WORKFLOW, State

FILE_KIND = "grant"
MOST_FILES = 5


@dataclass(frozen=True)
class Written:
    """What the enterprise writes: amounts in won and the revised plan."""

    requested_won: int | None
    own_share_won: int | None
    plan: str


@dataclass(frozen=True)
class Document:
    """The city's own document behind a decision (결재문서번호·결재일·시행일)."""

    number: str
    approved_on: date
    effective_on: date


def locked(pk: UUID) -> Grant:
    """Return the grant, locked until the transaction ends. Raises Grant.DoesNotExist."""
    rows = Grant.objects.select_for_update(of=("self",), no_key=True)
    return rows.with_names().select_related("commitment__envelope__program", "application__version").get(pk=pk)


def next_state(grant: Grant, action: str) -> str:
    """Return where an action leads. Raises WrongState that says what the state is now."""
    if grant.state not in WORKFLOW.transitions[action].frm:
        state = State(grant.state).label
        raise WrongState(_("Not possible any more: the state is “%(state)s” now.") % {"state": state}, f"not_{action}")
    return WORKFLOW.check(grant.state, action)


@transaction.atomic
def open_grant(selection: Decision) -> Grant | None:
    """Return the grant of a released selection of subsidy money; make it, and tell the enterprise, if there is none.

    None where the selection's money follows other rules.
    """
    commitment = selection.commitment
    if commitment is None or commitment.envelope.regulation not in rules.SUBSIDY_RULES:
        return None
    assert selection.amount_won
    assert selection.released_at
    grant, made = Grant.objects.get_or_create(
        application=selection.application,
        defaults={
            "commitment": commitment,
            "selected_won": selection.amount_won,
            "due_at": rules.filing_due(commitment.envelope, seoul(selection.released_at).date()),
        },
    )
    if made:
        letters.tell_to_file(grant)
    return grant


def end_with(application: Application) -> None:
    """End the grant of an application that was given up, before its money is released.

    Raises WrongState ("not_give_up") once it was decided: what was granted is returned, not given up.
    """
    grant = Grant.objects.select_for_update(of=("self",), no_key=True).filter(application=application).first()
    if grant:
        grant.state = next_state(grant, "give_up")
        grant.save(update_fields=["state", "updated_at"])


def _locked_open(pk: UUID) -> Grant:
    grant = locked(pk)
    if not grant.is_open:
        raise WrongState(_("The grant application was filed and can't be changed now."), "filed")
    return grant


@transaction.atomic
def save_draft(pk: UUID, written: Written, *, lock_version: int) -> Grant:
    """Keep what was written so far; nothing is required yet. `lock_version` is the one that the writer's page showed.

    Raises Conflict ("changed") if somebody saved in between, Refused ("above_selected"), WrongState ("filed").
    """
    grant = _locked_open(pk)
    if grant.lock_version != lock_version:
        raise Conflict(_("Somebody else, or another window, saved this meanwhile. Load the page again."), "changed")
    if written.requested_won is not None and written.requested_won > grant.selected_won:
        raise Refused(_("At most the selected amount can be asked for."), "above_selected")
    grant.requested_won, grant.own_share_won, grant.plan = written.requested_won, written.own_share_won, written.plan
    grant.lock_version += 1
    grant.save(update_fields=["requested_won", "own_share_won", "plan", "lock_version", "updated_at"])
    return grant


@transaction.atomic
def set_account(pk: UUID, *, bank: str, account_holder: str, account_number: str) -> Grant:
    """Keep the account that the grant is paid into. Raises WrongState ("filed")."""
    grant = _locked_open(pk)
    grant.bank, grant.account_holder, grant.account_number = bank, account_holder, account_number
    grant.save(update_fields=["bank", "account_holder", "account_number", "updated_at"])
    return grant


def attach(pk: UUID, upload: UploadedFile, *, by: Any) -> GrantFile:
    """Store an upload with the grant application. Raises Refused ("too_many_files", as uploads do), WrongState."""
    stored = store_upload(upload, kind=FILE_KIND, user=by)
    with transaction.atomic():
        grant = _locked_open(pk)
        if grant.files.count() >= MOST_FILES:
            raise Refused(_("At most %(n)s files: remove one first.") % {"n": MOST_FILES}, "too_many_files")
        return GrantFile.objects.create(grant=grant, file=stored)


@transaction.atomic
def detach(pk: UUID, attached: int) -> None:
    """Take a file off; its bytes expire as uploads do that nothing owns. Gone already: nothing happens."""
    _locked_open(pk).files.filter(pk=attached).delete()


@transaction.atomic
def file(pk: UUID, *, by: Any, seen_hash: str, arrived: datetime) -> Grant:
    """File the grant application (교부신청); a second click or a retry finds it filed and changes nothing.

    `seen_hash` is the hash of what was checked on the page. Raises Refused ("overdue", "incomplete"), Conflict
    ("changed"), WrongState once it was decided.
    """
    grant = locked(pk)
    if grant.state == State.FILED:
        return grant
    grant.state = next_state(grant, "file")
    if rules.is_overdue(grant, arrived):
        raise Refused(_("The date to file has passed. Ask the desk in charge for more time."), "overdue")
    if rules.problems(grant, grant.files.count()):
        raise Refused(_("Something is missing. Fill it in, then file."), "incomplete")
    digest = content_hash(grant)
    if digest != seen_hash:
        raise Conflict(_("It was changed after you checked it. Check it again, then file."), "changed")
    grant.filed_at, grant.filed_by, grant.content_hash = arrived, by, digest
    grant.save(update_fields=["state", "filed_at", "filed_by", "content_hash", "updated_at"])
    letters.tell_filed(grant)
    return grant


@transaction.atomic
def send_back(pk: UUID, *, reason: str, until: datetime) -> Grant:
    """Send a filed grant application back (보완) with what to mend and a stated instant.

    Raises WrongState unless it is filed, Refused ("no_reason", "passed").
    """
    grant = locked(pk)
    grant.state = next_state(grant, "send_back")
    if not reason.strip():
        raise Refused(_("Say what is to be mended: the enterprise reads it."), "no_reason")
    _check_ahead(until)
    grant.sent_back_reason, grant.due_at = reason.strip(), until
    with history.reason(reason):
        grant.save(update_fields=["state", "sent_back_reason", "due_at", "updated_at"])
    letters.tell_sent_back(grant)
    return grant


@transaction.atomic
def move_due(pk: UUID, *, until: datetime, reason: str) -> Grant:
    """Set another instant until which the enterprise files or mends. Raises WrongState, Refused ("passed")."""
    grant = _locked_open(pk)
    _check_ahead(until)
    grant.due_at = until
    with history.reason(reason):
        grant.save(update_fields=["due_at", "updated_at"])
    letters.tell_due(grant)
    return grant


def _check_ahead(until: datetime) -> None:
    if until <= now():
        raise Refused(_("Set an instant that is still to come."), "passed")


@transaction.atomic
def grant_money(
    pk: UUID, *, amount: int, conditions: str, committee_on: date | None, document: Document, by: Any
) -> GrantDecision:
    """Decide the grant (교부결정): `amount` won of the reservation are committed, the rest is free again.

    Raises WrongState if somebody was quicker, Refused ("bad_amount", "above_request", "no_conditions", …).
    """
    grant = locked(pk)
    grant.state = next_state(grant, "grant")
    assert grant.requested_won
    if amount <= 0:
        raise Refused(_("Enter an amount of more than 0 won."), "bad_amount")
    if amount > grant.requested_won:
        raise Refused(_("At most %(won)s was asked for.") % {"won": f"{grant.requested_won:,}"}, "above_request")
    if not conditions.strip():
        raise Refused(_("Write the conditions: the enterprise reads them."), "no_conditions")
    if rules.needs_committee(grant) and not committee_on:
        raise Refused(_("Enter the day on which the subsidy committee deliberated."), "no_committee")
    decision = _decide(grant, document, by, amount_won=amount, conditions=conditions, committee_on=committee_on)
    money.commit(grant.commitment, amount, by, f"{grant} · {document.number}")
    return decision


@transaction.atomic
def refuse(pk: UUID, *, reason: str, document: Document, by: Any) -> GrantDecision:
    """Decide that no grant is given; the reservation is free again.

    Raises WrongState, Refused ("no_reason", "not_due" while the enterprise can still file).
    """
    grant = locked(pk)
    if grant.is_open and not rules.is_overdue(grant, now()):
        raise Refused(_("The enterprise can still file until the date it was given."), "not_due")
    grant.state = next_state(grant, "refuse")
    if not reason.strip():
        raise Refused(_("Give the reason for the decision."), "no_reason")
    decision = _decide(grant, document, by, reason=reason)
    money.release(grant.commitment, by, f"{grant} · {document.number}")
    return decision


def _decide(grant: Grant, document: Document, by: Any, **fields: Any) -> GrantDecision:
    grant.save(update_fields=["state", "updated_at"])
    decision = GrantDecision.objects.create(
        grant=grant,
        document_number=document.number,
        approved_on=document.approved_on,
        effective_on=document.effective_on,
        decided_by=by,
        decided_at=now(),
        **fields,
    )
    letters.tell_decision(grant, decision)
    return decision


@transaction.atomic
def offer_agreement(pk: UUID, *, text: str, by: Any) -> Agreement:
    """Offer an agreement (협약), or another text of one that nobody agreed to yet.

    Raises WrongState ("not_granted", "agreed"), Refused ("no_text").
    """
    grant = locked(pk)
    if grant.state != State.GRANTED:
        raise WrongState(_("An agreement follows the grant decision."), "not_granted")
    if not text.strip():
        raise Refused(_("Write the text of the agreement."), "no_text")
    if Agreement.objects.filter(grant=grant, agreed_at__isnull=False).exists():
        raise WrongState(_("The enterprise agreed already: the text can't be changed any more."), "agreed")
    fields = {"text": text, "text_hash": text_hash(text), "offered_by": by, "offered_at": now()}
    agreement, _made = Agreement.objects.update_or_create(grant=grant, defaults=fields)
    letters.tell_agreement(grant, agreement)
    return agreement


@transaction.atomic
def agree(pk: UUID, *, by: Any, seen_hash: str) -> Agreement:
    """Agree for the enterprise to the text with the hash `seen_hash`; a second click changes nothing.

    Raises WrongState ("not_offered"), Conflict ("changed") if another text was offered meanwhile.
    """
    locked(pk)
    agreement = Agreement.objects.filter(grant=pk).first()
    if agreement is None:
        raise WrongState(_("No agreement was offered."), "not_offered")
    if agreement.text_hash != seen_hash:
        raise Conflict(_("The text was changed after you read it. Read it again, then agree."), "changed")
    if agreement.agreed_at is None:
        agreement.agreed_by, agreement.agreed_at = by, now()
        agreement.save(update_fields=["agreed_by", "agreed_at", "updated_at"])
    return agreement
