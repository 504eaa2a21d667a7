"""A list of 100,000 lines, received, checked and applied by a process of its own, beside a plain COPY of the same rows.

The COPY goes into the same table with its indexes and history triggers, in the same run, into a register as empty.
"""

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from django.db import connection

from tests.bench.data import WORDS, database_of
from tests.bench.results import row

LINES = 100_000
MEGABYTES = 300
HEADER = "사업자등록번호,업체명,업체소재시군구,기업구분,업종,대표품명,제조여부,등록일자,정책태그"
TABLE = "enterprises_enterprise"


def imports(database):
    """Return how long the import of the list takes beside the COPY, and how much memory its process needs at most."""
    with tempfile.TemporaryDirectory() as folder, database_of(database):
        source = Path(folder, "list.csv")
        source.write_text("\n".join([HEADER, *_lines()]), encoding="utf-8")
        command = [sys.executable, "-m", "tests.bench.imports", str(source)]
        answer = subprocess.run(
            command, env=os.environ | {"BENCH_DATABASE": database}, check=True, capture_output=True, text=True
        )
        found = json.loads(answer.stdout.splitlines()[-1])
        if found["written"] != LINES:
            raise SystemExit(f"{found['written']} of {LINES} lines were written")
        plain = _copied(Path(folder, "rows.copy"))
    seconds, ratio = found["check"] + found["apply"], (found["check"] + found["apply"]) / plain
    target = "<= 3.0 of COPY"
    return [
        row("import 100,000 lines: check + apply", seconds, "s", target, ratio <= 3, baseline=plain, ratio=ratio),
        row("import 100,000 lines: check", found["check"], "s", "part of it", True),
        row("import 100,000 lines: memory", found["megabytes"], "MB", f"< {MEGABYTES}", found["megabytes"] < MEGABYTES),
    ]


def _lines():
    from busan_se.reference.models import District
    from tests.factories.enterprises import business_number

    districts = list(District.objects.order_by("code").values_list("name_ko", flat=True))
    for n in range(LINES):
        name = f"(주){WORDS[n % len(WORDS)]}{WORDS[n // 7 % len(WORDS)]} {n:06}"
        place = f"부산광역시 {districts[n % len(districts)]}"
        yield f"{business_number(n)},{name},{place},중소기업,건물위생관리업,청소,N,20230110,여성기업|사회적기업"


def _copied(path):
    """Return the seconds of a plain COPY of the rows that the import made, into the table as it was before."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum) FROM pg_attribute "
            "WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''",
            [TABLE],
        )
        columns = cursor.fetchone()[0]
        with path.open("wb") as file, cursor.copy(f"COPY {TABLE} ({columns}) TO STDOUT") as rows:
            for block in rows:
                file.write(block)
        cursor.execute(f"TRUNCATE {TABLE} CASCADE")
        started = time.perf_counter()
        with path.open("rb") as file, cursor.copy(f"COPY {TABLE} ({columns}) FROM STDIN") as rows:
            while block := file.read(64 * 1024):
                rows.write(block)
        return time.perf_counter() - started


def main(path):
    """Import a file as the worker does; print the seconds of both steps and the peak of memory."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.bench.settings"
    import django

    django.setup()
    from busan_se.core.clock import today
    from busan_se.files.actions import store_bytes
    from enterprises.imports import actions

    file = store_bytes(Path(path).read_bytes(), name="list.csv", kind="import_list", content_type="text/csv")
    batch = actions.receive(file, layout="", as_of=today(), user=None)
    began = time.perf_counter()
    actions.check(batch, lambda done, total: None)
    checked = time.perf_counter()
    actions.apply(batch.pk, lambda done, total: None)
    applied = time.perf_counter()
    written = batch.rows.filter(written=True).count()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    file.file.delete(save=False)
    print(json.dumps({"check": checked - began, "apply": applied - checked, "written": written, "megabytes": peak}))


if __name__ == "__main__":
    main(sys.argv[1])
