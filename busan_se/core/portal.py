"""What the ground does on its own."""

from django.utils.translation import gettext_lazy as _

from busan_se.core.consistency import check_tonight
from busan_se.core.extensions import Schedule, Sweeper, Unpublished
from busan_se.core.jobs import wake_forgotten
from busan_se.core.page_cache import version
from busan_se.core.registry import register
from busan_se.core.schedules import daily_at

register(Sweeper(key="jobs", sweep=wake_forgotten))
register(Sweeper(key="page_cache", sweep=version.prune))
register(
    Schedule(
        key="consistency", title=_("Nightly check"), due=daily_at("consistency", hour=3), run=check_tonight, order=900
    )
)
for package in ("django.contrib", "allauth", "axes", "pghistory", "busan_se.core.models"):
    register(Unpublished(package))
