"""Roles are groups of fixed names; the apps above declare what each may do; synchronised after every migrate."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.apps import AppConfig
from django.contrib.auth.models import AnonymousUser, Group, Permission
from django.db import models
from django.utils.translation import gettext_lazy as _

from busan_se.accounts.models import User
from busan_se.core.registry import registered


class Role(models.TextChoices):
    CITY_STAFF = "city_staff", _("City staff")
    CENTRE_STAFF = "centre_staff", _("Centre staff")
    DISTRICT_STAFF = "district_staff", _("District staff")
    REVIEWER = "reviewer", _("Reviewer")
    AUDITOR = "auditor", _("Auditor")


# Who works in the admin. A reviewer's desk is a page of its own: it needs a second factor, but not the admin.
STAFF_ROLES = frozenset({Role.CITY_STAFF, Role.CENTRE_STAFF, Role.DISTRICT_STAFF, Role.AUDITOR})
SECOND_FACTOR_ROLES = STAFF_ROLES | {Role.REVIEWER}
_READING_ROLES = (Role.CITY_STAFF, Role.CENTRE_STAFF, Role.AUDITOR)


@dataclass(frozen=True)
class RoleGrant:
    """Permissions ("app.codename") that a role has. Register it in the `portal.py` of the app that owns the models.

    The auditor needs no grant: that role has every view permission and nothing else.
    """

    role: str
    permissions: tuple[str, ...]


def role_names(user: User | AnonymousUser) -> frozenset[str]:
    """Return the roles of `user`, read once per user object."""
    if not user.is_authenticated:
        return frozenset()
    known: frozenset[str] | None = getattr(user, "_role_names", None)
    if known is None:
        known = frozenset(user.groups.filter(name__in=Role.values).values_list("name", flat=True))
        user.__dict__["_role_names"] = known
    return known


def has_role(user: User | AnonymousUser, *roles: str) -> bool:
    """Return whether `user` has one of `roles`. A superuser has no role by that alone: ask `is_superuser` too."""
    return not role_names(user).isdisjoint(roles)


def reads_everything(user: User | AnonymousUser) -> bool:
    """Return whether `user` reads the rows of every enterprise and district: superuser, city, centre, auditor."""
    return user.is_active and (user.is_superuser or has_role(user, *_READING_ROLES))


def districts_of(user: User | AnonymousUser) -> set[str] | None:
    """Return the codes of the districts whose rows `user` sees as staff; None means all, an empty set none."""
    if reads_everything(user):
        return None
    if not has_role(user, Role.DISTRICT_STAFF):
        return set()
    known: set[str] | None = getattr(user, "_district_codes", None)
    if known is None:
        known = set(user.staff_scope.districts.values_list("pk", flat=True)) if hasattr(user, "staff_scope") else set()
        user.__dict__["_district_codes"] = known
    return known


def forget_roles(user: User) -> None:
    """Make the next question about this user object read roles and districts again."""
    for name in ("_role_names", "_district_codes", "_perm_cache", "_group_perm_cache", "_user_perm_cache"):
        user.__dict__.pop(name, None)


def needs_second_factor(user: User | AnonymousUser) -> bool:
    """Return whether `user` must have a second factor before any desk opens."""
    return user.is_authenticated and (user.is_staff or has_role(user, *SECOND_FACTOR_ROLES))


def sync_roles(app_config: AppConfig, using: str = "default", **_: Any) -> None:
    """Give each role exactly the permissions of `app_config` that are granted now, and take all others away.

    Runs after every migrate, once per app, when the permissions of that app exist. Doing it again changes nothing.
    """
    existing = {
        f"{app_config.label}.{permission.codename}": permission
        for permission in Permission.objects.using(using).filter(content_type__app_label=app_config.label)
    }
    for role in Role.values:
        group, _created = Group.objects.using(using).get_or_create(name=role)
        wanted = {permission.pk for name, permission in existing.items() if name in _granted(role, existing)}
        held = set(group.permissions.filter(content_type__app_label=app_config.label).values_list("pk", flat=True))
        group.permissions.remove(*held - wanted)
        group.permissions.add(*wanted - held)


def _granted(role: str, existing: Iterable[str]) -> set[str]:
    if role == Role.AUDITOR:
        return {name for name in existing if name.partition(".")[2].startswith("view_")}
    return {name for grant in registered(RoleGrant) if grant.role == role for name in grant.permissions}
