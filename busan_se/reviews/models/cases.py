"""What is reviewed, by whom, with what interest, and the points it was given."""

import uuid
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from busan_se.audit.history import track
from busan_se.core.models import TimeStamped
from busan_se.files.models import StoredFile
from busan_se.reference.models import District
from busan_se.reviews.models.rounds import Criterion, Panelist, Round
from busan_se.reviews.triggers import GUARD_ADJUSTMENT, GUARD_SCORE, GUARD_SHEET, MOVE_SHEET
from busan_se.reviews.workflow import Interest, RoundState, SheetState


class CaseQuerySet(models.QuerySet["Case"]):
    """Readings of the cases."""

    def live(self) -> Self:
        """Leave out what was withdrawn while it was reviewed."""
        return self.filter(dropped_at__isnull=True)


class Case(TimeStamped):
    """One thing that is reviewed; what it is, its owner knows (a OneToOne from there down to here).

    `number` is all that reviewers of a blind round see of it; the numbers follow the order of receipt.
    """

    round = models.ForeignKey(Round, models.CASCADE, related_name="cases", verbose_name=_("review"))
    number = models.PositiveSmallIntegerField(_("number"))
    title = models.CharField(pgettext_lazy("review case", "name"), max_length=200)
    district = models.ForeignKey(
        District, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("district")
    )
    dropped_at = models.DateTimeField(_("dropped at"), null=True, blank=True)
    drop_reason = models.CharField(_("why it was dropped"), max_length=200, blank=True)

    objects = CaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("case")
        verbose_name_plural = _("cases")
        ordering = ["round", "number"]
        constraints = [
            models.UniqueConstraint(fields=["round", "number"], name="case_number_once_per_round"),
            models.CheckConstraint(
                condition=Q(dropped_at__isnull=True, drop_reason="") | Q(dropped_at__isnull=False) & ~Q(drop_reason=""),
                name="case_dropped_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"


class AssignmentQuerySet(models.QuerySet["Assignment"]):
    """Readings of the sheets."""

    def visible_to(self, user: Any) -> Self:
        """Return all sheets for staff who may view them, else the user's own in rounds that are open."""
        if not user.is_authenticated:
            return self.none()
        if user.has_perm("reviews.view_assignment"):
            return self
        return self.of_reviewer(user)

    def of_reviewer(self, user: Any) -> Self:
        """Return the sheets that this person scores now: a reviewer's right ends with the round."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(panelist__user=user, case__round__state=RoundState.OPEN, case__dropped_at__isnull=True)

    def counting(self) -> Self:
        """Leave out who stood down."""
        return self.exclude(state=SheetState.RECUSED)

    def unfinished(self) -> Self:
        """Return those that somebody still has to score."""
        return self.filter(state__in=(SheetState.ASSIGNED, SheetState.CLEARED), case__dropped_at__isnull=True)


@track(exclude=("comment", "created_at", "updated_at"))
class Assignment(TimeStamped):
    """One reviewer's sheet for one case. Doors: `actions.assigning` and `actions.scoring`.

    Its state follows its declaration (triggers); `scan` is the signed sheet where it was scored on paper.
    Personal data: comment (what the reviewer thinks of the case), entered_by.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, models.CASCADE, related_name="assignments", verbose_name=_("case"))
    panelist = models.ForeignKey(Panelist, models.RESTRICT, related_name="assignments", verbose_name=_("reviewer"))
    state = models.CharField(_("state"), max_length=10, choices=SheetState.choices, default=SheetState.ASSIGNED)
    substitute_for = models.OneToOneField(
        "self", models.SET_NULL, null=True, blank=True, related_name="substitute", verbose_name=_("in place of")
    )
    comment = models.TextField(_("opinion"), max_length=2000, blank=True)
    submitted_at = models.DateTimeField(_("submitted at"), null=True, blank=True)
    scan = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="review_sheets", verbose_name=_("signed sheet")
    )
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("entered from paper by"),
    )

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("review sheet")
        verbose_name_plural = _("review sheets")
        ordering = ["case", "panelist"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "panelist"],
                name="reviewer_once_per_case",
                violation_error_message=_("This reviewer has this case already."),
            ),
            models.CheckConstraint(condition=Q(state__in=SheetState.values), name="sheet_state_known"),
            models.CheckConstraint(
                condition=Q(state=SheetState.SUBMITTED, submitted_at__isnull=False)
                | (~Q(state=SheetState.SUBMITTED) & Q(submitted_at__isnull=True)),
                name="sheet_submitted_with_date",
            ),
        ]
        triggers = [GUARD_SHEET]

    def __str__(self) -> str:
        return f"{self.case} – {self.panelist}"

    def get_absolute_url(self) -> str:
        return reverse("reviews:case", args=[self.pk])


@track(exclude=("ground",))
class Declaration(models.Model):
    """What was declared of a reviewer's interest in a case, before any score; a later one replaces it.

    Personal data: ground (why somebody may not review; basis: 지방보조금법 §26⑦–⑨; kept as the review).
    """

    assignment = models.OneToOneField(
        Assignment, models.CASCADE, related_name="declaration", verbose_name=_("review sheet")
    )
    kind = models.CharField(_("declared"), max_length=10, choices=Interest.choices)
    ground = models.CharField(_("ground"), max_length=500, blank=True)
    declared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("declared by")
    )
    declared_at = models.DateTimeField(_("declared at"))

    class Meta:
        verbose_name = _("declaration of interest")
        verbose_name_plural = _("declarations of interest")
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=Interest.values), name="declaration_kind_known"),
            models.CheckConstraint(
                condition=Q(kind=Interest.NONE) | ~Q(ground=""),
                name="declaration_has_ground",
                violation_error_message=_("Write the ground."),
            ),
        ]
        triggers = [MOVE_SHEET]

    def __str__(self) -> str:
        return self.get_kind_display()


@track()
class Score(models.Model):
    """The points of one criterion on one sheet; a draft until the sheet is submitted.

    The trigger refuses: before a declaration, after a recusal or the submission, above the maximum, in a closed round.
    """

    assignment = models.ForeignKey(Assignment, models.CASCADE, related_name="scores", verbose_name=_("review sheet"))
    criterion = models.ForeignKey(Criterion, models.RESTRICT, related_name="+", verbose_name=_("criterion"))
    points = models.DecimalField(_("points"), max_digits=5, decimal_places=1)
    saved_at = models.DateTimeField(_("saved at"), auto_now=True)

    class Meta:
        verbose_name = _("score")
        verbose_name_plural = _("scores")
        constraints = [
            models.UniqueConstraint(fields=["assignment", "criterion"], name="score_once_per_criterion"),
            models.CheckConstraint(condition=Q(points__gte=0), name="score_not_negative"),
        ]
        triggers = [GUARD_SCORE]

    def __str__(self) -> str:
        return f"{self.criterion}: {self.points}"


@track()
class Adjustment(models.Model):
    """A bonus (가점) or penalty (감점) of one case, with what proves it; entered by the desk."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="adjustments", verbose_name=_("case"))
    criterion = models.ForeignKey(Criterion, models.RESTRICT, related_name="+", verbose_name=_("criterion"))
    points = models.DecimalField(_("points"), max_digits=5, decimal_places=1)
    reason = models.CharField(_("what proves it"), max_length=300)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("entered by")
    )

    class Meta:
        verbose_name = _("bonus or penalty")
        verbose_name_plural = _("bonuses and penalties")
        constraints = [
            models.UniqueConstraint(fields=["case", "criterion"], name="adjustment_once_per_criterion"),
            models.CheckConstraint(
                condition=Q(points__gt=0) & ~Q(reason=""),
                name="adjustment_with_reason",
                violation_error_message=_("Say what proves it."),
            ),
        ]
        triggers = [GUARD_ADJUSTMENT]

    def __str__(self) -> str:
        return f"{self.criterion}: {self.points}"


@track()
class Sitting(TimeStamped):
    """One session of the committee: when, where, who was there, and the minutes."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="sittings", verbose_name=_("review"))
    held_at = models.DateTimeField(_("held at"))
    place = models.CharField(_("place"), max_length=200)
    minutes = models.TextField(_("minutes"), blank=True)
    present = models.ManyToManyField(Panelist, related_name="sittings", verbose_name=_("present"), blank=True)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("entered by")
    )

    class Meta:
        verbose_name = _("committee session")
        verbose_name_plural = _("committee sessions")
        ordering = ["held_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "held_at"],
                name="sitting_once_per_instant",
                violation_error_message=_("There is a session at this time already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round} {self.held_at:%Y-%m-%d}"
