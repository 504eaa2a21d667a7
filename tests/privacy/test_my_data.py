"""What is kept of a person is shown and handed out; nobody else's is."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from busan_se.accounts.actions import give_consent
from busan_se.core.clock import now
from busan_se.events.actions import register
from tests.factories import applications, events
from tests.factories.accounts import UserFactory, sign_in_and_confirm
from tests.factories.enterprises import MembershipFactory
from tests.factories.ground import MessageFactory

pytestmark = pytest.mark.django_db
DOWNLOAD = reverse("privacy:download")


@pytest.fixture
def person(client):
    """Somebody with everything: consents, messages, a seat, a membership, an application."""
    person = UserFactory(phone="051-123-4567")
    give_consent(person, "personal_data")
    MessageFactory(user=person, title="나에게 온 알림")
    register(events.SessionFactory().pk, user=person, arrived=now())
    MembershipFactory(user=person, role="owner")
    applications.submit(applications.DraftFactory(started_by=person))
    sign_in_and_confirm(client, person)
    return person


def test_everything_is_in_the_file(client, person):
    MessageFactory(user=UserFactory(), title="남의 알림")
    kept = json.loads(client.get(DOWNLOAD, {"format": "json"}).content)
    rows = {holding["table"]: holding["rows"] for holding in kept["holdings"]}
    assert rows["accounts.User"][0]["phone"] == "051-123-4567"
    assert [row["title"] for row in rows["notifications.Message"] if "알림" in row["title"]] == ["나에게 온 알림"]
    assert {"events.Registration", "enterprises.Membership", "enterprises.Application", "accounts.Consent"} <= set(rows)
    assert all(holding["kept"] and holding["basis"] for holding in kept["holdings"])


@pytest.mark.parametrize("language", ["ko", "en"])
def test_to_read(client, person, language):
    page = client.get(f"{'/en' if language == 'en' else ''}/my/account/data/download/", {"format": "html"})
    assert "attachment" in page["Content-Disposition"]
    assert "051-123-4567" in page.content.decode()


def test_another_format_is_a_bad_request(client, person):
    assert client.get(DOWNLOAD, {"format": "xml"}).status_code == 400


def test_the_page_lists_consents_with_their_versions(client, person):
    page = client.get(reverse("privacy:data")).content.decode()
    assert person.consents.get().text_version in page
    assert reverse("privacy:close") in page


def test_more_rows_need_no_more_queries(client, person):
    counts = []
    for _again in range(2):
        with CaptureQueriesContext(connection) as seen:
            assert client.get(DOWNLOAD, {"format": "json"}).status_code == 200
        counts.append(len(seen))
        for session in events.SessionFactory.create_batch(10):
            register(session.pk, user=person, arrived=now())
        MessageFactory.create_batch(10, user=person)
    assert counts[0] == counts[1]


def test_the_privacy_page_is_made_from_the_declarations(client):
    for path in ("/about/privacy/", "/en/about/privacy/"):
        page = client.get(path).content.decode()
        assert "<table" in page
    assert "Grantees" in page
