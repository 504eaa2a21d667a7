"""`make bench`: a database of its own, 10,000 enterprises, gunicorn, and the pages in turn with the bare one."""

import http.client
import json
import os
import socket
import statistics
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from pathlib import Path

import psycopg

ROUNDS, SECONDS, CLIENTS = 3, 3.0, 4
ENTERPRISES = 10_000
DATABASE = "portal_bench"
VAR = Path(os.environ.get("VAR_DIR") or "var")


@contextmanager
def own_database(url):
    """Make an empty database for the run and drop it afterwards."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)")
        connection.execute(f"CREATE DATABASE {DATABASE} TEMPLATE template0")
    try:
        yield
    finally:
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(f"DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)")


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def server(port):
    """Run gunicorn as `make run` does, on loopback."""
    command = [
        sys.executable, "-m", "gunicorn", "busan_se.wsgi:application", "--bind", f"127.0.0.1:{port}", "--workers", "2",
        "--worker-class", "gthread", "--threads", "8", "--no-control-socket", "--log-level", "error",
    ]  # fmt: skip
    process = subprocess.Popen(command)
    try:
        wait_for(port, process)
        yield
    finally:
        process.terminate()
        process.wait(timeout=10)


def wait_for(port, process):
    for _try in range(200):
        if process.poll() is not None:
            raise SystemExit("gunicorn did not start")
        try:
            if fetch(port, "/healthz", {})[0] == 200:
                return
        except OSError:
            pass
        time.sleep(0.1)
    raise SystemExit("gunicorn does not answer")


def fetch(port, path, headers, connection=None):
    own = connection or http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    own.request("GET", path, headers=headers)
    response = own.getresponse()
    body = response.read()
    return response.status, len(body), response.headers


def rate(port, path, headers):
    """Return the requests per second of CLIENTS clients over SECONDS."""
    until, done = time.monotonic() + SECONDS, []

    def client():
        connection, count = http.client.HTTPConnection("127.0.0.1", port, timeout=20), 0
        while time.monotonic() < until:
            status, _size, _headers = fetch(port, path, headers, connection)
            if status != 200:
                raise SystemExit(f"{path} answered {status}")
            count += 1
        done.append(count)

    threads = [threading.Thread(target=client) for _client in range(CLIENTS)]
    start = time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(done) / (time.monotonic() - start)


def measure(port, page, headers):
    """Return the rows of one page: its rate beside the bare one (medians of rounds in turn), queries and size."""
    name, path, share, queries, kilobytes = page
    fetch(port, path, headers)
    pairs = [(rate(port, path, headers), rate(port, "/bare/", {})) for _round in range(ROUNDS)]
    value, baseline = statistics.median(p[0] for p in pairs), statistics.median(p[1] for p in pairs)
    ratio = statistics.median(own / bare for own, bare in pairs)
    _status, size, answer = fetch(port, path, {**headers, "X-Count": "1"})
    return [
        row(f"{name}: rate", value, "req/s", baseline, ratio, f">= {share:.2f} of bare", ratio >= share),
        row(
            f"{name}: queries",
            int(answer["X-Queries"]),
            "queries",
            None,
            None,
            f"<= {queries}",
            int(answer["X-Queries"]) <= queries,
        ),
        row(f"{name}: size", round(size / 1000, 1), "kB", None, None, f"<= {kilobytes}", size <= kilobytes * 1000),
    ]


def row(name, value, unit, baseline, ratio, target, ok):
    return {
        "name": name,
        "value": round(value, 1),
        "unit": unit,
        "baseline": baseline and round(baseline, 1),
        "ratio": ratio and round(ratio, 3),
        "target": target,
        "ok": bool(ok),
    }


def main():
    if "BENCH_DATABASE" not in os.environ:
        os.environ |= {"BENCH_DATABASE": DATABASE, "DJANGO_SETTINGS_MODULE": "tests.bench.settings"}
    import django

    from busan_se.settings.base import DATABASES

    base = DATABASES["default"]
    where = {key.lower(): base[key] for key in ("HOST", "PORT", "USER", "PASSWORD") if base.get(key)}
    url = psycopg.conninfo.make_conninfo(dbname=base["NAME"], **where)
    with own_database(url):
        django.setup()
        from busan_se.devstack.prepare import collect_static
        from tests.bench.data import prepare

        collect_static()
        pages = prepare(ENTERPRISES)
        port = free_port()
        with server(port):
            rows = [found for page, headers in pages for found in measure(port, page, headers)]
    VAR.mkdir(exist_ok=True)
    (VAR / "bench.json").write_text(json.dumps(rows, indent=1, ensure_ascii=False))
    for found in rows:
        ratio = f"{found['ratio']:.3f}" if found["ratio"] else ""
        verdict = "ok" if found["ok"] else "MISSED"
        print(f"{found['name']:34} {found['value']:>9} {found['unit']:8} {ratio:>6}  {found['target']:20} {verdict}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
