"""What the ground does on its own."""

from django.utils.translation import gettext_lazy as _

from busan_se.core.consistency import check_tonight
from busan_se.core.extensions import Schedule, Sweeper
from busan_se.core.jobs import wake_forgotten
from busan_se.core.registry import register
from busan_se.core.schedules import daily_at

register(Sweeper(key="jobs", sweep=wake_forgotten))
register(
    Schedule(
        key="consistency", title=_("Nightly check"), due=daily_at("consistency", hour=3), run=check_tonight, order=900
    )
)
