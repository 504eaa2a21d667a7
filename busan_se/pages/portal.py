"""Who may edit the statements."""

from busan_se.accounts.roles import Role, RoleGrant
from busan_se.core.registry import register

register(RoleGrant(Role.CITY_STAFF, ("pages.view_page", "pages.change_page")))
