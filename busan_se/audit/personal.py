"""What the access log keeps of people."""

from django.utils.translation import gettext_lazy as _

from busan_se.audit import seals
from busan_se.audit.models import AccessLog
from busan_se.core.extensions import NotPersonal, PersonalData

DECLARED = (
    PersonalData(
        "audit.AccessLog",
        _("Staff and members who look at personal data"),
        ("user", "account", "ip"),
        _("Finding misuse of personal data"),
        _("Standards for the safety of personal information"),
        _("Two years"),
        _("Kept for two years: the law asks who looked at other people's data."),
        also=("at", "subject", "action", "reason"),
        own=lambda user: AccessLog.objects.filter(user_id=user.pk),
        forget=seals.prune,
        order=90,
    ),
    NotPersonal("audit.AccessReview", ("reviewed_by",), "an officer in office"),
    NotPersonal("core.Job", ("created_by",), "only who is shown the progress; the job names nobody"),
)
