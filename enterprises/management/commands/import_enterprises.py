"""`manage.py import_enterprises FILE [--layout NAME] [--as-of DAY] [--apply]`: check an official list, or apply it."""

from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from busan_se.core.clock import today
from busan_se.core.errors import PortalError
from busan_se.files.actions import store_bytes
from enterprises.imports import actions
from enterprises.imports.layouts import LAYOUTS, layout_named
from enterprises.imports.models import ImportBatch, ImportRow


class Command(BaseCommand):
    help = "Check an official list of enterprises; with --apply, write the accepted lines into the register."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--layout", default="", choices=["", *(layout.key for layout in LAYOUTS)])
        parser.add_argument("--as-of", type=date.fromisoformat, help="the day the list speaks of (default: today)")
        parser.add_argument("--apply", action="store_true", help="write the accepted lines (default: check only)")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            batch = self.checked(options["file"], options["layout"], options["as_of"] or today())
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

    def checked(self, path: Path, layout: str, as_of: date) -> ImportBatch:
        """Return the checked batch of a file. Raises CommandError when the file can't be opened."""
        try:
            data = path.read_bytes()
        except OSError as error:
            raise CommandError(f"{path}: {error.strerror}") from error
        file = store_bytes(data, name=path.name, kind="import_list", content_type="text/csv")
        batch = actions.receive(file, layout=layout, as_of=as_of, user=None)
        actions.check(batch, self.progress)
        return batch

    def progress(self, done: int, total: int) -> None:
        """Show how far it came."""
        self.stderr.write(f"  {done:,} / {total:,}")

    def report(self, batch: ImportBatch) -> None:
        """Print what each line would do: totals, then each rejected line with its reason."""
        layout = layout_named(batch.layout).label if batch.layout else "-"
        self.stdout.write(f"Layout: {layout}\nAs-of day: {batch.as_of}\nSHA-256: {batch.file_sha256}")
        for outcome in ImportRow.Outcome:
            self.stdout.write(f"{outcome.label}: {batch.counts.get(outcome.value, 0):,}")
        for row in batch.rows.filter(outcome=ImportRow.Outcome.REJECTED).iterator():
            self.stdout.write(f"  line {row.number}: {row.reason}")
