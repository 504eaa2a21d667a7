"""The money behind a program: envelope (예산 배정), commitments, and the append-only ledger that moves both.

The one door is `programs.actions` (`appropriate`, `reserve`, `release`, …). Each inserts an `EnvelopeEntry` as the last
statement of its transaction; a trigger moves the balances conditionally and refuses an overdraft, whoever inserts it.
No other change of a balance, and no change of an entry, is possible (migration `0002_triggers`).
"""

from django.conf import settings
from django.db import models
from django.db.models import F, Q, Sum
from django.utils.translation import gettext_lazy as _

from busan_se.core.models import TimeStamped
from busan_se.programs.models.parameters import Regulation
from busan_se.programs.models.plan import Program


class FundingSource(models.TextChoices):
    """Where the money comes from (재원)."""

    NATIONAL = "national", _("National money")
    CITY = "city", _("City money")
    DISTRICT = "district", _("District money")
    FUND = "fund", _("Fund")
    OWN = "own", _("Own share")


AVAILABLE = F("appropriated") - F("reserved") - F("committed")


class EnvelopeQuerySet(models.QuerySet["Envelope"]):
    """Envelopes with the figures a desk looks at."""

    def with_spent(self) -> "EnvelopeQuerySet":
        """Add `spent` (won): what enterprises reported as spent so far; None where nothing is known."""
        return self.annotate(spent=Sum("commitments__spent_reported"))

    def totals(self) -> dict[str, int]:
        """Return the sums over these envelopes (won) by column, 0 where there is none."""
        columns = ("appropriated", "reserved", "committed", "paid", "returned")
        sums = self.aggregate(**{f"sum_{column}": Sum(column) for column in columns})
        found = {column: sums[f"sum_{column}"] or 0 for column in columns}
        return found | {"available": found["appropriated"] - found["reserved"] - found["committed"]}


class Envelope(TimeStamped):
    """Money of one source for one program and year. Balances in won:

    `appropriated` 예산현액, `reserved` 선정예정액 (selected, not yet decided), `committed` 교부결정액 (decided, paid or
    not), `paid` 교부액 (city → enterprise), `returned` 반납액. Left (잔액) is appropriated − reserved − committed:
    returned money flows to the city's revenue and is not spent again without a new appropriation.
    """

    program = models.ForeignKey(Program, models.PROTECT, related_name="envelopes", verbose_name=_("program"))
    fiscal_year = models.PositiveSmallIntegerField(_("fiscal year"))
    source = models.CharField(_("funding source"), max_length=12, choices=FundingSource.choices)
    regulation = models.CharField(_("applicable rules"), max_length=20, choices=Regulation.choices)
    label = models.CharField(
        _("label"),
        max_length=100,
        blank=True,
        default="",
        help_text=_("Only where one source is split, e.g. by district."),
    )
    appropriated = models.BigIntegerField(_("appropriated"), default=0, editable=False)
    reserved = models.BigIntegerField(_("reserved"), default=0, editable=False)
    committed = models.BigIntegerField(_("committed"), default=0, editable=False)
    paid = models.BigIntegerField(_("paid"), default=0, editable=False)
    returned = models.BigIntegerField(_("returned"), default=0, editable=False)
    is_demo = models.BooleanField(_("demo data"), default=False, editable=False)

    objects = EnvelopeQuerySet.as_manager()

    class Meta:
        verbose_name = _("envelope")
        verbose_name_plural = _("envelopes")
        ordering = ["-fiscal_year", "program", "source", "label"]
        constraints = [
            models.UniqueConstraint(
                fields=["program", "fiscal_year", "source", "regulation", "label"],
                name="one_envelope_per_program_year_source",
                violation_error_message=_("There is an envelope for this program, year and source already."),
            ),
            models.CheckConstraint(
                condition=Q(fiscal_year__range=(2000, 2100)),
                name="envelope_year_plausible",
                violation_error_message=_("Enter a year between 2000 and 2100."),
            ),
            models.CheckConstraint(condition=Q(source__in=FundingSource.values), name="envelope_source_known"),
            models.CheckConstraint(condition=Q(regulation__in=Regulation.values), name="envelope_regulation_known"),
            models.CheckConstraint(
                condition=Q(reserved__gte=0, committed__gte=0, returned__gte=0)
                & Q(appropriated__gte=F("reserved") + F("committed"))
                & Q(paid__lte=F("committed"), paid__gte=F("returned")),
                name="envelope_balances_in_order",
            ),
        ]

    def __str__(self) -> str:
        label = f" · {self.label}" if self.label else ""
        return f"{self.fiscal_year} {self.program.name} · {self.get_source_display()}{label}"

    @property
    def available(self) -> int:
        """What can still be reserved (잔액, won)."""
        return self.appropriated - self.reserved - self.committed


class Commitment(TimeStamped):
    """What one decision takes out of one envelope (won): reserved at selection, committed at the grant decision."""

    envelope = models.ForeignKey(Envelope, models.PROTECT, related_name="commitments", verbose_name=_("envelope"))
    purpose = models.CharField(_("purpose"), max_length=200)
    reserved = models.BigIntegerField(_("reserved"), default=0, editable=False)
    committed = models.BigIntegerField(_("committed"), default=0, editable=False)
    paid = models.BigIntegerField(_("paid"), default=0, editable=False)
    returned = models.BigIntegerField(_("returned"), default=0, editable=False)
    spent_reported = models.BigIntegerField(
        _("spent (reported)"),
        null=True,
        blank=True,
        help_text=_("What the enterprise reported as spent; empty: not known."),
    )

    class Meta:
        verbose_name = _("commitment")
        verbose_name_plural = _("commitments")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(reserved__gte=0, returned__gte=0) & Q(paid__lte=F("committed"), paid__gte=F("returned")),
                name="commitment_balances_in_order",
            ),
            models.CheckConstraint(
                condition=Q(spent_reported__isnull=True) | Q(spent_reported__gte=0),
                name="commitment_spent_not_negative",
                violation_error_message=_("Amounts of money must not be negative."),
            ),
        ]

    def __str__(self) -> str:
        return self.purpose


class EntryKind(models.TextChoices):
    """What an entry of the ledger does."""

    APPROPRIATE = "appropriate", _("Appropriation")
    REDUCE = "reduce", _("Reduction of the appropriation")
    RESERVE = "reserve", _("Reservation at selection")
    RELEASE = "release", _("Release of a reservation")
    COMMIT = "commit", _("Grant decision")
    PAY = "pay", _("Disbursement")
    RETURN = "return", _("Return")


BUDGET_KINDS = (EntryKind.APPROPRIATE, EntryKind.REDUCE)


class EnvelopeEntry(models.Model):
    """One movement (won, always positive). Entries are never changed: a mistake is mended by another entry."""

    envelope = models.ForeignKey(Envelope, models.PROTECT, related_name="entries", verbose_name=_("envelope"))
    commitment = models.ForeignKey(
        Commitment, models.PROTECT, null=True, blank=True, related_name="entries", verbose_name=_("commitment")
    )
    kind = models.CharField(_("kind"), max_length=12, choices=EntryKind.choices)
    amount = models.BigIntegerField(_("amount (won)"))
    reason = models.CharField(_("reason"), max_length=300)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("recorded by")
    )
    created_at = models.DateTimeField(_("recorded at"), auto_now_add=True)

    class Meta:
        verbose_name = _("ledger entry")
        verbose_name_plural = _("ledger entries")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=EntryKind.values), name="entry_kind_known"),
            models.CheckConstraint(
                condition=Q(amount__gt=0),
                name="entry_amount_positive",
                violation_error_message=_("Enter an amount of more than 0 won."),
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="entry_has_reason"),
            models.CheckConstraint(
                condition=Q(kind__in=BUDGET_KINDS, commitment__isnull=True)
                | (~Q(kind__in=BUDGET_KINDS) & Q(commitment__isnull=False)),
                name="entry_commitment_fits_kind",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.amount:,}"
