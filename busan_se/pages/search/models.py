"""What the search keeps: words that found nothing, and the words of public names. No row tells who searched."""

from datetime import date
from typing import Self

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

__all__ = ["MissedWord", "SearchTerm"]

DAYS_UNTIL_SHOWN = 3


class MissedWordQuerySet(models.QuerySet["MissedWord"]):
    """Readings of the missed words."""

    def shown(self) -> Self:
        """Return what staff may read: missed on several days, so that one person's words stay theirs."""
        return self.filter(days__gte=DAYS_UNTIL_SHOWN)

    def not_missed_since(self, day: date) -> Self:
        """Return the words that were last missed before the day."""
        return self.filter(last_day__lt=day)


class MissedWord(models.Model):
    """Words that the site search found nothing for: how often, on how many days. Written by `missed.note`."""

    word = models.CharField(_("search word"), max_length=40, unique=True)
    times = models.PositiveIntegerField(_("times"), default=1)
    days = models.PositiveIntegerField(_("on different days"), default=1)
    first_day = models.DateField(_("first missed"))
    last_day = models.DateField(_("last missed"))

    objects = MissedWordQuerySet.as_manager()

    class Meta:
        verbose_name = _("search without result")
        verbose_name_plural = _("searches without result")
        ordering = ["-days", "-times", "word"]
        constraints = [
            models.CheckConstraint(
                name="missed_word_figures_agree",
                condition=Q(days__gte=1, times__gte=F("days"), last_day__gte=F("first_day")),
                violation_error_message=_("The days and times of this word contradict each other."),
            )
        ]

    def __str__(self) -> str:
        return self.word


class SearchTerm(models.Model):
    """A word of a public name, with the letters it is typed with: what a mistyped word may have meant."""

    word = models.CharField(primary_key=True, max_length=20)
    letters = models.CharField(max_length=60)

    class Meta:
        verbose_name = _("word of a name")
        verbose_name_plural = _("words of names")
        default_permissions = ()
        indexes = [GinIndex(fields=["letters"], name="search_term_letters", opclasses=["gin_trgm_ops"])]

    def __str__(self) -> str:
        return self.word
