"""What was paid and returned: entered by one person, confirmed by another.

Door: `finance.subsidies.payments`; nothing else changes them. The database keeps: two different people, entries that
stay once they were confirmed or cancelled, and no won more than was granted: the confirmation itself writes the entry
of the ledger (trigger `confirmed_moves_ledger`), whose own trigger refuses what the commitment does not have.
"""

from typing import Any, Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from busan_se.audit.history import track
from busan_se.core.models import TimeStamped
from busan_se.programs.models.envelopes import EntryKind
from finance.subsidies.models.grants import Grant
from finance.subsidies.workflow import PaymentState

SETTLED_IS_FINAL = pgtrigger.Protect(
    name="settled_is_final",
    operation=pgtrigger.Update | pgtrigger.Delete,
    condition=~pgtrigger.Q(old__state=PaymentState.ENTERED.value),
)
# The last write of a confirmation: whoever confirms, and however, the entry is there, or neither is.
CONFIRMED_MOVES_LEDGER = pgtrigger.Trigger(
    name="confirmed_moves_ledger",
    operation=pgtrigger.Insert | pgtrigger.Update,
    when=pgtrigger.After,
    condition=pgtrigger.Q(new__state=PaymentState.CONFIRMED.value),
    func="""
        INSERT INTO programs_envelopeentry (envelope_id, commitment_id, kind, amount, reason, actor_id, created_at)
        SELECT c.envelope_id, c.id, NEW.kind, NEW.amount_won,
               left(c.purpose || ' · ' || NEW.number || ' · ' || NEW.document_number, 300), NEW.confirmed_by_id, now()
          FROM finance_grant g JOIN programs_commitment c ON c.id = g.commitment_id WHERE g.id = NEW.grant_id;
        RETURN NULL;
    """,
)


class PaymentQuerySet(models.QuerySet["Payment"]):
    """Readings of payments and returns."""

    def visible_to(self, user: Any) -> Self:
        """Return those of the grants that this user may read."""
        return self.filter(grant__in=Grant.objects.visible_to(user))

    def waiting(self) -> Self:
        """Return those that a second person has yet to confirm."""
        return self.filter(state=PaymentState.ENTERED)

    def standing(self) -> Self:
        """Leave out what was cancelled."""
        return self.exclude(state=PaymentState.CANCELLED)


@track()
class Payment(TimeStamped):
    """Money between city and enterprise: a disbursement (교부) or a return (반납), in won.

    One person enters it, another confirms; then it is in the ledger for good, and only a return corrects it.
    """

    class Kind(models.TextChoices):
        PAY = EntryKind.PAY.value, _("Disbursement")
        RETURN = EntryKind.RETURN.value, _("Return")

    grant = models.ForeignKey(Grant, models.PROTECT, related_name="payments", verbose_name=_("grant"))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.PAY)
    number = models.PositiveSmallIntegerField(_("instalment"))
    amount_won = models.BigIntegerField(_("amount (won)"))
    due_on = models.DateField(_("planned for"), null=True, blank=True)
    paid_on = models.DateField(_("paid on"))
    document_number = models.CharField(_("document number"), max_length=60)
    state = models.CharField(_("state"), max_length=10, choices=PaymentState.choices, default=PaymentState.ENTERED)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("entered by")
    )
    entered_at = models.DateTimeField(_("entered at"))
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("confirmed by"),
    )
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True, blank=True)
    cancelled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("cancelled by"),
    )
    cancelled_at = models.DateTimeField(_("cancelled at"), null=True, blank=True)
    cancel_reason = models.CharField(_("reason of the cancellation"), max_length=300, blank=True)

    objects = PaymentQuerySet.as_manager()

    class Meta:
        verbose_name = _("payment or return")
        verbose_name_plural = _("payments and returns")
        ordering = ("-entered_at", "-pk")
        permissions = [
            ("enter_payment", _("May enter payments and returns, and cancel those that wait")),
            ("confirm_payment", _("May confirm payments and returns that somebody else entered")),
        ]
        indexes = [models.Index(fields=("confirmed_at",), name="payment_confirmed_when")]
        constraints = [
            models.UniqueConstraint(
                fields=("grant", "kind", "number"),
                condition=~Q(state=PaymentState.CANCELLED),
                name="payment_one_per_instalment",
                violation_error_message=_("This instalment was entered already."),
            ),
            models.CheckConstraint(condition=Q(kind__in=("pay", "return")), name="payment_kind_known"),
            models.CheckConstraint(
                condition=Q(amount_won__gt=0, number__gt=0),
                name="payment_amount_positive",
                violation_error_message=_("Enter an amount of more than 0 won."),
            ),
            models.CheckConstraint(
                condition=~Q(document_number=""),
                name="payment_has_document",
                violation_error_message=_("Enter the number of the document that the payment rests on."),
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True) | ~Q(confirmed_by=F("entered_by")),
                name="payment_maker_is_not_checker",
                violation_error_message=_("Somebody else than the one who entered it must confirm it."),
            ),
            models.CheckConstraint(
                condition=Q(
                    state=PaymentState.ENTERED,
                    confirmed_by__isnull=True,
                    confirmed_at__isnull=True,
                    cancelled_by__isnull=True,
                    cancelled_at__isnull=True,
                    cancel_reason="",
                )
                | Q(
                    state=PaymentState.CONFIRMED,
                    confirmed_by__isnull=False,
                    confirmed_at__gte=F("entered_at"),
                    cancelled_by__isnull=True,
                    cancelled_at__isnull=True,
                    cancel_reason="",
                )
                | (
                    Q(
                        state=PaymentState.CANCELLED,
                        confirmed_by__isnull=True,
                        confirmed_at__isnull=True,
                        cancelled_by__isnull=False,
                        cancelled_at__isnull=False,
                    )
                    & ~Q(cancel_reason="")
                ),
                name="payment_state_and_people_agree",
            ),
        ]
        triggers = [SETTLED_IS_FINAL, CONFIRMED_MOVES_LEDGER]

    def __str__(self) -> str:
        """Return kind, number and whose it is."""
        return f"{self.get_kind_display()} {self.number} – {self.grant}"
