"""Supplements (보완): what the desk asks an applicant to mend of a submitted application, and what came of it.

Doors: `supplements.actions`; nothing else changes a row. What was submitted stays as it is: the answers to a supplement
are its own. The database keeps: one open supplement per application, a state that agrees with its dates, one open wish
for more time, and that what was asked, and what is over, stays.
"""

from datetime import datetime
from functools import reduce
from operator import or_
from typing import Any, Self

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from busan_se.audit.history import track
from busan_se.core.models import TimeStamped
from busan_se.files.models import StoredFile
from enterprises.applications.models import Application

__all__ = ["MoreTime", "Supplement", "SupplementFile"]


class State(models.TextChoices):
    """Where a supplement stands; one that nobody answered in time is open and late."""

    OPEN = "open", pgettext_lazy("request", "To be mended")
    ANSWERED = "answered", pgettext_lazy("supplement", "Mended")
    CLOSED = "closed", pgettext_lazy("supplement", "Closed without an answer")


_ASKED = ("application_id", "parts", "asked", "asked_by_id", "asked_at")

WHAT_WAS_ASKED_STAYS = pgtrigger.Protect(
    name="what_was_asked_stays",
    operation=pgtrigger.Update,
    condition=~pgtrigger.Q(old__state=State.OPEN.value)
    | reduce(or_, (pgtrigger.Q(**{f"old__{name}__df": pgtrigger.F(f"new__{name}")}) for name in _ASKED)),
)

FILES_OF_WHAT_IS_OVER_STAY = pgtrigger.Trigger(
    name="files_of_what_is_over_stay",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update,
    func="""
        IF EXISTS (SELECT 1 FROM enterprises_supplement WHERE id = NEW.supplement_id AND state <> 'open') THEN
            RAISE EXCEPTION 'the supplement is over: its files stay';
        END IF;
        RETURN NEW;
    """,
)


class SupplementQuerySet(models.QuerySet["Supplement"]):
    """Readings of the supplements."""

    def visible_to(self, user: Any) -> Self:
        """Return those of applications that this user may read."""
        return self.filter(application__in=Application.objects.visible_to(user))

    def open(self) -> Self:
        """Return those that wait for an answer, late ones too."""
        return self.filter(state=State.OPEN)

    def late(self, instant: datetime) -> Self:
        """Return those that nobody answered until their stated instant."""
        return self.open().filter(due_at__lt=instant)

    def to_remind(self, instant: datetime) -> Self:
        """Return those whose reminder is due at `instant`."""
        return self.open().filter(remind_at__lte=instant)


@track(exclude=("answers", "note", "remind_at", "created_at", "updated_at"))
class Supplement(TimeStamped):
    """One request to mend the questions `parts` (keys of the frozen form) until `due_at`, answered once.

    `answers` holds the answers to these questions alone, `requested_won` the amount that follows from them where they
    change it; `content_hash` covers them and the files. `remind_at` is when the applicant is reminded, empty once done.
    Personal data: whatever stands in `answers`, `note` and the files (as the application's).
    """

    State = State

    application = models.ForeignKey(
        Application, models.CASCADE, related_name="supplements", verbose_name=_("application")
    )
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.OPEN)
    parts = ArrayField(models.CharField(max_length=60), verbose_name=_("questions that open again"))
    asked = models.TextField(_("what is to be mended"))
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("asked by"))
    asked_at = models.DateTimeField(_("asked at"))
    due_at = models.DateTimeField(_("until"))
    remind_at = models.DateTimeField(_("reminder to mend"), null=True, blank=True, editable=False)
    answers = models.JSONField(_("answers"), default=dict, blank=True)
    note = models.CharField(_("word to the desk"), max_length=1000, blank=True)
    requested_won = models.BigIntegerField(_("requested amount (won)"), null=True, blank=True)
    content_hash = models.CharField(_("content hash (SHA-256)"), max_length=64, blank=True)
    answered_at = models.DateTimeField(_("mended at"), null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("mended by")
    )
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)
    closed_reason = models.CharField(_("reason for closing"), max_length=300, blank=True)

    objects = SupplementQuerySet.as_manager()

    class Meta:
        verbose_name = _("supplement")
        verbose_name_plural = _("supplements")
        ordering = ("asked_at", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=("application",),
                condition=Q(state=State.OPEN),
                name="supplement_one_open",
                violation_error_message=_("Something is to be mended already: wait for the answer, or give more time."),
            ),
            models.CheckConstraint(
                condition=Q(state=State.OPEN, answered_at__isnull=True, content_hash="", closed_at__isnull=True)
                | (
                    Q(state=State.ANSWERED, answered_at__isnull=False, answered_by__isnull=False)
                    & Q(closed_at__isnull=True)
                    & ~Q(content_hash="")
                )
                | (Q(state=State.CLOSED, answered_at__isnull=True, closed_at__isnull=False) & ~Q(closed_reason="")),
                name="supplement_state_has_its_dates",
                violation_error_message=_("State and dates of the supplement contradict each other."),
            ),
            models.CheckConstraint(
                condition=Q(due_at__gt=F("asked_at")),
                name="supplement_gives_time",
                violation_error_message=_("This instant is past: give time to mend the application."),
            ),
            models.CheckConstraint(
                condition=~Q(asked="") & ~Q(parts=[]),
                name="supplement_names_what_to_mend",
                violation_error_message=_("Choose at least one question, and say what is to be mended."),
            ),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True) | Q(answered_at__lte=F("due_at")),
                name="supplement_answered_in_time",
                violation_error_message=_("The time to mend the application was over."),
            ),
        ]
        triggers = [WHAT_WAS_ASKED_STAYS]

    def __str__(self) -> str:
        """Return whose it is, and what became of it."""
        return f"{self.application} – {self.get_state_display()}"

    def is_late_at(self, instant: datetime) -> bool:
        """Return whether nobody answered until the stated instant; what arrives at that very instant is in time."""
        return self.state == State.OPEN and instant > self.due_at


class SupplementFile(models.Model):
    """A file that answers a file question (`slot`) of a supplement."""

    supplement = models.ForeignKey(Supplement, models.CASCADE, related_name="files")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="supplement_files")
    slot = models.CharField(max_length=60)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("file of a supplement")
        verbose_name_plural = _("files of supplements")
        ordering = ("created_at", "pk")
        triggers = [FILES_OF_WHAT_IS_OVER_STAY]

    def __str__(self) -> str:
        """Return the name of the file."""
        return str(self.file)


@track()
class MoreTime(models.Model):
    """A wish for more time to mend an application: granted with a new instant, or refused with a reason."""

    supplement = models.ForeignKey(Supplement, models.CASCADE, related_name="wishes", verbose_name=_("supplement"))
    reason = models.CharField(_("reason"), max_length=500)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("asked by"))
    asked_at = models.DateTimeField(_("asked at"))
    granted_until = models.DateTimeField(_("granted until"), null=True, blank=True)
    refusal = models.CharField(_("reason of the refusal"), max_length=500, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("settled by")
    )
    settled_at = models.DateTimeField(_("settled at"), null=True, blank=True)

    class Meta:
        verbose_name = _("wish for more time")
        verbose_name_plural = _("wishes for more time")
        ordering = ("asked_at", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=("supplement",),
                condition=Q(settled_at__isnull=True),
                name="more_time_one_open_wish",
                violation_error_message=_("You have asked for more time already: wait for the answer."),
            ),
            models.CheckConstraint(
                condition=Q(settled_at__isnull=True, settled_by__isnull=True, granted_until__isnull=True, refusal="")
                | Q(settled_at__isnull=False, settled_by__isnull=False, granted_until__isnull=False, refusal="")
                | (Q(settled_at__isnull=False, settled_by__isnull=False, granted_until__isnull=True) & ~Q(refusal="")),
                name="more_time_granted_xor_refused",
                violation_error_message=_("A wish is granted with an instant, or refused with a reason."),
            ),
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="more_time_has_reason",
                violation_error_message=_("Say why you need more time."),
            ),
        ]

    def __str__(self) -> str:
        """Return the reason."""
        return self.reason
