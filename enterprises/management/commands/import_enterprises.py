"""`manage.py import_enterprises FILE [--layout NAME] [--as-of DAY] [--district CODE] [--apply]`: check or apply."""

from argparse import ArgumentParser
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from busan_se.core.clock import today
from busan_se.core.errors import PortalError
from busan_se.files.actions import store_bytes
from busan_se.reference.models import District
from enterprises.imports import actions
from enterprises.imports.layouts import LAYOUTS, layout_named
from enterprises.imports.models import ImportBatch, ImportRow


class Command(BaseCommand):
    help = "Check an official list of enterprises; with --apply, write the accepted lines into the register."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--layout", default="", choices=["", *(layout.key for layout in LAYOUTS)])
        parser.add_argument("--as-of", type=date.fromisoformat, help="the day the list speaks of (default: today)")
        parser.add_argument("--district", help="code of the district whose register it is, like 26350")
        parser.add_argument("--apply", action="store_true", help="write the accepted lines (default: check only)")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            batch = self.checked(options)
            self.report(batch)
            if batch.state == ImportBatch.State.FAILED:
                raise CommandError(batch.error)
            if options["apply"]:
                actions.apply(batch.pk, self.progress)
                self.stdout.write(self.style.SUCCESS("Applied. Applying the same file again changes nothing."))
            else:
                self.stdout.write("Checked only: nothing was written to the register. Use --apply to write.")
        except PortalError as error:
            raise CommandError(str(error)) from error

    def checked(self, options: Mapping[str, Any]) -> ImportBatch:
        """Return the checked batch of a file. Raises CommandError when the file can't be opened."""
        path: Path = options["file"]
        district = District.objects.filter(pk=options["district"]).first() if options["district"] else None
        if options["district"] and district is None:
            raise CommandError(f"There is no district {options['district']}.")
        try:
            data = path.read_bytes()
        except OSError as error:
            raise CommandError(f"{path}: {error.strerror}") from error
        file = store_bytes(data, name=path.name, kind="import_list", content_type="text/csv")
        as_of = options["as_of"] or today()
        batch = actions.receive(file, layout=options["layout"], as_of=as_of, user=None, district=district)
        actions.check(batch, self.progress)
        return batch

    def progress(self, done: int, total: int | None) -> None:
        """Show how far it came; how many lines a file has is known only when it is read."""
        self.stderr.write(f"  {done:,}" if total is None else f"  {done:,} / {total:,}")

    def report(self, batch: ImportBatch) -> None:
        """Print what each line would do: totals, then each rejected line with its reason."""
        layout = layout_named(batch.layout).label if batch.layout else "-"
        self.stdout.write(f"Layout: {layout}\nAs-of day: {batch.as_of}\nSHA-256: {batch.file_sha256}")
        self.stdout.write(f"Of other cities and provinces, left out: {batch.counts.get('elsewhere', 0):,}")
        for outcome in ImportRow.Outcome:
            self.stdout.write(f"{outcome.label}: {batch.counts.get(outcome.value, 0):,}")
        for row in batch.rows.filter(outcome=ImportRow.Outcome.REJECTED).iterator():
            self.stdout.write(f"  line {row.number}: {row.reason}")
