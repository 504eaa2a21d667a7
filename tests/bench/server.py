"""gunicorn as `make run` has it, and clients that ask it as fast as they can."""

import http.client
import os
import socket
import statistics
import subprocess
import sys
import threading
import time
from contextlib import contextmanager

SECONDS, CLIENTS = 2.5, 4
STATIC = "/bare-static/"


@contextmanager
def server(*, page_cache):
    """Run the portal on loopback, with the page cache or without, and give its port."""
    port = _free_port()
    command = [
        sys.executable, "-m", "gunicorn", "tests.bench.wsgi:application", "--bind", f"127.0.0.1:{port}", "--workers",
        "2", "--worker-class", "gthread", "--threads", "8", "--no-control-socket", "--graceful-timeout", "1",
        "--log-level", "error",
    ]  # fmt: skip
    process = subprocess.Popen(command, env=os.environ | {"BENCH_PAGE_CACHE": "60" if page_cache else "0"})
    try:
        _wait_for(port, process)
        yield port
    finally:
        process.terminate()
        process.wait(timeout=30)


def _free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _wait_for(port, process):
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
    """Return (status, size in bytes, headers) of an answer."""
    own = connection or http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    own.request("GET", path, headers=headers)
    response = own.getresponse()
    body = response.read()
    return response.status, len(body), response.headers


def beside(port, path, bare, headers, rounds):
    """Return (rate, rate of the bare page, ratio): medians over rounds in which both are asked in turn."""
    fetch(port, path, headers)
    pairs = [(_rate(port, path, headers), _rate(port, bare, {})) for _round in range(rounds)]
    own, other = (statistics.median(column) for column in zip(*pairs, strict=True))
    return own, other, statistics.median(mine / theirs for mine, theirs in pairs)


def _rate(port, path, headers):
    """Return the requests per second of CLIENTS clients over SECONDS."""
    until, done = time.monotonic() + SECONDS, []

    def client():
        connection, count = http.client.HTTPConnection("127.0.0.1", port, timeout=20), 0
        while time.monotonic() < until:
            status, _size, _headers = fetch(port, path, headers, connection)
            if status != 200:
                raise SystemExit(f"{path} answered {status}")
            count += 1
        connection.close()
        done.append(count)

    threads = [threading.Thread(target=client) for _client in range(CLIENTS)]
    start = time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if len(done) != CLIENTS:
        raise SystemExit(f"{path} failed")
    return sum(done) / (time.monotonic() - start)
