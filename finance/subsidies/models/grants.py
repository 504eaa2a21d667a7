"""Grants: what follows an announced selection, from the grant application (교부신청) to the agreement.

Door: `finance.subsidies.actions`; nothing else changes them. The database keeps: filed content as it was filed, one
decision that never changes, one agreement that stays as it was agreed to.
"""

import uuid
from functools import reduce
from operator import or_
from typing import Any, Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from busan_se.accounts.encryption import EncryptedTextField
from busan_se.audit.history import track
from busan_se.core.models import TimeStamped
from busan_se.files.models import StoredFile
from busan_se.programs.models import Commitment
from enterprises.applications.models import Application
from finance.subsidies.workflow import OPEN, UNDECIDED, State

_CONTENT = (
    *("requested_won", "own_share_won", "plan", "bank", "account_holder", "account_number"),
    *("content_hash", "filed_at", "filed_by"),
)

FILED_CONTENT_IS_FINAL = pgtrigger.Protect(
    name="filed_content_is_final",
    operation=pgtrigger.Update,
    condition=~pgtrigger.Q(old__state__in=[state.value for state in OPEN])
    & reduce(or_, (pgtrigger.Q(**{f"old__{name}__df": pgtrigger.F(f"new__{name}")}) for name in _CONTENT)),
)
NEVER_CHANGES = pgtrigger.Protect(name="never_changes", operation=pgtrigger.Update | pgtrigger.Delete)
AGREED_TEXT_IS_FINAL = pgtrigger.Protect(
    name="agreed_text_is_final",
    operation=pgtrigger.Update | pgtrigger.Delete,
    condition=pgtrigger.Q(old__agreed_at__isnull=False),
)


class GrantQuerySet(models.QuerySet["Grant"]):
    """Readings of the grants."""

    def visible_to(self, user: Any) -> Self:
        """Return the grants of the applications that this user may read: members, staff of the district, auditor."""
        return self.filter(application__in=Application.objects.visible_to(user))

    def of_applicant(self, user: Any) -> Self:
        """Return the person's own and those of the person's enterprises, whatever the role."""
        return self.filter(application__in=Application.objects.of_applicant(user))

    def editable_by(self, user: Any) -> Self:
        """Return those that this user may write, file and agree to."""
        return self.filter(application__in=Application.objects.editable_by(user))

    def to_write(self) -> Self:
        """Return those that wait for their enterprise."""
        return self.filter(state__in=OPEN)

    def with_names(self) -> Self:
        """Load what the name of call and applicant needs."""
        return self.select_related(
            "application__call__program", "application__enterprise__district", "application__person"
        )

    def with_money(self) -> Self:
        """Load the balances, and the decision and the agreement where there are any."""
        return self.select_related("commitment__envelope__program", "decision", "agreement")


@track(exclude=("plan", "bank", "account_holder", "account_number", "lock_version", "created_at", "updated_at"))
class Grant(TimeStamped):
    """One selected application's way to its money. Amounts in won.

    `selected_won` was reserved at the selection; `requested_won` is what the grant application asks for. `due_at` is
    the stated instant until which the enterprise files or mends; the desk can move it.
    Personal data: account (encrypted) and its holder, plan, files (basis: 지방보조금법 §7; kept 5 years, §28조의5);
    they stay out of the row history.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    application = models.OneToOneField(Application, models.PROTECT, related_name="grant", verbose_name=_("application"))
    commitment = models.OneToOneField(Commitment, models.PROTECT, related_name="grant", verbose_name=_("commitment"))
    state = models.CharField(_("state"), max_length=12, choices=State.choices, default=State.TO_FILE)
    selected_won = models.BigIntegerField(_("selected amount (won)"))
    due_at = models.DateTimeField(_("to be filed by"), null=True, blank=True)
    requested_won = models.BigIntegerField(_("requested grant (won)"), null=True, blank=True)
    own_share_won = models.BigIntegerField(_("own share (won)"), null=True, blank=True)
    plan = models.TextField(_("revised plan"), blank=True)
    bank = models.CharField(_("bank"), max_length=40, blank=True)
    account_holder = models.CharField(_("account holder"), max_length=60, blank=True)
    account_number = EncryptedTextField(_("account number"), blank=True)
    lock_version = models.PositiveIntegerField(default=1, editable=False)
    content_hash = models.CharField(_("content hash (SHA-256)"), max_length=64, blank=True)
    filed_at = models.DateTimeField(_("filed at"), null=True, blank=True)
    filed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("filed by")
    )
    sent_back_reason = models.CharField(_("what is to be mended"), max_length=1000, blank=True)

    objects = GrantQuerySet.as_manager()

    class Meta:
        verbose_name = _("grant")
        verbose_name_plural = _("grants")
        ordering = ("-created_at", "pk")
        permissions = [
            ("decide_grant", _("May send grant applications back, decide on them and offer agreements")),
        ]
        indexes = [models.Index(fields=("state", "due_at"), name="grant_state_due")]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=State.values), name="grant_state_known"),
            models.CheckConstraint(
                condition=Q(selected_won__gt=0)
                & (Q(requested_won__isnull=True) | Q(requested_won__gt=0, requested_won__lte=F("selected_won")))
                & (Q(own_share_won__isnull=True) | Q(own_share_won__gte=0)),
                name="grant_amounts_in_order",
                violation_error_message=_("At most the selected amount can be asked for."),
            ),
            models.CheckConstraint(
                condition=~Q(state__in=(State.FILED, State.SENT_BACK, State.GRANTED))
                | (
                    Q(filed_at__isnull=False, filed_by__isnull=False, requested_won__isnull=False)
                    & Q(own_share_won__isnull=False)
                    & ~Q(content_hash="")
                ),
                name="grant_filed_is_complete",
                violation_error_message=_("What was filed says by whom, when and how much."),
            ),
            models.CheckConstraint(
                condition=~Q(state=State.SENT_BACK) | (~Q(sent_back_reason="") & Q(due_at__isnull=False)),
                name="grant_sent_back_with_reason",
                violation_error_message=_("Say what is to be mended, and by when."),
            ),
        ]
        triggers = [FILED_CONTENT_IS_FINAL]

    def __str__(self) -> str:
        """Return the receipt number of the application and whose it is."""
        return f"{self.application.receipt_number} {self.application.applicant_name}"

    def get_absolute_url(self) -> str:
        """Return where the enterprise looks at it."""
        return reverse("grants:detail", args=[self.pk])

    @property
    def is_open(self) -> bool:
        """Return whether the enterprise writes it now."""
        return self.state in OPEN

    @property
    def is_undecided(self) -> bool:
        """Return whether the money is still only reserved."""
        return self.state in UNDECIDED

    @property
    def account_masked(self) -> str:
        """Return the account as pages show it: only the last four digits can be read."""
        digits = sum(sign.isdigit() for sign in self.account_number)
        shown, seen = [], 0
        for sign in self.account_number:
            seen += sign.isdigit()
            shown.append("*" if sign.isdigit() and seen <= digits - 4 else sign)
        return "".join(shown)


class GrantFile(models.Model):
    """A file of the grant application: the revised plan and what belongs to it."""

    grant = models.ForeignKey(Grant, models.CASCADE, related_name="files")
    file = models.OneToOneField(StoredFile, models.PROTECT, related_name="grant_file")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("file of a grant")
        verbose_name_plural = _("files of grants")
        ordering = ("created_at", "pk")

    def __str__(self) -> str:
        """Return the name of the file."""
        return str(self.file)


class GrantDecision(models.Model):
    """The grant decision (교부결정), or that none is given. Never changes.

    Number and days are those of the city's own document system; the portal never invents them. `committee_on` is when
    지방보조금관리위원회 deliberated (지방보조금법 §26).
    """

    grant = models.OneToOneField(Grant, models.PROTECT, related_name="decision", verbose_name=_("grant"))
    amount_won = models.BigIntegerField(_("granted amount (won)"), null=True, blank=True)
    conditions = models.TextField(_("conditions"), blank=True)
    reason = models.CharField(_("reason"), max_length=1000, blank=True)
    committee_on = models.DateField(_("committee deliberated on"), null=True, blank=True)
    document_number = models.CharField(_("approval document number"), max_length=60)
    approved_on = models.DateField(_("approved on"))
    effective_on = models.DateField(_("effective on"))
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("decided by")
    )
    decided_at = models.DateTimeField(_("decided at"))

    class Meta:
        verbose_name = _("grant decision")
        verbose_name_plural = _("grant decisions")
        ordering = ("-decided_at", "pk")
        indexes = [models.Index(fields=("decided_at",), name="grant_decision_when")]
        constraints = [
            models.CheckConstraint(
                condition=(Q(amount_won__gt=0, reason="") & ~Q(conditions=""))
                | (Q(amount_won__isnull=True, conditions="") & ~Q(reason="")),
                name="grant_decision_amount_xor_reason",
                violation_error_message=_("A grant has an amount and conditions; a refusal has a reason."),
            ),
            models.CheckConstraint(
                condition=~Q(document_number=""),
                name="grant_decision_has_document",
                violation_error_message=_("Enter the number of the city's own document."),
            ),
            models.CheckConstraint(
                condition=Q(effective_on__gte=F("approved_on")),
                name="grant_decision_days_in_order",
                violation_error_message=_("The decision can't be effective before it was approved."),
            ),
        ]
        triggers = [NEVER_CHANGES]

    def __str__(self) -> str:
        """Return the document number."""
        return self.document_number


class Agreement(TimeStamped):
    """An agreement (협약) that was offered; once the enterprise agreed, text and names stay."""

    grant = models.OneToOneField(Grant, models.PROTECT, related_name="agreement", verbose_name=_("grant"))
    text = models.TextField(_("text of the agreement"))
    text_hash = models.CharField(_("hash of the text (SHA-256)"), max_length=64)
    offered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("offered by")
    )
    offered_at = models.DateTimeField(_("offered at"))
    agreed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("agreed by")
    )
    agreed_at = models.DateTimeField(_("agreed at"), null=True, blank=True)

    class Meta:
        verbose_name = _("agreement")
        verbose_name_plural = _("agreements")
        constraints = [
            models.CheckConstraint(
                condition=Q(agreed_by__isnull=True, agreed_at__isnull=True)
                | Q(agreed_by__isnull=False, agreed_at__gte=F("offered_at")),
                name="agreement_agreed_by_somebody",
                violation_error_message=_("An agreement says who agreed to it and when."),
            ),
            models.CheckConstraint(
                condition=~Q(text="") & ~Q(text_hash=""),
                name="agreement_has_text",
                violation_error_message=_("Write the text of the agreement."),
            ),
        ]
        triggers = [AGREED_TEXT_IS_FINAL]

    def __str__(self) -> str:
        """Return whose agreement it is."""
        return str(self.grant)
