"""The five-year plan: Plan → Strategy → Task → Program.

Codes are unique and stable, because other code refers to them; the texts belong to the staff (in the admin).
"""

from datetime import date

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from busan_se.audit.history import track
from busan_se.core.clock import today
from busan_se.core.models import TimeStamped
from busan_se.core.search.functions import search_text
from busan_se.core.search.matching import matching
from busan_se.programs.texts import BilingualModel, Translated


@track()
class Plan(TimeStamped, BilingualModel):
    """A five-year plan of the city: what it wants, how much money it has (won), and where we know that from."""

    texts = ("name", "vision", "note")

    code = models.SlugField(_("code"), max_length=40, unique=True)
    name_ko = models.CharField(_("name (Korean)"), max_length=200)
    name_en = models.CharField(_("name (English)"), max_length=200, blank=True)
    vision_ko = models.CharField(_("vision (Korean)"), max_length=300)
    vision_en = models.CharField(_("vision (English)"), max_length=300, blank=True)
    first_year = models.PositiveSmallIntegerField(_("first year"))
    last_year = models.PositiveSmallIntegerField(_("last year"))
    budget_won = models.BigIntegerField(_("budget (won)"))
    goal_enterprises = models.PositiveIntegerField(_("goal: enterprises"))
    goal_sales_won = models.BigIntegerField(_("goal: yearly sales (won)"))
    note_ko = models.TextField(_("note (Korean)"), blank=True)
    note_en = models.TextField(_("note (English)"), blank=True)
    source = models.TextField(_("source"), blank=True)

    name = Translated()
    vision = Translated()
    note = Translated()

    class Meta:
        verbose_name = _("plan")
        verbose_name_plural = _("plans")
        ordering = ["-first_year"]
        constraints = [
            models.CheckConstraint(
                condition=Q(last_year__gte=F("first_year")),
                name="plan_years_in_order",
                violation_error_message=_("The last year must not be before the first year."),
            ),
            models.CheckConstraint(
                condition=Q(budget_won__gte=0, goal_sales_won__gte=0),
                name="plan_amounts_not_negative",
                violation_error_message=_("Amounts of money must not be negative."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


@track()
class Strategy(TimeStamped, BilingualModel):
    """One of the plan's strategies; `app_label` is the app that carries it out and owns its page."""

    texts = ("name", "summary")

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="strategies", verbose_name=_("plan"))
    code = models.CharField(_("code"), max_length=4, unique=True)
    app_label = models.CharField(_("app"), max_length=40)
    name_ko = models.CharField(_("name (Korean)"), max_length=200)
    name_en = models.CharField(_("name (English)"), max_length=200, blank=True)
    summary_ko = models.TextField(_("summary (Korean)"), blank=True)
    summary_en = models.TextField(_("summary (English)"), blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=100)

    name = Translated()
    summary = Translated()

    class Meta:
        verbose_name = _("strategy")
        verbose_name_plural = _("strategies")
        ordering = ["order", "code"]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"

    def get_absolute_url(self) -> str:
        """Return the page of the app that owns this strategy, or the shared page where that app has none."""
        try:
            return reverse(f"{self.app_label}:strategy")
        except NoReverseMatch:
            return reverse("programs:strategy", args=[self.code.lower()])


@track()
class Task(TimeStamped, BilingualModel):
    """One of the plan's priority tasks (중점과제); no source prints all ten, so most are marked as reconstructed."""

    texts = ("name", "summary")

    strategy = models.ForeignKey(Strategy, models.PROTECT, related_name="tasks", verbose_name=_("strategy"))
    code = models.CharField(_("code"), max_length=4, unique=True)
    name_ko = models.CharField(_("name (Korean)"), max_length=200)
    name_en = models.CharField(_("name (English)"), max_length=200, blank=True)
    summary_ko = models.TextField(_("summary (Korean)"), blank=True)
    summary_en = models.TextField(_("summary (English)"), blank=True)
    is_reconstruction = models.BooleanField(
        _("reconstruction"),
        default=False,
        help_text=_("No published source prints this task in one list; it was put together from several."),
    )
    order = models.PositiveSmallIntegerField(_("order"), default=100)

    name = Translated()
    summary = Translated()

    class Meta:
        verbose_name = _("task")
        verbose_name_plural = _("tasks")
        ordering = ["order", "code"]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class Target(models.TextChoices):
    """Who a program is for."""

    ENTERPRISE = "enterprise", _("Social economy enterprises")
    FOUNDER = "founder", _("Founders and teams before founding")
    WORKER = "worker", _("Workers and job seekers")
    CITIZEN = "citizen", _("Citizens")
    BUYER = "buyer", _("Public institutions and buyers")
    PARTNER = "partner", _("Universities and partner organisations")


class ProgramQuerySet(models.QuerySet["Program"]):
    """Programs are public; staff decide only whether one is shown."""

    def visible_to(self, user: object) -> "ProgramQuerySet":
        """Return what `user` may see: shown programs; staff who may change programs also see hidden ones."""
        if getattr(user, "is_staff", False) and user.has_perm("programs.view_program"):  # type: ignore[attr-defined]
            return self
        return self.filter(is_shown=True)

    def with_state_on(self, day: date) -> "ProgramQuerySet":
        """Add `state_now` and the notes of the newest state row that holds on `day`."""
        newest = ProgramState.objects.filter(program=OuterRef("pk"), since__lte=day).order_by("-since")
        return self.annotate(
            state_now=Subquery(newest.values("state")[:1]),
            state_note_ko=Subquery(newest.values("note_ko")[:1]),
            state_note_en=Subquery(newest.values("note_en")[:1]),
        )

    def with_words(self, words: str) -> "ProgramQuerySet":
        """Return the programs whose name, summary or target group holds every one of `words`, in either language."""
        return self.filter(matching(words))

    def focus(self) -> "ProgramQuerySet":
        """Return the plan's focus projects (중점 추진사업)."""
        return self.filter(is_focus=True)


@track(exclude=("search_text",))
class Program(TimeStamped, BilingualModel):
    """A support program (지원사업): who it is for, what it gives, when, how, and whom to ask."""

    texts = ("name", "summary", "who", "gives", "when", "how")

    task = models.ForeignKey(Task, models.PROTECT, related_name="programs", verbose_name=_("task"))
    code = models.SlugField(
        _("code"), max_length=60, unique=True, help_text=_("Stands in the address and never changes.")
    )
    name_ko = models.CharField(_("name (Korean)"), max_length=200)
    name_en = models.CharField(_("name (English)"), max_length=200, blank=True)
    summary_ko = models.TextField(_("summary (Korean)"))
    summary_en = models.TextField(_("summary (English)"), blank=True)
    who_ko = models.TextField(_("who it is for (Korean)"))
    who_en = models.TextField(_("who it is for (English)"), blank=True)
    gives_ko = models.TextField(_("what it gives (Korean)"))
    gives_en = models.TextField(_("what it gives (English)"), blank=True)
    when_ko = models.TextField(_("when (Korean)"))
    when_en = models.TextField(_("when (English)"), blank=True)
    how_ko = models.TextField(_("how (Korean)"))
    how_en = models.TextField(_("how (English)"), blank=True)
    targets = ArrayField(
        models.CharField(max_length=20, choices=Target.choices), verbose_name=_("for"), default=list, blank=True
    )
    desk_ko = models.CharField(_("desk in charge (Korean)"), max_length=100)
    desk_en = models.CharField(_("desk in charge (English)"), max_length=100, blank=True)
    desk_phone = models.CharField(
        _("telephone of the desk"),
        max_length=20,
        blank=True,
        help_text=_("Empty: the number of the help desk is shown."),
    )
    is_focus = models.BooleanField(_("focus project"), default=False)
    is_shown = models.BooleanField(_("shown to the public"), default=True)
    source = models.TextField(_("source"), blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=100)

    search_text = models.GeneratedField(
        expression=search_text(
            ("name_ko", "name_en"), ("summary_ko", "summary_en", "who_ko", "who_en", "gives_ko", "gives_en")
        ),
        output_field=models.TextField(),
        db_persist=True,
    )

    objects = ProgramQuerySet.as_manager()

    name = Translated()
    summary = Translated()
    who = Translated()
    gives = Translated()
    when = Translated()
    how = Translated()
    desk = Translated()

    class Meta:
        verbose_name = _("program")
        verbose_name_plural = _("programs")
        ordering = ["task__order", "order", "code"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("programs:detail", args=[self.code])

    @property
    def phone(self) -> str:
        """The telephone number to show: the desk's own, else the portal's help desk."""
        return self.desk_phone or settings.HELP_DESK_PHONE

    def target_labels(self) -> list[str]:
        """Return the words for whom the program is, in the reader's language."""
        return [str(Target(target).label) for target in self.targets]

    def state_on(self, day: date | None = None) -> "ProgramState | None":
        """Return the state row that holds on `day` (today in Seoul if not given)."""
        return self.states.filter(since__lte=day or today()).order_by("-since").first()


class OperatingChoice(models.TextChoices):
    """Whether a program is at work; programs close and reopen with the year's budget."""

    OPERATING = "operating", _("Operating")
    PREPARING = "preparing", _("In preparation")
    CLOSED = "closed", _("Not operating")


@track()
class ProgramState(TimeStamped, BilingualModel):
    """From which day on a program is operating, in preparation or closed; the newest row up to a day holds on it."""

    texts = ("note",)

    program = models.ForeignKey(Program, models.CASCADE, related_name="states", verbose_name=_("program"))
    state = models.CharField(_("state"), max_length=12, choices=OperatingChoice.choices)
    since = models.DateField(_("since"))
    note_ko = models.CharField(_("note (Korean)"), max_length=300, blank=True)
    note_en = models.CharField(_("note (English)"), max_length=300, blank=True)
    source = models.CharField(_("source"), max_length=300, blank=True)

    note = Translated()

    class Meta:
        verbose_name = _("operating state")
        verbose_name_plural = _("operating states")
        ordering = ["-since"]
        constraints = [
            models.UniqueConstraint(
                fields=["program", "since"],
                name="one_program_state_per_day",
                violation_error_message=_("This program already has a state from that day on."),
            ),
            models.CheckConstraint(condition=Q(state__in=OperatingChoice.values), name="program_state_known"),
        ]

    def __str__(self) -> str:
        return f"{self.get_state_display()} · {self.since}"
