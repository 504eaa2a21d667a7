"""What privacy does on its own: nightly deletion, inactive accounts."""

from django.utils.translation import gettext_lazy as _

from busan_se.accounts.roles import Role, RoleGrant
from busan_se.core.extensions import PersonalData, Schedule, Unpublished
from busan_se.core.registry import register
from busan_se.core.schedules import daily_at
from busan_se.privacy.holdings import forget_what_is_over
from busan_se.privacy.idle import look_for_idle
from busan_se.privacy.models import IdleNotice

register(Unpublished("busan_se.privacy"))
register(
    Schedule(
        "privacy.deletion",
        _("Personal data whose time is over removed"),
        daily_at("privacy.deletion", 4),
        forget_what_is_over,
    )
)
register(Schedule("privacy.idle", _("Inactive accounts"), daily_at("privacy.idle", 9), look_for_idle))
register(RoleGrant(Role.CITY_STAFF, tuple(f"privacy.{verb}_idleperiod" for verb in ("view", "add", "change"))))
register(
    PersonalData(
        "privacy.IdleNotice",
        _("Members who have not signed in for a long time"),
        ("user",),
        _("Telling that the account will be closed"),
        _("Consent of the person"),
        _("Until the next sign-in, or until the account closes"),
        _("Deleted at once."),
        also=("sent_at", "closes_on"),
        own=lambda user: IdleNotice.objects.filter(user=user),
        order=80,
    )
)
