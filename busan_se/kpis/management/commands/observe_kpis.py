"""Measure the indicators of a month, again if it was measured before."""

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from busan_se.kpis.actions import observe_all
from busan_se.kpis.periods import validate_period


class Command(BaseCommand):
    """`observe_kpis --month 2026-10`: the same figures again change nothing, others become a new revision."""

    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--month", required=True, help="YYYY-MM, a month that is over")
        parser.add_argument("--correction", default="", help="the reason, to correct a closed month")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            validate_period(options["month"])
            runs = observe_all(options["month"], again=True, correction=options["correction"])
        except ValidationError as problem:
            raise CommandError(" ".join(problem.messages)) from problem
        for run in runs:
            self.stdout.write(f"{run.indicator.code} {run.period}: {run.rows_read} rows, {run.changed} figures changed")
