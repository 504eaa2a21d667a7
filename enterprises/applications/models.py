"""Applications: what one applicant answers to one call, and what was decided on it.

Doors: `actions.start`, `save_draft`, `copy_earlier`, `attach`, `detach`, `discard`, `submit`, `withdraw`, `give_up`,
`decide`, `reopen` and `release` change an application, `numbering.number_call` gives its number in the register;
nothing else does. The database keeps: an enterprise or a person, one live one per call and applicant, a state that
agrees with its dates, unique receipt numbers, and content that stays as submitted.
"""

import uuid
from functools import reduce
from operator import or_
from typing import Any, Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from busan_se.accounts.roles import Role, districts_of, has_role, reads_everything
from busan_se.audit.history import track
from busan_se.core.models import TimeStamped
from busan_se.files.models import StoredFile
from busan_se.programs.models import Call, CallVersion, Commitment
from enterprises.applications.workflow import ENDED, IN_REVIEW, Outcome, State
from enterprises.documents.models import EnterpriseDocument
from enterprises.registry.models import Enterprise, Membership

__all__ = ["Application", "ApplicationConsent", "ApplicationFile", "Decision"]


_FINAL = ("answers", "applicant", "requested_won", "content_hash", "receipt_number", "submitted_at", "submitted_by")

SUBMITTED_CONTENT_IS_FINAL = pgtrigger.Protect(
    name="submitted_content_is_final",
    operation=pgtrigger.Update,
    condition=~pgtrigger.Q(old__state=State.DRAFT.value)
    & reduce(or_, (pgtrigger.Q(**{f"old__{name}__df": pgtrigger.F(f"new__{name}")}) for name in _FINAL)),
)


class ApplicationQuerySet(models.QuerySet["Application"]):
    """Readings of the applications."""

    def visible_to(self, user: Any) -> Self:
        """Return what this user may read.

        Members read their enterprise's, a person their own. Staff read what was submitted: a draft is its applicant's.
        District staff read their districts only; an auditor reads everything, drafts too; reviewers nothing yet.
        """
        if not user.is_authenticated:
            return self.none()
        if user.is_superuser or has_role(user, Role.AUDITOR):
            return self
        return self.filter(_own(user) | _of_staff(user))

    def of_applicant(self, user: Any) -> Self:
        """Return the person's own and those of the enterprises of which the person is a member, whatever the role."""
        return self.filter(_own(user)) if user.is_authenticated else self.none()

    def editable_by(self, user: Any) -> Self:
        """Return what this user may write and submit: as owner or manager of the enterprise, or as the person."""
        if not user.is_authenticated:
            return self.none()
        writers = (Membership.Role.OWNER, Membership.Role.MANAGER)
        enterprises = Membership.objects.filter(user=user, role__in=writers).values("enterprise")
        return self.filter(Q(enterprise__in=enterprises) | Q(person=user))

    def live(self) -> Self:
        """Leave out what was withdrawn or given up."""
        return self.exclude(state__in=ENDED)

    def submitted(self) -> Self:
        """Leave out drafts."""
        return self.exclude(state=State.DRAFT)

    def waiting(self) -> Self:
        """Return those that wait for a decision."""
        return self.filter(state=State.SUBMITTED)

    def with_applicant(self) -> Self:
        """Load what the name of call and applicant needs."""
        return self.select_related("call__program", "enterprise__district", "person")


def _own(user: Any) -> Q:
    return Q(enterprise__in=Membership.objects.filter(user=user).values("enterprise")) | Q(person=user)


def _of_staff(user: Any) -> Q:
    """Return what the user may read by office; matches nothing for somebody without one."""
    if reads_everything(user):
        return ~Q(state=State.DRAFT)
    districts = districts_of(user)
    if districts is None or not has_role(user, Role.DISTRICT_STAFF):
        return Q(pk__in=[])
    return ~Q(state=State.DRAFT) & Q(enterprise__district__in=districts)


@track(exclude=("answers", "written", "applicant", "lock_version", "created_at", "updated_at"))
class Application(TimeStamped):
    """One enterprise's, or one person's, answer to one version of a call.

    `applicant` is what the register said of it at that moment, `content_hash` covers it, the answers and the files.
    `written` says of each answer who wrote it last and when (`by`, `at`), or where it came from (`from`).
    Personal data: whatever stands in `answers`, `applicant` and the files (basis: consent at submission; kept 5 years,
    as the program's papers are). They stay out of the row history.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    call = models.ForeignKey(Call, models.PROTECT, related_name="applications", verbose_name=_("call"))
    version = models.ForeignKey(
        CallVersion, models.PROTECT, related_name="applications", verbose_name=_("call version")
    )
    enterprise = models.ForeignKey(
        Enterprise, models.PROTECT, related_name="applications", null=True, blank=True, verbose_name=_("enterprise")
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="applications",
        null=True,
        blank=True,
        verbose_name=_("person"),
    )
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("started by")
    )
    state = models.CharField(_("state"), max_length=20, choices=State.choices, default=State.DRAFT)
    answers = models.JSONField(_("answers"), default=dict, blank=True)
    written = models.JSONField(_("who wrote the answers"), default=dict, blank=True, editable=False)
    applicant = models.JSONField(_("applicant at submission"), default=dict, blank=True)
    requested_won = models.BigIntegerField(_("requested amount (won)"), null=True, blank=True)
    lock_version = models.PositiveIntegerField(default=1, editable=False)
    receipt_number = models.CharField(_("receipt number"), max_length=40, null=True, blank=True, unique=True)
    idempotency_key = models.UUIDField(null=True, blank=True, unique=True, editable=False)
    content_hash = models.CharField(_("content hash (SHA-256)"), max_length=64, blank=True)
    submitted_at = models.DateTimeField(_("submitted at"), null=True, blank=True)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("submitted by"),
    )
    register_number = models.PositiveIntegerField(_("number in the reception register"), null=True, blank=True)
    ended_at = models.DateTimeField(_("withdrawn or given up at"), null=True, blank=True)
    ended_reason = models.CharField(_("reason for withdrawing"), max_length=500, blank=True)

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        verbose_name = _("application")
        verbose_name_plural = _("applications")
        ordering = ("-created_at", "pk")
        permissions = [
            ("decide_application", _("May decide on applications and release results")),
        ]
        indexes = [
            models.Index(fields=("call", "state"), name="application_call_state"),
            models.Index(fields=("-submitted_at", "id"), name="application_newest"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(enterprise__isnull=True) ^ Q(person__isnull=True),
                name="application_enterprise_xor_person",
                violation_error_message=_("An application is made by an enterprise or by a person, not by both."),
            ),
            models.UniqueConstraint(
                fields=("call", "enterprise"),
                condition=~Q(state__in=ENDED) & Q(enterprise__isnull=False),
                name="application_one_live_per_enterprise",
                violation_error_message=_("This enterprise has an application for this call already."),
            ),
            models.UniqueConstraint(
                fields=("call", "person"),
                condition=~Q(state__in=ENDED) & Q(person__isnull=False),
                name="application_one_live_per_person",
                violation_error_message=_("You have an application for this call already."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=State.values),
                name="application_state_known",
                violation_error_message=_("Unknown state."),
            ),
            models.CheckConstraint(
                condition=Q(
                    state=State.DRAFT,
                    submitted_at__isnull=True,
                    submitted_by__isnull=True,
                    receipt_number__isnull=True,
                    content_hash="",
                )
                | (
                    ~Q(state=State.DRAFT)
                    & Q(submitted_at__isnull=False, submitted_by__isnull=False, receipt_number__isnull=False)
                    & ~Q(content_hash="")
                ),
                name="application_draft_xor_receipt",
                violation_error_message=_("A draft has no receipt; everything else has one."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=ENDED, ended_at__isnull=False)
                | (~Q(state__in=ENDED) & Q(ended_at__isnull=True, ended_reason="")),
                name="application_ended_with_date",
                violation_error_message=_("An application that was withdrawn or given up says when."),
            ),
            models.UniqueConstraint(
                fields=("call", "register_number"),
                name="application_register_number_once",
                violation_error_message=_("Another application to this call has this number in the register."),
            ),
            models.CheckConstraint(
                condition=Q(requested_won__isnull=True) | Q(requested_won__gte=0),
                name="application_amount_not_negative",
                violation_error_message=_("An amount can't be negative."),
            ),
        ]
        triggers = [SUBMITTED_CONTENT_IS_FINAL]

    def __str__(self) -> str:
        """Return the receipt number, or who drafts for what."""
        return self.receipt_number or f"{self.call} – {self.applicant_name}"

    @property
    def applicant_name(self) -> str:
        """Return the enterprise's name, or the person's."""
        applicant = self.enterprise if self.enterprise_id else self.person
        return applicant.name if applicant else ""

    @property
    def shown_state(self) -> State:
        """Return the state an applicant may know: a decision that is not released yet reads as submitted."""
        return State.SUBMITTED if self.state in IN_REVIEW else State(self.state)

    @property
    def is_draft(self) -> bool:
        """Return whether it can still be written."""
        return self.state == State.DRAFT

    def get_absolute_url(self) -> str:
        """Return where the applicant looks at it."""
        return reverse("applications:edit" if self.is_draft else "applications:status", args=[self.pk])


class ApplicationFile(models.Model):
    """A file that answers a file question of the form (`slot` is the question's key).

    It was uploaded here, or it is a `document` of the applicant's folder, whose file it shares.
    """

    application = models.ForeignKey(Application, models.CASCADE, related_name="files")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="application_files")
    document = models.ForeignKey(
        EnterpriseDocument,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="application_files",
        verbose_name=_("document"),
    )
    slot = models.CharField(max_length=60)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("application file")
        verbose_name_plural = _("application files")
        ordering = ("created_at", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=("application", "slot", "file"),
                name="application_file_once_per_question",
                violation_error_message=_("This file is attached to the question already."),
            ),
        ]

    def __str__(self) -> str:
        """Return the name of the file."""
        return str(self.file)


class ApplicationConsent(models.Model):
    """One consent given with a submission: which text, in which version, word for word, by whom and when."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="consents")
    purpose = models.CharField(_("purpose"), max_length=40)
    text_version = models.CharField(_("version of the text"), max_length=20)
    text = models.TextField(_("text"))
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("given by"))
    given_at = models.DateTimeField(_("given at"))

    class Meta:
        verbose_name = _("application consent")
        verbose_name_plural = _("application consents")
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(fields=("application", "purpose"), name="application_consent_once_per_purpose"),
        ]

    def __str__(self) -> str:
        """Return purpose and version."""
        return f"{self.purpose} {self.text_version}"

    @property
    def title(self) -> str:
        """The first line of the text, which names the consent."""
        return self.text.partition("\n")[0]


class DecisionQuerySet(models.QuerySet["Decision"]):
    """Readings of the decisions."""

    def visible_to(self, user: Any) -> Self:
        """Return the decisions this user may read: applicants only those that are released."""
        if not user.is_authenticated:
            return self.none()
        by_office = Application.objects.filter(_of_staff(user))
        return self.filter(application__in=Application.objects.visible_to(user)).filter(
            Q(released_at__isnull=False) | Q(application__in=by_office)
        )

    def pending(self) -> Self:
        """Return those that wait for their release."""
        return self.filter(released_at__isnull=True, application__state=State.DECIDED)


@track()
class Decision(models.Model):
    """What was decided on an application: pending, then released once.

    The document number and its dates are those of the city's own document system; the portal never invents them.
    """

    Outcome = Outcome

    application = models.OneToOneField(Application, models.CASCADE, related_name="decision")
    outcome = models.CharField(_("outcome"), max_length=20, choices=Outcome.choices)
    amount_won = models.BigIntegerField(_("decided amount (won)"), null=True, blank=True)
    commitment = models.OneToOneField(
        Commitment, models.PROTECT, related_name="decision", null=True, blank=True, verbose_name=_("reservation")
    )
    reason = models.CharField(_("reason"), max_length=1000)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("decided by")
    )
    decided_at = models.DateTimeField(_("decided at"))
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("released by")
    )
    released_at = models.DateTimeField(_("released at"), null=True, blank=True)
    document_number = models.CharField(_("approval document number"), max_length=60, blank=True)
    approved_on = models.DateField(_("approved on"), null=True, blank=True)
    effective_on = models.DateField(_("effective on"), null=True, blank=True)
    official_file = models.ForeignKey(
        StoredFile,
        models.PROTECT,
        related_name="official_letters",
        null=True,
        blank=True,
        verbose_name=_("official letter"),
    )

    objects = DecisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ("-decided_at", "pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome=Outcome.SELECTED, amount_won__gt=0, commitment__isnull=False)
                | (
                    Q(outcome__in=(Outcome.NOT_SELECTED, Outcome.INELIGIBLE))
                    & Q(amount_won__isnull=True, commitment__isnull=True)
                ),
                name="decision_selection_has_money",
                violation_error_message=_("A selection has an amount and its reservation; a refusal has neither."),
            ),
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="decision_has_reason",
                violation_error_message=_("Give the reason for the decision."),
            ),
            models.CheckConstraint(
                condition=Q(released_at__isnull=True, released_by__isnull=True)
                | Q(released_at__isnull=False, released_by__isnull=False, released_at__gte=models.F("decided_at")),
                name="decision_released_after_decided",
                violation_error_message=_("A decision is released after it was made, by somebody."),
            ),
        ]

    def __str__(self) -> str:
        """Return the outcome and whose it is."""
        return f"{self.get_outcome_display()} – {self.application_id}"
