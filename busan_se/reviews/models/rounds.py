"""A round of reviews of one call: its frozen rubric, its rules and its reviewers."""

from datetime import datetime
from decimal import Decimal
from typing import Any, Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from busan_se.audit.history import track
from busan_se.core.models import TimeStamped
from busan_se.programs.models import Call, CallVersion
from busan_se.programs.texts import BilingualModel, Translated
from busan_se.reference.models import District
from busan_se.reviews.triggers import GUARD_ROUND, READ_ONLY
from busan_se.reviews.workflow import RoundState


class Rubric(models.Model):
    """What a call version is reviewed by: the rows of its frozen rubric (`programs.call_rubrics`). Never changes."""

    version = models.OneToOneField(
        CallVersion, models.PROTECT, related_name="rubric_rows", verbose_name=_("call version")
    )
    pass_mark = models.DecimalField(_("pass mark (points)"), max_digits=6, decimal_places=1)
    drops_extremes = models.BooleanField(_("highest and lowest are left out"), default=True)

    class Meta:
        verbose_name = _("rubric")
        verbose_name_plural = _("rubrics")
        triggers = [READ_ONLY]

    def __str__(self) -> str:
        return str(self.version)


class Criterion(BilingualModel):
    """One line of a rubric. `points` × `weight` count; bonus and penalty are entered once for a case, by the desk."""

    class Kind(models.TextChoices):
        """Who gives its points: reviewers, or the desk by what the papers prove."""

        SCORE = "score", pgettext_lazy("criterion", "Scored by reviewers")
        BONUS = "bonus", pgettext_lazy("criterion", "Bonus (가점)")
        PENALTY = "penalty", pgettext_lazy("criterion", "Penalty (감점)")

    texts = ("label",)

    rubric = models.ForeignKey(Rubric, models.CASCADE, related_name="criteria", verbose_name=_("rubric"))
    key = models.CharField(_("key"), max_length=40)
    kind = models.CharField(_("kind"), max_length=8, choices=Kind.choices)
    label_ko = models.CharField(_("name (Korean)"), max_length=200)
    label_en = models.CharField(_("name (English)"), max_length=200, blank=True)
    max_points = models.DecimalField(_("highest points"), max_digits=5, decimal_places=1)
    weight = models.DecimalField(_("weight"), max_digits=5, decimal_places=1, default=1)
    anchors = models.JSONField(_("anchors"), default=list)
    tie_order = models.PositiveSmallIntegerField(_("place in deciding ties"), default=0)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    label = Translated()

    class Meta:
        verbose_name = _("criterion")
        verbose_name_plural = _("criteria")
        ordering = ["rubric", "order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["rubric", "key"], name="criterion_once_per_rubric"),
            models.CheckConstraint(condition=Q(max_points__gt=0, weight__gt=0), name="criterion_counts"),
        ]
        triggers = [pgtrigger.ReadOnly(name="frozen")]

    def __str__(self) -> str:
        return self.label

    @property
    def full_marks(self) -> Decimal:
        """The most that it can count, in weighted points."""
        return self.max_points * self.weight


class RoundQuerySet(models.QuerySet["Round"]):
    """Readings of the rounds."""

    def visible_to(self, user: Any) -> Self:
        """Return all rounds for staff with the right to view them, else those that the user reviews in now."""
        if not user.is_authenticated:
            return self.none()
        if user.has_perm("reviews.view_round"):
            return self
        return self.filter(panelists__user=user, state=RoundState.OPEN)


@track(exclude=("created_at", "updated_at"))
class Round(TimeStamped):
    """One round of reviews (심사): of which call, by what rules, until when.

    Doors: `actions.rounds.prepare`, `open_round`, `close_round`. Once closed, no score in it changes (triggers).
    """

    call = models.ForeignKey(Call, models.PROTECT, related_name="review_rounds", verbose_name=_("call"))
    rubric = models.ForeignKey(Rubric, models.PROTECT, related_name="rounds", verbose_name=_("rubric"), editable=False)
    name = models.CharField(
        pgettext_lazy("review round", "name"), max_length=100, help_text=_("Shown to reviewers, e.g. 1차 서면심사.")
    )
    is_blind = models.BooleanField(
        _("blind"),
        default=False,
        help_text=_("Reviewers see a number in place of the applicant; known names, numbers and addresses are hidden."),
    )
    shows_files = models.BooleanField(
        _("reviewers may open the files"),
        default=True,
        help_text=_("What stands inside a file can't be hidden: switch this off where files name the applicant."),
    )
    deadline_at = models.DateTimeField(_("scores until"))
    quorum = models.PositiveSmallIntegerField(
        _("reviewers for each case, at least"), default=3, help_text=_("The round can't be closed with fewer.")
    )
    outlier_points = models.DecimalField(
        _("outlier from (points)"),
        max_digits=5,
        decimal_places=1,
        default=15,
        help_text=_("A sum that is so far or farther from the median of its case is marked."),
    )
    state = models.CharField(
        _("state"), max_length=10, choices=RoundState.choices, default=RoundState.PREPARING, editable=False
    )
    opened_at = models.DateTimeField(_("opened at"), null=True, blank=True, editable=False)
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True, editable=False)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("closed by"),
    )
    is_demo = models.BooleanField(_("demo data"), default=False, editable=False)

    objects = RoundQuerySet.as_manager()

    class Meta:
        verbose_name = _("review")
        verbose_name_plural = _("reviews")
        ordering = ["-deadline_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["call", "name"],
                name="review_once_per_name",
                violation_error_message=_("This call has a review of this name already."),
            ),
            models.CheckConstraint(
                condition=Q(quorum__gte=1),
                name="review_quorum_positive",
                violation_error_message=_("At least one reviewer must score each case."),
            ),
            models.CheckConstraint(
                condition=Q(outlier_points__gt=0),
                name="review_outlier_positive",
                violation_error_message=_("Enter more than 0 points."),
            ),
            models.CheckConstraint(
                condition=Q(state=RoundState.PREPARING, opened_at__isnull=True, closed_at__isnull=True)
                | Q(state=RoundState.OPEN, opened_at__isnull=False, closed_at__isnull=True)
                | Q(
                    state=RoundState.CLOSED,
                    opened_at__isnull=False,
                    closed_at__gte=F("opened_at"),
                    closed_by__isnull=False,
                ),
                name="review_state_with_dates",
            ),
        ]
        triggers = [GUARD_ROUND]

    def __str__(self) -> str:
        return f"{self.call.number} {self.name}"

    @property
    def is_preparing(self) -> bool:
        return self.state == RoundState.PREPARING

    @property
    def is_open(self) -> bool:
        return self.state == RoundState.OPEN

    @property
    def is_closed(self) -> bool:
        return self.state == RoundState.CLOSED

    def takes_scores_at(self, instant: datetime) -> bool:
        """Return whether reviewers may score at `instant`; the deadline itself is too late."""
        return self.is_open and instant < self.deadline_at


class Panelist(TimeStamped):
    """One reviewer (심사위원) of one round, invited by a link; it is good until the round is closed.

    Personal data: who it is, affiliation and address (basis: the office of a reviewer; hints of interest need them).
    """

    round = models.ForeignKey(Round, models.CASCADE, related_name="panelists", verbose_name=_("review"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="review_seats", verbose_name=_("reviewer")
    )
    affiliation = models.CharField(_("affiliation"), max_length=100, blank=True)
    address = models.CharField(
        _("address"), max_length=300, blank=True, help_text=_("Only to find an applicant at the same address.")
    )
    district = models.ForeignKey(
        District, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("district")
    )
    is_official = models.BooleanField(_("civil servant"), default=False)
    is_chair = models.BooleanField(_("in the chair"), default=False)
    serial = models.PositiveSmallIntegerField(default=1, editable=False)
    invited_at = models.DateTimeField(_("invited at"), null=True, blank=True, editable=False)
    pledged_at = models.DateTimeField(_("pledged at"), null=True, blank=True, editable=False)
    reminded_at = models.DateTimeField(_("reminded at"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("reviewer")
        verbose_name_plural = _("reviewers")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "user"],
                name="panelist_once_per_round",
                violation_error_message=_("This person reviews in this round already."),
            ),
            models.UniqueConstraint(
                fields=["round"],
                condition=Q(is_chair=True),
                name="one_chair_per_round",
                violation_error_message=_("Somebody else is in the chair already."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.user)
