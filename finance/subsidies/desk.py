"""The steps that the desk takes with a grant or a payment: who may, when, what is asked, and which action follows."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from busan_se.core.clock import now, today
from busan_se.core.extensions import Text
from finance.subsidies import actions, payments, rules, texts
from finance.subsidies.forms import (
    AgreementForm,
    CancelForm,
    ConfirmForm,
    GrantForm,
    RefuseForm,
    SlipForm,
    UntilForm,
)
from finance.subsidies.models import Grant, Payment
from finance.subsidies.workflow import PaymentState, State

DECIDE, ENTER, CONFIRM = "finance.decide_grant", "finance.enter_payment", "finance.confirm_payment"


@dataclass(frozen=True)
class Step:
    """One button of the desk: `form(data, row)` asks, `act(row, form, user)` does it and may refuse (PortalError)."""

    name: str
    label: Text
    permission: str
    offered: Callable[[Any], bool]
    form: Callable[[Any, Any], forms.Form]
    act: Callable[[Any, Any, Any], Any]

    def is_open(self, row: Any, user: Any) -> bool:
        """Return whether the button is there for this row and person."""
        return bool(user.has_perm(self.permission)) and self.offered(row)


def _grant_form(data: Any, grant: Grant) -> GrantForm:
    return GrantForm(data, initial={"amount": grant.requested_won, "conditions": texts.first_conditions(grant)})


def _agreement_form(data: Any, grant: Grant) -> AgreementForm:
    offered = getattr(grant, "agreement", None)
    return AgreementForm(data, initial={"text": offered.text if offered else texts.first_agreement(grant)})


def _slip_form(kind: str) -> Callable[[Any, Grant], SlipForm]:
    def form(data: Any, grant: Grant) -> SlipForm:
        most = payments.open_amount(grant, kind)
        number = payments.next_number(grant, kind)
        return SlipForm(data, initial={"number": number, "amount_won": most if most > 0 else None, "paid_on": today()})

    return form


def _decide(grant: Grant, form: GrantForm, user: Any) -> Any:
    asked = {name: form.cleaned_data[name] for name in ("amount", "conditions", "committee_on")}
    return actions.grant_money(grant.pk, document=form.document, by=user, **asked)


def _refuse(grant: Grant, form: RefuseForm, user: Any) -> Any:
    return actions.refuse(grant.pk, reason=form.cleaned_data["reason"], document=form.document, by=user)


def _may_refuse(grant: Grant) -> bool:
    return grant.state == State.FILED or (grant.is_open and rules.is_overdue(grant, now()))


def _may_offer(grant: Grant) -> bool:
    agreement = getattr(grant, "agreement", None)
    return grant.state == State.GRANTED and (agreement is None or agreement.agreed_at is None)


GRANT_STEPS = (
    Step(
        "grant",
        _("Decide the grant"),
        DECIDE,
        lambda grant: grant.state == State.FILED,
        _grant_form,
        _decide,
    ),
    Step(
        "send-back",
        _("Send back to be mended"),
        DECIDE,
        lambda grant: grant.state == State.FILED,
        lambda data, grant: UntilForm(data),
        lambda grant, form, user: actions.send_back(grant.pk, **form.cleaned_data),
    ),
    Step("refuse", _("Give no grant"), DECIDE, _may_refuse, lambda data, grant: RefuseForm(data), _refuse),
    Step(
        "due",
        _("Set another date"),
        DECIDE,
        lambda grant: grant.is_open,
        lambda data, grant: UntilForm(data),
        lambda grant, form, user: actions.move_due(grant.pk, **form.cleaned_data),
    ),
    Step(
        "agreement",
        _("Offer an agreement"),
        DECIDE,
        _may_offer,
        _agreement_form,
        lambda grant, form, user: actions.offer_agreement(grant.pk, text=form.cleaned_data["text"], by=user),
    ),
    Step(
        "payment",
        _("Enter a payment"),
        ENTER,
        lambda grant: grant.commitment.committed > grant.commitment.paid,
        _slip_form(Payment.Kind.PAY),
        lambda grant, form, user: payments.enter(grant.pk, Payment.Kind.PAY, form.slip, by=user),
    ),
    Step(
        "return",
        _("Enter a return"),
        ENTER,
        lambda grant: grant.commitment.paid > grant.commitment.returned,
        _slip_form(Payment.Kind.RETURN),
        lambda grant, form, user: payments.enter(grant.pk, Payment.Kind.RETURN, form.slip, by=user),
    ),
)

PAYMENT_STEPS = (
    Step(
        "confirm",
        _("Confirm"),
        CONFIRM,
        lambda payment: payment.state == PaymentState.ENTERED,
        lambda data, payment: ConfirmForm(data),
        lambda payment, form, user: payments.confirm(payment.pk, by=user),
    ),
    Step(
        "cancel",
        _("Cancel the entry"),
        ENTER,
        lambda payment: payment.state == PaymentState.ENTERED,
        lambda data, payment: CancelForm(data),
        lambda payment, form, user: payments.cancel(payment.pk, by=user, reason=form.cleaned_data["reason"]),
    ),
)
