"""What strangers may see can be kept for all of them: no cookie, no token, the second visit from the cache."""

import re

import pytest
from django.core.cache import cache
from django.test import Client

from tests.architecture.addresses import addresses
from tests.architecture.test_permission_matrix import EXPECTED, kwargs, world  # noqa: F401

# Forms that are posted without an account, so each visitor needs a token of the own: signing in and up, new passwords,
# places at an event, enquiries.
POSTED = re.compile(
    r"accounts/|events/(sessions/.*/register|registrations/.*/confirm)/|procurement/(offers/.*/enquire|enquiries/.*/confirm)/"
)
PUBLIC = [
    address
    for address in addresses()
    if EXPECTED.get((address.route, "GET"), {}).get("anonymous") == "200" and not POSTED.match(address.route)
]


def visit(address, world):  # noqa: F811
    return Client().get(address.url(kwargs(world, address)))


def test_there_are_public_pages():
    assert len(PUBLIC) > 10


@pytest.mark.django_db
@pytest.mark.parametrize("address", PUBLIC, ids=lambda address: address.route)
def test_holds_nothing_personal(world, address):  # noqa: F811
    answer = visit(address, world)
    assert not answer.cookies
    assert b"csrfmiddlewaretoken" not in b"".join(answer)


@pytest.mark.django_db
@pytest.mark.parametrize("address", PUBLIC, ids=lambda address: address.route)
def test_the_second_visitor_of_a_page_gets_the_kept_one(world, address, settings):  # noqa: F811
    settings.PAGE_CACHE_SECONDS = 60
    cache.clear()
    first, second = visit(address, world), visit(address, world)
    if first["Content-Type"].startswith("text/html"):
        assert second["X-Cache"] == "hit"
    assert b"".join(first) == b"".join(second)
