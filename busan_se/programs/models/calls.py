"""A call (공고) of a program: its period, its immutable versions, its extensions.

Doors: `programs.actions.publish_call`, `extend_call`, `cancel_call`, `copy_call`; `programs.drafting` for its form and
for corrections. Triggers (migrations `0002_triggers`, `0005_corrections`) keep a published version and the promised
columns of a published call as they are, whoever writes; the current version moves to the next number only.
"""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from busan_se.audit.history import track
from busan_se.core.clock import now, seoul
from busan_se.core.models import TimeStamped
from busan_se.core.search.functions import search_text
from busan_se.core.search.matching import matching
from busan_se.programs.models.envelopes import Envelope
from busan_se.programs.models.plan import Program
from busan_se.programs.texts import BilingualModel, Translated

CALL_NUMBER = r"^\d{4}-\d{3,5}$"


class Reception(models.TextChoices):
    """Where applications are received (접수처)."""

    PORTAL = "portal", _("This portal")
    BOTAME = "botame", _("Botame (보탬e)")
    SEIS = "seis", _("SEIS (통합사업관리시스템)")
    DISTRICT = "district", _("District office, in person")
    EMAIL = "email", _("E-mail")


class Phase(models.TextChoices):
    """The three lists of calls that the public is shown; a cancelled call is among the closed ones."""

    OPEN = "open", _("Open")
    UPCOMING = "upcoming", _("Upcoming")
    CLOSED = "closed", _("Closed")


class CallQuerySet(models.QuerySet["Call"]):
    """Calls by what the clock says; no flag is stored."""

    def visible_to(self, user: Any) -> "CallQuerySet":
        """Return what `user` may see: published calls; staff who may view calls in the admin also see drafts."""
        if getattr(user, "is_staff", False) and user.has_perm("programs.view_call"):
            return self
        return self.published()

    def published(self) -> "CallQuerySet":
        """Return calls that were published, cancelled ones included."""
        return self.filter(published_at__isnull=False)

    def standing(self) -> "CallQuerySet":
        """Return published calls that were not cancelled."""
        return self.published().filter(cancelled_at__isnull=True)

    def with_words(self, words: str) -> "CallQuerySet":
        """Return the calls whose title, summary or program holds every one of `words`, in either language."""
        return self.filter(matching(words, "", "program__"))

    def open_at(self, instant: datetime) -> "CallQuerySet":
        """Return calls that take applications at `instant`: opens_at <= instant < closes_at."""
        return self.standing().filter(opens_at__lte=instant, closes_at__gt=instant)

    def upcoming_at(self, instant: datetime) -> "CallQuerySet":
        """Return calls announced, and not open yet at `instant`."""
        return self.standing().filter(opens_at__gt=instant)

    def closed_at(self, instant: datetime) -> "CallQuerySet":
        """Return published calls that take no applications any more at `instant`, cancelled ones included."""
        return self.published().filter(Q(closes_at__lte=instant) | Q(cancelled_at__isnull=False))

    def in_phase(self, phase: str, instant: datetime) -> "CallQuerySet":
        """Return what the public list of a `Phase` shows at `instant`."""
        match Phase(phase):
            case Phase.OPEN:
                return self.open_at(instant)
            case Phase.UPCOMING:
                return self.upcoming_at(instant)
        return self.closed_at(instant)


@track(exclude=("search_text", "form_lock"))
class Call(TimeStamped, BilingualModel):
    """One call for applications. Before publication all of it is a draft; after it, only English texts and the
    official number may be added, and the closing may be moved later by `extend_call`.
    """

    texts = ("title", "summary", "body")

    number = models.CharField(
        _("number in the address"),
        max_length=12,
        unique=True,
        validators=[RegexValidator(CALL_NUMBER, _("Write a year and a running number, like 2027-001."))],
    )
    official_number = models.CharField(
        _("official call number"), max_length=60, blank=True, help_text=_("As the city's document system gave it.")
    )
    program = models.ForeignKey(Program, models.PROTECT, related_name="calls", verbose_name=_("program"))
    title_ko = models.CharField(_("title (Korean)"), max_length=200)
    title_en = models.CharField(_("title (English)"), max_length=200, blank=True)
    summary_ko = models.TextField(_("summary (Korean)"))
    summary_en = models.TextField(_("summary (English)"), blank=True)
    body_ko = models.TextField(_("text of the call (Korean)"), blank=True)
    body_en = models.TextField(_("text of the call (English)"), blank=True)
    opens_at = models.DateTimeField(_("opens"))
    closes_at = models.DateTimeField(
        _("closes"), help_text=_("Applications that arrive before this instant are in time.")
    )
    reception = models.CharField(_("received at"), max_length=12, choices=Reception.choices, default=Reception.PORTAL)
    reception_place = models.CharField(
        _("place of reception"),
        max_length=300,
        blank=True,
        help_text=_("Address, office or mailbox, if not this portal."),
    )
    reception_url = models.URLField(_("web address of reception"), blank=True)
    envelope = models.ForeignKey(
        Envelope, models.PROTECT, null=True, blank=True, related_name="calls", verbose_name=_("envelope")
    )
    selections = models.PositiveIntegerField(_("number to be selected"), null=True, blank=True)
    amount_min = models.BigIntegerField(_("lowest amount (won)"), null=True, blank=True)
    amount_max = models.BigIntegerField(_("highest amount (won)"), null=True, blank=True)
    own_share_percent = models.DecimalField(
        _("own share (%)"),
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
    )
    eligible_kinds = ArrayField(
        models.CharField(max_length=40),
        verbose_name=_("qualifications that may apply"),
        default=list,
        blank=True,
        help_text=_("None chosen: open to all."),
    )
    form = models.JSONField(
        _("form"), default=dict, blank=True, help_text=_("Empty: the usual form (plan, amount, one file).")
    )
    form_lock = models.PositiveIntegerField(default=1, editable=False)
    rubric = models.JSONField(_("rubric"), default=list, blank=True)
    published_at = models.DateTimeField(_("published at"), null=True, blank=True, editable=False)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("published by"),
    )
    cancelled_at = models.DateTimeField(_("cancelled at"), null=True, blank=True, editable=False)
    cancel_reason = models.TextField(_("reason of the cancellation"), blank=True, editable=False)
    # DO_NOTHING, for a call goes together with its version. The foreign key itself protects a version that is current.
    current_version = models.ForeignKey(
        "CallVersion", models.DO_NOTHING, null=True, editable=False, related_name="+", verbose_name=_("current version")
    )
    copied_from = models.ForeignKey(
        "self", models.SET_NULL, null=True, editable=False, related_name="copies", verbose_name=_("copied from")
    )
    is_demo = models.BooleanField(_("demo data"), default=False, editable=False)

    search_text = models.GeneratedField(
        expression=search_text(("title_ko", "title_en"), ("summary_ko", "summary_en")),
        output_field=models.TextField(),
        db_persist=True,
    )

    objects = CallQuerySet.as_manager()

    title = Translated()
    summary = Translated()
    body = Translated()

    class Meta:
        verbose_name = _("call")
        verbose_name_plural = _("calls")
        ordering = ["-opens_at", "-pk"]
        permissions = [
            ("publish_call", _("Can publish, extend and cancel calls")),
        ]
        indexes = [
            models.Index(fields=["closes_at", "id"], name="call_closing", condition=Q(published_at__isnull=False)),
            models.Index(fields=["opens_at", "id"], name="call_opening", condition=Q(published_at__isnull=False)),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(opens_at__lt=F("closes_at")),
                name="call_opens_before_closes",
                violation_error_message=_("The call must open before it closes."),
            ),
            models.CheckConstraint(condition=Q(number__regex=CALL_NUMBER), name="call_number_form"),
            models.CheckConstraint(condition=Q(reception__in=Reception.values), name="call_reception_known"),
            models.CheckConstraint(
                condition=Q(reception=Reception.PORTAL) | ~Q(reception_place="") | ~Q(reception_url=""),
                name="call_reception_has_place",
                violation_error_message=_("Say where applications are received: enter a place or a web address."),
            ),
            models.CheckConstraint(
                condition=(Q(amount_min__isnull=True) | Q(amount_min__gte=0))
                & (Q(amount_max__isnull=True) | Q(amount_max__gt=0))
                & (Q(amount_min__isnull=True) | Q(amount_max__isnull=True) | Q(amount_min__lte=F("amount_max"))),
                name="call_amounts_in_order",
                violation_error_message=_("The lowest amount must not be above the highest, and neither below 0 won."),
            ),
            models.CheckConstraint(
                condition=Q(own_share_percent__isnull=True) | Q(own_share_percent__range=(0, 100)),
                name="call_own_share_is_percent",
                violation_error_message=_("Enter a percentage between 0 and 100."),
            ),
            models.CheckConstraint(
                condition=Q(published_at__isnull=True, current_version__isnull=True)
                | Q(published_at__isnull=False, current_version__isnull=False),
                name="call_published_with_version",
            ),
            models.CheckConstraint(
                condition=Q(cancelled_at__isnull=True, cancel_reason="")
                | (Q(cancelled_at__isnull=False, published_at__isnull=False) & ~Q(cancel_reason="")),
                name="call_cancelled_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("programs:call", args=[self.number])

    @property
    def is_published(self) -> bool:
        return self.published_at is not None

    def phase_at(self, instant: datetime) -> str:
        """Return what the call is at `instant`: draft, cancelled, upcoming, open or closed."""
        if self.published_at is None:
            return "draft"
        if self.cancelled_at is not None:
            return "cancelled"
        if instant < self.opens_at:
            return "upcoming"
        return "open" if instant < self.closes_at else "closed"

    def is_open_at(self, instant: datetime) -> bool:
        """Return whether applications are taken at `instant`; the closing instant itself is too late."""
        return self.phase_at(instant) == "open"

    @property
    def phase(self) -> str:
        """The phase now."""
        return self.phase_at(now())

    @property
    def days_to_close(self) -> int:
        """Days from today to the day of closing, both counted in Seoul: 0 on the last day, negative afterwards."""
        return (seoul(self.closes_at).date() - seoul(now()).date()).days

    @property
    def d_day(self) -> str:
        """The days to the closing as Koreans count them: D-3, on the last day D-Day."""
        return f"D-{self.days_to_close}" if self.days_to_close else "D-Day"

    @property
    def days_to_open(self) -> int:
        """Days from today to the day of opening, both counted in Seoul."""
        return (seoul(self.opens_at).date() - seoul(now()).date()).days


class CallVersion(models.Model):
    """What applicants answered to: form, rules, rubric and parameters as they stood at publication. Never changes.

    `form` has the format of `programs.call_forms`; `rules` holds the call's own conditions, `parameters` the dated
    values that held on the day of publication. A later version corrects the form and gives the `reason`; all else is
    that of the version before.
    """

    call = models.ForeignKey(Call, models.CASCADE, related_name="versions", verbose_name=_("call"))
    number = models.PositiveSmallIntegerField(_("version"))
    form = models.JSONField(_("form"))
    rules = models.JSONField(_("rules"))
    rubric = models.JSONField(_("rubric"))
    parameters = models.JSONField(_("parameters"))
    published_at = models.DateTimeField(_("published at"))
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("published by")
    )
    reason = models.TextField(_("reason of the correction"), blank=True)

    class Meta:
        verbose_name = _("version of a call")
        verbose_name_plural = _("versions of calls")
        ordering = ["call", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["call", "number"], name="one_call_version_per_number"),
            models.CheckConstraint(
                condition=Q(number=1, reason="") | (Q(number__gt=1) & ~Q(reason="")),
                name="call_version_corrected_with_reason",
                violation_error_message=_("A correction says why."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.call.number} v{self.number}"


class CallCorrection(TimeStamped):
    """A correction of a published call's form that is being written; nobody but the desk sees it.

    It starts from the form of `base` and ends as a new version, or is thrown away.
    """

    call = models.OneToOneField(Call, models.CASCADE, related_name="correction", verbose_name=_("call"))
    base = models.ForeignKey(CallVersion, models.CASCADE, related_name="+", verbose_name=_("version"))
    form = models.JSONField(_("form"))
    form_lock = models.PositiveIntegerField(default=1, editable=False)
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("started by")
    )

    class Meta:
        verbose_name = _("correction of a call")
        verbose_name_plural = _("corrections of calls")

    def __str__(self) -> str:
        return f"{self.call.number} v{self.base.number} …"


class CallExtension(models.Model):
    """A closing moved later, with the reason the public reads. Never changes."""

    call = models.ForeignKey(Call, models.CASCADE, related_name="extensions", verbose_name=_("call"))
    old_closes_at = models.DateTimeField(_("closed before"))
    new_closes_at = models.DateTimeField(_("closes now"))
    reason = models.TextField(_("reason"))
    extended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("extended by")
    )
    created_at = models.DateTimeField(_("extended at"), auto_now_add=True)

    class Meta:
        verbose_name = _("extension of a call")
        verbose_name_plural = _("extensions of calls")
        ordering = ["call", "new_closes_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(new_closes_at__gt=F("old_closes_at")),
                name="extension_closes_later",
                violation_error_message=_("The new closing must be later than the old one."),
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="extension_has_reason"),
            # Two desks that extend the same closing at once: one of them is told.
            models.UniqueConstraint(fields=["call", "old_closes_at"], name="one_extension_per_closing"),
        ]

    def __str__(self) -> str:
        return f"{self.call.number} → {self.new_closes_at:%Y-%m-%d %H:%M}"
