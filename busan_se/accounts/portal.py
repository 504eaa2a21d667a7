"""What accounts show and grant elsewhere."""

from busan_se.accounts import demo, personal
from busan_se.accounts.roles import Role, RoleGrant
from busan_se.core.extensions import DemoSeed, Unpublished
from busan_se.core.registry import register

register(RoleGrant(Role.CITY_STAFF, ("accounts.view_user", "accounts.view_consent")))
register(Unpublished("busan_se.accounts"))
register(DemoSeed(key="accounts", plant=demo.plant, remove=demo.remove, order=10))
for declared in personal.DECLARED:
    register(declared)
