"""Everything that changes an application. Each function locks the row, looks again, and writes once."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from busan_se.audit import history
from busan_se.core.clock import now, seoul, today
from busan_se.core.errors import Conflict, Refused, WrongState
from busan_se.core.refusals import broken_constraint
from busan_se.files.actions import store_upload
from busan_se.files.models import StoredFile
from busan_se.programs import actions as money
from busan_se.programs.drafting import lock_call
from busan_se.programs.eligibility import Answer
from busan_se.programs.models import Call
from enterprises.applications import amounts, eligibility, folder, letters, merging, prefill, rules
from enterprises.applications.consents import REQUIRED, record_consents
from enterprises.applications.content import applicant_of, content_hash
from enterprises.applications.models import (
    Application,
    ApplicationFile,
    ApplicationQuerySet,
    Decision,
)
from enterprises.applications.numbering import next_receipt_number
from enterprises.applications.prefill import Origin
from enterprises.applications.questions import Question, Questions
from enterprises.applications.signals import application_decided, application_ended, application_released
from enterprises.applications.supplements import ending
from enterprises.applications.workflow import WORKFLOW, Outcome, State
from enterprises.documents.models import EnterpriseDocument
from enterprises.documents.rules import refusal
from enterprises.registry.models import Enterprise

FILE_KIND = "application"
KEY_ONCE = "enterprises_application_idempotency_key_key"


def locked(pk: UUID, among: ApplicationQuerySet | None = None) -> Application:
    """Return the application, if it is one of `among`, locked until the transaction ends.

    Raises Application.DoesNotExist.
    """
    joined = ("call__program", "call__envelope", "version", "enterprise__district", "person", "eligibility")
    rows = (Application.objects.all() if among is None else among).select_related(*joined)
    rows = rows.select_for_update(of=("self",), no_key=True)
    try:
        return rows.get(pk=pk)
    except Application.DoesNotExist:  # who waited for a correction joined its old version, and found no row: look again
        return rows.get(pk=pk)


def start(
    call: Call, *, by: Any, enterprise: Enterprise | None, arrived: datetime, declared: Mapping[str, Any] | None = None
) -> Application:
    """Return the live application of the enterprise (else of the person `by`) for the call; begin a draft if none is.

    `declared` are the applicant's answers to the questions on eligibility, which are kept with it.
    Raises Refused as `rules.check_open` and `eligibility.check_start` do. Two clicks at once give one draft.
    """
    applicant: dict[str, Any] = {"enterprise": enterprise} if enterprise else {"person": by}
    existing = Application.objects.live().filter(call=call, **applicant)
    if found := existing.first():
        return found
    rules.check_open(call, arrived)
    eligibility.check_start(call, enterprise, declared or {}, arrived)
    try:
        with transaction.atomic():
            call = lock_call(call)  # so that a correction finds this draft, or this draft the correction
            assert call.current_version  # an open call is published
            known = prefill.from_register(Questions(call.current_version), enterprise) if enterprise else {}
            draft = Application.objects.create(
                call=call,
                version=call.current_version,
                started_by=by,
                answers=known,
                written=prefill.marked(known, Origin.REGISTER),
                **applicant,
            )
            if declared:
                eligibility.keep_declared(draft, declared, by)
            return draft
    except IntegrityError:
        return existing.get()


@transaction.atomic
def save_draft(
    pk: UUID,
    *,
    answers: Mapping[str, Any],
    lock_version: int,
    by: Any,
    keys: Collection[str] | None = None,
    shown: Mapping[str, str] | None = None,
    looked: bool = True,
) -> Application:
    """Keep what was written so far of the questions `keys` (of all, if it is None); nothing is required yet.

    `lock_version` is the one that the writer's page showed, `shown` the digests of its answers (`merging.digests`).
    What others saved in between in other questions stays. `looked` takes the marks off answers that nobody typed.
    Raises Conflict ("changed") if both changed an answer, WrongState if it was submitted.
    """
    application = _locked_draft(pk)
    questions = Questions(application.version)
    page = [question.key for question in questions.written if keys is None or question.key in keys]
    same = lock_version == application.lock_version
    showed = (merging.digests(application.answers, page) if same else {}) | dict(shown or {})
    if merging.conflicts(application.answers, answers, page, showed):
        raise Conflict(_("Somebody else, or another window, saved this application in the meantime."), "changed")
    before = application.answers
    application.answers = merging.merge(before, answers, page, showed)
    application.requested_won = questions.amount_in(questions.kept(application.answers))
    application.written = merging.written(application.written, before, application.answers, by.pk, now())
    if looked:
        application.written = merging.without_marks(application.written, page)
    application.lock_version += application.answers != before
    application.save(update_fields=["answers", "written", "requested_won", "lock_version", "updated_at"])
    return application


@transaction.atomic
def copy_earlier(pk: UUID) -> int:
    """Answer what is still empty as the applicant's last application to the program did, marked; return how many.

    Raises WrongState if it was submitted.
    """
    application = _locked_draft(pk)
    questions, found = Questions(application.version), prefill.earlier(application)
    taken = prefill.from_earlier(questions, application.answers, found) if found else {}
    application.answers |= taken
    application.written |= prefill.marked(taken, Origin.EARLIER)
    application.requested_won = questions.amount_in(questions.kept(application.answers))
    application.lock_version += bool(taken)
    application.save(update_fields=["answers", "written", "requested_won", "lock_version", "updated_at"])
    return len(taken)


def attach(pk: UUID, slot: str, upload: UploadedFile, *, by: Any) -> ApplicationFile:
    """Store an upload and attach it to the question `slot`; where that takes one file, it replaces the one before.

    Raises Refused for a file that the portal or the question does not take, WrongState after submission.
    """
    question = Questions(Application.objects.select_related("version").get(pk=pk).version).file(slot)
    stored = store_upload(upload, kind=FILE_KIND, user=by)
    with transaction.atomic():
        return _attach(_locked_draft(pk), question, stored)


@transaction.atomic
def attach_document(pk: UUID, slot: str, document: int, *, arrived: datetime) -> ApplicationFile:
    """Attach a current document of the applicant's folder to the question `slot`, which names its kind.

    The file is the same one, and counts as one of the question's. Raises Refused ("unknown_slot", "no_document",
    "document_refused" for one that is too old or expired, "too_many_files"), WrongState after submission.
    """
    application = _locked_draft(pk)
    question = Questions(application.version).file(slot)
    # Locked, so that it is not deleted meanwhile.
    rows = EnterpriseDocument.objects.select_for_update(of=("self",), no_key=True).current().select_related("file")
    row = rows.filter(enterprise=application.enterprise, kind=question.document_kind, pk=document).first()
    if row is None or application.enterprise is None:
        raise Refused(
            _("The document folder has no such document any more. Load the page again and choose."), "no_document"
        )
    if problem := refusal(row, seoul(arrived).date(), question.issued_within_days):
        raise Refused(problem, "document_refused")
    there = application.files.filter(slot=slot, file=row.file).first()
    return there or _attach(application, question, row.file, row)


def _attach(
    application: Application, question: Question, file: StoredFile, document: EnterpriseDocument | None = None
) -> ApplicationFile:
    present = application.files.filter(slot=question.key)
    if question.max_files == 1:
        present.delete()
    elif present.count() >= question.max_files:
        raise Refused(
            _("This question takes at most %(n)s files: remove one first.") % {"n": question.max_files},
            "too_many_files",
        )
    return ApplicationFile.objects.create(application=application, slot=question.key, file=file, document=document)


@transaction.atomic
def detach(pk: UUID, attached: int) -> None:
    """Take a file off a draft; its bytes expire as uploads do that nothing owns. Gone already: nothing happens."""
    _locked_draft(pk).files.filter(pk=attached).delete()


@transaction.atomic
def discard(pk: UUID) -> None:
    """Delete a draft for good. Raises WrongState if it was submitted."""
    _locked_draft(pk).delete()


def _locked_draft(pk: UUID) -> Application:
    try:
        application = locked(pk)
    except Application.DoesNotExist:
        raise WrongState(_("This draft was deleted in the meantime."), "discarded") from None
    if not application.is_draft:
        raise WrongState(_("This application was submitted and can't be changed any more."), "submitted")
    return application


@transaction.atomic
def submit(
    pk: UUID,
    *,
    by: Any,
    seen_hash: str,
    consents: Iterable[str],
    key: UUID,
    arrived: datetime,
    among: ApplicationQuerySet | None = None,
) -> Application:
    """Submit a draft and give it its receipt; a second click, a retry or another tab gets the same receipt.

    `seen_hash` is the hash of the content that was checked on the page, `consents` the purposes agreed to, `arrived`
    when the request arrived: one that arrived in time is honoured however slow its handling. `among` are the rows that
    may be submitted here, asked for together with the lock: in a rush every query counts.
    Raises Application.DoesNotExist, Refused ("closed", "not_qualified", "incomplete", "document_refused",
    "consent_missing", …) and Conflict ("changed", "key_used").
    """
    application = locked(pk, among)
    if not application.is_draft:
        return application
    questions, files = Questions(application.version), list(application.files.select_related("document", "file"))
    shown = questions.shown(application.answers)
    asked = [row for row in files if row.slot in shown]
    answers = _check_submission(application, asked, set(consents), arrived)
    application.answers = questions.kept(application.answers)  # the rest is no part of the application
    if hidden := [row.pk for row in files if row.slot not in shown]:
        application.files.filter(pk__in=hidden).delete()
    applicant = applicant_of(application)
    digest = content_hash(application, applicant, asked)
    if digest != seen_hash:
        raise Conflict(_("The application was changed after you checked it. Check it again, then submit."), "changed")
    application.state = WORKFLOW.check(application.state, "submit")
    application.applicant, application.content_hash, application.idempotency_key = applicant, digest, key
    application.submitted_at, application.submitted_by = arrived, by
    application.receipt_number = next_receipt_number(application.call)
    try:
        application.save()
    except IntegrityError as error:
        if broken_constraint(error) != KEY_ONCE:
            raise
        raise Conflict(_("This key belongs to another submission. Make a new one."), "key_used") from error
    eligibility.keep_found(application, answers)
    record_consents(application)
    letters.tell_receipt(application)
    return application


def _check_submission(
    application: Application, files: list[Any], consents: set[str], arrived: datetime
) -> list[Answer]:
    """Return what the conditions of the call say. Raises Refused."""
    rules.check_open(application.call, arrived)
    answers = eligibility.check_submission(application, seoul(arrived).date())
    questions = Questions(application.version)
    if questions.problems(application.answers, {row.slot for row in files}) or rules.amount_problem(application):
        raise Refused(_("Some answers are missing. Fill them in, then submit."), "incomplete")
    for problem in folder.problems(questions, files, seoul(arrived).date()).values():
        raise Refused(problem, "document_refused")
    if not consents.issuperset(text.purpose for text in REQUIRED):
        raise Refused(_("Give the consents that the application needs."), "consent_missing")
    return answers


@transaction.atomic
def withdraw(pk: UUID, *, by: Any, reason: str) -> Application:
    """Take a submitted application back before its result is out (취하); a decision that waits loses its money."""
    return _end(pk, "withdraw", by, reason)


@transaction.atomic
def give_up(pk: UUID, *, by: Any, reason: str) -> Application:
    """Give a selection back after its result is out (포기); the reserved money is free again.

    Raises WrongState ("nothing_reserved") once the money was granted or released.
    """
    return _end(pk, "give_up", by, reason)


def _end(pk: UUID, action: str, by: Any, reason: str) -> Application:
    application = locked(pk)
    application.state = WORKFLOW.check(application.state, action)
    application.ended_at, application.ended_reason = now(), reason
    with history.reason(reason):
        application.save(update_fields=["state", "ended_at", "ended_reason", "updated_at"])
    ending.close_open(application, str(State(application.state).label))
    letters.tell_ended(application)
    application_ended.send(Application, application=application)
    decision = Decision.objects.select_related("commitment").filter(application=application).first()
    if decision and decision.commitment:
        money.release(
            decision.commitment, by=by, reason=f"{application.receipt_number} {State(application.state).label}"
        )
    return application


@transaction.atomic
def decide(pk: UUID, *, outcome: str, amount: int | None, reason: str, by: Any, override: str = "") -> Decision:
    """Decide on a submitted application; it stays unknown to the applicant until `release`.

    A selection reserves `amount` (won) in the envelope of the call, in this transaction; one that does not meet the
    conditions today needs `override`, the reason why all the same. Raises WrongState if somebody was quicker, Refused
    ("no_envelope", "bad_amount", "above_request", "above_cap", "no_reason", "not_eligible", "supplement_open",
    "envelope_exhausted").
    """
    application = locked(pk)
    application.state = _next_state(application, "decide")
    if not reason.strip():
        raise Refused(_("Give the reason for the decision."), "no_reason")
    ending.check_settled(application)
    with history.reason(reason):
        application.save(update_fields=["state", "updated_at"])
        decision = Decision(application=application, outcome=outcome, reason=reason, decided_by=by, decided_at=now())
        if outcome == Outcome.SELECTED:
            eligibility.check_decision(application, override, by, today())
            decision.amount_won = amounts.allowed(application, amount)
            decision.commitment = _reserve(application, decision.amount_won, by)
        decision.save()
        ending.close_open(application, _("Not mended in time."))
        application_decided.send(Decision, decision=decision)
    return decision


def _next_state(application: Application, action: str) -> str:
    """Return where a decision leads. Raises WrongState that tells the officer what the state is now."""
    if application.state not in WORKFLOW.transitions[action].frm:
        state = State(application.state).label
        raise WrongState(_("Not possible any more: the state is “%(state)s” now.") % {"state": state}, f"not_{action}")
    return WORKFLOW.check(application.state, action)


def _reserve(application: Application, amount: int, by: Any) -> Any:
    if application.call.envelope is None:
        raise Refused(_("The call was published without an envelope: nothing can be reserved for it."), "no_envelope")
    purpose = f"{application.receipt_number} {application.applicant_name}"
    return money.reserve(application.call.envelope, amount, by=by, reason=purpose)


@transaction.atomic
def reopen(pk: UUID, *, by: Any, reason: str) -> Application:
    """Take back a decision that was not released: the application waits again, the reserved money is free."""
    application = locked(pk)
    application.state = _next_state(application, "reopen")
    if not reason.strip():
        raise Refused(_("Give the reason for taking the decision back."), "no_reason")
    decision = Decision.objects.select_related("commitment").get(application=application)
    with history.reason(reason):
        application.save(update_fields=["state", "updated_at"])
        decision.delete()
        if decision.commitment:
            money.release(decision.commitment, by=by, reason=f"{application.receipt_number}: {reason}"[:300])
    return application


@transaction.atomic
def release(
    pk: UUID,
    *,
    by: Any,
    document_number: str = "",
    approved_on: date | None = None,
    effective_on: date | None = None,
) -> Decision:
    """Announce a decision to the applicant, once. Raises WrongState if none waits.

    Number and days are those of the city's own document (결재문서번호·결재일·시행일), where they are known.
    """
    application = locked(pk)
    decision = Decision.objects.filter(application=application).first()
    outcome = decision.outcome if decision else Outcome.SELECTED
    application.state = _next_state(application, f"release_{outcome}")
    assert decision  # the state says so
    decision.released_at, decision.released_by = now(), by
    decision.document_number, decision.approved_on, decision.effective_on = document_number, approved_on, effective_on
    application.save(update_fields=["state", "updated_at"])
    decision.save()
    letters.tell_result(application, decision)
    application_released.send(Decision, decision=decision)
    return decision
