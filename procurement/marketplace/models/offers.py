"""What enterprises offer, in categories. Door: `actions` changes offers, versions and photos; nothing else does."""

from functools import reduce
from operator import or_
from typing import Any, Self

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from busan_se.audit.history import track
from busan_se.core.models import TimeStamped
from busan_se.core.search.functions import search_text, search_tokens
from busan_se.files.models import StoredFile
from enterprises.registry.models import GONE, Enterprise, Membership
from procurement.marketplace.workflow import DECIDED, EDITABLE, OPEN, State, VersionState

MOST_PHOTOS = 6
_FAR = 1000  # days: a delivery time above it is a slip of the finger
WRITERS = (Membership.Role.OWNER, Membership.Role.MANAGER)
_SEARCHED = (("name_ko", "name_en"), ("summary", "description"))


class Category(models.Model):
    """A shelf of the marketplace, in two levels; offers stand on the lower one. Staff edit them."""

    code = models.SlugField(_("code"), max_length=40, primary_key=True)
    parent = models.ForeignKey(
        "self", models.PROTECT, verbose_name=_("under"), null=True, blank=True, related_name="children"
    )
    name_ko = models.CharField(_("Korean name"), max_length=60, unique=True)
    name_en = models.CharField(_("English name"), max_length=60, blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=100)

    class Meta:
        verbose_name = _("offer category")
        verbose_name_plural = _("offer categories")
        ordering = ["order", "code"]
        constraints = [
            models.CheckConstraint(
                name="category_not_under_itself",
                condition=~Q(parent=F("code")),
                violation_error_message=_("A category can't stand under itself."),
            )
        ]

    def __str__(self) -> str:
        return self.name_en or self.name_ko if get_language() == "en" else self.name_ko

    def clean(self) -> None:
        """Keep two levels."""
        if self.parent and (self.parent.parent_id or self.children.exists()):
            raise ValidationError({"parent": _("There are two levels: choose a category that stands under none.")})


class OfferQuerySet(models.QuerySet["Offer"]):
    """Readings of the offers."""

    def published(self) -> Self:
        """Return what everyone sees: on show, of an enterprise that was neither merged nor closed."""
        return self.filter(state=State.PUBLISHED, enterprise__merged_into=None).exclude(enterprise__state__in=GONE)

    def of_member(self, user: Any) -> Self:
        """Return those of the enterprises of which the person is a member, whatever the role."""
        return self.filter(enterprise__memberships__user=user.pk) if user.is_authenticated else self.none()

    def editable_by(self, user: Any) -> Self:
        """Return those that the person writes, as owner or manager of the enterprise."""
        writes = Membership.objects.filter(user=user.pk, role__in=WRITERS).values("enterprise")
        return self.filter(enterprise__in=writes) if user.is_authenticated else self.none()

    def managed_by(self, user: Any) -> Self:
        """Return those on this officer's desk: what was handed in or published, of the officer's districts."""
        if not user.has_perm("procurement.view_offer"):
            return self.none()
        seen = Q(published__isnull=False) | Q(pk__in=OfferVersion.objects.handed_in().values("offer"))
        return self.filter(seen, enterprise__in=Enterprise.objects.managed_by(user))

    def visible_to(self, user: Any) -> Self:
        """Return the public ones, those of the person's enterprises, and those on the person's desk."""
        return self.filter(
            Q(pk__in=self.model.objects.published().values("pk"))
            | Q(pk__in=self.model.objects.of_member(user).values("pk"))
            | Q(pk__in=self.model.objects.managed_by(user).values("pk"))
        )

    def waiting(self) -> Self:
        """Return those with a version that waits for moderation."""
        return self.filter(pk__in=OfferVersion.objects.filter(state=VersionState.SUBMITTED).values("offer"))

    def with_text(self) -> Self:
        """Load what a line of the list shows."""
        return self.select_related("published__category__parent", "enterprise__district").prefetch_related(
            "published__photos"
        )

    def with_open_text(self) -> Self:
        """Load the version that `Offer.open_version` answers, with its photos."""
        texts = OfferVersion.objects.open().select_related("category__parent").prefetch_related("photos")
        return self.prefetch_related(models.Prefetch("versions", texts))


@track(exclude=("created_at", "updated_at"))
class Offer(TimeStamped):
    """A product or service of an enterprise: whether it is on show. What it says stands in its versions.

    `published` is the version that buyers read, `published_at` when the offer was first on show (lists go by it, so
    that no edit lifts an offer above others). `reason` says why it was taken down or suspended.
    """

    enterprise = models.ForeignKey(Enterprise, models.PROTECT, verbose_name=_("enterprise"), related_name="offers")
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.DRAFT)
    published = models.OneToOneField(
        "OfferVersion", models.RESTRICT, verbose_name=_("published text"), null=True, blank=True, related_name="+"
    )
    published_at = models.DateTimeField(_("first published"), null=True, blank=True)
    ended_at = models.DateTimeField(_("taken down or suspended"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=500, blank=True)

    objects = OfferQuerySet.as_manager()

    class Meta:
        verbose_name = _("offer")
        verbose_name_plural = _("offers")
        ordering = ["-pk"]
        permissions = [("moderate_offer", _("May moderate and suspend offers"))]
        indexes = [
            models.Index(fields=["-published_at", "-id"], name="offer_newest", condition=Q(state="published")),
            models.Index(fields=["enterprise", "state"], name="offer_of_enterprise"),
        ]
        constraints = [
            models.CheckConstraint(
                name="offer_published_has_text",
                condition=Q(state=State.DRAFT, published__isnull=True, published_at__isnull=True)
                | ~Q(state=State.DRAFT) & Q(published__isnull=False, published_at__isnull=False),
                violation_error_message=_("What was published has a text and a date; a draft has none."),
            ),
            models.CheckConstraint(
                name="offer_end_has_time",
                condition=Q(state__in=[State.DRAFT, State.PUBLISHED], ended_at__isnull=True)
                | Q(
                    state__in=[State.TAKEN_DOWN, State.SUSPENDED],
                    ended_at__isnull=False,
                    ended_at__gte=F("published_at"),
                ),
                violation_error_message=_("Only what was taken down or suspended has the time of its end."),
            ),
            models.CheckConstraint(
                name="offer_suspension_has_reason",
                condition=~Q(state=State.SUSPENDED) | ~Q(reason=""),
                violation_error_message=_("Say why the offer is suspended: the enterprise reads it."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.published or self.open_version or self.pk)

    def get_absolute_url(self) -> str:
        """Return the address of the product page."""
        return reverse("offers:detail", args=[self.pk])

    @property
    def open_version(self) -> "OfferVersion | None":
        """Return the version that is being written or waits for moderation."""
        return next((version for version in self.versions.all() if version.state in OPEN), None)


class OfferVersionQuerySet(models.QuerySet["OfferVersion"]):
    """Readings of the versions."""

    def open(self) -> Self:
        """Return those still to be decided."""
        return self.filter(state__in=OPEN)

    def handed_in(self) -> Self:
        """Return those that staff may read: submitted, and not taken back."""
        return self.exclude(state=VersionState.DRAFT)


CONTENT = (
    "kind", "category", "name_ko", "name_en", "summary", "description",
    "price_won", "unit", "minimum_quantity", "delivery_area", "lead_days",
)  # fmt: skip

SUBMITTED_TEXT_IS_FINAL = pgtrigger.Protect(
    name="submitted_text_is_final",
    operation=pgtrigger.Update,
    condition=~pgtrigger.Q(old__state=VersionState.DRAFT.value)
    & ~pgtrigger.Q(old__state=VersionState.RETURNED.value)
    & reduce(or_, (pgtrigger.Q(**{f"old__{name}__df": pgtrigger.F(f"new__{name}")}) for name in CONTENT)),
)


@track(exclude=("search_text", "search_tokens", "created_at", "updated_at"))
class OfferVersion(TimeStamped):
    """What an offer says, once. A submitted text stays as it is: what was looked at is what is shown.

    `price_won` empty means "on request". `reason` is what staff wrote when they returned it.
    """

    class Kind(models.TextChoices):
        PRODUCT = "product", _("Product")
        SERVICE = "service", _("Service")

    offer = models.ForeignKey(Offer, models.CASCADE, verbose_name=_("offer"), related_name="versions")
    state = models.CharField(_("state"), max_length=10, choices=VersionState.choices, default=VersionState.DRAFT)
    kind = models.CharField(_("kind"), max_length=8, choices=Kind.choices, default=Kind.PRODUCT)
    category = models.ForeignKey(Category, models.PROTECT, verbose_name=_("category"), related_name="+")
    name_ko = models.CharField(_("Korean name"), max_length=80)
    name_en = models.CharField(_("English name"), max_length=120, blank=True)
    summary = models.CharField(_("in one sentence"), max_length=150)
    description = models.TextField(_("description"), max_length=4000)
    price_won = models.BigIntegerField(_("price (won)"), null=True, blank=True)
    unit = models.CharField(_("unit"), max_length=30, blank=True)
    minimum_quantity = models.PositiveIntegerField(_("minimum quantity"), default=1)
    delivery_area = models.CharField(_("delivery area"), max_length=100, blank=True)
    lead_days = models.PositiveSmallIntegerField(_("days until delivery"), null=True, blank=True)
    submitted_at = models.DateTimeField(_("submitted"), null=True, blank=True)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name=_("submitted by"),
        null=True,
        blank=True,
        related_name="+",
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, verbose_name=_("decided by"), null=True, blank=True, related_name="+"
    )
    reason = models.CharField(_("why it was returned"), max_length=500, blank=True)
    search_text = models.GeneratedField(
        expression=search_text(*_SEARCHED),
        output_field=models.TextField(),
        db_persist=True,
    )
    search_tokens = models.GeneratedField(
        expression=search_tokens(*_SEARCHED), output_field=ArrayField(models.TextField()), db_persist=True
    )

    objects = OfferVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("text of an offer")
        verbose_name_plural = _("texts of offers")
        ordering = ["-pk"]
        triggers = [SUBMITTED_TEXT_IS_FINAL]
        indexes = [
            GinIndex(fields=["search_tokens"], name="offer_text_by_piece", fastupdate=False),
            models.Index(fields=["submitted_at", "id"], name="offer_text_waiting", condition=Q(state="submitted")),
        ]
        constraints = [
            models.UniqueConstraint(
                name="offer_one_open_text",
                fields=["offer"],
                condition=Q(state__in=OPEN),
                violation_error_message=_("A change of this offer is under way already."),
            ),
            models.UniqueConstraint(
                name="offer_one_approved_text",
                fields=["offer"],
                condition=Q(state=VersionState.APPROVED),
                violation_error_message=_("This offer has an approved text already."),
            ),
            models.CheckConstraint(
                name="offer_text_state_and_dates_agree",
                condition=Q(state=VersionState.DRAFT, submitted_at__isnull=True, decided_at__isnull=True)
                | Q(state=VersionState.SUBMITTED, submitted_at__isnull=False, decided_at__isnull=True)
                | Q(
                    state__in=DECIDED,
                    submitted_at__isnull=False,
                    decided_at__isnull=False,
                    decided_at__gte=F("submitted_at"),
                ),
                violation_error_message=_("The state of a text and its dates do not agree."),
            ),
            models.CheckConstraint(
                name="offer_text_return_has_reason",
                condition=~Q(state=VersionState.RETURNED) | ~Q(reason=""),
                violation_error_message=_("Say what to change: the enterprise reads it."),
            ),
            models.CheckConstraint(
                name="offer_price_positive",
                condition=Q(price_won__isnull=True) | Q(price_won__gt=0),
                violation_error_message=_("Enter a price above 0, or leave it empty: it is then given on request."),
            ),
            models.CheckConstraint(
                name="offer_minimum_positive",
                condition=Q(minimum_quantity__gte=1),
                violation_error_message=_("The minimum quantity is at least 1."),
            ),
            models.CheckConstraint(
                name="offer_lead_days_plausible",
                condition=Q(lead_days__isnull=True) | Q(lead_days__lte=_FAR),
                violation_error_message=_("Enter at most 1,000 days."),
            ),
            models.CheckConstraint(
                name="offer_kind_known",
                condition=Q(kind__in=["product", "service"]),
                violation_error_message=_("Choose product or service."),
            ),
            models.CheckConstraint(
                name="offer_text_has_words",
                condition=~Q(name_ko="") & ~Q(summary=""),
                violation_error_message=_("Enter a name and a sentence about the offer."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """Return the name in the current language, in Korean where there is no English one."""
        return self.name_en or self.name_ko if get_language() == "en" else self.name_ko

    @property
    def is_editable(self) -> bool:
        """Return whether the enterprise may still write on it."""
        return self.state in EDITABLE


class PhotoQuerySet(models.QuerySet["Photo"]):
    """Readings of the photos."""

    def public(self) -> Self:
        """Return those of texts that are on show."""
        return self.filter(version__state=VersionState.APPROVED, version__offer__in=Offer.objects.published())

    def visible_to(self, user: Any) -> Self:
        """Return the public ones; members also those of their drafts, staff those of what was handed in."""
        if not user.is_authenticated:
            return self.public()
        handed_in = Q(version__in=OfferVersion.objects.handed_in(), version__offer__in=Offer.objects.managed_by(user))
        mine = Q(version__offer__in=Offer.objects.of_member(user).values("pk"))
        return self.filter(Q(pk__in=self.model.objects.public().values("pk")) | mine | handed_in)

    def of_file(self, file: Any) -> Self:
        """Return those whose picture, in either size, is this file (a StoredFile or its key)."""
        return self.filter(Q(large=file) | Q(small=file))


class Photo(models.Model):
    """A photo of a version, in two sizes, without metadata. The database allows six places, one photo each."""

    version = models.ForeignKey(OfferVersion, models.CASCADE, verbose_name=_("text of an offer"), related_name="photos")
    place = models.PositiveSmallIntegerField(_("place"))
    alt = models.CharField(_("what it shows"), max_length=150)
    large = models.ForeignKey(StoredFile, models.PROTECT, verbose_name=_("large picture"), related_name="offer_large")
    small = models.ForeignKey(StoredFile, models.PROTECT, verbose_name=_("small picture"), related_name="offer_small")

    objects = PhotoQuerySet.as_manager()

    class Meta:
        verbose_name = _("photo of an offer")
        verbose_name_plural = _("photos of offers")
        ordering = ["place"]
        constraints = [
            models.UniqueConstraint(name="photo_one_per_place", fields=["version", "place"]),
            models.CheckConstraint(
                name="photo_places_limited",
                condition=Q(place__gte=1, place__lte=MOST_PHOTOS),
                violation_error_message=_("An offer has at most six photos."),
            ),
            models.CheckConstraint(
                name="photo_is_described",
                condition=~Q(alt=""),
                violation_error_message=_("Say what the photo shows."),
            ),
        ]

    def __str__(self) -> str:
        return self.alt
