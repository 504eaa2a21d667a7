"""Build and send the reports of a month."""

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from busan_se.kpis.models import Report
from busan_se.kpis.periods import validate_period
from busan_se.kpis.reports.building import build


class Command(BaseCommand):
    """`build_report --month 2026-10`: a new revision only if a figure has changed since the last issue."""

    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--month", required=True, help="YYYY-MM, a month that was measured")
        parser.add_argument("--report", default="", help="code of one report; all active ones without it")

    def handle(self, *args: Any, **options: Any) -> None:
        reports = Report.objects.filter(is_active=True)
        if options["report"]:
            reports = Report.objects.filter(code=options["report"])
        if not reports:
            raise CommandError("There is no such report.")
        try:
            validate_period(options["month"])
            issues = [build(report, options["month"]) for report in reports]
        except ValidationError as problem:
            raise CommandError(" ".join(problem.messages)) from problem
        for issue in issues:
            self.stdout.write(f"{issue.report.code} {issue.period} revision {issue.revision}: {issue.digest}")
