"""What audit does elsewhere."""

from busan_se.accounts.roles import Role, RoleGrant
from busan_se.audit.demo import forget_demo_history
from busan_se.core.extensions import DemoSeed, Unpublished, plant_nothing
from busan_se.core.registry import register

# core and reference lie below accounts and cannot name roles themselves.
_HOLIDAYS = tuple(f"reference.{verb}_holiday" for verb in ("add", "change", "delete", "view"))
register(RoleGrant(Role.CITY_STAFF, (*_HOLIDAYS, "core.view_job", "core.change_job")))
register(RoleGrant(Role.CENTRE_STAFF, ("reference.view_holiday", "core.view_job")))

register(Unpublished("busan_se.audit"))

# First in, so last out: it clears away what the removal of all other demo rows leaves behind.
register(DemoSeed(key="history", plant=plant_nothing, remove=forget_demo_history, order=0))
