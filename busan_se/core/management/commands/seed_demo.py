"""`manage.py seed_demo`: invented data, the same from the same seed, removable as a whole."""

import random
from typing import Any

import pghistory
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from busan_se.core.extensions import DemoSeed
from busan_se.core.registry import registered

DEFAULT_SEED = 2027


class Command(BaseCommand):
    help = "Plants the demo data (시연 자료) of all apps, or removes it. Planting again changes nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--seed", type=int, default=DEFAULT_SEED, help="another seed invents other data")
        parser.add_argument("--remove", action="store_true", help="take all demo data out again")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["remove"]:
            self._remove()
        elif settings.DEMO_ACCOUNTS_ALLOWED:
            self._plant(options["seed"])
        else:
            raise CommandError("Demo data and its known passwords are refused here: DEMO_ACCOUNTS_ALLOWED is off.")

    def _plant(self, seed: int) -> None:
        for step in registered(DemoSeed):
            # One generator for each step: a new step leaves the data of the others as it was.
            chance = random.Random(f"{seed}:{step.key}")  # noqa: S311 - invented data, no secret
            with transaction.atomic(), pghistory.context(demo=True):
                step.plant(chance, self.stdout.write)

    def _remove(self) -> None:
        for step in reversed(registered(DemoSeed)):
            with transaction.atomic():
                step.remove()
            self.stdout.write(f"{step.key}: removed")
