"""`manage.py demo_accounts`: who can be tried out, for `make run`."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import override

from busan_se.accounts.demo import DEMO_ACCOUNTS, DEMO_PASSWORD


class Command(BaseCommand):
    help = "Prints the demo accounts: address, role, password, and how to get the one-time code."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO_ACCOUNTS_ALLOWED:
            raise CommandError("Demo accounts are not allowed here (DEMO_ACCOUNTS_ALLOWED).")
        with override("en"):
            self.stdout.write(f"Demo accounts, all with the password {DEMO_PASSWORD}")
            for account in DEMO_ACCOUNTS:
                code = f'make manage ARGS="demo_code {account.email}"' if account.has_second_factor else "no code"
                self.stdout.write(f"  {account.email:<22} {account.label!s:<20} {code}")
