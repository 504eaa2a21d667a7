"""`manage.py load_reference --ksic FILE --legal-dongs FILE`: the long official code lists."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from busan_se.reference.loading import UnreadableFile, load_ksic, load_legal_dongs


class Command(BaseCommand):
    help = "Loads official code lists (CSV, UTF-8 or CP949). Loading again brings names up to date and removes nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--ksic", type=Path, metavar="FILE", help="KSIC 10: code, Korean name")
        parser.add_argument(
            "--legal-dongs", type=Path, metavar="FILE", help="legal dongs with dates of creation and end"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        jobs = (("ksic", load_ksic), ("legal_dongs", load_legal_dongs))
        wanted = [(name, load, options[name]) for name, load in jobs if options[name]]
        if not wanted:
            raise CommandError("Name a file: --ksic FILE or --legal-dongs FILE.")
        for name, load, path in wanted:
            try:
                self.stdout.write(f"{name}: {load(path)} codes")
            except (OSError, UnreadableFile, ValueError) as error:
                raise CommandError(str(error)) from error
