"""`manage.py check_consistency`: every promise that crosses rows, one sentence per broken one."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from busan_se.core.consistency import find_problems


class Command(BaseCommand):
    help = "Checks what constraints cannot: sums, balances, states across tables. Fails if anything is broken."

    def handle(self, *args: Any, **options: Any) -> None:
        count = 0
        for key, sentence in find_problems():
            count += 1
            self.stdout.write(f"{key}: {sentence}")
        if count:
            raise CommandError(f"{count} problem(s) found.")
        self.stdout.write("Everything is consistent.")
