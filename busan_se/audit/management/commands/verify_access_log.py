"""`manage.py verify_access_log`: whether the access log is as it was sealed."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from busan_se.audit.models import AccessLog, AccessSeal
from busan_se.audit.seals import broken_seals, newest_seal


class Command(BaseCommand):
    help = "Checks every sealed range of the access log. Names the broken ones and fails if there are any."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--expect", default="", help="a digest noted earlier: fails unless a seal still has it")

    def handle(self, *args: Any, **options: Any) -> None:
        broken = list(broken_seals())
        expected = options["expect"]
        if expected and not AccessSeal.objects.filter(digest=expected).exists():
            broken.append(f"No seal has the digest {expected} any more.")
        for sentence in broken:
            self.stdout.write(sentence)
        if broken:
            raise CommandError(f"{len(broken)} broken seal(s).")
        newest = newest_seal()
        waiting = AccessLog.objects.filter(pk__gt=newest.last if newest else 0).count()
        self.stdout.write(f"{AccessSeal.objects.count()} seals are whole, {waiting} rows wait for the next one.")
        if newest:
            self.stdout.write(f"Newest digest: {newest.digest}")
