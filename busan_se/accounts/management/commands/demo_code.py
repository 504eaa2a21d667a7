"""`manage.py demo_code EMAIL`: the one-time code of a demo account."""

import time
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from busan_se.accounts.demo import CODE_SECONDS, current_code, demo_account


class Command(BaseCommand):
    help = "Prints the current one-time code of a demo account. A code works once; the next one comes after 30 seconds."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO_ACCOUNTS_ALLOWED:
            raise CommandError("Demo accounts are not allowed here (DEMO_ACCOUNTS_ALLOWED).")
        account = demo_account(options["email"])
        if account is None:
            raise CommandError(f"{options['email']} is no demo account.")
        if not account.has_second_factor:
            raise CommandError(f"{account.email} signs in with its password alone.")
        self.stdout.write(current_code(account.email))
        self.stderr.write(f"good for {CODE_SECONDS - int(time.time()) % CODE_SECONDS} more seconds, for one sign-in")
