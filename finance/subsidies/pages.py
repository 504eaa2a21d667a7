"""What the pages of a grant show, gathered with a fixed number of queries each."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from busan_se.core.money import won
from busan_se.core.templatetags.portal import seoul_date
from enterprises.applications.letters import desk
from enterprises.applications.rules import stated
from finance.subsidies import letters, rules
from finance.subsidies.models import Agreement, Grant, GrantDecision, GrantFile, Payment
from finance.subsidies.workflow import PaymentState, State

STEPS = (gettext_lazy("Write"), gettext_lazy("Bank account"), gettext_lazy("Check and file"))
TONES = {
    State.TO_FILE: "warning",
    State.FILED: "information",
    State.SENT_BACK: "warning",
    State.GRANTED: "success",
    State.REFUSED: "gray",
    State.GIVEN_UP: "gray",
}


def list_row(grant: Grant) -> dict[str, Any]:
    """Return what a list shows of one grant."""
    return {
        "grant": grant,
        "call": grant.application.call,
        "name": grant.application.applicant_name,
        "state": State(grant.state).label,
        "tone": TONES[State(grant.state)],
    }


@dataclass(frozen=True)
class GrantPage:
    """A grant as its enterprise may know it."""

    form_steps = STEPS

    grant: Grant
    may_edit: bool

    @cached_property
    def decision(self) -> GrantDecision | None:
        """Return the decision, if there is one."""
        return getattr(self.grant, "decision", None)

    @cached_property
    def agreement(self) -> Agreement | None:
        """Return the agreement, if one was offered."""
        return getattr(self.grant, "agreement", None)

    @cached_property
    def files(self) -> list[GrantFile]:
        """Return the attached files, oldest first."""
        return list(self.grant.files.select_related("file"))

    @cached_property
    def payments(self) -> list[Payment]:
        """Return what was confirmed, in the order of its days."""
        return list(self.grant.payments.filter(state=PaymentState.CONFIRMED).order_by("paid_on", "pk"))

    @cached_property
    def problems(self) -> Mapping[str, str]:
        """Return what is missing before filing."""
        return rules.problems(self.grant, len(self.files))

    @property
    def tone(self) -> str:
        """Return the colour of the badge."""
        return TONES[State(self.grant.state)]

    @property
    def desk(self) -> str:
        """Return whom to ask."""
        return desk(self.grant.application)

    @property
    def may_write(self) -> bool:
        """Return whether this person can write now."""
        return self.may_edit and self.grant.is_open

    @property
    def may_give_up(self) -> bool:
        """Return whether this person can give the selection up now."""
        return self.may_edit and self.grant.is_undecided

    @property
    def must_agree(self) -> bool:
        """Return whether an agreement waits for this person."""
        return self.may_edit and self.agreement is not None and self.agreement.agreed_at is None

    @property
    def objection_until(self) -> str:
        """Return the last day for an objection, '' where none is told."""
        day = rules.objection_until(self.grant) if self.decision else None
        return seoul_date(day) if day else ""

    @property
    def least_own_share(self) -> int:
        """Return the least own share (won) if all that was selected is asked for."""
        return rules.least_own_share(self.grant, self.grant.selected_won)

    @property
    def facts(self) -> list[tuple[str, str]]:
        """Return what was written, as (label, text) pairs; the account masked."""
        grant = self.grant
        account = f"{grant.bank} {grant.account_masked} ({grant.account_holder})" if grant.account_number else ""
        return [
            (_("Selected amount"), won(grant.selected_won)),
            (_("Amount asked for"), _won(grant.requested_won)),
            (_("Own share"), _won(grant.own_share_won)),
            (_("Account"), account),
            (_("Revised plan"), grant.plan),
            (_("Filed"), stated(grant.filed_at) if grant.filed_at else ""),
            (_("Content hash (SHA-256)"), grant.content_hash),
        ]

    @property
    def money(self) -> list[tuple[str, str]]:
        """Return the balances of the grant as (label, text) pairs."""
        balance = self.grant.commitment
        left = balance.committed - balance.paid
        labels = (_("Granted (교부결정액)"), _("Paid (교부액)"), _("Still to be paid"), _("Returned (반납액)"))
        return list(zip(labels, map(won, (balance.committed, balance.paid, left, balance.returned)), strict=True))

    @property
    def steps(self) -> list[tuple[str, str, str]]:
        """Return the timeline: (label, text, done | current | ahead)."""
        grant = self.grant
        steps = [(_("Selected"), _("%(won)s was reserved.") % {"won": won(grant.selected_won)}, "done"), self._filing]
        if grant.state == State.GIVEN_UP:
            return [*steps, (_("Given up"), _("The selection was given up."), "done")]
        if not self.decision:
            ahead = "current" if grant.state == State.FILED else "ahead"
            text = _("The desk checks it, the subsidy committee deliberates, and the decision comes by mail.")
            return [*steps, (_("Grant decision"), text, ahead), (_("Payment"), "", "ahead")]
        steps.append((str(State(grant.state).label), self._decided, "done"))
        return [*steps, *self._after_decision]

    @property
    def _filing(self) -> tuple[str, str, str]:
        grant = self.grant
        label = _("Grant application")
        if grant.state == State.SENT_BACK:
            return label, _("Mend it and file it again until %(due)s.") % {"due": letters.due_text(grant)}, "current"
        if grant.is_open:
            return label, _("File it until %(due)s.") % {"due": letters.due_text(grant)}, "current"
        filed = _("Filed at %(when)s.") % {"when": stated(grant.filed_at)} if grant.filed_at else _("Not filed.")
        return label, filed, "done"

    @property
    def _decided(self) -> str:
        assert self.decision
        return _("Document %(number)s, effective on %(day)s.") % {
            "number": self.decision.document_number,
            "day": seoul_date(self.decision.effective_on),
        }

    @property
    def _after_decision(self) -> list[tuple[str, str, str]]:
        if self.grant.state != State.GRANTED:
            return []
        steps: list[tuple[str, str, str]] = []
        if agreement := self.agreement:
            agreed = agreement.agreed_at
            text = _("Agreed at %(when)s.") % {"when": stated(agreed)} if agreed else _("Read it and agree to it.")
            steps.append((_("Agreement"), text, "done" if agreed else "current"))
        balance = self.grant.commitment
        paid = _("%(paid)s of %(granted)s is paid.") % {"paid": won(balance.paid), "granted": won(balance.committed)}
        whole = balance.paid == balance.committed
        return [*steps, (_("Payment"), paid, "done" if whole else "ahead" if self.must_agree else "current")]


def payment_facts(payment: Payment) -> list[tuple[str, str]]:
    """Return what stands on the slip, as (label, text) pairs."""
    return [
        (str(payment.get_kind_display()), str(payment.number)),
        (_("Amount"), won(payment.amount_won)),
        (_("Planned for"), seoul_date(payment.due_on)),
        (_("Paid on"), seoul_date(payment.paid_on)),
        (_("Document number"), payment.document_number),
        (_("Entered by"), f"{payment.entered_by.name} · {stated(payment.entered_at)}"),
    ]


def _won(amount: int | None) -> str:
    return "" if amount is None else won(amount)
