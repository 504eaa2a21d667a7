"""What is done to calls and to money; each function is one transaction.

Money: the entry is inserted last, so that the row of the envelope is held shortest; its trigger refuses an overdraft.
Whoever needs several envelopes takes them in order of their keys.
"""

from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from busan_se.core.clock import now, today
from busan_se.core.errors import Conflict, Refused, WrongState
from busan_se.core.money import won
from busan_se.core.refusals import refusals_in_words
from busan_se.programs.call_forms import check_form, usual_form
from busan_se.programs.call_rubrics import check_rubric
from busan_se.programs.models import (
    Call,
    CallExtension,
    CallVersion,
    Commitment,
    Envelope,
    EnvelopeEntry,
    Outage,
    Parameter,
)
from busan_se.programs.models.envelopes import BUDGET_KINDS, EntryKind
from busan_se.programs.signals import call_extended

# Constraint of the database → what people read.
REFUSALS = {
    "envelope_exhausted": gettext_lazy("There is not enough money left in this envelope. Look at its balance."),
    "commitment_exhausted": gettext_lazy("The commitment does not allow this amount."),
    "entry_amount_positive": gettext_lazy("Enter an amount of more than 0 won."),
    "entry_has_reason": gettext_lazy("Write the reason."),
}


def _enter(
    envelope: Envelope, kind: EntryKind, amount: int, reason: str, by: Any, to: Commitment | None = None
) -> None:
    EnvelopeEntry.objects.create(
        envelope_id=envelope.pk, commitment=to, kind=kind, amount=amount, reason=reason[:300], actor=by
    )


def appropriate(envelope: Envelope, amount: int, by: Any, reason: str) -> None:
    """Add `amount` (won) to what the envelope has. Raises Refused for an amount of 0 or less, or without reason."""
    with refusals_in_words(REFUSALS):
        _enter(envelope, EntryKind.APPROPRIATE, amount, reason, by)
    envelope.refresh_from_db()


def reduce_appropriation(envelope: Envelope, amount: int, by: Any, reason: str) -> None:
    """Take `amount` (won) away from what the envelope has. Raises Refused ("envelope_exhausted") if bound."""
    with refusals_in_words(REFUSALS):
        _enter(envelope, EntryKind.REDUCE, amount, reason, by)
    envelope.refresh_from_db()


def newest_movement(envelope: Envelope) -> str:
    """Return which entry moved the appropriation last, "" while none did: a page keeps it for `refuse_if_moved`."""
    newest = envelope.entries.filter(kind__in=BUDGET_KINDS).order_by("-pk").values_list("pk", flat=True).first()
    return str(newest or "")


def refuse_if_moved(envelope: Envelope, seen: str) -> None:
    """Lock the envelope. Raises Conflict ("moved_meanwhile") unless `seen` still is its newest movement."""
    locked = Envelope.objects.select_for_update(of=("self",), no_key=True).get(pk=envelope.pk)
    if newest_movement(locked) != seen:
        raise Conflict(
            _("The appropriation was moved since you opened this page; it is %(amount)s now. Is this still to be done?")
            % {"amount": won(locked.appropriated)},
            "moved_meanwhile",
        )


def reserve(envelope: Envelope, amount: int, by: Any, reason: str) -> Commitment:
    """Bind `amount` (won) at selection and return the commitment.

    Raises Refused ("envelope_exhausted") if too little is left.
    """
    with refusals_in_words(REFUSALS):
        commitment = Commitment.objects.create(envelope_id=envelope.pk, purpose=reason[:200])
        _enter(envelope, EntryKind.RESERVE, amount, reason, by, commitment)
    commitment.refresh_from_db()
    return commitment


def release(commitment: Commitment, by: Any, reason: str) -> None:
    """Free everything that the commitment still reserves. Raises WrongState ("nothing_reserved")."""
    with refusals_in_words(REFUSALS):
        locked = Commitment.objects.select_for_update(of=("self",), no_key=True).get(pk=commitment.pk)
        if not locked.reserved:
            raise WrongState(_("Nothing is reserved any more."), "nothing_reserved")
        _enter(locked.envelope, EntryKind.RELEASE, locked.reserved, reason, by, locked)
    commitment.refresh_from_db()


@transaction.atomic
def commit(commitment: Commitment, amount: int, by: Any, reason: str) -> None:
    """Turn `amount` (won) of what is reserved into a grant; the rest of the reservation is free again.

    Raises Refused ("commitment_exhausted") for more than is reserved, ("entry_amount_positive") for 0 or less.
    """
    with refusals_in_words(REFUSALS):
        locked = Commitment.objects.select_for_update(of=("self",), no_key=True).get(pk=commitment.pk)
        if rest := max(0, locked.reserved - amount):
            _enter(locked.envelope, EntryKind.RELEASE, rest, reason, by, locked)
        _enter(locked.envelope, EntryKind.COMMIT, amount, reason, by, locked)
    commitment.refresh_from_db()


@transaction.atomic
def publish_call(call: Call, by: Any) -> Call:
    """Freeze form, rules, rubric and parameters as version 1 and show the call to everybody.

    Raises WrongState ("already_published"), Refused ("closing_passed"), ValidationError where form or rubric is broken.
    """
    call = _locked(call)
    if call.is_published:
        raise WrongState(_("This call is published already."), "already_published")
    instant = now()
    if call.closes_at <= instant:
        raise Refused(_("The closing has passed. Set a later one before you publish."), "closing_passed")
    return publish_as_of(call, by, instant)


def publish_as_of(call: Call, by: Any, instant: datetime) -> Call:
    """Publish with a given instant of publication: what `publish_call` does now, and demo data did in the past."""
    form = call.form or usual_form(amount_min=call.amount_min, amount_max=call.amount_max)
    check_form(form)
    if call.rubric:
        check_rubric(call.rubric)
    version = CallVersion.objects.create(
        call=call,
        number=1,
        form=form,
        rules=_rules(call),
        rubric=call.rubric,
        parameters=_parameters(call),
        published_at=instant,
        published_by=by,
    )
    call.published_at, call.published_by, call.current_version = instant, by, version
    call.save(update_fields=["published_at", "published_by", "current_version", "updated_at"])
    return call


def _rules(call: Call) -> dict[str, Any]:
    share = call.own_share_percent
    return {
        "eligible_kinds": call.eligible_kinds,
        "eligibility": call.eligibility,
        "amount_min": call.amount_min,
        "amount_max": call.amount_max,
        "own_share_percent": None if share is None else str(share),
    }


def _parameters(call: Call) -> list[dict[str, Any]]:
    """Return the dated values that hold today for the call's program and for its envelope's regulation."""
    owner = Q(program=call.program_id)
    if call.envelope is not None:
        owner |= Q(regulation=call.envelope.regulation)
    rows = Parameter.objects.valid_on(today()).filter(owner).order_by("key", "scope")
    return [
        {
            "key": row.key,
            "scope": row.scope,
            "value": f"{row.value.normalize():f}",
            "unit": row.unit,
            "source": row.source,
        }
        for row in rows
    ]


@transaction.atomic
def extend_call(call: Call, new_closes_at: datetime, reason: str, by: Any, outage: Outage | None = None) -> Call:
    """Move the closing later; the public reads `reason`. A call that closed already may be reopened this way.

    Who writes an application is told (signal `call_extended`). `outage` is the one for which it is done.

    Raises WrongState ("not_published", "cancelled"), Refused ("not_later", "closing_passed", "no_reason").
    """
    call = _locked(call)
    if not call.is_published or call.cancelled_at:
        raise WrongState(_("Only a published call that stands can be extended."), "not_standing")
    if not reason.strip():
        raise Refused(_("Write the reason: it is shown with the call."), "no_reason")
    if new_closes_at <= call.closes_at:
        raise Refused(_("The new closing must be later than the old one."), "not_later")
    if new_closes_at <= now():
        raise Refused(_("The new closing has passed already."), "closing_passed")
    extension = CallExtension.objects.create(
        call=call,
        old_closes_at=call.closes_at,
        new_closes_at=new_closes_at,
        reason=reason.strip(),
        outage=outage,
        extended_by=by,
    )
    call.closes_at = new_closes_at
    call.save(update_fields=["closes_at", "updated_at"])
    call_extended.send(Call, call=call, extension=extension)
    return call


@transaction.atomic
def cancel_call(call: Call, reason: str) -> Call:
    """Take a published call back for good; it stays on view with `reason`. Raises WrongState, Refused ("no_reason")."""
    call = _locked(call)
    if not call.is_published or call.cancelled_at:
        raise WrongState(_("Only a published call that stands can be cancelled."), "not_standing")
    if not reason.strip():
        raise Refused(_("Write the reason: it is shown with the call."), "no_reason")
    call.cancelled_at, call.cancel_reason = now(), reason.strip()
    call.save(update_fields=["cancelled_at", "cancel_reason", "updated_at"])
    return call


COPIED = (
    "program",
    "title_ko",
    "title_en",
    "summary_ko",
    "summary_en",
    "body_ko",
    "body_en",
    "opens_at",
    "closes_at",
    "reception",
    "reception_place",
    "reception_url",
    "selections",
    "amount_min",
    "amount_max",
    "own_share_percent",
    "eligible_kinds",
    "eligibility",
    "form",
    "rubric",
)


@transaction.atomic
def copy_call(call: Call) -> Call:
    """Return a new draft with the texts and conditions of `call`; envelope and official number are to be set anew."""
    with connection.cursor() as cursor:  # until the commit nobody else copies: each copy finds the number of the last
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", ["programs.call_number"])
    given = {name: getattr(call, name) for name in COPIED}
    if call.current_version and call.current_version.reason:  # copy what was corrected, not what was wrong
        given["form"] = call.current_version.form
    return Call.objects.create(number=next_number(today().year), copied_from=call, **given)


def next_number(year: int) -> str:
    """Return the first free running number of a year, like 2027-003; a form may come too late with it."""
    taken = Call.objects.filter(number__startswith=f"{year}-").values_list("number", flat=True)
    return f"{year}-{max((int(number.partition('-')[2]) for number in taken), default=0) + 1:03}"


def _locked(call: Call) -> Call:
    return Call.objects.select_for_update(of=("self",), no_key=True).get(pk=call.pk)
