from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class PortalAdminConfig(admin_apps.AdminConfig):
    """Django's admin with our site, which asks staff for a second factor."""

    default = False  # the default of this module is AccountsConfig
    default_site = "busan_se.accounts.admin_site.PortalAdminSite"


class AccountsConfig(AppConfig):
    name = "busan_se.accounts"
    verbose_name = _("Accounts")
    default = True

    def ready(self) -> None:
        from busan_se.accounts.roles import sync_roles

        post_migrate.connect(sync_roles, dispatch_uid="accounts.sync_roles")
