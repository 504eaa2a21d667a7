"""The register: enterprises with numbers, states and qualifications by date, what sources said, and members."""

from datetime import date
from functools import cache
from typing import Any, Self

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateRangeField, RangeOperators
from django.contrib.postgres.indexes import GinIndex
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import models
from django.db.models import Exists, F, Func, OuterRef, Q, Value
from django.db.models.functions import Cast, Least
from django.urls import reverse
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from busan_se.accounts.roles import districts_of, reads_everything
from busan_se.audit.history import track
from busan_se.core.clock import today
from busan_se.core.korea import business_number_is_valid, format_business_number
from busan_se.core.models import TimeStamped
from busan_se.core.search.functions import SearchKey, search_text, search_tokens
from busan_se.reference.models import District, Ksic, QualificationKind
from enterprises.registry.sources import TAG_LENGTH
from enterprises.registry.tally import MARK_ENTERPRISE, MARK_QUALIFICATION
from enterprises.registry.triggers import KEEP_AN_OWNER, KEEP_CURRENT_STATE

__all__ = [
    "Enterprise",
    "EnterpriseIdentifier",
    "Membership",
    "OperatingState",
    "PolicyTag",
    "Qualification",
    "SourceRecord",
]


class State(models.TextChoices):
    """Whether an enterprise is at work."""

    OPERATING = "operating", pgettext_lazy("operating state", "Operating")
    DORMANT = "dormant", pgettext_lazy("operating state", "Dormant")
    CLOSED = "closed", pgettext_lazy("operating state", "Closed")
    DISSOLVED = "dissolved", pgettext_lazy("operating state", "Dissolved")
    UNKNOWN = "unknown", pgettext_lazy("operating state", "Not confirmed")


GONE = (State.CLOSED, State.DISSOLVED)
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


@track()
class EnterpriseIdentifier(TimeStamped):
    """A number that an authority gave; in use while `valid_to` is empty. Business and corporate ones are digits."""

    class Kind(models.TextChoices):
        """Whose number it is."""

        BUSINESS = "business", _("Business registration number")
        CORPORATE = "corporate", _("Corporate registration number")
        UNIQUE = "unique", _("Unique number of an organisation")
        REPORT = "report", _("Founding report number")
        LICENCE = "licence", _("Licence number")

    enterprise = models.ForeignKey(
        Enterprise, verbose_name=_("enterprise"), on_delete=models.CASCADE, related_name="identifiers"
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    value = models.CharField(_("number"), max_length=60)
    is_branch = models.BooleanField(_("branch"), default=False)
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_to = models.DateField(_("last day"), null=True, blank=True)

    class Meta:
        verbose_name = _("number")
        verbose_name_plural = _("numbers")
        ordering = ["kind", "is_branch", "value"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "value"],
                condition=Q(valid_to=None),
                name="identifier_live_is_unique",
                violation_error_message=_("Another enterprise has this number."),
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=["business", "unique"]) | Q(value__regex=r"^\d{10}$"),
                name="identifier_business_is_digits",
                violation_error_message=_("Enter the ten digits of the number."),
            ),
            models.CheckConstraint(
                condition=~Q(kind="corporate") | Q(value__regex=r"^\d{13}$"),
                name="identifier_corporate_is_digits",
                violation_error_message=_("Enter the thirteen digits of the number."),
            ),
            models.CheckConstraint(condition=~Q(value=""), name="identifier_has_value"),
            models.CheckConstraint(
                condition=Q(valid_to__gte=F("valid_from")) | Q(valid_to=None) | Q(valid_from=None),
                name="identifier_from_before_to",
                violation_error_message=_("The last day lies before the first."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.shown}"

    @property
    def shown(self) -> str:
        """Return the number as it is written on paper."""
        return on_paper(self.kind, self.value)

    def clean(self) -> None:
        """Take numbers with hyphens; refuse a business number whose check digit is wrong."""
        self.value = self.value.strip()
        if self.kind in {self.Kind.BUSINESS, self.Kind.CORPORATE, self.Kind.UNIQUE}:
            self.value = self.value.replace("-", "").replace(" ", "")
        if self.kind == self.Kind.BUSINESS and not business_number_is_valid(self.value):
            raise ValidationError({"value": _("This is not a business registration number: check the ten digits.")})


def on_paper(kind: str, value: str) -> str:
    """Return a number of a kind as it is written on paper."""
    if kind == EnterpriseIdentifier.Kind.BUSINESS:
        return format_business_number(value)
    return f"{value[:6]}-{value[6:]}" if kind == EnterpriseIdentifier.Kind.CORPORATE else value


@track()
class OperatingState(TimeStamped):
    """From which day an enterprise was in a state, and who said so. Written by `actions.set_state` and by imports."""

    enterprise = models.ForeignKey(
        Enterprise, verbose_name=_("enterprise"), on_delete=models.CASCADE, related_name="states"
    )
    state = models.CharField(_("state"), max_length=10, choices=State)
    since = models.DateField(_("since"))
    source = models.CharField(_("source"), max_length=40, default="staff")
    reason = models.CharField(_("reason"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("operating state")
        verbose_name_plural = _("operating states")
        ordering = ["-since"]
        constraints = [
            models.UniqueConstraint(
                fields=["enterprise", "since"],
                name="operatingstate_one_a_day",
                violation_error_message=_("There is a state of this day already."),
            ),
            models.CheckConstraint(condition=Q(state__in=State.values), name="operatingstate_is_known"),
        ]
        triggers = [KEEP_CURRENT_STATE]

    def __str__(self) -> str:
        return f"{self.get_state_display()} {self.since:%Y.%m.%d.}"

    def clean(self) -> None:
        """Refuse days to come: the current state follows from what has happened."""
        if self.since and self.since > today():
            raise ValidationError({"since": _("This day is still to come: enter the day on which the state began.")})


class SourceRecord(models.Model):
    """What one source said of an enterprise on a day, in the words of `sources`; may hold personal data.

    Written by `actions.record` and by imports, which then resolve. A payload names only what its source
    speaks about; an empty text says "there is none".
    """

    enterprise = models.ForeignKey(
        Enterprise, verbose_name=_("enterprise"), on_delete=models.CASCADE, related_name="source_records"
    )
    source = models.CharField(_("source"), max_length=40)
    as_of = models.DateField(_("as-of day"))
    payload = models.JSONField(_("what it said"), default=dict)
    batch = models.ForeignKey(
        "enterprises.ImportBatch",
        verbose_name=_("import"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="records",
    )
    created_at = models.DateTimeField(_("recorded at"), auto_now_add=True)

    class Meta:
        verbose_name = _("source record")
        verbose_name_plural = _("source records")
        ordering = ["-as_of", "source"]
        constraints = [
            models.UniqueConstraint(fields=["enterprise", "source", "as_of"], name="sourcerecord_once_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.as_of:%Y.%m.%d.}"


class QualificationQuerySet(models.QuerySet["Qualification"]):
    """Questions about qualifications."""

    def valid_on(self, day: date) -> Self:
        """Return those in force on the day."""
        return self.filter(period__contains=day)


@track(exclude=("period",))
class Qualification(TimeStamped):
    """One 자격 of an enterprise. `valid_to` is its last day; `ended_on` the first day on which it was gone before that.

    `period` is the half-open range that follows: whether it is valid on a day is asked of it, never stored.
    `start_is_known` is false where a list gave no date: then `valid_from` is the day on which a source first said so.
    """

    class Ending(models.TextChoices):
        """How it ended before its last day."""

        CANCELLED = "cancelled", pgettext_lazy("end of a qualification", "Cancelled")
        RETURNED = "returned", pgettext_lazy("end of a qualification", "Returned")
        EXPIRED = "expired", pgettext_lazy("end of a qualification", "Period over")
        DISSOLVED = "dissolved", pgettext_lazy("end of a qualification", "Enterprise dissolved")
        ABSENT = "absent", pgettext_lazy("end of a qualification", "Not in the list of this day")

    enterprise = models.ForeignKey(
        Enterprise, models.CASCADE, verbose_name=_("enterprise"), related_name="qualifications", db_index=False
    )
    kind = models.ForeignKey(QualificationKind, verbose_name=_("kind"), on_delete=models.PROTECT, related_name="+")
    number = models.CharField(_("number"), max_length=60, blank=True)
    issuer = models.CharField(_("issued by"), max_length=100, blank=True)
    grade = models.CharField(_("type or grade"), max_length=60, blank=True)
    valid_from = models.DateField(_("valid from"))
    start_is_known = models.BooleanField(_("first day is known"), default=True)
    valid_to = models.DateField(_("last day"), null=True, blank=True)
    ended_on = models.DateField(_("ended on"), null=True, blank=True)
    ended_how = models.CharField(_("how it ended"), max_length=10, choices=Ending, blank=True)
    period = models.GeneratedField(
        expression=Func(
            F("valid_from"),
            Least(
                # The casts are for validation, which puts a bare NULL in place of an empty day.
                Func(Cast(F("valid_to"), models.DateField()), Value(1), arg_joiner=" + ", template="(%(expressions)s)"),
                Cast(F("ended_on"), models.DateField()),
            ),
            Value("[)"),
            function="daterange",
        ),
        output_field=DateRangeField(),
        db_persist=True,
    )

    objects = QualificationQuerySet.as_manager()

    class Meta:
        verbose_name = _("qualification")
        verbose_name_plural = _("qualifications")
        # Whether an enterprise holds one on a day is asked for each row of every list: the index alone answers.
        indexes = [models.Index(fields=["enterprise"], include=["period"], name="qualification_held")]
        triggers = [MARK_QUALIFICATION]
        ordering = ["-valid_from", "kind"]
        constraints = [
            ExclusionConstraint(
                name="qualification_no_overlap",
                expressions=[
                    ("enterprise", RangeOperators.EQUAL),
                    ("kind", RangeOperators.EQUAL),
                    ("period", RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("The enterprise holds this qualification in part of this time already."),
            ),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                name="qualification_from_before_to",
                violation_error_message=_("The last day lies before the first."),
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=F("valid_from")),
                name="qualification_from_before_end",
                violation_error_message=_("The day of its end lies before the first day."),
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None, ended_how="") | (Q(ended_on__isnull=False) & ~Q(ended_how="")),
                name="qualification_end_has_reason",
                violation_error_message=_("Say both on which day and how it ended."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.number}".strip()

    def clean(self) -> None:
        """Refuse days in the wrong order here already: PostgreSQL can't even ask whether such a period overlaps."""
        for name in ("valid_to", "ended_on"):
            day = getattr(self, name)
            if day and self.valid_from and day < self.valid_from:
                raise ValidationError({name: _("This day lies before the first day.")})


class MembershipQuerySet(models.QuerySet["Membership"]):
    """Questions about memberships."""

    def of(self, user: Any) -> Self:
        """Return a person's memberships, enterprises in order of name."""
        return self.filter(user_id=user.pk).select_related("enterprise").order_by("enterprise__sort_key", "pk")


@track()
class Membership(TimeStamped):
    """A person's role in an enterprise. Written by `actions.add_member`, `change_role` and `remove_member`."""

    class Role(models.TextChoices):
        """What a member may do: an owner answers for the enterprise, a manager acts for it, a viewer only looks."""

        OWNER = "owner", pgettext_lazy("member", "Owner")
        MANAGER = "manager", pgettext_lazy("member", "Manager")
        VIEWER = "viewer", pgettext_lazy("member", "Viewer")

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("person"), on_delete=models.CASCADE, related_name="memberships"
    )
    enterprise = models.ForeignKey(
        Enterprise, verbose_name=_("enterprise"), on_delete=models.CASCADE, related_name="memberships"
    )
    role = models.CharField(_("role"), max_length=10, choices=Role)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("member")
        verbose_name_plural = _("members")
        ordering = ["enterprise", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "enterprise"],
                name="membership_once",
                violation_error_message=_("This person is a member already."),
            ),
            models.CheckConstraint(condition=Q(role__in=["owner", "manager", "viewer"]), name="membership_role_known"),
        ]
        triggers = [KEEP_AN_OWNER]

    def __str__(self) -> str:
        return f"{self.user} · {self.get_role_display()}"

    @property
    def may_edit(self) -> bool:
        """Return whether the member may change what the register says."""
        return self.role in {self.Role.OWNER, self.Role.MANAGER}
