"""What `manage.py check` looks at: grants that name real permissions, and no demo accounts in production."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.apps import AppConfig, apps
from django.conf import settings
from django.contrib.auth import get_permission_codename
from django.core.checks import CheckMessage, Error, Tags, register
from django.db import DatabaseError

from busan_se.accounts.roles import Role, RoleGrant
from busan_se.core.registry import registered


@register(Tags.models)
def role_grants(app_configs: Sequence[AppConfig] | None, **_kwargs: Any) -> list[CheckMessage]:
    """Find grants for unknown roles or permissions: they would silently grant nothing."""
    known = set(_permissions())
    return [
        Error(f"RoleGrant({grant.role!r}) names an unknown {what}: {name}", id="accounts.E001")
        for grant in registered(RoleGrant)
        for what, name, right in (
            ("role", grant.role, grant.role in Role.values),
            *(("permission", permission, permission in known) for permission in grant.permissions),
        )
        if not right
    ]


@register(Tags.security, deploy=True)
def no_demo_accounts(app_configs: Sequence[AppConfig] | None, **_kwargs: Any) -> list[CheckMessage]:
    """Refuse demo accounts, whose password is public, in a deployment."""
    from busan_se.accounts.demo import DEMO_EMAILS
    from busan_se.accounts.models import User

    errors: list[CheckMessage] = []
    if settings.DEMO_ACCOUNTS_ALLOWED:
        errors.append(Error("DEMO_ACCOUNTS_ALLOWED is on.", hint="Leave it off in production.", id="accounts.E002"))
    try:
        found = User.objects.filter(email__in=DEMO_EMAILS).count()
    except DatabaseError:
        return errors  # nothing is migrated yet, so there is no account either
    if found:
        hint = "Run `manage.py seed_demo --remove`."
        errors.append(Error(f"{found} demo accounts exist in the database.", hint=hint, id="accounts.E003"))
    return errors


def _permissions() -> Iterable[str]:
    for model in apps.get_models():
        options = model._meta
        for action in options.default_permissions:
            yield f"{options.app_label}.{get_permission_codename(action, options)}"
        for codename, _name in options.permissions:
            yield f"{options.app_label}.{codename}"
