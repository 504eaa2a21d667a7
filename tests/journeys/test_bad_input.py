"""What nobody means to send, sent to every address: an answer in words, nothing lost, never a 500.

New addresses are found by themselves (`tests/architecture/addresses.py`); with what they are asked stands in
`tests/architecture/world.py`. Every page is read as a browser reads it: each field of each form gets wrong values,
while the others stay as they are. The gate has not the time for every value in every field: each place gets a few, and
a long form a few of its fields, by their names, so that pages and fields together see them all. `BAD_INPUT=all` in the
environment tries everything.
"""

import html
import os
import re
from urllib.parse import urljoin
from zlib import crc32

import pytest
from django.db import transaction

from tests.architecture import world as worlds
from tests.architecture.addresses import addresses
from tests.journeys.html_forms import forms_of

HUGE, BEYOND = "9" * 20, str(2**63)  # of twenty digits; one more than a bigint holds
LONG = "가" * 3000
FINE = {200, 204, 206, 301, 302, 304, 400, 401, 403, 404, 405, 409, 413, 415, 422}
# allauth's own pages count attempts and answer 429; signing out ends the session that the next request needs.
OTHERS = ("accounts/", "admin/login/", "admin/logout/", "admin/jsi18n/")
ADDRESSES = [address for address in addresses() if not address.route.startswith(OTHERS)]
# Pages of our own; the admin's standard pages of a row are all one, of which the call's stand for the others.
OWN = [address for address in ADDRESSES if not address.model_label or "programs/call/" in address.route]
WITH_PARAMETERS = [address for address in OWN if address.parameters and "(?P" not in address.route]
# What the lists of the portal and of the admin are asked with, beside the fields of the page's own forms.
QUERY = (
    "q",
    "page",
    "p",
    "o",
    "e",
    "all",
    "month",
    "phase",
    "format",
    "dimension",
    "member",
    "outcome",
    "next",
    "_popup",
)
QUERY_VALUES = ("-1", "x", HUGE, "2026-02-30", "9999-99", LONG, "²")
RAW_QUERIES = ("%ff%00", "q=%00", "page=%FF", "q=%C0%AF", "q=%BB%A7", "q=%ED%A0%80", "%", "%zz=%", "&&==&")
FIELD_VALUES = ("-1", HUGE, "2026-02-30", "0001-01-01", "NaN", LONG)
PARTS = ("-1", "x", HUGE, BEYOND, "2026-13", "%ff%00", "%00", "빵", "00000000-0000-0000-0000-000000000000")
ROLES = ("anonymous", "owner", "superuser")
EVERYTHING = os.environ.get("BAD_INPUT") == "all"


def few(values, place, number):
    """Return `number` of the values, for the same place the same ones."""
    if EVERYTHING or not values:
        return values
    start = crc32(place.encode()) % len(values)
    return (*values[start:], *values[:start])[:number]


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """One world for all addresses: each request is rolled back by itself, the world in the end."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield worlds.build()
        transaction.set_rollback(True)


pytestmark = [pytest.mark.django_db, pytest.mark.slow]  # a savepoint inside the world
every_address = pytest.mark.parametrize("address", OWN, ids=lambda address: address.route or "home")


def url_of(world, address):
    if address.model_label:
        return address.url({"object_id": world.key(address.model_label)})
    return address.url(worlds.KWARGS[address.name](world) if address.parameters else {})


def ask(world, role, method, url, data=None, **how):
    """Return the answer to one request that leaves nothing behind; fail when it is none in words."""
    client, savepoint = world.client(role), transaction.atomic()
    savepoint._from_testcase = True  # what must be durable is allowed in it, as in the transaction of any test
    with savepoint:
        if isinstance(data, bytes):  # as it is: `post` would make it fit its type
            answer = client.generic(method, url, data, **how)
        else:
            answer = client.get(url, data) if method == "GET" else client.post(url, data)
        text = b"".join(answer.streaming_content) if answer.streaming else answer.content
        transaction.set_rollback(True)
    assert answer.status_code in FINE, f"{role} {method} {url[:200]} {str(data)[:300]}: {answer.status_code}"
    is_page = answer.get("Content-Type", "").startswith("text/html") and not answer.has_header("Location")
    if answer.status_code in {400, 403, 404, 413} and is_page:
        assert b"<h1" in text, f"{url[:200]} says nothing: {text[:80]!r}"
    answer.text_read = text.decode(errors="replace") if is_page else ""
    return answer


def roles_of(address):
    return ("superuser",) if address.is_admin else ROLES


@every_address
def test_wrong_values_in_the_query(world, address):
    url = url_of(world, address)
    role = "superuser" if address.is_admin else "owner"
    page = ask(world, role, "GET", url)
    asked = [name for form in forms_of(page.text_read) if form.method == "get" for name in form.kinds]
    for value in few(QUERY_VALUES, address.route, 1):
        ask(world, role, "GET", url, dict.fromkeys((*QUERY, *asked), value))
    if page.text_read and not address.is_admin:  # what is wrong first hides what is wrong next
        for name in few(tuple(dict.fromkeys((*asked, *QUERY))), address.route, 4):
            for value in few(("-1", HUGE), address.route + name, 1):
                ask(world, role, "GET", url, {name: value})


@every_address
def test_a_query_that_is_no_text(world, address):
    url = url_of(world, address)
    for query in few(RAW_QUERIES, address.route, 1):
        ask(world, roles_of(address)[0], "GET", f"{url}?{query}")


@pytest.mark.parametrize("address", WITH_PARAMETERS, ids=lambda address: address.route)
def test_ids_that_are_none(world, address):
    role = roles_of(address)[-1]
    for part in few(PARTS, address.route, 2):
        path = "/" + re.sub(r"<(?:\w+:)?\w+>", lambda _found, part=part: part, address.route)
        for method in ("GET", "POST") if part in {HUGE, "%ff%00"} else ("GET",):
            ask(world, role, method, path)


BODIES = {
    "empty multipart": (b"", "multipart/form-data; boundary=b"),
    "multipart with nothing in it": (b"--b--\r\n", "multipart/form-data; boundary=b"),
    "multipart without an end": (b"--b\r\nContent-Disposition: form-data; na", "multipart/form-data; boundary=b"),
    "multipart without a boundary": (b"x", "multipart/form-data"),
    "json": (b'{"amount": -1}', "application/json"),
    "broken json": (b"{", "application/json"),
    "json as a form": (b'{"reason": "x"}', "application/x-www-form-urlencoded"),
    "cp949": ("reason=빵&name=빵".encode("cp949"), "application/x-www-form-urlencoded"),
    "another charset": ("reason=빵".encode("cp949"), "application/x-www-form-urlencoded; charset=cp949"),
    "no charset": (b"reason=x", "application/x-www-form-urlencoded; charset=nonsense"),
    "nul": (b"reason=a%00b", "application/x-www-form-urlencoded"),
    "overlong": (b"reason=%C0%80", "application/x-www-form-urlencoded"),
    "no type": (b"\xff\xfe\x00", ""),
    "many fields": ("&".join(f"f{n}=1" for n in range(1500)).encode(), "application/x-www-form-urlencoded"),
}


@every_address
def test_bodies_that_are_no_form(world, address):
    url = url_of(world, address)
    role = "superuser" if address.is_admin else "owner"
    for body, content_type in few(tuple(BODIES.values()), address.route, 2):
        ask(world, role, "POST", url, body, content_type=content_type)


@every_address
def test_each_field_of_each_form(world, address):
    url = url_of(world, address)
    role = "superuser" if address.is_admin else "owner"
    page = ask(world, role, "GET", url)
    for form in forms_of(page.text_read):
        target = urljoin(url, form.action)
        if form.method != "post" or re.search(r"/(logout|login)/", target):
            continue
        ask(world, role, "POST", target, form.sent())
        names = tuple(name for name in form.kinds if "__prefix__" not in name)  # that is a row which only a script adds
        for name in few(names, target, 6):
            values = FIELD_VALUES if form.kinds[name] != "hidden" else ("-1", HUGE, "x")
            for value in few(values, address.route + name, 1):
                answer = ask(world, role, "POST", target, form.sent(**{name: value}))
                if answer.status_code in {200, 422} and form.kinds[name] in {"text", "textarea"}:
                    _keeps(answer, form, name, value)


def _keeps(answer, form, name, value):
    """What was typed is in the form that comes back, the wrong value and the right ones."""
    back = next((again for again in forms_of(answer.text_read) if name in again.kinds), None)
    if back is None:
        return  # another page: the value was taken
    assert html.unescape(value).strip() in "".join(back.values.get(name, [])).replace(",", ""), f"{name} is lost"
    for other in set(form.typed) & set(back.typed) - {name}:
        assert set(map(str.strip, form.values.get(other, []))) <= {
            text.strip() for text in back.values.get(other, [])
        }, f"{other} is lost beside {name}"


@pytest.mark.parametrize("prefix", ["/xx", "/EN", "/ko", "/en-us", "/e", "/%ff", "/en%00", "/../en"])
@pytest.mark.parametrize("page", ["/", "/programs/", "/my/"])
def test_a_language_that_is_none(world, prefix, page):
    assert ask(world, "anonymous", "GET", prefix + page).status_code in {400, 404, 302}


@pytest.mark.parametrize("path", ["/%ff%00", "/%00", "/%C0%AE%C0%AE/", "/programs/%ff/", "/calls/%E3%81/",
                                  "/" + "a" * 9000, "/\u202e/", "/%0d%0aSet-Cookie:x=1"])  # fmt: skip
def test_paths_that_are_no_address(world, path):
    assert ask(world, "anonymous", "GET", path).status_code in {301, 400, 404}
