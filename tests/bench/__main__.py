"""`make bench`: databases of its own, the pages beside bare ones, and a register that grows a hundredfold.

`make bench ARGS="pages scaling"` measures these parts only, `ARGS=--rounds=7` more often (default 3) on a busy machine.
What misses its target is printed as MISSED; only an error ends with another code than 0.
"""

import argparse
import json
import logging
import os
import sys
import time

import psycopg

PARTS = ("pages", "cached", "scaling", "imports", "rush")
EMPTY, MIDDLE = 0, 10_000


def main():
    options = _options()
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.bench.settings"
    import django

    django.setup()
    logging.disable(logging.INFO)
    from django.db import connection

    connection.settings_dict["OPTIONS"].pop("pool", None)  # this process goes from database to database
    started = time.monotonic()
    rows = _measure(_url(connection.settings_dict), options)
    _report(rows, time.monotonic() - started)
    return 0


def _options():
    parser = argparse.ArgumentParser(prog="make bench")
    parser.add_argument("parts", nargs="*", default=PARTS, choices=[*PARTS, PARTS])
    parser.add_argument("--rounds", type=int, default=3)
    return parser.parse_args()


def _url(settings):
    where = {key.lower(): settings[key] for key in ("HOST", "PORT", "USER", "PASSWORD") if settings.get(key)}
    return psycopg.conninfo.make_conninfo(dbname=settings["NAME"], **where)


def _measure(url, options):
    from busan_se.devstack.prepare import collect_static
    from tests.bench import data, imports, pages, rush, scaling

    collect_static()
    wanted = set(options.parts)
    sizes = {MIDDLE} if wanted & {"pages", "cached"} else set()
    sizes |= {scaling.SMALL, scaling.LARGE} if "scaling" in wanted else set()
    sizes |= {EMPTY} if "imports" in wanted else set()
    sizes |= {rush.ENTERPRISES} if "rush" in wanted else set()
    rows = []
    with data.databases(url, sizes) as names:
        if MIDDLE in names:
            os.environ["BENCH_DATABASE"] = names[MIDDLE]
            with data.database_of(names[MIDDLE]):
                enterprise, desk = data.enterprise_in_the_middle(), data.officer_session()
            if "pages" in wanted:
                rows += pages.uncached(enterprise, desk, options.rounds)
            if "cached" in wanted:
                rows += pages.cached(enterprise, options.rounds)
        if "scaling" in wanted:
            rows += scaling.scaling(names)
        if "imports" in wanted:
            rows += imports.imports(names[EMPTY])
        if "rush" in wanted:
            os.environ["BENCH_DATABASE"] = names[rush.ENTERPRISES]
            rows += rush.rush(names[rush.ENTERPRISES], options.rounds)
    return rows


def _report(rows, seconds):
    from busan_se.settings.env import VAR
    from tests.bench.results import as_line

    VAR.mkdir(exist_ok=True)
    (VAR / "bench.json").write_text(json.dumps(rows, indent=1, ensure_ascii=False), encoding="utf-8")
    print(*map(as_line, rows), sep="\n")
    missed = [found["name"] for found in rows if not found["ok"]]
    print(f"{len(rows)} measurements in {seconds:.0f} s, {len(missed)} missed{':' if missed else '.'}")
    print(*(f"  {name}" for name in missed), sep="\n", end="")


if __name__ == "__main__":
    sys.exit(main())
