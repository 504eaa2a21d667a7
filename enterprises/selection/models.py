"""Which application is which case of a review; what was taken over from its ranking; who moves up when money is freed.

Doors: `actions.take_over`, `actions.end_list`, `promotion.fill`. The reserve list (예비순위) keeps its order: nobody is
passed over, and each vacancy lets one move up at most.
"""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from busan_se.audit.history import track
from busan_se.core.models import TimeStamped
from busan_se.reviews.models import Case, Round
from enterprises.applications.models import Application

__all__ = ["ReservePlace", "ReviewedApplication", "Selection", "Vacancy"]


class ReviewedApplication(models.Model):
    """An application as a case of one round of reviews."""

    case = models.OneToOneField(Case, models.CASCADE, related_name="application", verbose_name=_("case"))
    application = models.ForeignKey(
        Application, models.PROTECT, related_name="review_cases", verbose_name=_("application")
    )

    class Meta:
        verbose_name = _("reviewed application")
        verbose_name_plural = _("reviewed applications")

    def __str__(self) -> str:
        return str(self.case)


class SelectionQuerySet(models.QuerySet["Selection"]):
    """Readings of what was taken over."""

    def visible_to(self, user: Any) -> Self:
        """Return all for staff who may see reviews and decisions."""
        return self if user.has_perms(("reviews.view_round", "enterprises.view_selection")) else self.none()


class Selection(TimeStamped):
    """The ranking of a closed round, taken over as decisions (선정안); the lock of its reserve list."""

    round = models.OneToOneField(Round, models.PROTECT, related_name="selection", verbose_name=_("review"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("taken over by")
    )
    ended_at = models.DateTimeField(_("reserve list ended at"), null=True, blank=True)

    objects = SelectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("selection from a review")
        verbose_name_plural = _("selections from reviews")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return str(self.round)


class ReservePlaceQuerySet(models.QuerySet["ReservePlace"]):
    """Readings of the reserve list."""

    def waiting(self) -> Self:
        """Return those that may still move up, the next one first."""
        return self.filter(state=ReservePlace.State.WAITING).order_by("place")


@track()
class ReservePlace(TimeStamped):
    """One place of the reserve list: who waits, for how much, and what became of it."""

    class State(models.TextChoices):
        """Where a place stands."""

        WAITING = "waiting", pgettext_lazy("reserve place", "Waiting")
        PROMOTED = "promoted", pgettext_lazy("reserve place", "Moved up")
        GONE = "gone", pgettext_lazy("reserve place", "Out of the list")

    selection = models.ForeignKey(Selection, models.CASCADE, related_name="places", verbose_name=_("selection"))
    application = models.OneToOneField(
        Application, models.PROTECT, related_name="reserve_place", verbose_name=_("application")
    )
    place = models.PositiveSmallIntegerField(_("place"))
    amount_won = models.BigIntegerField(_("amount (won)"))
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.WAITING)
    trace = models.CharField(_("what became of it"), max_length=300, blank=True)

    objects = ReservePlaceQuerySet.as_manager()

    class Meta:
        verbose_name = _("reserve place")
        verbose_name_plural = _("reserve places")
        ordering = ["selection", "place"]
        constraints = [
            models.UniqueConstraint(fields=["selection", "place"], name="reserve_place_once"),
            models.CheckConstraint(condition=Q(amount_won__gt=0), name="reserve_place_has_amount"),
            models.CheckConstraint(
                condition=Q(state="waiting", trace="") | ~Q(state="waiting") & ~Q(trace=""),
                name="reserve_place_ends_with_trace",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.place}. {self.application.receipt_number}"


class VacancyQuerySet(models.QuerySet["Vacancy"]):
    """Readings of the vacancies."""

    def open(self) -> Self:
        """Return those that nobody has filled, the oldest first."""
        return self.filter(settled_at__isnull=True).order_by("pk")


class Vacancy(TimeStamped):
    """A selection that was withdrawn or given up, and who moved up for it; one for each application that ended."""

    selection = models.ForeignKey(Selection, models.CASCADE, related_name="vacancies", verbose_name=_("selection"))
    application = models.OneToOneField(
        Application, models.PROTECT, related_name="vacancy", verbose_name=_("application")
    )
    freed_won = models.BigIntegerField(_("freed (won)"))
    filled_by = models.OneToOneField(
        ReservePlace, models.PROTECT, null=True, blank=True, related_name="vacancy", verbose_name=_("filled by")
    )
    note = models.CharField(_("note"), max_length=300, blank=True)
    tried_at = models.DateTimeField(_("tried at"), null=True, blank=True)
    settled_at = models.DateTimeField(_("settled at"), null=True, blank=True)

    objects = VacancyQuerySet.as_manager()

    class Meta:
        verbose_name = _("vacancy")
        verbose_name_plural = _("vacancies")
        ordering = ["selection", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(filled_by__isnull=True) | Q(settled_at__isnull=False), name="vacancy_filled_is_settled"
            ),
        ]

    def __str__(self) -> str:
        return str(self.application)
