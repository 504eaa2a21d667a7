"""Official codes: never free text elsewhere. Data migrations and `load_reference` bring them."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class Named(models.Model):
    """Something with an official Korean name and its English one ('' where none is known)."""

    name_ko = models.CharField(_("Korean name"), max_length=200)
    name_en = models.CharField(_("English name"), max_length=200, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The name in the language of the page; the Korean one where there is no English."""
        return (self.name_en if get_language() == "en" else "") or self.name_ko


class District(Named):
    """One of the 16 districts (구·군). The name alone is ambiguous (other cities have a 중구): match by code."""

    code = models.CharField(_("code"), primary_key=True, max_length=5)
    order = models.PositiveSmallIntegerField(_("order"))

    class Meta:
        verbose_name = _("district")
        verbose_name_plural = _("districts")
        ordering = ["order"]


class QualificationKind(Named):
    """A kind of 자격. `verb_ko` is what the authority does: 인증, 지정, 인정, 신고, 인가, 판별."""

    class Group(models.TextChoices):
        CERTIFIED = "certified", _("certified social enterprise")
        PRE = "pre", _("preliminary social enterprise")
        VILLAGE = "village", _("village enterprise")
        SELF_RELIANCE = "self_reliance", _("self-reliance enterprise")
        COOPERATIVE = "cooperative", _("cooperative")
        VENTURE = "venture", _("social venture")

    code = models.CharField(_("code"), primary_key=True, max_length=30)
    group = models.CharField(_("group"), max_length=20, choices=Group.choices)
    verb_ko = models.CharField(_("Korean verb"), max_length=20)
    verb_en = models.CharField(_("English verb"), max_length=40)
    authority_ko = models.CharField(_("authority"), max_length=100)
    authority_en = models.CharField(_("authority in English"), max_length=100)
    law = models.CharField(_("law"), max_length=100)
    law_is_verified = models.BooleanField(_("law looked up in its text"), default=False)
    term_years = models.PositiveSmallIntegerField(_("valid for years"), null=True, blank=True)
    order = models.PositiveSmallIntegerField(_("order"))

    class Meta:
        verbose_name = _("kind of qualification")
        verbose_name_plural = _("kinds of qualification")
        ordering = ["order"]

    @property
    def verb(self) -> str:
        """What the authority does, in the language of the page."""
        return self.verb_en if get_language() == "en" else self.verb_ko

    @property
    def authority(self) -> str:
        """Who gives the qualification, in the language of the page."""
        return self.authority_en if get_language() == "en" else self.authority_ko


class KsicQuerySet(models.QuerySet["Ksic"]):
    def sections(self) -> "KsicQuerySet":
        """The 21 letters A to U."""
        return self.filter(level=1)

    def divisions(self) -> "KsicQuerySet":
        """The 77 two-digit codes."""
        return self.filter(level=2)


class Ksic(Named):
    """A code of the Korean standard industrial classification: level 1 is a letter, level n has n digits."""

    code = models.CharField(_("code"), primary_key=True, max_length=5)
    level = models.PositiveSmallIntegerField(_("level"))
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("part of")
    )
    revision = models.PositiveSmallIntegerField(_("revision"), default=10)

    objects: ClassVar[KsicQuerySet] = KsicQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("industry (KSIC)")
        verbose_name_plural = _("industries (KSIC)")
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                name="ksic_only_sections_stand_alone",
                condition=Q(level=1, parent__isnull=True) | Q(level__range=(2, 5), parent__isnull=False),
                violation_error_message=_("Every code below a section is part of another."),
            )
        ]


class LegalDongQuerySet(models.QuerySet["LegalDong"]):
    def live_on(self, day: Any) -> "LegalDongQuerySet":
        """The ones that exist on `day`."""
        return self.filter(Q(abolished_on__isnull=True) | Q(abolished_on__gt=day), created_on__lte=day)


class LegalDong(models.Model):
    """A 법정동 of Busan, with the ten-digit code of the administrative standard."""

    code = models.CharField(_("code"), primary_key=True, max_length=10)
    district = models.ForeignKey(District, models.PROTECT, related_name="legal_dongs", verbose_name=_("district"))
    name = models.CharField(_("name"), max_length=100)
    created_on = models.DateField(_("created"))
    abolished_on = models.DateField(_("abolished"), null=True, blank=True)

    objects: ClassVar[LegalDongQuerySet] = LegalDongQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("legal dong")
        verbose_name_plural = _("legal dongs")
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                name="legal_dong_abolished_after_created",
                condition=Q(abolished_on__isnull=True) | Q(abolished_on__gte=F("created_on")),
                violation_error_message=_("It cannot be abolished before it exists."),
            )
        ]

    def __str__(self) -> str:
        return self.name


class LifeStage(Named):
    """A stage of life that courses and materials are made for. Ages are the portal's own grouping, in full years."""

    code = models.CharField(_("code"), primary_key=True, max_length=20)
    age_from = models.PositiveSmallIntegerField(_("from age"))
    age_to = models.PositiveSmallIntegerField(_("to age"), null=True, blank=True)
    order = models.PositiveSmallIntegerField(_("order"))

    class Meta:
        verbose_name = _("life stage")
        verbose_name_plural = _("life stages")
        ordering = ["order"]
        constraints = [
            models.CheckConstraint(
                name="life_stage_ages_in_order",
                condition=Q(age_to__isnull=True) | Q(age_to__gte=F("age_from")),
                violation_error_message=_("The last age is not below the first."),
            )
        ]


class Holiday(models.Model):
    """A day off beside those that the calendar library knows, e.g. a temporary holiday. Due dates follow at once."""

    day = models.DateField(_("day"), primary_key=True)
    name = models.CharField(_("name"), max_length=100)

    class Meta:
        verbose_name = _("holiday")
        verbose_name_plural = _("holidays")
        ordering = ["-day"]

    def __str__(self) -> str:
        return f"{self.day} {self.name}"
