"""What was declared and found on the eligibility of an application; one row where the call has conditions."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from busan_se.audit.history import track
from busan_se.core.models import TimeStamped
from enterprises.applications.models import Application

__all__ = ["EligibilityRecord"]


@track(exclude=("declared", "created_at", "updated_at"))
class EligibilityRecord(TimeStamped):
    """Doors: `eligibility.keep_declared`, `keep_found`, `check_decision`.

    `declared` holds the applicant's answers by the condition's key, `found` what the rules said at submission, word for
    word; an override says why it is selected although a condition is not met.
    """

    application = models.OneToOneField(
        Application, models.CASCADE, related_name="eligibility", verbose_name=_("application")
    )
    declared = models.JSONField(_("declared"), default=dict, blank=True)
    declared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("declared by")
    )
    found = models.JSONField(_("found at submission"), default=list, blank=True)
    override_reason = models.CharField(_("why it is selected all the same"), max_length=500, blank=True)
    overridden_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("overridden by")
    )
    overridden_at = models.DateTimeField(_("overridden at"), null=True)

    class Meta:
        verbose_name = _("eligibility of an application")
        verbose_name_plural = _("eligibility of applications")
        constraints = [
            models.CheckConstraint(
                condition=Q(override_reason="", overridden_by__isnull=True, overridden_at__isnull=True)
                | (~Q(override_reason="") & Q(overridden_by__isnull=False, overridden_at__isnull=False)),
                name="eligibility_override_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return str(self.application_id)
