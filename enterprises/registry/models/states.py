"""Whether an enterprise is at work, day by day."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from busan_se.audit.history import track
from busan_se.core.clock import today
from busan_se.core.models import TimeStamped
from enterprises.registry.triggers import KEEP_CURRENT_STATE


class State(models.TextChoices):
    """Whether an enterprise is at work."""

    OPERATING = "operating", pgettext_lazy("operating state", "Operating")
    DORMANT = "dormant", pgettext_lazy("operating state", "Dormant")
    CLOSED = "closed", pgettext_lazy("operating state", "Closed")
    DISSOLVED = "dissolved", pgettext_lazy("operating state", "Dissolved")
    UNKNOWN = "unknown", pgettext_lazy("operating state", "Not confirmed")


GONE = (State.CLOSED, State.DISSOLVED)


@track()
class OperatingState(TimeStamped):
    """From which day an enterprise was in a state, and who said so. Written by `actions.set_state` and by imports."""

    enterprise = models.ForeignKey(
        "enterprises.Enterprise", verbose_name=_("enterprise"), on_delete=models.CASCADE, related_name="states"
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
