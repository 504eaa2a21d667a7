import pytest
from django.contrib.auth import get_user_model
from django.test import RequestFactory

from busan_se.notifications.extensions import OptionalKind
from busan_se.notifications.models import Message, Preference
from busan_se.notifications.portal import unread_in_header
from tests.factories.ground import MessageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def kim():
    return get_user_model().objects.create_user("kim@example.com", name="김")


@pytest.fixture
def lee():
    return get_user_model().objects.create_user("lee@example.com", name="이")


@pytest.fixture
def member(client, kim):
    client.force_login(kim)
    return client


def test_the_inbox_shows_ones_own_messages(member, kim, lee):
    MessageFactory(user=kim, title="내 알림")
    MessageFactory(user=lee, title="남의 알림")
    html = member.get("/my/inbox/").content.decode()
    assert "내 알림" in html
    assert "남의 알림" not in html


def test_an_empty_inbox_says_so(member):
    assert "알림이 없습니다" in member.get("/my/inbox/").content.decode()


def test_texts_are_escaped(member, kim):
    MessageFactory(user=kim, body="<script>alert(1)</script>")
    assert "<script>alert" not in member.get("/my/inbox/").content.decode()


def test_looking_marks_nothing(member, kim):
    MessageFactory(user=kim)
    member.get("/my/inbox/")
    assert Message.objects.unread().exists()


def test_a_message_is_marked_by_its_button(member, kim):
    message = MessageFactory(user=kim)
    member.post(f"/my/inbox/{message.pk}/read/")
    assert not Message.objects.unread().exists()


def test_the_button_leads_to_the_page(member, kim):
    message = MessageFactory(user=kim, url="/programs/")
    assert member.post(f"/my/inbox/{message.pk}/read/", {"follow": "1"})["Location"] == "/programs/"


def test_it_leads_to_no_other_site(member, kim):
    message = MessageFactory(user=kim, url="https://evil.example/")
    assert member.post(f"/my/inbox/{message.pk}/read/", {"follow": "1"})["Location"] == "/my/inbox/"


@pytest.mark.parametrize("path", ["/my/inbox/{}/read/", "/my/inbox/99999999999999999999999/read/"])
def test_anothers_message_is_not_found(member, lee, path):
    message = MessageFactory(user=lee)
    assert member.post(path.format(message.pk)).status_code == 404
    assert Message.objects.unread().exists()


def test_all_are_marked_at_once(member, kim, lee):
    MessageFactory.create_batch(3, user=kim)
    MessageFactory(user=lee)
    member.post("/my/inbox/read/")
    assert Message.objects.unread().count() == 1


def test_reading_is_posted(member, kim):
    assert member.get(f"/my/inbox/{MessageFactory(user=kim).pk}/read/").status_code == 405


def test_long_inboxes_have_pages(member, kim):
    MessageFactory.create_batch(21, user=kim)
    html = member.get("/my/inbox/").content.decode()
    assert html.count('class="card"') == 20
    assert 'rel="next"' in html


def test_a_wrong_page_is_404(member):
    assert member.get("/my/inbox/?page=-1").status_code == 404


def test_as_many_queries_for_one_message_as_for_twenty(member, kim, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    MessageFactory(user=kim)
    with CaptureQueriesContext(
        connection,
    ) as one:
        member.get("/my/inbox/")
    MessageFactory.create_batch(19, user=kim)
    with django_assert_num_queries(len(one)):
        member.get("/my/inbox/")


def test_strangers_sign_in_first(client):
    assert client.get("/my/inbox/").status_code == 302


def test_the_header_counts_up_to_99(kim):
    request = RequestFactory().get("/")
    request.user = kim
    MessageFactory.create_batch(3, user=kim)
    assert unread_in_header(request) == {"signed_in": True, "count": 3, "more": False}


def test_the_header_asks_nothing_for_strangers(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert unread_in_header(RequestFactory().get("/")) == {}


def test_optional_mail_is_switched_off_on_a_page(member, kim, monkeypatch):
    from collections import defaultdict

    from busan_se.core import registry

    monkeypatch.setattr(registry, "_items", defaultdict(list, registry._items))
    monkeypatch.setitem(registry._items, OptionalKind, [OptionalKind("news", "새 공고 소식")])
    assert "새 공고 소식" in member.get("/my/inbox/preferences/").content.decode()
    member.post("/my/inbox/preferences/", {})
    assert not Preference.objects.get(user=kim, kind="news").by_mail
