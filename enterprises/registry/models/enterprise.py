"""An enterprise as the register has it, and the words that policy sorts it by."""

from datetime import date
from functools import cache
from typing import Any, Self

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.core.validators import URLValidator
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from busan_se.accounts.roles import districts_of, reads_everything
from busan_se.audit.history import track
from busan_se.core.models import TimeStamped
from busan_se.core.search.functions import SearchKey, search_text, search_tokens
from busan_se.reference.models import District, Ksic
from enterprises.registry.models.qualifications import Qualification
from enterprises.registry.models.states import GONE, OperatingState, State
from enterprises.registry.sources import TAG_LENGTH
from enterprises.registry.tally import MARK_ENTERPRISE

_SEARCHED = (("name", "name_en"), ("summary",))


class PolicyTag(models.Model):
    """A word that policy sorts enterprises by, e.g. 여성기업; shown publicly and filtered by."""

    code = models.SlugField(_("code"), max_length=40, unique=True, allow_unicode=True)
    name_ko = models.CharField(_("Korean name"), max_length=TAG_LENGTH, unique=True)
    name_en = models.CharField(_("English name"), max_length=60, blank=True)

    class Meta:
        verbose_name = _("policy tag")
        verbose_name_plural = _("policy tags")
        ordering = ["name_ko"]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """Return the name in the current language, in Korean where there is no English one."""
        return self.name_en or self.name_ko if get_language() == "en" else self.name_ko


@cache
def _directory(language: str | None) -> str:
    """Return the address of the directory in the current language, which is `language`: its pages stand below it."""
    return reverse("enterprises:list")


class EnterpriseQuerySet(models.QuerySet["Enterprise"]):
    """Questions about enterprises."""

    def public(self) -> Self:
        """Return those with a page of their own: not merged into another."""
        return self.filter(merged_into=None)

    def visible_to(self, user: Any) -> Self:
        """Return those that the user may open: everyone the public ones; readers of everything also merged ones."""
        return self if reads_everything(user) else self.public()

    def managed_by(self, user: Any) -> Self:
        """Return those on this staff member's desk: all, or those of the officer's districts."""
        if reads_everything(user):
            return self
        districts = districts_of(user)
        return self.all() if districts is None else self.filter(district__in=districts)

    def with_qualification_on(self, day: date, **kind: Any) -> Self:
        """Return those holding a qualification on the day; `kind` narrows, e.g. `kind__group="village"`."""
        held = Qualification.objects.filter(enterprise=OuterRef("pk"), period__contains=day, **kind)
        return self.filter(Exists(held))

    def operating_on(self, day: date) -> Self:
        """Return those not known to be dormant, closed or dissolved on the day.

        Without a dated state an enterprise counts as operating: the official lists name living firms only.
        """
        latest = OperatingState.objects.filter(enterprise=OuterRef("pk"), since__lte=day).order_by("-since")
        state = models.Subquery(latest.values("state")[:1])
        return self.alias(state_on_day=state).exclude(
            state_on_day__in=[State.DORMANT, *GONE], state_on_day__isnull=False
        )

    def listed_on(self, day: date) -> Self:
        """Return what the public directory lists: with a qualification on the day, and not closed or dissolved."""
        return self.public().exclude(state__in=GONE).with_qualification_on(day)


@track(exclude=("representative", "phone", "sort_key", "search_text", "search_tokens"))
class Enterprise(TimeStamped):
    """One organisation of the social economy.

    The fields that people see are never written alone: write a `SourceRecord` and call `actions.resolve`.
    `state` follows from the dated `OperatingState` rows by a trigger.
    Personal data: `representative`; of a sole proprietor also phone, address and business number, masked in public.
    """

    name = models.CharField(_("name"), max_length=200)
    name_en = models.CharField(_("English name"), max_length=200, blank=True)
    district = models.ForeignKey(
        District, verbose_name=_("district"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    address = models.CharField(_("address"), max_length=300, blank=True)
    ksic = models.ForeignKey(
        Ksic, verbose_name=_("industry"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    homepage = models.CharField(
        _("homepage"), max_length=300, blank=True, validators=[URLValidator(schemes=["http", "https"])]
    )
    is_sole_proprietor = models.BooleanField(_("sole proprietor"), default=False)
    representative = models.CharField(_("representative"), max_length=100, blank=True)
    summary = models.TextField(_("what it does"), max_length=1000, blank=True)
    tags = models.ManyToManyField(PolicyTag, verbose_name=_("policy tags"), blank=True, related_name="enterprises")
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.UNKNOWN, editable=False)
    merged_into = models.ForeignKey(
        "self", verbose_name=_("merged into"), null=True, blank=True, on_delete=models.PROTECT, related_name="merged"
    )
    is_demo = models.BooleanField(_("demo data"), default=False, editable=False)
    sort_key = models.GeneratedField(expression=SearchKey(F("name")), output_field=models.TextField(), db_persist=True)
    search_text = models.GeneratedField(
        expression=search_text(*_SEARCHED),
        output_field=models.TextField(),
        db_persist=True,
    )
    search_tokens = models.GeneratedField(
        expression=search_tokens(*_SEARCHED), output_field=ArrayField(models.TextField()), db_persist=True
    )

    objects = EnterpriseQuerySet.as_manager()

    class Meta:
        verbose_name = _("enterprise")
        verbose_name_plural = _("enterprises")
        permissions = [
            ("export_personal", "Can export personal data of enterprises"),
            ("reactivate_enterprise", "Can take what has ended back into activity"),
        ]
        triggers = MARK_ENTERPRISE
        indexes = [
            models.Index(fields=["sort_key", "id"], name="enterprise_by_name"),
            models.Index(fields=["district", "sort_key", "id"], name="enterprise_by_district"),
            GinIndex(fields=["search_tokens"], name="enterprise_by_piece", fastupdate=False),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(name=""), name="enterprise_has_name", violation_error_message=_("Enter a name.")
            ),
            models.CheckConstraint(
                condition=~Q(merged_into=F("id")),
                name="enterprise_not_merged_into_itself",
                violation_error_message=_("An enterprise can't be merged into itself."),
            ),
            models.CheckConstraint(condition=Q(state__in=State.values), name="enterprise_state_is_known"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Return the address of the public page."""
        return f"{_directory(get_language())}{self.pk}/"

    @property
    def is_gone(self) -> bool:
        """Return whether it is closed or dissolved."""
        return self.state in GONE
