"""The last minute of a call: many clients submit, each click sent twice, until after the call has closed.

And what one submission costs beside a bare insert.
"""

import asyncio
import http.client
import statistics
import threading
import time
from dataclasses import dataclass
from datetime import timedelta
from math import sqrt
from urllib.parse import urlencode
from uuid import uuid4

from tests.bench.data import database_of
from tests.bench.results import row
from tests.bench.server import CLIENTS, server

APPLICANTS, LATE, MINUTE = 500, 50, 60.0
LEAD = 15  # seconds for the server to start, beside what the applicants take to be made
IN_TIME, TOO_LATE = 0.5, 0.3  # seconds before and after the end in which nobody clicks: what is sent then may be either
EACH = 100  # submissions, and inserts, of one round
MOST_QUERIES, SHARE, MOST_SECONDS = 15, 1 / 10, 2
ENTERPRISES = APPLICANTS + LATE


@dataclass
class Click:
    """One applicant's last click: what is sent, when, and what came of the two requests."""

    path: str
    cookie: str
    body: str
    at: float = 0.0
    answers: tuple = ()

    @property
    def acknowledged(self):
        """Return whether one of the requests was answered with the receipt."""
        return any(status == 302 and place.endswith("/receipt/") for status, place, _seconds in self.answers)


def rush(database, rounds):
    """Return what became of everything that was sent, and the rate of submissions beside bare inserts."""
    with database_of(database):
        start = time.monotonic()
        rows = _beside_inserts(rounds)
        each = (time.monotonic() - start) / (rounds * EACH)
        return [*rows, *_last_minute(LEAD + each * ENTERPRISES)]


def _last_minute(seconds_before):
    from busan_se.core.clock import now

    closes_at = now() + timedelta(seconds=seconds_before + MINUTE)
    clicks = _clicks(closes_at, ENTERPRISES)
    for number, click in enumerate(clicks[:APPLICANTS]):  # ever more of them towards the end
        click.at = MINUTE * sqrt((number + 1) / APPLICANTS) * (1 - IN_TIME / MINUTE) - MINUTE
    for number, click in enumerate(clicks[APPLICANTS:]):
        click.at = TOO_LATE + 2 * number / LATE
    end = time.monotonic() + (closes_at - now()).total_seconds()
    with server(page_cache=False) as port:
        if time.monotonic() > end - MINUTE:
            raise SystemExit("The last minute began before the clients were ready.")
        asyncio.run(_all(port, clicks, end))
    return _judged(clicks, closes_at)


def _judged(clicks, closes_at):
    from enterprises.applications.models import Application

    in_time, late = clicks[:APPLICANTS], clicks[APPLICANTS:]
    submitted = dict(
        Application.objects.submitted().filter(call__closes_at=closes_at).values_list("pk", "receipt_number")
    )
    known = {f"/my/applications/{pk}/check/" for pk in submitted}
    lost = [click for click in in_time if not click.acknowledged or click.path not in known]
    accepted = [click for click in late if click.acknowledged or click.path in known]
    receipts = len(set(submitted.values()))
    answers = [answer for click in clicks for answer in click.answers]
    seconds = sorted(taken for _status, _place, taken in answers)
    worst = seconds[int(len(seconds) * 0.99)]
    failed = [status for status, _place, _seconds in answers if status >= 500 and status != 503]
    return [
        row("rush: submitted in time and lost", len(lost), "of 500", "0", not lost),
        row("rush: accepted after the end", len(accepted), "of 50", "0", not accepted),
        row("rush: receipts for 1,000 clicks", receipts, "receipts", "500, all different", receipts == APPLICANTS),
        row("rush: 99 of 100 answered within", worst, "s", f"< {MOST_SECONDS} s", worst < MOST_SECONDS),
        row("rush: failures other than 503", len(failed), "answers", "0", not failed),
    ]


async def _all(port, clicks, end):
    await asyncio.gather(*(_click(port, click, end) for click in clicks))


async def _click(port, click, end):
    await asyncio.sleep(max(0, end + click.at - time.monotonic()))
    click.answers = tuple(await asyncio.gather(_post(port, click), _post(port, click)))


async def _post(port, click):
    """Return (status, Location, seconds) of one request on a connection of its own."""
    start = time.monotonic()
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    head = "\r\n".join(f"{name}: {value}" for name, value in _headers(click).items())
    writer.write(f"POST {click.path} HTTP/1.1\r\n{head}\r\nConnection: close\r\n\r\n{click.body}".encode())
    answer = (await reader.read()).partition(b"\r\n\r\n")[0].decode("latin-1")
    writer.close()
    status, *lines = answer.split("\r\n")
    headers = dict(line.lower().split(": ", 1) for line in lines)
    return int(status.split()[1]), headers.get("location", ""), time.monotonic() - start


def _headers(click):
    return {
        "Host": "127.0.0.1",
        "Cookie": click.cookie,
        "Content-Type": "application/x-www-form-urlencoded",
        "Content-Length": str(len(click.body)),
    }


def _beside_inserts(rounds):
    from busan_se.core.clock import now

    clicks = _clicks(now() + timedelta(days=1), rounds * EACH + 1)
    with server(page_cache=False) as port:
        queries = int(_ask(http.client.HTTPConnection("127.0.0.1", port), clicks.pop())["X-Queries"])
        pairs = []
        for number in range(rounds):
            own = _rate(port, clicks[number * EACH : (number + 1) * EACH])
            pairs.append((own, _rate(port, [Click("/bare-insert/", "", "")] * EACH)))
    own, bare = (statistics.median(column) for column in zip(*pairs, strict=True))
    ratio = statistics.median(mine / theirs for mine, theirs in pairs)
    target = f">= {SHARE:.2f} of a bare insert"
    return [
        row("submission: queries", queries, "queries", f"<= {MOST_QUERIES}", queries <= MOST_QUERIES),
        row("submission: rate", own, "req/s", target, ratio >= SHARE, baseline=bare, ratio=ratio),
    ]


def _rate(port, clicks):
    """Return the requests per second of CLIENTS clients that share the clicks."""
    shares = [clicks[number::CLIENTS] for number in range(CLIENTS)]
    done = []

    def client(share):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
        for click in share:
            _ask(connection, click)
        connection.close()
        done.append(len(share))

    threads = [threading.Thread(target=client, args=[share]) for share in shares]
    start = time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if sum(done) != len(clicks):
        raise SystemExit("A submission failed.")
    return len(clicks) / (time.monotonic() - start)


def _ask(connection, click):
    connection.request("POST", click.path, click.body, {**_headers(click), "X-Count": "1"})
    response = connection.getresponse()
    response.read()
    if response.status not in {201, 302}:
        raise SystemExit(f"{click.path} answered {response.status}")
    return response.headers


def _clicks(closes_at, number):
    """Return the last clicks of `number` applicants of a new call: whole drafts, and owners who are signed in."""
    from enterprises.applications.content import applicant_of, content_hash
    from enterprises.applications.models import Application
    from enterprises.registry.models import Enterprise, Membership
    from tests.factories.applications import ANSWERS, open_call

    call = open_call(closes_at=closes_at, form=_form())
    enterprises = list(Enterprise.objects.order_by("pk")[:number])
    owners = _owners(enterprises)
    Membership.objects.bulk_create(
        [Membership(user=owners[one.pk], enterprise=one, role=Membership.Role.OWNER) for one in enterprises]
    )
    drafts = Application.objects.bulk_create(
        [
            Application(
                call=call, version=call.current_version, enterprise=one, started_by=owners[one.pk], answers=ANSWERS,
                requested_won=ANSWERS["amount"],
            )
            for one in enterprises
        ]
    )  # fmt: skip
    return [
        _last_click(draft, content_hash(draft, applicant_of(draft)), _session(owners[draft.enterprise_id]))
        for draft in drafts
    ]


def _form():
    """Return the usual form without the file, which was uploaded before."""
    from busan_se.programs.call_forms import usual_form

    sections = usual_form(amount_min=1_000_000, amount_max=20_000_000)["sections"]
    return {"sections": [section for section in sections if section["key"] != "files"]}


def _owners(enterprises):
    from busan_se.accounts.models import User

    users = [User(email=f"{uuid4().hex}@example.com", name="시험", password="!") for _enterprise in enterprises]
    return dict(zip((one.pk for one in enterprises), User.objects.bulk_create(users), strict=True))


def _session(user):
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    session = SessionStore()
    session[SESSION_KEY], session[HASH_SESSION_KEY] = str(user.pk), user.get_session_auth_hash()
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[-1]
    session.create()
    return session.session_key


def _last_click(draft, seen_hash, session):
    from django.conf import settings
    from django.middleware.csrf import _get_new_csrf_string

    from tests.factories.applications import CONSENTS

    secret = _get_new_csrf_string()
    agreed = dict.fromkeys(CONSENTS, "on")
    body = urlencode({"csrfmiddlewaretoken": secret, "seen_hash": seen_hash, "key": uuid4(), **agreed})
    cookie = f"{settings.SESSION_COOKIE_NAME}={session}; {settings.CSRF_COOKIE_NAME}={secret}"
    return Click(f"/my/applications/{draft.pk}/check/", cookie, body)
