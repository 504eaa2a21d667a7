"""Objections (이의신청) against a released decision.

Doors: `objections.actions`. The database keeps: one for each decision, filed after the release, decided with a reason.
"""

from datetime import date
from typing import Any, Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from busan_se.audit.history import track
from busan_se.files.models import StoredFile
from enterprises.applications.models import Application, Decision

__all__ = ["Objection"]


class Outcome(models.TextChoices):
    """What was decided on an objection."""

    ACCEPTED = "accepted", pgettext_lazy("objection", "Accepted")
    REJECTED = "rejected", pgettext_lazy("objection", "Rejected")


WHAT_WAS_OBJECTED_STAYS = pgtrigger.Protect(
    name="what_was_objected_stays",
    operation=pgtrigger.Update,
    condition=pgtrigger.Q(old__decided_at__isnull=False)
    | pgtrigger.Q(old__reasons__df=pgtrigger.F("new__reasons"))
    | pgtrigger.Q(old__filed_at__df=pgtrigger.F("new__filed_at"))
    | pgtrigger.Q(old__file_id__df=pgtrigger.F("new__file_id")),
)


class ObjectionQuerySet(models.QuerySet["Objection"]):
    """Readings of the objections."""

    def visible_to(self, user: Any) -> Self:
        """Return those of applications that this user may read."""
        return self.filter(decision__application__in=Application.objects.visible_to(user))

    def waiting(self) -> Self:
        """Return those that wait for their decision."""
        return self.filter(decided_at__isnull=True)

    def late(self, day: date) -> Self:
        """Return those that should have been decided before `day`."""
        return self.waiting().filter(due_on__lt=day)


@track(exclude=("reasons",))
class Objection(models.Model):
    """What an applicant holds against a decision, and the answer: `follows` says what an acceptance leads to.

    `due_on` is the last day for the answer. Personal data: reasons, file (as the application's).
    """

    Outcome = Outcome

    decision = models.OneToOneField(Decision, models.CASCADE, related_name="objection", verbose_name=_("decision"))
    reasons = models.TextField(_("reasons of the objection"))
    file = models.ForeignKey(
        StoredFile, models.PROTECT, related_name="objections", null=True, blank=True, verbose_name=_("file")
    )
    filed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("filed by"))
    filed_at = models.DateTimeField(_("filed at"))
    due_on = models.DateField(_("answer due"))
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome.choices, blank=True)
    answer = models.CharField(_("reason of the answer"), max_length=2000, blank=True)
    follows = models.CharField(_("what follows"), max_length=1000, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("decided by")
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)

    objects = ObjectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("objection")
        verbose_name_plural = _("objections")
        ordering = ("filed_at", "pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_at__isnull=True, decided_by__isnull=True, outcome="", answer="", follows="")
                | (
                    Q(decided_at__gte=F("filed_at"), decided_by__isnull=False)
                    & ~Q(answer="")
                    & ((Q(outcome=Outcome.ACCEPTED) & ~Q(follows="")) | Q(outcome=Outcome.REJECTED, follows=""))
                ),
                name="objection_decided_with_reason",
                violation_error_message=_("An objection is decided with a reason; an acceptance says what follows."),
            ),
            models.CheckConstraint(
                condition=~Q(reasons=""),
                name="objection_has_reasons",
                violation_error_message=_("Say why you think that the decision is wrong."),
            ),
        ]
        triggers = [WHAT_WAS_OBJECTED_STAYS]

    def __str__(self) -> str:
        """Return whose it is."""
        return f"{self._meta.verbose_name} – {self.decision_id}"
