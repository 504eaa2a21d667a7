"""Statements that staff edit: privacy, accessibility."""

from typing import Self

from django.db import models
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from busan_se.audit.history import track
from busan_se.core.models import TimeStamped
from busan_se.core.search.functions import search_text
from busan_se.core.search.matching import matching
from busan_se.pages.prose import as_html
from busan_se.pages.search.models import MissedWord, SearchTerm

__all__ = ["MissedWord", "Page", "SearchTerm"]


class PageQuerySet(models.QuerySet["Page"]):
    """Readings of the statements."""

    def with_words(self, words: str) -> Self:
        """Return the statements in which every one of `words` stands."""
        return self.filter(matching(words))


@track(exclude=("search_text",))
class Page(TimeStamped):
    """A public statement in two languages, written as plain text with headings and lists (see `prose`)."""

    slug = models.SlugField(_("name in the address"), unique=True)
    title_ko = models.CharField(_("Korean title"), max_length=200)
    title_en = models.CharField(_("English title"), max_length=200, blank=True)
    body_ko = models.TextField(
        _("Korean text"), help_text=_("'## ' begins a heading, '- ' a list item; an empty line ends a paragraph.")
    )
    body_en = models.TextField(_("English text"), blank=True)
    desk_ko = models.CharField(
        _("Korean name of the department in charge"),
        max_length=100,
        blank=True,
        help_text=_("It stands beside the day of the last change: who answers for this text."),
    )
    desk_en = models.CharField(_("English name of the department in charge"), max_length=100, blank=True)
    search_text = models.GeneratedField(
        expression=search_text(("title_ko", "title_en"), ("body_ko", "body_en")),
        output_field=models.TextField(),
        db_persist=True,
    )

    objects = PageQuerySet.as_manager()

    class Meta:
        verbose_name = _("statement")
        verbose_name_plural = _("statements")
        ordering = ["slug"]

    def __str__(self) -> str:
        return self.title

    @property
    def language(self) -> str:
        """Return the language the text is shown in: Korean where the English one is not written yet."""
        return "en" if get_language() == "en" and self.body_en else "ko"

    @property
    def title(self) -> str:
        """Return the title in the language of the page, else in Korean."""
        return (self.title_en if get_language() == "en" else "") or self.title_ko

    @property
    def desk(self) -> str:
        """Return who answers for the text, in the language of the page, else in Korean."""
        return (self.desk_en if get_language() == "en" else "") or self.desk_ko

    def get_absolute_url(self) -> str:
        """Return the public address."""
        return reverse("pages:statement", args=[self.slug])

    @cached_property
    def html(self) -> SafeString:
        """Return the text as safe HTML."""
        return as_html(self.body_en if self.language == "en" else self.body_ko)
