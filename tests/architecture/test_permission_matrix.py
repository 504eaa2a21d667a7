"""Every address × every role: what it answers is written in `permission_matrix.csv`, and nothing answers 500.

An address without a line fails, so nothing new escapes. To write the lines of new or changed addresses, run
`WRITE_PERMISSION_MATRIX=1 make test ARGS="tests/architecture/test_permission_matrix.py -n 0"` and *read the
difference*: it says who may now do what.

A cell is the status; `login` stands for a redirect to the sign-in, so 302 is a redirect to somewhere else. The admin's
own redirect to its sign-in step is followed. POST is sent empty: 200 shows a form with errors, 403 is a refusal.
"""

import csv
import os
import re
from pathlib import Path
from zlib import crc32

import pytest
from django.conf import settings
from django.db import transaction
from django.shortcuts import resolve_url

from tests.architecture import world as worlds
from tests.architecture.addresses import Address, addresses

TABLE = Path(__file__).with_name("permission_matrix.csv")
WRITE = bool(os.environ.get("WRITE_PERMISSION_MATRIX"))
# Two processes would each write the table without the other's lines.
assert not (WRITE and os.environ.get("PYTEST_XDIST_WORKER")), "Write the table in one process: add -n 0."
HEADER = ["route", "method", *worlds.ROLES]
# Signing in and out is allauth's own and the same for everybody; its pages are asked, not posted to.
ONLY_ASKED = ("accounts/", "admin/login/", "admin/logout/", "admin/jsi18n/")


def read_table() -> dict[tuple[str, str], dict[str, str]]:
    if not TABLE.exists():
        return {}
    with TABLE.open(encoding="utf-8", newline="") as source:
        return {(row["route"], row["method"]): row for row in csv.DictReader(source)}


EXPECTED = read_table()
FOUND: dict[tuple[str, str], dict[str, str]] = {}


def methods(address: Address) -> list[str]:
    """Return what is tried: standard admin pages are covered by GET, which asks for the same permission as POST."""
    standard = address.is_admin and (address.model_label or address.name.endswith(("_changelist", "_add")))
    return ["GET"] if standard or address.route.startswith(ONLY_ASKED) else ["GET", "POST"]


CASES = [(address, method) for address in addresses() for method in methods(address)]


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """One world for all addresses: each request is rolled back by itself, the world in the end."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield worlds.build()
        transaction.set_rollback(True)


@pytest.fixture(scope="module", autouse=True)
def _table():
    yield
    if WRITE:
        with TABLE.open("w", encoding="utf-8", newline="") as target:
            writer = csv.DictWriter(target, HEADER, lineterminator="\n")
            writer.writeheader()
            writer.writerows({**(EXPECTED | FOUND)[key], "route": key[0], "method": key[1]} for key in _order())


def _order() -> list[tuple[str, str]]:
    return [
        key for key in dict.fromkeys((address.route, method) for address, method in CASES) if key in EXPECTED | FOUND
    ]


@pytest.mark.django_db  # a savepoint inside the world
@pytest.mark.parametrize(("address", "method"), CASES, ids=lambda value: getattr(value, "route", value))
def test_who_may_do_what(world, address, method):
    url = address.url(kwargs(world, address))
    asked = roles_asked(address, method)
    found = {role: ask(world, role, method, url) for role in asked}
    assert "500" not in found.values(), found
    if WRITE:
        FOUND[address.route, method] = found
        return
    row = EXPECTED.get((address.route, method))
    assert row, f"{address.route} has no line in {TABLE.name}: decide who may do what, and write it down."
    assert found == {role: row[role] for role in asked}


def roles_asked(address: Address, method: str) -> tuple[str, ...]:
    """Return all roles; of those whom the admin refuses by one and the same check, one for each address by its name.

    Where no role gets further than 405, the method is refused before anybody is asked who they are: three roles tell.
    """
    if WRITE:
        return worlds.ROLES
    if set(EXPECTED.get((address.route, method), {}).values()) == {address.route, method, "405"}:
        return ("anonymous", "owner", "city")
    if not address.is_admin:
        return worlds.ROLES
    others = ("citizen", *worlds.MEMBERS, "reviewer")
    return ("anonymous", others[crc32(address.route.encode()) % len(others)], *worlds.STAFF)


def kwargs(world, address):
    if address.model_label:
        key = world.key(address.model_label)
        assert key, f"Put a sample of {address.model_label} into world._rows: without a row its page shows nothing."
        return {"object_id": key}
    if not address.parameters:
        return {}
    assert address.name in worlds.KWARGS, f"Say in world.KWARGS with what {address.route} is asked."
    return worlds.KWARGS[address.name](world)


def ask(world, role, method, url):
    """Return the cell for one request, which leaves nothing behind."""
    client = world.client(role)
    with transaction.atomic():
        answer = client.generic(method, url)
        if answer.status_code == 302 and answer.url.startswith("/admin/login/"):
            answer = client.get(answer.url)
        transaction.set_rollback(True)
    if answer.status_code == 302 and answer.url.startswith(resolve_url(settings.LOGIN_URL)):
        return "login"
    return str(answer.status_code)


def test_the_table_has_no_line_for_an_address_that_is_gone():
    assert set(EXPECTED) <= {(address.route, method) for address, method in CASES}


ADMIN = [key for key in EXPECTED if key[0].startswith("admin/") and not key[0].startswith(ONLY_ASKED)]
OPEN = {"200", "302"}


@pytest.mark.parametrize("key", ADMIN, ids=" ".join)
def test_the_admin_is_for_staff_alone(key):
    row = EXPECTED[key]
    assert row["anonymous"] == "login"
    assert {row[role] for role in ("citizen", *worlds.MEMBERS, "reviewer")} == {"403"}


# Django's own pages that show the same whatever the method.
READS_BY_POST = re.compile(r"^admin/(\^\(\?P<app_label>.*|password_change/)?$")


@pytest.mark.parametrize("key", [key for key in ADMIN if key[1] == "POST" or "/add/" in key[0] or "/delete/" in key[0]])
def test_the_auditor_changes_nothing(key):
    assert EXPECTED[key]["auditor"] not in OPEN or READS_BY_POST.match(key[0])


@pytest.mark.parametrize("key", [key for key in EXPECTED if key[0].startswith("my/")], ids=" ".join)
def test_nobody_sees_a_personal_page_without_signing_in(key):
    assert EXPECTED[key]["anonymous"] in {"login", "405"}


@pytest.mark.parametrize("key", [key for key in EXPECTED if "<path:object_id>/change/" in key[0]], ids=" ".join)
def test_another_districts_officer_sees_no_more_than_the_own(key):
    row = EXPECTED[key]
    assert row["other_district"] != "200" or row["district"] == "200"
