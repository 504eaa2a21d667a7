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
        from allauth.mfa.signals import authenticator_added

        from busan_se.accounts import checks  # noqa: F401 (registers its checks)
        from busan_se.accounts.mfa import count_setting_up
        from busan_se.accounts.roles import sync_roles

        post_migrate.connect(sync_roles, dispatch_uid="accounts.sync_roles")
        authenticator_added.connect(count_setting_up, dispatch_uid="accounts.count_setting_up")
