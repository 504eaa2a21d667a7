"""What is paid and returned: entered by one person, confirmed by another. Each function is one transaction.

The confirmation is the last statement: the row's trigger writes the ledger's entry with it, and the ledger refuses more
than was granted (or, for a return, more than was paid).
"""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max, Sum
from django.utils.translation import gettext as _

from busan_se.audit import history
from busan_se.core.clock import now
from busan_se.core.errors import Conflict, Refused, WrongState
from busan_se.core.money import won
from busan_se.core.refusals import refusals_in_words
from busan_se.programs import actions as money
from finance.subsidies import letters, rules
from finance.subsidies.actions import locked
from finance.subsidies.models import Agreement, Grant, Payment
from finance.subsidies.workflow import PAYMENTS, State


@dataclass(frozen=True)
class Slip:
    """What stands on the slip of a payment or return: won, days, and the number of the document it rests on.

    `number` is the instalment that the page offered, so that a second click enters no second one; None takes the next.
    """

    amount_won: int
    paid_on: date
    document_number: str
    due_on: date | None = None
    number: int | None = None


def open_amount(grant: Grant, kind: str) -> int:
    """Return how much (won) can still be entered: of a payment what was granted, of a return what was paid."""
    entered = grant.payments.waiting().filter(kind=kind).aggregate(total=Sum("amount_won"))["total"] or 0
    balance = grant.commitment
    left = balance.committed - balance.paid if kind == Payment.Kind.PAY else balance.paid - balance.returned
    return left - int(entered)


def next_number(grant: Grant, kind: str) -> int:
    """Return the number of the next payment or return."""
    last = grant.payments.standing().filter(kind=kind).aggregate(last=Max("number"))["last"]
    return int(last or 0) + 1


@transaction.atomic
def enter(pk: UUID, kind: str, slip: Slip, *, by: Any) -> Payment:
    """Enter a payment (교부) or a return (반납), which somebody else confirms; it takes the next number.

    Raises WrongState ("not_granted", "not_agreed"), Refused ("too_much", "future"), Conflict ("entered").
    """
    grant = locked(pk)
    _check_payable(grant, kind)
    number = next_number(grant, kind)
    if slip.number not in (None, number):
        raise Conflict(_("This instalment was entered already. Look at the list of the grant."), "entered")
    if slip.amount_won > (most := open_amount(grant, kind)):
        raise Refused(_("Too much: at most %(most)s is left.") % {"most": won(most)}, "too_much")
    if not rules.not_in_future(slip.paid_on):
        raise Refused(_("The day of payment is still to come. Enter it when the money has moved."), "future")
    return Payment.objects.create(
        grant=grant,
        kind=kind,
        number=number,
        amount_won=slip.amount_won,
        due_on=slip.due_on,
        paid_on=slip.paid_on,
        document_number=slip.document_number,
        entered_by=by,
        entered_at=now(),
    )


def _check_payable(grant: Grant, kind: str) -> None:
    if grant.state != State.GRANTED:
        raise WrongState(_("Payments follow the grant decision."), "not_granted")
    if kind == Payment.Kind.PAY and Agreement.objects.filter(grant=grant, agreed_at__isnull=True).exists():
        raise WrongState(_("The enterprise has not agreed to the agreement yet: nothing is paid before."), "not_agreed")


def _locked_payment(pk: int) -> Payment:
    rows = Payment.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("grant__application__enterprise", "grant__application__person").get(pk=pk)


@transaction.atomic
def confirm(pk: int, *, by: Any) -> Payment:
    """Confirm what somebody else entered: from now on it is in the ledger, and only a return corrects it.

    Raises WrongState unless it waits, Refused ("same_person", "commitment_exhausted").
    """
    payment = _locked_payment(pk)
    payment.state = PAYMENTS.check(payment.state, "confirm")
    if payment.entered_by_id == by.pk:
        raise Refused(_("You entered it yourself: somebody else must confirm it."), "same_person")
    payment.confirmed_by, payment.confirmed_at = by, now()
    letters.tell_payment(payment)
    with refusals_in_words(money.REFUSALS):
        payment.save(update_fields=["state", "confirmed_by", "confirmed_at", "updated_at"])
    return payment


@transaction.atomic
def cancel(pk: int, *, by: Any, reason: str) -> Payment:
    """Take back an entry that nobody confirmed. Raises WrongState unless it waits, Refused ("no_reason")."""
    payment = _locked_payment(pk)
    payment.state = PAYMENTS.check(payment.state, "cancel")
    if not reason.strip():
        raise Refused(_("Give the reason."), "no_reason")
    payment.cancelled_by, payment.cancelled_at, payment.cancel_reason = by, now(), reason.strip()
    with history.reason(reason):
        payment.save(update_fields=["state", "cancelled_by", "cancelled_at", "cancel_reason", "updated_at"])
    return payment
