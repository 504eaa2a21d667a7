"""Figures are never seeded, they are measured when they are due; but what was measured of demo rows goes with them."""

from collections.abc import Callable
from random import Random

import pgtrigger
from django.db import transaction

from busan_se.core.models import Job
from busan_se.core.schedules import kind_of
from busan_se.files.models import StoredFile
from busan_se.kpis.models import Closing, MeasureRun, Observation, ReportIssue
from busan_se.kpis.schedules import OBSERVE, REPORT
from busan_se.notifications.models import Outbox


def plant(random: Random, log: Callable[[str], None]) -> None:
    """Tell that `run_due` does the work."""
    log("indicators: measured by the next run_due")


@transaction.atomic
def remove() -> None:
    """Delete what was measured while demo rows were counted, closed months too, and the reports made of it.

    The months become due again, and are measured from what is left.
    """
    runs = MeasureRun.objects.filter(includes_demo=True)
    tainted = Observation.objects.filter(run__in=runs)
    issues = ReportIssue.objects.filter(observations__in=tainted).distinct()
    periods = set(runs.values_list("period", flat=True))
    files = [pk for pair in issues.values_list("pdf", "xlsx") for pk in pair if pk]
    ReportIssue.objects.filter(pk__in=list(issues.values_list("pk", flat=True))).delete()
    Outbox.objects.filter(attachments__in=files).delete()
    for file in StoredFile.objects.filter(pk__in=files):
        file.file.delete(save=False)
        file.delete()
    with pgtrigger.ignore("kpis.Observation:frozen_rows_stay"):
        tainted.delete()
    Closing.objects.filter(period__in=periods).delete()
    runs.filter(observations=None).delete()
    Job.objects.filter(kind__in=[kind_of(OBSERVE), kind_of(REPORT)]).delete()
