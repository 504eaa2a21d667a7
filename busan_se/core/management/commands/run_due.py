"""`manage.py run_due`: make every period that is due, now."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from busan_se.core.schedules import run_all_due


class Command(BaseCommand):
    help = "Runs every recurring work that is due, oldest period first; what another process works on is left to it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--only", default="", metavar="KEY", help="one schedule only")

    def handle(self, *args: Any, **options: Any) -> None:
        for key, count in run_all_due(options["only"]).items():
            if count:
                self.stdout.write(f"{key}: {count}")
